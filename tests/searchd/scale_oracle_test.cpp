// The evaluator against Xapian's Enquire and its spies on real passages: the same documents, scores and counts.
#include <catch2/catch.hpp>
#include <iostream>
#include <random>
#include <sstream>

#include "indexer/ready_records.h"
#include "searchd/search/planner.h"
#include "searchd/search/query.h"
#include "tests/places/places.h"
#include "tests/searchd/facet_oracle.h"
#include "tests/searchd/random_plans.h"

using namespace samling;
using namespace samling::test;

namespace {

constexpr std::size_t kEvery = 10; ///< One record in so many is taken in.
constexpr int kQueries = 4000;
constexpr int kEverySelected = 8; ///< One query in so many has values selected in facets.

using Texts = std::vector<std::string>;

/// Takes a part of the records in and returns their texts, from which queries are drawn.
Texts take_in(const std::filesystem::path& records, const DataDirectory& data) {
    Texts texts;
    std::size_t seen = 0;
    CollectionWriter writer(data, *loaded_vocabularies(), {});
    read_ready_records(
        records, *loaded_vocabularies(), UnknownCodes::keep,
        [&](ReadyRecord record) {
            if (seen++ % kEvery != 0) return;
            texts.push_back(record.document.pages.front().text);
            writer.put(NewVersion{std::move(record.document), {}, record.sha256, "", ""}, std::nullopt);
        },
        [](const auto&) {});
    writer.finish();
    return texts;
}

/// Queries as people might type them, of words that stand together somewhere.
class RandomQueries {
public:
    explicit RandomQueries(const Texts& texts) : texts_(texts) {}

    std::string next() {
        const auto a = run(1), b = run(1), c = run(1);
        switch (below(10)) {
        case 0: return a;
        case 1: return a + " " + b + " " + c;
        case 2: return a + " AND " + b;
        case 3: return a + " OR " + b + " OR " + c;
        case 4: return a + " NOT " + b;
        case 5: return "\"" + run(2 + below(2)) + "\"";
        case 6: return "\"" + run(2) + "\" OR (" + b + " -" + c + ")";
        case 7: return a + " NEAR/5 " + b;
        case 8: return (below(2) == 0 ? a : a + " OR " + b) + (below(2) == 0 ? " lang:en" : " -lang:en");
        default: return a + " year:" + std::to_string(1950 + below(70)) + "..";
        }
    }
    std::size_t below(std::size_t limit) { return random_() % limit; }

private:
    /// So many words of a text, one after another.
    std::string run(std::size_t words) {
        std::istringstream text(texts_[below(texts_.size())]);
        std::vector<std::string> all;
        for (std::string word; text >> word;) {
            std::erase_if(word, [](unsigned char c) { return c < 0x80 && !std::isalnum(c); });
            if (!word.empty()) all.push_back(word);
        }
        if (all.size() < words) return "rights";
        const auto begin = below(all.size() - words + 1);
        std::string joined;
        for (auto i = begin; i < begin + words; ++i) (joined += joined.empty() ? "" : " ") += all[i];
        return joined;
    }

    const Texts& texts_;
    std::mt19937 random_{17};
};

} // namespace

TEST_CASE("real passages are found, scored and counted as Xapian does with its spies", "[scale]") {
    const auto records = test::source_directory() / "../shared/scale/passages-80k.jsonl.gz";
    if (!std::filesystem::exists(records)) {
        std::cout << "skipped: " << records.string() << " is not there\n";
        return;
    }
    const Scratch scratch;
    const DataDirectory data{scratch.path() / "data"};
    const auto texts = take_in(records, data);
    REQUIRE(texts.size() > 5000);
    RandomQueries queries(texts);
    int found = 0;
    IndexReader(data, {Bm25{1.2, 1, 0.75, 0.1}, std::size_t{8} << 20, {}}).with_view({}, [&](IndexView& view) {
        RandomSelections selections(view.snapshot->columns);
        for (int i = 0; i < kQueries; ++i) {
            const auto query = queries.next();
            const auto match = static_cast<Match>(queries.below(3));
            const auto plan = plan_query(parse_query(query).root, match, view, *loaded_vocabularies()).plan;
            const auto selected = i % kEverySelected == 0 ? selections.next() : SearchRequest();
            CAPTURE(query, describe(plan), describe_selection(selected));
            CHECK(difference(view, plan, Bm25{1.2, 1, 0.75, 0.1}) == "");
            CHECK(facet_difference(view, plan, selected) == "");
            found += !counted_by_columns(view, plan, selected).counts[static_cast<std::size_t>(TagField::language)].empty();
        }
    });
    CHECK(found > kQueries / 2);
}
