#pragma once
// The words of a tagging rule as a vocabulary file holds them.

#include <string>
#include <string_view>
#include <vector>

#include "schema/vocabulary.h"

namespace samling {

/// Namespace of the tagging properties in a vocabulary file.
inline constexpr std::string_view kTaggingSpace = "https://samling.example/tagging#";

/// Reads the text of the property called `name` (rule, demonym, capital, ambiguous, excluded, required) into
/// `rule`: phrases parted by commas, and in a "rule" conditions behind semicolons:
///
///     ratify, accede to; with: convention, covenant; without: reservation; weight: 0.5
///
/// Returns what is wrong with it, in words; empty when nothing is.
std::string read_tagging_rule(std::string_view name, std::string_view text, TaggingRule& rule);

/// The inverse: what stands between the tags of the property; and its name.
std::string tagging_rule_text(const TaggingRule& rule);
std::string_view tagging_rule_name(TaggingRule::Kind kind);

} // namespace samling
