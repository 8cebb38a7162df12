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
        prefix,   ///< `words` holds one: any word that begins so.
        code,     ///< `words` holds a code or label of `field`.
        years,    ///< `years`.
        sequence, ///< `children` one after another, each plain, required or excluded.
        all,      ///< Every one of `children`.
        any       ///< At least one of `children`.
    } kind = Kind::sequence;
    enum class Sign { plain, required, excluded } sign = Sign::plain; ///< Within the sequence it stands in.
    const Field* field = nullptr;                                     ///< Null: the whole document.
    std::vector<std::string> words;
    YearRange years;
    std::vector<QueryNode> children;
};

struct ParsedQuery {
    QueryNode root; ///< A sequence; without children: nothing to look for was typed.
    bool escaped = false;
    std::vector<std::string> notices;
};

/// Limits of what one query may cost; what is beyond is left out with a notice.
inline constexpr std::size_t kMaxQueryBytes = 1024;
inline constexpr std::size_t kMaxQueryTerms = 32;
inline constexpr std::size_t kMaxPhraseWords = 8;
inline constexpr std::size_t kMinPrefixLetters = 3;

/// Understands words, "phrases" (curly quotes too), AND, OR, NOT, +, -, parentheses, field:word,
/// field:"phrase", year:2020..2023 and word*. Never fails: what does not parse is taken as plain words, with
/// `escaped` set and a notice that says why. Thread-safe.
ParsedQuery parse_query(std::string_view text);

/// The query in one line, for tests and for readers: `(any "internet shutdown" +africa -title:law)`.
std::string describe(const QueryNode& node);

} // namespace samling
