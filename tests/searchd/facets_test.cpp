#include "searchd/search/facets.h"

#include <catch2/catch.hpp>
#include <map>
#include <random>
#include <xapian.h>

#include "schema/index_codec.h"
#include "tests/searchd/search_fixtures.h"

using namespace samling;
using namespace samling::test;

namespace {

const std::vector<std::string> kWords = {"alpha", "bravo", "carol", "delta", "echo"};

std::vector<Given> random_documents(int count) {
    std::mt19937 random(17);
    const std::vector<std::string> regions = {"KE", "NG", "DK", "PE"}, types = {"report", "survey"};
    std::vector<Given> documents;
    for (int i = 0; i < count; ++i) {
        Given given{
            std::to_string(i), "", {""}, random() % 6 == 0 ? 0 : 2015 + static_cast<int>(random() % 6)};
        for (auto n = 1 + random() % 3; n > 0; --n)
            given.pages[0] += kWords[random() % kWords.size()] + " ";
        for (auto n = random() % 3; n > 0; --n)
            given.regions.push_back(regions[random() % regions.size()]);
        given.types.push_back(types[random() % types.size()]);
        documents.push_back(std::move(given));
    }
    return documents;
}

/// The same by plain Xapian: codes of a slot over everything that matches.
std::map<std::string, std::int64_t> by_spy(const Xapian::Database& database, const Xapian::Query& query,
                                           TagField field, std::int64_t& total) {
    Xapian::ValueCountMatchSpy spy(*facet_field(field).slot);
    Xapian::Enquire enquire(database);
    enquire.set_query(query);
    enquire.add_matchspy(&spy);
    total = enquire.get_mset(0, database.get_doccount(), database.get_doccount()).size();
    std::map<std::string, std::int64_t> counts;
    for (auto value = spy.values_begin(); value != spy.values_end(); ++value)
        for (const auto& code : decode_codes(*value))
            counts[code] += value.get_termfreq();
    return counts;
}

SearchRequest with_type(const std::string& query, Match match, const std::string& type) {
    SearchRequest request;
    request.query = query;
    request.match = match;
    request.limit = 100;
    if (!type.empty()) request.selected[static_cast<std::size_t>(TagField::type)] = {type};
    return request;
}

} // namespace

TEST_CASE("totals, hits and counts are those of plain Xapian") {
    const Collection collection(random_documents(300));
    const Xapian::Database database(collection.data.current_index().string());
    const auto op = GENERATE(Xapian::Query::OP_AND, Xapian::Query::OP_OR, Xapian::Query::OP_AND_NOT,
                             Xapian::Query::OP_PHRASE);
    for (const auto& one : kWords)
        for (const auto& two : kWords)
            for (const std::string type : {"", "report"}) {
                if (one == two) continue;
                const auto typed = op == Xapian::Query::OP_PHRASE    ? '"' + one + ' ' + two + '"'
                                   : op == Xapian::Query::OP_AND_NOT ? one + " -" + two
                                                                     : one + " " + two;
                const auto match = op == Xapian::Query::OP_AND ? Match::all : Match::any;
                CAPTURE(typed, type);
                const std::vector<std::string> terms = {one, two};
                Xapian::Query query(op, terms.begin(), terms.end());
                if (!type.empty())
                    query = Xapian::Query(Xapian::Query::OP_FILTER, query,
                                          Xapian::Query(make_term(facet_field(TagField::type).prefix, type)));
                std::int64_t total = 0;
                const auto counts = by_spy(database, query, TagField::region, total);
                const auto page = collection.service.search(with_type(typed, match, type));
                CHECK(page.total == total);
                CHECK(page.hits.size() == std::min<std::size_t>(100, static_cast<std::size_t>(total)));
                std::map<std::string, std::int64_t> ours;
                for (const auto& value : page.facets[static_cast<std::size_t>(TagField::region)].values)
                    ours[std::string(value.value)] = value.count;
                CHECK(ours == counts);
            }
}

TEST_CASE("selected values stay, each once, and labels follow the language") {
    const Collection collection({{"a", "A", {"text"}, 2020, {"KE"}, {"report"}}});
    SearchRequest request;
    request.language = "da";
    request.selected[static_cast<std::size_t>(TagField::region)] = {"DK", "DK", "nowhere"};
    request.years = YearRange{1999, 1999};
    const auto page = collection.service.search(request);
    CHECK(page.total == 0);
    std::string listed;
    for (const auto& facet : page.facets)
        for (const auto& value : facet.values)
            if (value.selected)
                listed += std::string(value.value) + "=" + std::string(value.label) + "=" + std::to_string(value.count) + " ";
    CHECK(listed == "DK=Danmark=0 nowhere=nowhere=0 1999=1999=0 ");
}

TEST_CASE("a document that fails one facet counts in that facet only") {
    Columns columns;
    columns.documents = {1, 2, 3, 4};
    columns.date = {0, 20200000, 20210000, 20200000, 0};
    columns.known_years = {0, 2020, 2021};
    columns.year_of = {0, 1, 2, 1, 0};
    for (auto& facet : columns.facets)
        facet = {{0, 0, 0, 0, 0}, {{}}, {}};
    columns.facets[0] = {{0, 1, 1, 2, 2}, {{}, {0}, {1}}, {"x", "y"}};
    SearchRequest request;
    request.selected[0] = {"x"};
    request.years = YearRange{2020, 2020};
    const Selection selection(columns, request);
    CHECK(selection.failed_facet(1) == Selection::kNone);
    CHECK(selection.failed_facet(2) == Selection::kYear);
    CHECK(selection.failed_facet(3) == 0);
    CHECK(selection.failed_facet(4) == Selection::kSeveral);
    const auto counted = count_facets(columns, selection, columns.documents);
    CHECK(counted.passing == std::vector<std::uint32_t>{1});
    CHECK(counted.by_code[0] == std::vector<std::int64_t>{1, 1});
    CHECK(counted.by_year == std::vector<std::int64_t>{0, 1, 1});
}

TEST_CASE("an index without documents answers") {
    const Collection collection({{"a", "A", {"text"}}});
    CollectionWriter(collection.data, *loaded_vocabularies(), {}).remove("a");
    const auto page = collection.ask("anything");
    CHECK(page.total == 0);
    CHECK(page.facets.size() == kTagFieldCount + 1);
}
