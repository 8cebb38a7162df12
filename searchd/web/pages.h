#pragma once
// The pages people see: HTML from templates, complete without JavaScript.

#include <memory>
#include <string>
#include <vector>

#include "corpus/catalog.h"
#include "schema/vocabulary_source.h"
#include "searchd/web/api.h"
#include "searchd/search/search.h"
#include "searchd/web/marked_words.h"
#include "searchd/web/related_view.h"
#include "searchd/web/search_parameters.h"
#include "searchd/web/template_store.h"

namespace samling {

/// Renders the pages of searches and documents. Immutable, so thread-safe.
class Pages {
public:
    Pages(std::shared_ptr<const TemplateStore> templates, VocabularySource vocabularies);
    ~Pages();

    /// The first page; `all` is a search without a query and without hits.
    std::string home(const SearchPage& all) const;
    std::string results(const SearchRequest& request, const SearchPage& page) const;
    /// The search form again as it was sent, with what was wrong in it.
    std::string mistakes(const Request& asked, const ParsedParameters& parsed) const;
    std::string document(const StoredVersion& version, const DocumentContext& context, const RelatedDocuments& related = {}) const;
    /// A page of text.
    std::string page(const StoredVersion& version, int number, const Page& page, const MarkedWords& words) const;
    std::string search_within(const StoredVersion& version, const SearchRequest& request, const DocumentSearchPage& found) const;
    std::string help() const;
    std::string error(int status, const std::string& title, const std::string& detail) const;

private:
    struct Internal;
    std::unique_ptr<Internal> internal_;
};

} // namespace samling
