#include "searchd/live_search.h"

#include "schema/failure.h"
#include "searchd/search/related.h"
#include "searchd/search/similar.h"
#include "searchd/search/suggest.h"

namespace samling {

LiveSearch::LiveSearch(DataDirectory directory, SearchOptions options, std::shared_ptr<const Vocabularies> vocabularies)
    : directory_(std::move(directory)), options_(std::move(options)), current_(make(std::move(vocabularies))) {}

std::shared_ptr<const SearchService> LiveSearch::make(std::shared_ptr<const Vocabularies> vocabularies) const {
    return std::make_shared<const SearchService>(directory_, std::move(vocabularies), options_);
}

void LiveSearch::exchange(std::shared_ptr<const Vocabularies> vocabularies) {
    auto fresh = make(std::move(vocabularies));
    try {
        fresh->state(); // reads the index
    } catch (const Failure&) { // none to read yet: as at the start
    }
    const std::lock_guard lock(mutex_);
    current_.swap(fresh);
}

std::shared_ptr<const SearchService> LiveSearch::now() const {
    const std::lock_guard lock(mutex_);
    return current_;
}

SearchFunctions LiveSearch::functions() const {
    return {[this](const SearchRequest& request) { return now()->search(request); },
            [this] { return now()->state(); },
            [this](const CrosstabRequest& request) { return now()->crosstab(request); },
            [this](const DocumentSearchRequest& request) { return now()->search_document(request); },
            [this](const std::string& typed, std::size_t limit, const Audience& audience) { return now()->suggest(typed, limit, audience); },
            [this](const std::string& id, std::size_t limit, const Audience& audience) { return now()->similar(id, limit, audience); },
            [this](const Metadata& record, std::size_t limit, const Audience& audience) { return now()->related(record, limit, audience); }};
}

} // namespace samling
