#pragma once
// A coalition, a theme or a region on a page of its own, and coalitions beside each other: plain values, then JSON and
// template values of them.

#include <string>
#include <vector>

#include "schema/vocabulary.h"
#include "searchd/search/crosstab.h"
#include "searchd/search/search.h"
#include "searchd/web/template_store.h"

namespace samling {

struct ValuePage {
    TagField field = TagField::coalition;
    std::string code;
    const Concept* meant = nullptr; ///< Null for a code that documents have and the vocabulary has not.
    SearchPage its;                 ///< Its documents, newest first, and their facets.
    SearchPage all;                 ///< Facets of everything, to compare with.
    std::string accepted;           ///< The reader's Accept-Language.
};

/// A value of another facet among the documents of a page, against all documents.
struct Comparison {
    std::string code, label;
    std::int64_t count = 0; ///< Among its documents.
    double share = 0;       ///< count of them, from 0 to 1.
    double share_of_all = 0;
};
/// The `most` commonest values of `facet` among the documents of `page`, without the page's own value.
std::vector<Comparison> compare(const ValuePage& page, std::string_view facet, std::size_t most);

std::string value_page_json(const ValuePage& page, const Vocabularies& vocabularies);
View value_page_view(const ValuePage& page, const Vocabularies& vocabularies);

/// Two coalitions: documents they made together, and themes on which both have documents.
struct SharedTheme {
    std::string code, label;
    std::int64_t first = 0, second = 0; ///< Documents of each on it.
};
/// Themes with documents of both, those first on which the less active of the two has most.
std::vector<SharedTheme> shared_themes(const SearchPage& first, const SearchPage& second);

struct Overlap {
    Crosstab documents; ///< Coalition by coalition.
    Crosstab themes;    ///< Theme by coalition, every theme.
    /// How many themes have documents of both coalitions.
    int common_themes(std::size_t first, std::size_t second) const;
};
std::string overlap_json(const Overlap& overlap);
View overlap_view(const Overlap& overlap);

} // namespace samling
