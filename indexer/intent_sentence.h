#pragma once
// Whether one sentence is a statement of intent.

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/intent_rules.h"
#include "schema/text.h"

namespace samling {

/// The lists of a language as the analyser reads them.
struct CompiledIntents {
    using Phrases = std::vector<std::vector<std::string>>;
    Phrases we, actor, future, future_we, until;
    std::set<std::string, std::less<>> future_near, between, actors, of, nobody, passing, negative;
    std::vector<std::string> future_ending;
    std::vector<std::string> anchors; ///< Bytes of which a sentence has some that promises without a year.
};
CompiledIntents compile_intents(const IntentWords& words, Analyzer& analyzer);

/// What a sentence was found to be.
struct FoundIntent {
    std::string_view list; ///< Of the rule: "we", "actor" or "future".
    std::string actor;     ///< As written; empty for "we".
    std::string until;     ///< A year, or empty.
};
std::optional<FoundIntent> intent_of(std::string_view sentence, const CompiledIntents& intents, Analyzer& analyzer);

} // namespace samling
