#pragma once
// What people said of a document's tags. It stands beside the records, not in them, so that it wins over whatever a
// later run, rule or vocabulary says.

#include <string>
#include <vector>

#include "schema/metadata.h"
#include "schema/named_values.h"

namespace samling {

/// One person's word on one tag of one document.
struct TagDecision {
    /// Stored by name; never renamed. Withdrawn: the tag is again what file and rules make it.
    enum class Verdict { accepted, rejected, withdrawn };
    TagField field = TagField::theme;
    std::string code;
    Verdict verdict = Verdict::accepted;
    std::string label; ///< Of the code in English when it was said, for when the code has left the vocabulary.
    std::string by;
    std::string at; ///< UTC, ISO 8601; given by the catalog.
    std::string note;
    friend bool operator==(const TagDecision&, const TagDecision&) = default;
};

inline constexpr NamedValues<TagDecision::Verdict, 3> kTagVerdicts = {{{TagDecision::Verdict::accepted, "accepted"},
                                                                       {TagDecision::Verdict::rejected, "rejected"},
                                                                       {TagDecision::Verdict::withdrawn, "withdrawn"}}};
inline std::string_view verdict_name(TagDecision::Verdict verdict) {
    return name_of(kTagVerdicts, verdict);
}

/// The decisions that hold: the last one on each tag, without those withdrawn. `history` is oldest first.
std::vector<TagDecision> decisions_in_force(const std::vector<TagDecision>& history);

/// Makes `metadata` what people want of it: an accepted tag is there with origin person (and keeps the quotes that a
/// rule found for it), a rejected one is not.
void apply_decisions(const std::vector<TagDecision>& in_force, Metadata& metadata);

} // namespace samling
