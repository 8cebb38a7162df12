#pragma once
// The search in use, which gives way to one with newer vocabularies while requests run.

#include <memory>
#include <mutex>

#include "searchd/search/search.h"
#include "searchd/web/site.h"

namespace samling {

/// Thread-safe. A request is answered to its end by the search that it began with.
class LiveSearch {
public:
    LiveSearch(DataDirectory directory, SearchOptions options, std::shared_ptr<const Vocabularies> vocabularies);

    /// A new search in the place of the old, since what searches keep (labels, names, answers) is of their vocabularies.
    /// It has read the index before the first request comes to it. Both are in memory until the last request of the old
    /// one ends.
    void exchange(std::shared_ptr<const Vocabularies> vocabularies);

    /// What a site needs. Keeps a reference to this.
    SearchFunctions functions() const;

private:
    std::shared_ptr<const SearchService> now() const;
    std::shared_ptr<const SearchService> make(std::shared_ptr<const Vocabularies> vocabularies) const;

    const DataDirectory directory_;
    const SearchOptions options_;
    mutable std::mutex mutex_;
    std::shared_ptr<const SearchService> current_; ///< Guarded by mutex_.
};

} // namespace samling
