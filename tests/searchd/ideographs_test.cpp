#include "searchd/search/ideographs.h"

#include <catch2/catch.hpp>

#include "searchd/search/index_reader.h"
#include "tests/searchd/search_fixtures.h"

using namespace samling;
using namespace samling::test;

namespace {

/// In the order of their numbers in the index.
const Collection& collection() {
    static const Collection kCollection({{"advised", "", {"饮用水由他们建议"}, 0, {}, {}, "zh"},
                                         {"given", "", {"饮用水由他们捐赠"}, 0, {}, {}, "zh"},
                                         {"english", "", {"Drinking water was their gift"}},
                                         {"tea", "", {"お茶を飲む"}, 0, {}, {}, "ja"}});
    return kCollection;
}

std::vector<double> weights(const std::vector<std::string>& words) {
    std::vector<double> found;
    IndexReader(collection().data, {}).with_view({}, [&](IndexView& view) { found = weights_of_ideographs(words, {1, 2, 3, 4}, view); });
    return found;
}

} // namespace

TEST_CASE("a document has ideographs of a query in whatever words", "[ideographs]") {
    const auto found = weights({"饮水", "捐款"});
    REQUIRE(found.size() == 4);
    CHECK(found[0] > 0);                       // 饮 and 水
    CHECK(found[1] - found[0] > found[0] / 2); // 捐, too, which is rarer than either
    CHECK(found[2] == 0);
    CHECK(found[3] == 0);
    CHECK(weights({"茶飲"})[3] > 0); // between kana, too
}

TEST_CASE("words of one ideograph tell nothing beside themselves", "[ideographs]") {
    CHECK(weights({}).empty());
    CHECK(weights({"water", "お茶", "水"}).empty());
    CHECK(weights({"水土", "赠"}) == weights({"水土"}));
}

TEST_CASE("no more documents are looked at than their words allow, and none too late", "[ideographs]") {
    IndexReader(collection().data, {}).with_view({}, [](IndexView& view) {
        CHECK(weights_of_ideographs({"水土"}, std::vector<std::uint32_t>(100, 1), view).size() == 25);
        view.deadline = Deadline(std::chrono::nanoseconds(1));
        CHECK(weights_of_ideographs({"水土"}, {1, 2}, view).empty());
    });
}

TEST_CASE("what was read before counts as much as what is read, so that a search is ranked the same again", "[ideographs]") {
    std::string many;
    for (char32_t c = 0x4E00; c < 0x4E00 + 14'000; ++c) { // each a word of its own, parted by what is none
        const auto byte = [&](unsigned shift, unsigned mark) { many += static_cast<char>(mark | ((c >> shift) & 0x3F)); };
        many += static_cast<char>(0xE0 | (c >> 12));
        byte(6, 0x80);
        byte(0, 0x80);
        many += ". ";
    }
    const Collection own({{"long", "", {many}, 0, {}, {}, "zh"}, {"longer", "", {many}, 0, {}, {}, "zh"}, {"third", "", {"饮用水"}, 0, {}, {}, "zh"}});
    IndexReader(own.data, {}).with_view({}, [](IndexView& view) {
        const auto looked_at = [&] { return weights_of_ideographs({"饮水"}, {1, 2, 3}, view).size(); };
        CHECK(looked_at() == 2);
        CHECK(looked_at() == 2);
    });
}

TEST_CASE("what was read of a document is not kept beyond a commit", "[ideographs]") {
    const Collection own({{"one", "", {"饮用水"}, 0, {}, {}, "zh"}});
    const IndexReader reader(own.data, {});
    const auto weight = [&] {
        double found = 0;
        reader.with_view({}, [&](IndexView& view) { found = weights_of_ideographs({"捐款"}, {view.database.get_lastdocid()}, view).front(); });
        return found;
    };
    CHECK(weight() == 0);
    CHECK(weight() == 0);
    CollectionWriter writer(own.data, *loaded_vocabularies(), {});
    Collection::put(writer, {"one", "", {"捐赠"}, 0, {}, {}, "zh"});
    writer.flush();
    CHECK(weight() > 0);
}

TEST_CASE("of documents with the same words one with more ideographs of the query comes first", "[ideographs]") {
    CHECK(ids(as_typed(collection(), "饮用水捐款")) == "given advised");
    CHECK(ids(as_typed(collection(), "饮用水")) == "advised given");
}
