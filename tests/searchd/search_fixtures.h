#pragma once
// Small collections for the tests of the search.

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "corpus/data_directory.h"
#include "corpus/object_store.h"
#include "indexer/collection_writer.h"
#include "schema/vocabulary.h"
#include "searchd/search/search.h"
#include "tests/places/places.h"
#include "tests/support/scratch.h"

namespace samling::test {

inline std::shared_ptr<const Vocabularies> loaded_vocabularies() {
    static const auto kLoaded =
        std::make_shared<const Vocabularies>(test::share_directory() / "vocabulary");
    return kLoaded;
}

struct Given {
    std::string id, title;
    std::vector<std::string> pages;
    int year = 0;
    std::vector<std::string> regions = {}, types = {};
    std::string language = "en";
};

inline Document document_of(const Given& given) {
    Document document;
    document.metadata.id = given.id;
    document.metadata.title = given.title;
    document.metadata.date.year = given.year;
    for (const auto& code : given.regions)
        document.metadata.of(TagField::region).push_back({code, Origin::person, 0, {}});
    for (const auto& code : given.types)
        document.metadata.of(TagField::type).push_back({code, Origin::person, 0, {}});
    if (!given.language.empty())
        document.metadata.of(TagField::language).push_back({given.language, Origin::person, 0, {}});
    for (const auto& text : given.pages)
        document.pages.push_back({text, "", ""});
    return document;
}

/// A collection in a directory of its own, that is gone with it, and the service over it.
class Collection {
public:
    explicit Collection(const std::vector<Given>& documents) {
        CollectionWriter writer(data, *loaded_vocabularies(), {});
        for (const auto& given : documents)
            put(writer, given);
        writer.flush();
    }

    static void put(CollectionWriter& writer, const Given& given) {
        auto content = given.id + given.title;
        for (const auto& page : given.pages)
            content += page;
        writer.put(NewVersion{document_of(given), {}, sha256(content), "", ""}, std::nullopt);
    }

    SearchPage ask(const std::string& query, Match match = Match::best) const {
        SearchRequest request;
        request.query = query;
        request.match = match;
        request.limit = 100;
        return service.search(request);
    }

    const Scratch scratch;
    const DataDirectory data{scratch.path() / "data"};
    const SearchService service{data, loaded_vocabularies()};
};

/// Without what is searched for besides: other names of what the words name.
inline SearchPage as_typed(const Collection& collection, const std::string& query, Match match = Match::best) {
    SearchRequest request;
    request.query = query;
    request.match = match;
    request.limit = 100;
    request.decompound = request.expand = Switch::off;
    return collection.service.search(request);
}

/// The ids of the hits in their order, parted by spaces.
inline std::string ids(const SearchPage& page) {
    std::string all;
    for (const auto& hit : page.hits)
        all += (all.empty() ? "" : " ") + hit.id;
    return all;
}

/// The same in the order of the alphabet, where ranking is not the point.
inline std::string sorted_ids(SearchPage page) {
    std::sort(page.hits.begin(), page.hits.end(), [](const Hit& a, const Hit& b) { return a.id < b.id; });
    return ids(page);
}

} // namespace samling::test
