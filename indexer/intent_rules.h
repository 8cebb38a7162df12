#pragma once
// The words by which statements of intent are known: schema/vocabulary/intent.txt, which says what they mean.

#include <array>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace samling {

/// Of one language: lists of phrases, each named as in the file.
struct IntentWords {
    std::vector<std::string> we, actor, future, future_we, future_ending, future_near, until, between, actors, of, nobody, passing, negative;
};

struct IntentListName {
    std::string_view name;
    std::vector<std::string> IntentWords::* list;
};
inline constexpr std::array<IntentListName, 13> kIntentLists = {{
    {"we", &IntentWords::we}, {"actor", &IntentWords::actor}, {"future", &IntentWords::future}, {"future we", &IntentWords::future_we},
    {"future ending", &IntentWords::future_ending}, {"future near", &IntentWords::future_near}, {"until", &IntentWords::until},
    {"between", &IntentWords::between}, {"actors", &IntentWords::actors}, {"of", &IntentWords::of}, {"nobody", &IntentWords::nobody},
    {"passing", &IntentWords::passing}, {"not", &IntentWords::negative}}};

struct IntentRules {
    std::string version;
    std::map<std::string, IntentWords, std::less<>> languages; ///< By BCP 47 code.
};

/// Throws Failure{invalid_vocabulary} naming the file and line of the first mistake, Failure{unreadable_file}. A file
/// that is not there holds no rules.
IntentRules read_intent_rules(const std::filesystem::path& file);

} // namespace samling
