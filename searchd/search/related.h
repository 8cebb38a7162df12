#pragma once
// Who else works on what a document is about: documents of others, each with why.

#include <optional>
#include <string>
#include <vector>

#include "searchd/search/citation.h"
#include "searchd/search/index_reader.h"

namespace samling {

/// A document of another coalition, or of none, and every reason there is to name it.
struct RelatedDocument {
    std::string id, title, date, language;
    std::vector<std::string> coalitions;       ///< Codes, with their broader ones.
    std::optional<Citation> cites;             ///< Where it names the document asked about.
    std::optional<Citation> cited;             ///< Where the document asked about names it.
    std::vector<std::string> themes, regions;  ///< Codes that both have; either both of these have some or none has.
    std::vector<std::string> terms;            ///< Words that set both apart from the rest, at most five.
    double score = 0;                          ///< Comparable within one answer only.
};

/// At most `limit` documents that share no coalition with `record` but name it, or have a theme and a region or
/// distinctive words in common with it; best first, those that name it before all. The cost is one look at each
/// document's codes, and bounded lists of all else. What `record` names is told of documents that are related
/// already. Throws Failure{not_found} for a document that is not in the index.
std::vector<RelatedDocument> related_documents(const Metadata& record, std::size_t limit, IndexView& view, const PageTexts& texts);

} // namespace samling
