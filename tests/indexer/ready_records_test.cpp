#include "indexer/ready_records.h"

#include <catch2/catch.hpp>
#include <zlib.h>

#include "schema/failure.h"
#include "tests/places/places.h"
#include "tests/support/scratch.h"

using namespace samling;

namespace {

const Vocabularies& vocabularies() {
    static const Vocabularies kLoaded(test::share_directory() / "vocabulary");
    return kLoaded;
}

struct Read {
    std::vector<ReadyRecord> records;
    std::vector<RejectedRecord> rejected;
    RecordsReport report;
};

Read read(const std::filesystem::path& file, UnknownCodes unknown = UnknownCodes::keep) {
    Read result;
    result.report = read_ready_records(
        file, vocabularies(), unknown, [&](ReadyRecord record) { result.records.push_back(std::move(record)); },
        [&](const RejectedRecord& rejected) { result.rejected.push_back(rejected); });
    return result;
}

Read read_lines(const std::string& lines, UnknownCodes unknown = UnknownCodes::keep) {
    const test::Scratch scratch;
    test::write_file(scratch / "r.jsonl", lines);
    return read(scratch / "r.jsonl", unknown);
}

std::vector<std::string> codes(const Document& document, TagField field) {
    std::vector<std::string> all;
    for (const auto& tag : document.metadata.of(field)) all.push_back(tag.code);
    return all;
}

} // namespace

TEST_CASE("every field is read, singly or as a list") {
    const auto result = read_lines(
        R"({"id":"a","title":"T","subtitle":"S","abstract":"A","pages":["one","two"],"creator":["C",{"name":"D","country":"DK","actor":"academia"}],)"
        R"("organisation":"O","coalition":"will-for-the-web","theme":["privacy","Surveillance"],"region":["Africa","KEN","Danmark"],"type":"report",)"
        R"("category":"knowledge-production","commitment":"3","actor":"company","language":"French","date":"2022-11","doi":"10.1/x",)"
        R"("url":"https://example.org","symbol":["A/1","A/2"],"licence":"CC0-1.0","rights":"R","source":"https://example.org/s"})"
        "\n");
    REQUIRE(result.rejected.empty());
    REQUIRE(result.records.size() == 1);
    CHECK(result.report.warnings.empty());
    const auto& document = result.records.front().document;
    const auto& record = document.metadata;
    CHECK(record.title + record.subtitle + record.abstract == "TSA");
    CHECK(document.pages.size() == 2);
    CHECK(record.creators == std::vector<Agent>{{"C", "", ""}, {"D", "DK", "academia"}});
    CHECK(record.organisations == std::vector<Agent>{{"O", "", ""}});
    CHECK(codes(document, TagField::theme) == std::vector<std::string>{"privacy", "surveillance"});
    CHECK(codes(document, TagField::region) == std::vector<std::string>{"002", "KE", "DK"});
    CHECK(codes(document, TagField::commitment) == std::vector<std::string>{"digital-public-goods"});
    CHECK(codes(document, TagField::language) == std::vector<std::string>{"fr"});
    CHECK(record.date == Date{2022, 11, 0});
    CHECK(record.identifiers.size() == 4);
    CHECK(record.licence + record.rights + record.source_url == "CC0-1.0Rhttps://example.org/s");
    CHECK(result.records.front().sha256.size() == 64);
}

TEST_CASE("spellings of others are understood") {
    const auto result = read_lines("{\"_id\":\"a\",\"title\":\"\",\"text\":\"x\",\"lang\":\"en\",\"year\":2020,\"license\":\"MIT\"}\n"
                                   "{\"id\":\"b\",\"title\":\"T\",\"text\":null,\"year\":\"2021\",\"date\":\"2021-02-03\"}\r\n\n");
    REQUIRE(result.records.size() == 2);
    CHECK(result.records[0].document.metadata.date.year == 2020);
    CHECK(result.records[1].document.metadata.date == Date{2021, 2, 3});
    CHECK(result.records[1].document.pages.empty());
}

TEST_CASE("a bad line names itself and what is wrong, and the rest goes in") {
    struct Row {
        std::string line, reason;
    };
    const std::vector<Row> rows = {
        {"not json", "not valid JSON"},
        {"[1]", "expected a JSON object"},
        {"{\"title\":\"x\"}", "id: it is missing"},
        {"{\"id\":7.5,\"title\":\"x\"}", "id: expected a string"},
        {"{\"id\":\"n\"}", "neither title nor text"},
        {"{\"id\":\"n\",\"text\":5}", "text: expected a string"},
        {"{\"id\":\"n\",\"text\":\"a\",\"pages\":[\"b\"]}", "either text or pages"},
        {"{\"id\":\"n\",\"pages\":\"a\"}", "pages: expected a list"},
        {"{\"id\":\"n\",\"text\":\"a\",\"date\":\"2022-13\"}", "'2022-13' is no date"},
        {"{\"id\":\"n\",\"text\":\"a\",\"year\":99999}", "year: '99999' is no date"},
        {"{\"id\":\"n\",\"text\":\"a\",\"creator\":[{\"nam\":\"x\"}]}", "unknown key 'nam'"},
        {"{\"id\":\"n\",\"text\":\"\xFF\"}", "not valid UTF-8"},
        {"{\"id\":\"" + std::string(200, 'x') + "\",\"text\":\"a\"}", "longer than 120"},
        {"{\"id\":\"good\",\"text\":\"again\"}", "stands on an earlier line"},
    };
    std::string lines = "{\"id\":\"good\",\"text\":\"first\"}\n";
    for (const auto& row : rows) lines += row.line + "\n";
    lines += "{\"id\":\"last\",\"text\":\"no line end\"}";
    const auto result = read_lines(lines);
    CHECK(result.records.size() == 2);
    REQUIRE(result.rejected.size() == rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        CAPTURE(rows[i].line.substr(0, 60), result.rejected[i].reason);
        CHECK(result.rejected[i].where.ends_with("r.jsonl:" + std::to_string(i + 2)));
        CHECK(result.rejected[i].reason.find(rows[i].reason) != std::string::npos);
    }
}

TEST_CASE("unknown fields and codes are kept or rejected, and counted") {
    const std::string lines = "{\"id\":\"a\",\"text\":\"x\",\"theme\":\"of-others\",\"foo\":1}\n{\"id\":\"b\",\"text\":\"x\",\"theme\":\"of-others\",\"foo\":2}\n";
    const auto kept = read_lines(lines);
    CHECK(kept.records.size() == 2);
    CHECK(codes(kept.records[0].document, TagField::theme) == std::vector<std::string>{"of-others"});
    CHECK(kept.report.warnings == std::map<std::string, std::int64_t>{{"theme 'of-others' is not in the vocabulary; kept as given", 2},
                                                                      {"unknown field 'foo' was ignored", 2}});
    CHECK(read_lines(lines, UnknownCodes::reject).rejected.size() == 2);
}

TEST_CASE("ids of any characters become allowed ones, and no two meet") {
    const auto result = read_lines("{\"id\":\"a b\",\"text\":\"x\"}\n{\"id\":\"a~20b\",\"text\":\"x\"}\n{\"id\":\"ø/1\",\"text\":\"x\"}\n");
    REQUIRE(result.records.size() == 3);
    CHECK(result.records[0].document.metadata.id == "a~20b");
    CHECK(result.records[1].document.metadata.id == "a~7E20b");
    CHECK(result.records[2].document.metadata.id == "~C3~B8~2F1");
}

TEST_CASE("gzip is read, and a file that is cut off says so") {
    const test::Scratch scratch;
    const auto file = scratch / "r.jsonl.gz";
    const gzFile out = gzopen(file.c_str(), "wb");
    std::string lines;
    for (int i = 0; i < 2000; ++i) lines += "{\"id\":\"r" + std::to_string(i * 7919) + "\",\"text\":\"words " + std::to_string(i) + "\"}\n";
    gzwrite(out, lines.data(), static_cast<unsigned>(lines.size()));
    gzclose(out);
    CHECK(read(file).records.size() == 2000);
    std::filesystem::resize_file(file, std::filesystem::file_size(file) / 2);
    CHECK_THROWS_AS(read(file), Failure);
    CHECK_THROWS_AS(read(scratch / "missing"), Failure);
    CHECK_THROWS_AS(read(scratch.path()), Failure);
}

TEST_CASE("a record holds as much text as is read of a file, whether in one piece or in pages") {
    const std::string half(8 << 20, 'x');
    const auto result = read_lines("{\"id\":\"all\",\"pages\":[\"" + half + "\",\"" + half + "\"]}\n{\"id\":\"more\",\"pages\":[\"" + half + "\",\"" + half +
                                   "\",\"x\"]}\n{\"id\":\"text\",\"text\":\"" + half + half + "x\"}\n");
    CHECK(result.records.size() == 1);
    REQUIRE(result.rejected.size() == 2);
    CHECK(result.rejected[0].reason.find("pages: it is longer than 16 MB") != std::string::npos);
    CHECK(result.rejected[1].reason.find("text: it is longer than 16 MB") != std::string::npos);
}

TEST_CASE("a line of more than 64 MB is rejected and costs no more than itself") {
    const auto result = read_lines("{\"id\":\"big\",\"text\":\"" + std::string(65 << 20, 'x') + "\"}\n{\"id\":\"a\",\"text\":\"x\"}\n");
    CHECK(result.records.size() == 1);
    REQUIRE(result.rejected.size() == 1);
    CHECK(result.rejected[0].reason.find("64 MB") != std::string::npos);
}
