#include "schema/ranking_settings.h"

#include <catch2/catch.hpp>
#include <fstream>

#include "schema/failure.h"
#include "tests/places/places.h"
#include "tests/support/scratch.h"

using namespace samling;

namespace {

RankingSettings read(const std::string& text) {
    const test::Scratch scratch;
    const auto file = scratch.path() / "ranking.properties";
    test::write_file(file, text);
    return read_ranking_settings(file);
}

std::string mistake(const std::string& text) {
    try {
        read(text);
    } catch (const Failure& failure) {
        CHECK(failure.code() == ErrorCode::invalid_argument);
        const std::string what = failure.what();
        return what.substr(what.find("ranking.properties"));
    }
    return "";
}

} // namespace

TEST_CASE("the annotated ranking file says every default", "[ranking-settings]") {
    const auto file = test::source_directory() / "config/ranking.properties";
    CHECK(read_ranking_settings(file) == RankingSettings{});
    std::ifstream lines(file);
    std::vector<std::string> keys;
    for (std::string line; std::getline(lines, line);)
        if (!line.empty() && line.front() != '#') keys.push_back(line.substr(0, line.find(' ')));
    std::vector<std::string> table;
    for (const auto& row : ranking_settings())
        table.emplace_back(row.key);
    CHECK(keys == table);
}

TEST_CASE("every default of the ranking is within its bounds", "[ranking-settings]") {
    const RankingSettings settings;
    for (const auto& row : ranking_settings()) {
        INFO(row.key);
        CHECK(settings.*row.value >= row.least);
        CHECK(settings.*row.value <= row.most);
    }
}

TEST_CASE("a ranking file says what differs", "[ranking-settings]") {
    const auto settings = read("# a remark\n\n  bm25.k1 = 2.5  \r\nfield.title=7\n");
    CHECK(settings.k1 == 2.5);
    CHECK(settings.field_weight(*index_field("title")) == 7);
    CHECK(settings.b == RankingSettings{}.b);
    CHECK(read_ranking_settings("/no/such/file") == RankingSettings{});
}

TEST_CASE("each text field has its weight, other fields have none", "[ranking-settings]") {
    const RankingSettings settings;
    for (const auto& field : index_fields()) {
        INFO(field.name);
        CHECK((settings.field_weight(field) > 0) == (field.kind == FieldKind::text));
    }
}

TEST_CASE("mistakes in a ranking file are named with their line", "[ranking-settings]") {
    struct Row {
        const char* text;
        const char* mistake;
    };
    const Row rows[] = {
        {"bm25.kl = 2", "ranking.properties:1: there is no setting 'bm25.kl'; did you mean 'bm25.k1'?"},
        {"\nsomething = 2", "ranking.properties:2: there is no setting 'something'"},
        {"bm25.b = 2", "ranking.properties:1: bm25.b: '2' is no number from 0 to 1"},
        {"bm25.b = half", "ranking.properties:1: bm25.b: 'half' is no number from 0 to 1"},
        {"bm25.b =", "ranking.properties:1: bm25.b: '' is no number from 0 to 1"},
        {"bm25.b = nan", "ranking.properties:1: bm25.b: 'nan' is no number from 0 to 1"},
        {"bm25.b 1", "ranking.properties:1: 'bm25.b 1' is not 'key = number'"},
    };
    for (const auto& row : rows)
        CHECK(mistake(row.text) == row.mistake);
}
