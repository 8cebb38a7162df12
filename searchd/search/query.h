#pragma once
// What somebody typed, understood: plain values, without an index.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "schema/index_layout.h"
#include "searchd/search/search.h"

namespace samling {

struct QueryNode {
    enum class Kind {
        word,     ///< `words` holds one, as typed.
        phrase,   ///< `words` in this order.
        near,     ///< `words` in any order, at most `distance` words from one to the next of the others.
        pattern,  ///< `words` holds one with * (any characters) and ? (one); it begins with neither.
        fuzzy,    ///< `words` holds one, to be found with up to `distance` letters wrong.
        code,     ///< `words` holds a code or label of `field`.
        years,    ///< `years`.
        sequence, ///< `children` one after another, each plain, required or excluded.
        all,      ///< Every one of `children`.
        any       ///< At least one of `children`.
    } kind = Kind::sequence;
    enum class Sign { plain, required, excluded } sign = Sign::plain; ///< Within the sequence it stands in.
    const Field* field = nullptr;                                     ///< Null: the whole document.
    std::vector<std::string> words;
    unsigned distance = 0; ///< near: words, 1 to kMaxNearDistance; fuzzy: letters, 1 or 2.
    YearRange years;
    std::vector<QueryNode> children;
};

struct ParsedQuery {
    QueryNode root; ///< A sequence; without children: nothing to look for was typed.
    bool escaped =
        false; ///< Something that looks like syntax was searched as plain words; a notice says what.
    bool wordless = false; ///< Something was typed, and none of it is a word: it finds nothing. A notice says so.
    std::vector<std::string> notices;
};

/// Limits of what one query may cost; what is beyond is left out with a notice.
inline constexpr std::size_t kMaxQueryBytes = 4096;
inline constexpr std::size_t kMaxQueryTerms = 128;
inline constexpr std::size_t kMaxQueryDepth = 100; ///< Parentheses in parentheses.
inline constexpr std::size_t kMaxPhraseWords = 12;
inline constexpr std::size_t kMaxPatterns = 16; ///< Words with *, ? or ~.
inline constexpr std::size_t kMinPatternLetters = 3;
inline constexpr unsigned kMaxNearDistance = 100;
inline constexpr unsigned kDefaultNearDistance = 10;

/// Understands what query_help() lists. Never fails: what does not parse is taken as plain words, with
/// `escaped` set and a notice that says why. Thread-safe.
ParsedQuery parse_query(std::string_view text);

/// The query in one line, for tests and for readers: `(any "internet shutdown" +africa -title:law)`.
std::string describe(const QueryNode& node);

/// What the total of an answer to the query counts: "documents with all of the words".
std::string describe_total(const QueryNode& root, Match match);

} // namespace samling
