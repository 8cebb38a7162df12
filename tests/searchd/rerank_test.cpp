#include "searchd/search/rerank.h"

#include <catch2/catch.hpp>

#include "tests/searchd/search_fixtures.h"

using namespace samling;
using namespace samling::test;

namespace {

const Collection& collection() {
    static const Collection kCollection({
        {"near", "", {"Somebody spoke of the internet shutdown in the village and of nothing else."}, 2020},
        {"apart", "", {"Somebody spoke of the shutdown in the village, not of the internet or else."}, 2020},
        {"one", "", {"Somebody spoke of the internet in the village and of nothing else at all."}, 2020},
        {"old", "", {"A harvest festival"}, 1990},
        {"new", "", {"A harvest festival"}, 2023},
        {"undated", "", {"A harvest festival"}, 0},
        {"untagged", "", {"A market day in Kenya"}, 2020},
        {"tagged", "", {"A market day in Kenya"}, 2020, {"KE"}},
    });
    return kCollection;
}

std::vector<Hit> search(SearchRequest request) {
    request.explain = SearchRequest::Explain::yes;
    static const SearchService kService(collection().data, loaded_vocabularies());
    return kService.search(request).hits;
}

std::string ids(const std::vector<Hit>& hits) {
    std::string all;
    for (const auto& hit : hits)
        all += (all.empty() ? "" : " ") + hit.id;
    return all;
}

SearchRequest request_of(const char* query) {
    SearchRequest request;
    request.query = query;
    return request;
}

} // namespace

TEST_CASE("among documents with the same words, better ones come first", "[rerank]") {
    struct Row {
        const char *typed, *order;
    };
    const auto row = GENERATE(values<Row>({
        {"internet shutdown", "near apart one"},   // neighbours in the query are neighbours in the text
        {"harvest festival", "new old undated"},   // newer ones first, undated ones last
        {"market day in Kenya", "tagged untagged"} // what the query names is what the document is tagged with
    }));
    CHECK(ids(search(request_of(row.typed))) == row.order);
}

TEST_CASE("the explanation of a hit adds up to its score", "[rerank]") {
    for (const auto* query : {"internet shutdown", "village internet village", "harvest", "market day in Kenya"})
        for (const auto& hit : search(request_of(query))) {
            INFO(query << ": " << hit.id);
            REQUIRE(hit.explanation);
            const auto& why = *hit.explanation;
            double words = 0;
            for (const auto& word : why.words) {
                words += word.score;
                CHECK(word.score <= word.weight);
                CHECK(word.frequency > 0);
                CHECK(word.fields == std::vector<std::string>{"text"});
            }
            CHECK(words == Approx(why.bm25).epsilon(1e-4));
            CHECK(why.bm25 + why.coverage + why.proximity + why.tags + why.recency == Approx(hit.score).epsilon(1e-6));
        }
}

TEST_CASE("an order by date explains no score", "[rerank]") {
    auto request = request_of("harvest");
    request.sort = Sort::newest;
    for (const auto& hit : search(request))
        CHECK(!hit.explanation);
}

TEST_CASE("pages are cut from one order, however few hits they have", "[rerank]") {
    for (const auto* query : {"internet shutdown village", "harvest festival", "somebody kenya a day"}) {
        const auto whole = ids(search(request_of(query)));
        std::string parts;
        for (std::size_t offset = 0;; ++offset) {
            auto request = request_of(query);
            request.offset = offset;
            request.limit = 1;
            const auto hits = search(request);
            if (hits.empty()) break;
            parts += (parts.empty() ? "" : " ") + ids(hits);
        }
        CHECK(parts == whole);
    }
}

TEST_CASE("what is beyond the depth of the second look keeps its order behind the rest", "[rerank]") {
    SearchOptions options;
    options.ranking.depth = 2;
    const SearchService shallow(collection().data, loaded_vocabularies(), options);
    const auto hits = shallow.search(request_of("somebody internet village a harvest")).hits;
    REQUIRE(hits.size() > 3);
    for (std::size_t i = 1; i < hits.size(); ++i)
        CHECK(hits[i - 1].score >= hits[i].score);
}

TEST_CASE("a query names concepts by their labels in any language, the longest first", "[rerank]") {
    struct Row {
        std::vector<std::string> words;
        std::vector<std::string> codes;
    };
    const Row rows[] = {
        {{"elections", "in", "Kenya"}, {"KE"}},
        {{"élections", "Afrique"}, {"002"}},
        {{"what", "is", "in", "it"}, {}},
        {{}, {}},
    };
    for (const auto& row : rows) {
        std::vector<std::string> regions;
        for (const auto& named : named_concepts(row.words, *loaded_vocabularies()))
            if (named.field == TagField::region) regions.push_back(named.code);
        CHECK(regions == row.codes);
    }
}
