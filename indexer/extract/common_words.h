#pragma once
#include <string_view>

namespace samling {

struct WordVote {
    std::string_view language; ///< BCP 47, or empty where the commonest words decide nothing.
    double share = 0;          ///< Of all words, those that are its commonest.
};

/// What the commonest words say. Letter sequences take small languages for their large neighbours and the
/// other way round (Danish and Norwegian, Spanish and Asturian); "af" and "av", "para" and "pa" settle it.
/// `guess` is the language that letter sequences give: a listed one is only overruled by one that is ahead of
/// it.
WordVote vote_by_words(std::string_view text, std::string_view guess);

} // namespace samling
