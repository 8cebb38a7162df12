#include "searchd/search/crosstab.h"

#include <catch2/catch.hpp>
#include <random>

#include "schema/failure.h"
#include "searchd/web/crosstab_parameters.h"
#include "searchd/web/crosstab_views.h"
#include "tests/searchd/search_fixtures.h"
#include "tests/support/web_request.h"

using namespace samling;
using namespace samling::test;

namespace {

constexpr int kThisYear = 2026;

NewVersion version_of(const Document& document) {
    return {document, {}, sha256(document.metadata.id), "", ""};
}

/// A hundred documents with random themes, regions, coalitions, years and words.
class Mixed {
public:
    Mixed() {
        std::mt19937 random(7);
        const auto pick = [&](std::vector<std::string> from, std::size_t most) {
            std::vector<Tag> tags;
            for (auto n = random() % (most + 1); n > 0; --n) {
                const Tag tag{from[random() % from.size()], Origin::person, 0, {}};
                if (std::none_of(tags.begin(), tags.end(), [&](const auto& t) { return t.code == tag.code; })) tags.push_back(tag);
            }
            return tags;
        };
        CollectionWriter writer(data, *loaded_vocabularies(), {});
        for (int i = 0; i < 100; ++i) {
            Document document;
            auto& metadata = document.metadata;
            metadata.id = "d" + std::to_string(i);
            metadata.title = i % 2 == 0 ? "alpha" : "bravo";
            metadata.date.year = random() % 5 == 0 ? 0 : 2018 + static_cast<int>(random() % 6);
            metadata.of(TagField::theme) = pick({"elections", "surveillance", "democracy", "internet-shutdowns"}, 3);
            metadata.of(TagField::region) = pick({"KE", "NG", "DK", "PE", "002"}, 2);
            metadata.of(TagField::coalition) = pick({"will-for-the-web", "responsible-technology", "own-code"}, 2);
            document.pages.push_back({"text", "", ""});
            writer.put(version_of(document), std::nullopt);
        }
        writer.flush();
    }

    const Scratch scratch;
    const DataDirectory data{scratch.path() / "data"};
    const SearchService service{data, loaded_vocabularies()};
};

ParsedCrosstab parsed(const std::string& address, Caller caller = Caller::program) {
    return parse_crosstab(get("/api/v1/crosstab" + address), *loaded_vocabularies(), caller, kThisYear);
}

std::size_t row_of(const std::vector<AxisValue>& values, const std::string& code) {
    for (std::size_t i = 0; i < values.size(); ++i)
        if (values[i].code == code) return i;
    FAIL("no value " << code);
    return 0;
}

} // namespace

TEST_CASE("every count of a table is the total of the search behind it") {
    const Mixed mixed;
    for (const std::string address :
         {"?rows=theme&columns=region", "?rows=theme&columns=year&q=alpha", "?rows=region&columns=coalition&region=Africa",
          "?rows=coalition&columns=coalition", "?rows=theme&columns=region&year=2019..2021&coalition=own-code&row_show=all&column_show=all&q=alpha+bravo"}) {
        INFO(address);
        const auto asked = parsed(address);
        REQUIRE(asked.mistakes.empty());
        const auto table = mixed.service.crosstab(asked.request);
        REQUIRE(table.cells.size() == table.rows.size() * table.columns.size());
        std::int64_t filled = 0;
        for (std::size_t row = 0; row < table.rows.size(); ++row)
            for (std::size_t column = 0; column < table.columns.size(); ++column) {
                const auto& cell = table.cell(row, column);
                filled += cell.count > 0;
                if (cell.count == 0 && (row + column) % 17 != 0) continue; // of thousands of empty cells some are enough
                auto search = cell_search(asked.request, table.rows[row].code, table.columns[column].code);
                search.limit = 0;
                INFO(query_string(search));
                REQUIRE(mixed.service.search(search).total == cell.count);
            }
        CHECK(filled > 0);
        for (const auto& value : table.rows) {
            auto search = cell_search(asked.request, value.code, "");
            search.limit = 0;
            REQUIRE(mixed.service.search(search).total == value.count);
        }
    }
}

TEST_CASE("a cell says how new it is and who speaks") {
    const Scratch scratch;
    const DataDirectory data(scratch.path() / "data");
    const SearchService service(data, loaded_vocabularies());
    {
        CollectionWriter writer(data, *loaded_vocabularies(), {});
        const auto put = [&](const std::string& id, int year, const std::string& region, std::vector<std::string> coalitions) {
            Document document;
            document.metadata.id = id;
            document.metadata.date.year = year;
            document.metadata.of(TagField::theme) = {{"elections", Origin::person, 0, {}}};
            document.metadata.of(TagField::region) = {{region, Origin::person, 0, {}}};
            for (const auto& code : coalitions) document.metadata.of(TagField::coalition).push_back({code, Origin::person, 0, {}});
            writer.put(version_of(document), std::nullopt);
        };
        put("a", 2016, "KE", {"will-for-the-web"});
        put("b", 2025, "DK", {"will-for-the-web"});
        put("c", 2024, "PE", {"will-for-the-web"});
        put("d", 2023, "PE", {"responsible-technology", "own-code"});
        put("e", 2017, "PE", {});
        writer.flush();
    }
    const auto table = service.crosstab(parsed("?rows=theme&columns=region&column_show=all&stale_years=3").request);
    struct Row {
        const char* region;
        std::int64_t count;
        int newest, coalitions;
        Hole hole;
    };
    for (const auto& row : {Row{"KE", 1, 2016, 1, Hole::stale}, Row{"DK", 1, 2025, 1, Hole::one_voice}, Row{"PE", 3, 2024, 3, Hole::none},
                            Row{"NG", 0, 0, 0, Hole::empty}, Row{"002", 1, 2016, 1, Hole::stale}}) {
        INFO(row.region);
        const auto& cell = table.cell(row_of(table.rows, "elections"), row_of(table.columns, row.region));
        CHECK(cell.count == row.count);
        CHECK(cell.newest == row.newest);
        CHECK(cell.coalitions == row.coalitions);
        CHECK(cell.hole == row.hole);
    }
    CHECK(service.crosstab(parsed("?rows=theme&columns=region&stale_years=0").request).cells.size() > 100);
}

TEST_CASE("the strongest hole is where most would be expected, with what is nearest") {
    const Scratch scratch;
    const DataDirectory data(scratch.path() / "data");
    const SearchService service(data, loaded_vocabularies());
    {
        CollectionWriter writer(data, *loaded_vocabularies(), {});
        for (int i = 0; i < 30; ++i) {
            Document document;
            document.metadata.id = "d" + std::to_string(i);
            document.metadata.of(TagField::theme) = {{i % 3 == 0 ? "surveillance" : "elections", Origin::person, 0, {}}};
            document.metadata.of(TagField::region) = {{i % 3 == 0 ? "NG" : "KE", Origin::person, 0, {}}};
            writer.put(version_of(document), std::nullopt);
        }
        writer.flush();
    }
    const auto table = service.crosstab(parsed("?rows=theme&columns=region").request);
    REQUIRE_FALSE(table.holes.empty());
    const auto& hole = table.holes.front();
    INFO(table.rows[hole.row].code << " × " << table.columns[hole.column].code);
    // Elections in Western Africa, or a broader theme of surveillance in Eastern Africa: both have 6.7 expected.
    CHECK(hole.expected == Approx(20.0 / 3));
    CHECK(hole.nearest_count > 0);
    for (const auto& other : table.holes) CHECK(other.expected <= hole.expected);
}

TEST_CASE("what is broadest is near what lies beside it") {
    const Scratch scratch;
    const DataDirectory data(scratch.path() / "data");
    const SearchService service(data, loaded_vocabularies());
    {
        CollectionWriter writer(data, *loaded_vocabularies(), {});
        const auto put = [&](const char* theme, const char* region, int year, int copies) {
            for (int i = 0; i < copies; ++i) {
                Document document;
                document.metadata.id = std::string(theme) + "-" + region + "-" + std::to_string(i);
                document.metadata.date.year = year;
                document.metadata.of(TagField::theme) = {{theme, Origin::person, 0, {}}};
                document.metadata.of(TagField::region) = {{region, Origin::person, 0, {}}};
                writer.put(version_of(document), std::nullopt);
            }
        };
        put("security", "KE", 2024, 1);
        put("security", "PE", 2023, 3);
        put("online-harms", "NZ", 2019, 5);
        writer.flush();
    }
    const auto nearest = [&](const std::string& address, const std::string& row, const std::string& column) {
        const auto table = service.crosstab(parsed(address).request);
        for (const auto& hole : table.holes)
            if (table.rows[hole.row].code == row && table.columns[hole.column].code == column)
                return hole.nearest_row + " × " + hole.nearest_column + ": " + std::to_string(hole.nearest_count);
        return std::string("no hole");
    };
    CHECK(nearest("?rows=theme&columns=region", "security", "009") == "security × 019: 3");
    CHECK(nearest("?rows=region&columns=theme", "009", "security") == "019 × security: 3");
    CHECK(nearest("?rows=theme&columns=year", "online-harms", "2023") == "online-harms × 2019: 5");
    CHECK(nearest("?rows=region&columns=year", "019", "2024") == "019 × 2023: 3");
}

TEST_CASE("an axis shows what it is asked to") {
    const Mixed mixed;
    const auto shown = [&](const std::string& address) {
        std::string all;
        for (const auto& value : mixed.service.crosstab(parsed(address, Caller::person).request).columns)
            all += (all.empty() ? "" : " ") + std::string(static_cast<std::size_t>(value.depth), '>') + value.code;
        return all;
    };
    CHECK(shown("?columns=region") == "002 009 019 142 150 AQ");
    CHECK(shown("?columns=region&column_open=002") == "002 >202 >015 009 019 142 150 AQ");
    CHECK(shown("?columns=region&region=Africa") == "002 >202 >015");
    CHECK(shown("?columns=commitment&column_show=all").find("digital-public-goods") != std::string::npos);
    CHECK(shown("?columns=coalition").ends_with("own-code")); // a code of this collection alone
    CHECK(shown("?columns=year") == "2023 2022 2021 2020 2019 2018");
}

TEST_CASE("every mistake in a table's address is named") {
    struct Row {
        const char *address, *parameter, *part;
    };
    const Mixed mixed;
    SearchRequest everything;
    everything.limit = 0;
    const auto all = mixed.service.search(everything);
    const auto mistakes = [&](const std::string& address, Caller caller = Caller::program) {
        auto asked = parsed(address, caller);
        refuse_unknown(asked, all, *loaded_vocabularies());
        return asked.mistakes;
    };
    for (const auto& row : {Row{"?rows=themes", "rows", "did you mean theme?"}, Row{"?columns=xyzzyxyzzy", "columns", "there are coalition"},
                            Row{"?rows=", "rows", "it is empty; there are coalition"}, Row{"?columns=", "columns", "it is empty"},
                            Row{"?rows=theme&rows=type", "rows", "more than once"}, Row{"?rows=themes&row_open=democracy", "rows", "no facet"},
                            Row{"?row_show=some", "row_show", "none of top"}, Row{"?column_show=", "column_show", "none of top"},
                            Row{"?row_open=elektions", "row_open", "no theme 'elektions'; did you mean elections?"},
                            Row{"?column_open=Atlantis", "column_open", "no region 'Atlantis'"}, Row{"?row_open=", "row_open", "empty"},
                            Row{"?rows=year&row_open=2020", "row_open", "a year has nothing below it"},
                            Row{"?region=Atlantis", "region", "no region 'Atlantis'"}, Row{"?region=", "region", "it is empty"},
                            Row{"?type=reprot", "type", "did you mean report?"}, Row{"?coalition=nobody", "coalition", "no coalition 'nobody'"},
                            Row{"?year=", "year", "it is empty"}, Row{"?stale_years=-1", "stale_years", "from 0 to 100"},
                            Row{"?stale_years=", "stale_years", "from 0 to 100"}, Row{"?nonsense=1", "nonsense", "no such parameter"},
                            Row{"?year=abc", "year", "none of"}, Row{"?sort=newest", "sort", "is no list"}, Row{"?limit=5", "limit", "is no list"},
                            Row{"?cursor=x", "cursor", "is no list"}, Row{"?page=2", "page", "is no list"}, Row{"?explain=1", "explain", "is no list"},
                            Row{"?voices=quieter", "voices", "is no list"}}) {
        INFO(row.address);
        const auto found = mistakes(row.address);
        REQUIRE(found.size() == 1);
        CHECK(found[0].parameter == row.parameter);
        CHECK(found[0].detail.find(row.part) != std::string::npos);
    }
    CHECK(mistakes("?rows=&column_open=Atlantis&row_show=x&theme=nothing&stale_years=x").size() == 5); // all at once
    for (const std::string right : {"?row_open=Elections&column_open=Africa&column_open=FR", "?coalition=own-code", "?rows=coalition&row_open=own-code",
                                    "?rows=language&language=fr", "?q=&stale_years=0"}) {
        INFO(right);
        CHECK(mistakes(right).empty());
    }
    CHECK(mistakes("?stale_years=&region=&q=", Caller::person).empty()); // a form with nothing filled in
    CHECK(mistakes("?rows=&region=Atlantis", Caller::person).size() == 2);
    CHECK(crosstab_query_string(parsed("?sort=newest&limit=5", Caller::person)) == "rows=theme&columns=region"); // what a program would be refused
}

TEST_CASE("a hole is told in a sentence, in which only names have capitals") {
    const Scratch scratch;
    const DataDirectory data(scratch.path() / "data");
    const SearchService service(data, loaded_vocabularies());
    {
        CollectionWriter writer(data, *loaded_vocabularies(), {});
        for (int i = 0; i < 12; ++i) {
            Document document;
            document.metadata.id = "d" + std::to_string(i);
            document.metadata.of(TagField::theme) = {{i % 2 == 0 ? "ai-governance" : "internet-shutdowns", Origin::person, 0, {}}};
            document.metadata.of(TagField::region) = {{i % 2 == 0 ? "NG" : "KE", Origin::person, 0, {}}};
            document.metadata.of(TagField::type) = {{i % 2 == 0 ? "report" : "survey", Origin::person, 0, {}}};
            writer.put(version_of(document), std::nullopt);
        }
        writer.flush();
    }
    struct Row {
        const char *address, *sentence;
    };
    for (const auto& row : {Row{"?rows=theme&columns=region", "No document on artificial intelligence in Eastern Africa"},
                            Row{"?rows=type&columns=theme", "No document of the type survey on artificial intelligence"},
                            Row{"?rows=theme&columns=type", "No document on digital inclusion of the type report"}}) {
        const auto asked = parsed(row.address);
        auto view = crosstab_view(asked, service.crosstab(asked.request), *loaded_vocabularies());
        std::string sentences;
        for (const auto& hole : view["holes"].list_value()) sentences += hole.get("text")->string_value() + "\n";
        INFO(sentences);
        CHECK(sentences.find(row.sentence) != std::string::npos);
    }
}

TEST_CASE("a table that is too large is refused with the mend") {
    const Mixed mixed;
    CHECK_THROWS_WITH(mixed.service.crosstab(parsed("?rows=region&columns=region&row_show=all&column_show=all").request),
                      Catch::Contains("rows and") && Catch::Contains("show fewer"));
}

TEST_CASE("CSV keeps formulas and quotes as text") {
    CHECK(csv_field("plain") == "plain");
    CHECK(csv_field("a,b") == "\"a,b\"");
    CHECK(csv_field("say \"hi\"") == "\"say \"\"hi\"\"\"");
    CHECK(csv_field("=HYPERLINK(1)") == "'=HYPERLINK(1)");
    CHECK(csv_field("@x\ny") == "\"'@x\ny\"");
}
