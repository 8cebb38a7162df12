#pragma once
#include <cstddef>
#include <string_view>

namespace samling {

struct WordVote {
    std::string_view language; ///< BCP 47, or empty where the commonest words decide nothing.
    double share = 0;          ///< Of all words, those that are its commonest.
};

/// What a vote takes.
struct VoteLimits {
    std::size_t words = 20;  ///< A text of fewer decides nothing,
    double share = 0.16;     ///< nor does one with a smaller share of common words.
    double ahead = 1.04;     ///< A guess is overruled by that many times its own words
    std::size_t margin = 0;  ///< and so many more.
};

/// What the commonest words say. Letter sequences take small languages for their large neighbours and the
/// other way round (Danish and Norwegian, Spanish and Asturian); "af" and "av", "para" and "pa" settle it.
/// `guess` is the language that letter sequences give, or that the neighbours of the text are in: a listed one is only
/// overruled by one that is ahead of it.
WordVote vote_by_words(std::string_view text, std::string_view guess, VoteLimits limits = {});

} // namespace samling
