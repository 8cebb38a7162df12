#include "tests/searchd/search_fixtures.h"

#include <catch2/catch.hpp>

#include "searchd/search/planner.h"

using namespace samling;
using namespace samling::test;

namespace {

const Collection& collection() {
    static const Collection kCollection({
        {"k",
         "Kenya",
         {"Surveillance of activists. The internet shutdown of May."},
         2020,
         {"KE"},
         {"report"}},
        {"n", "Nigeria", {"Elections and shutdowns; the activist watched."}, 2021, {"NG"}, {"survey"}},
        {"d", "Denmark", {"Valget og overvågning af borgere"}, 2022, {"DK"}, {"report"}, "da"},
        {"c", "中国", {"反对虚假信息的斗争"}, 2023, {"CN"}, {}, "zh"},
        {"o", "Undated", {"The rule of law, and law that rules the internet."}, 0, {}, {}},
    });
    return kCollection;
}

} // namespace

TEST_CASE("a query finds these documents") {
    struct Row {
        const char *typed, *found;
        Match match = Match::best;
    };
    const auto row = GENERATE(values<Row>({
        {"", "c d k n o"},
        {"\t\n ", "c d k n o"},
        {"surveillance", "k"},
        {"SURVEILLANCE", "k"},
        {"activists", "k n"},
        {"shutdown elections", "k n"},
        {"shutdown elections", "n", Match::all},
        {"shutdown elections", "k n", Match::any},
        {"the surveillance", "k", Match::any},
        {"the surveillance", "k", Match::all},
        {"the", "k n o"},
        {"\"internet shutdown\"", "k"},
        {"\"shutdown internet\"", ""},
        {"\"rule of law\"", "o"},
        {"title:kenya", "k"},
        {"title:surveillance", ""},
        {"internet -shutdown", "o"},
        {"-internet", "c d n"},
        {"NOT internet", "c d n"},
        {"+internet shutdown", "k o"},
        {"surveillance OR election", "k n"},
        {"internet AND shutdown", "k"},
        {"internet AND NOT shutdown", "o"},
        {"shutd*", "k n"},
        {"nosuchbeginning*", ""},
        {"sh*wn", "k"},
        {"shutdo*s", "n"},
        {"activi?t", "n"},
        {"title:k*a", ""},
        {"title:ken?a", "k"},
        {"overvåg*ng", "d"},
        {"shutdwon~1", "k"},
        {"shutdwn~1", "k"},
        {"shutdwn~2", "k n"},
        {"surveilance~1", "k"},
        {"title:denmrak~1", "d"},
        {"title:surveilance~1", ""},
        {"internet NEAR/1 shutdown", "k"},
        {"shutdown NEAR/1 internet", "k"},
        {"surveillance NEAR/2 activists", "k"},
        {"surveillance NEAR/1 activists", ""},
        {"\"activists surveillance\"~2", "k"},
        {"\"internet shutdown\" NEAR/3 may", "k"},
        {"internet NEAR/100 nosuchword", ""},
        {"title:ken*", "k"},
        {"overvagning", "d"},
        {"overvågningen", "d"},
        {"虚假信息", "c"},
        {"\"虚假信息\"", "c"},
        // Filters.
        {"region:KE", "k"},
        {"region:Kenya", "k"},
        {"region:afrique", "k n"},
        {"region:Africa shutdown", "k n"},
        {"region:Africa -region:KE", "n"},
        {"(region:KE OR region:DK) internet", "k"},
        {"(region:KE) internet", "k"},
        {"(region:KE OR region:DK)", "d k"},
        {"-(region:KE OR region:DK)", "c n o"},
        {"region:Atlantis", ""},
        {"region:\"\"", ""},
        {"type:report", "d k"},
        {"lang:da", "d"},
        {"lang:da-DK", "d"},
        {"lang:DA", "d"},
        {"lang:danish", "d"},
        {"id:k", "k"},
        {"year:2020", "k"},
        {"year:2020..2021", "k n"},
        {"year:2022..", "c d"},
        {"year:..2020", "k"},
        {"year:2021..2020", "k n"}, // the ends may stand in any order
        {"year:1900..1901", ""},
        {"-year:2020..2023", "o"},
        {"year:2020 internet", "k"},
        // Nothing that could be looked for is not everything.
        {"...", ""},
        {"()", ""},
        {"\"\"", ""},
        {"-", ""},
        {"nosuchword", ""},
        {"nosuchword AND internet", ""},
        {"nosuchword OR internet", "k o"},
        {"nosuchword* AND internet", ""},
        {"region:Atlantis OR internet", "k o"},
        {"region:Atlantis internet", ""},
    }));
    CAPTURE(row.typed);
    const auto page = as_typed(collection(), row.typed, row.match);
    CHECK(sorted_ids(page) == row.found);
    CHECK(page.total == static_cast<std::int64_t>(page.hits.size()));
}

TEST_CASE("what was done differently is said") {
    struct Row {
        const char *typed, *said;
    };
    const auto row = GENERATE(values<Row>({
        {"region:Atlantis", "Atlantis"},
        {"...", "nothing to search for"},
        {"a AND", "plain words"},
        {"ab*", "3 letters"},
        {"éa*", "3 letters"},
        {"\"a b c d e f g h i j k l m\"", "first 12 words"},
    }));
    CAPTURE(row.typed);
    const auto page = as_typed(collection(), row.typed);
    REQUIRE(page.notices.size() == 1);
    CHECK_THAT(page.notices.front(), Catch::Contains(row.said));
}

TEST_CASE("documents with more of the words come first, filters have no weight") {
    const Collection words({
        {"one", "", {"election election election election election election"}, 2001},
        {"both",
         "",
         {"a long text about much else in which an election and a shutdown occur once each"},
         2002},
        {"none", "", {"nothing"}, 2003},
    });
    CHECK(ids(as_typed(words, "election shutdown")) == "both one");
    CHECK(ids(as_typed(words, "year:2001..2003")) == "none both one"); // like no query at all: newest first
    CHECK(ids(as_typed(words, "")) == "none both one");
}

TEST_CASE("words without meaning weigh nothing beside others, and a word typed twice weighs twice") {
    struct Row {
        const char *typed, *same_as;
    };
    const auto row = GENERATE(values<Row>({
        {"what is the rule of law", "rule law"},
        {"Welche Wahlen gab es in Kenia", "Wahlen gab Kenia"},
        {"quelles sont les élections", "élections"},
    }));
    INFO(row.typed);
    const IndexReader reader(collection().data, {});
    reader.with_view({}, [&](IndexView& view) {
        const auto planned = [&](const char* text) {
            return describe(plan_query(parse_query(text).root, Match::best, view, *loaded_vocabularies()).plan);
        };
        CHECK(planned(row.typed) == planned(row.same_as));
        CHECK(planned("internet internet").starts_with("2*word("));
        CHECK(planned("the internet internet law").starts_with("best(2*word("));
    });
}

TEST_CASE("where a name wants quotation marks, it is said how to write it") {
    struct Row {
        const char *typed, *meant; ///< `meant`: what is to be written; empty: nothing is said of quotation marks.
    };
    const auto row = GENERATE(values<Row>({
        {"region:Eastern Africa", "region:\"Eastern Africa\""},
        {"region:eastern africa elections", "region:\"eastern africa\""},
        {"elections AND (-region:South Africa)", "region:\"South Africa\""},
        {"region:(Eastern Africa)", "region:\"Eastern Africa\""},
        {"theme:freedom of expression online", "theme:\"freedom of expression\""},
        {"region:Atlantis elections", ""},
        {"region:Eastern -Africa", ""},
        {"region:Eastern title:Africa", ""},
        {"region:Africa South", ""}, // names something as it is
        {"region:\"Eastern Africa\"", ""},
    }));
    CAPTURE(row.typed);
    const auto notices = as_typed(collection(), row.typed).notices;
    const std::string meant = row.meant;
    CHECK(std::any_of(notices.begin(), notices.end(), [&](const auto& notice) { return notice.find("quotation marks: " + meant) != std::string::npos; }) ==
          !meant.empty());
}
