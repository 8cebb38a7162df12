#pragma once
// From a query as understood to a query on the index.

#include <string>
#include <unordered_set>
#include <vector>

#include <xapian.h>

#include "schema/vocabulary.h"
#include "searchd/search/index_reader.h"
#include "searchd/search/query.h"

namespace samling {

/// The forms of the query's words, for finding them again in a text.
struct WantedWords {
    std::vector<std::unordered_set<std::string>> forms; ///< One set for each word asked for: folded forms.
    std::vector<std::unordered_set<std::string>> stems; ///< The same, stems.
    /// Words that count only where they stand one after another: numbers into `forms`.
    std::vector<std::vector<std::size_t>> phrases;
    bool empty() const { return forms.empty(); }
};

struct BuiltQuery {
    Xapian::Query query;              ///< MatchAll: every document; empty: none.
    WantedWords wanted;               ///< Empty when nothing in the query tells one match from another.
    std::vector<std::string> notices; ///< What does not do what it seems to.
};

/// Words match by folded form or by their stem in any of the collection's languages. Stop words do not match
/// by themselves where other words are asked for.
/// A root without children is a query for every document.
BuiltQuery build_query(const QueryNode& root, Match match, IndexView& view, const Vocabularies& vocabularies);

} // namespace samling
