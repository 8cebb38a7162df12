#include <bit>
#include <catch2/catch.hpp>

#include "indexer/extract/biff.h"
#include "indexer/extract/compound_file.h"
#include "tests/support/office_files.h"
#include "tests/support/read_document.h"

using namespace samling;
using test::all_text;
using test::biff;
using test::read_document;

namespace {

std::string number(std::uint64_t value, int width) {
    return test::little_endian_bytes(value, width);
}
/// The beginning of every cell's record.
std::string cell(int row, int column, int format = 0) {
    return number(row, 2) + number(column, 2) + number(format, 2);
}
std::string real(double value) {
    return number(std::bit_cast<std::uint64_t>(value), 8);
}

} // namespace

TEST_CASE("Word 97 is put together from its pieces, without the codes of its fields") {
    const auto doc = read_document(test::doc_file("Caf\xe9 \x13 HYPERLINK \"x\" \x14link\x15.\rNext ", "paragraph\x0bline\rA\x07" "B\x07\x07"));
    CHECK(doc.media_type == "application/msword");
    CHECK(doc.extractor == "doc/1");
    CHECK(all_text(doc) == "Café link.\n\nNext paragraph\nline\n\nA\nB");
}

TEST_CASE("a PowerPoint 97 slide is a page, its title a heading") {
    const auto ppt = read_document(test::ppt_file({{"First", "one\rtwo"}, {"Second", "three"}}));
    CHECK(ppt.media_type == "application/vnd.ms-powerpoint");
    CHECK(all_text(ppt) == "First\n\none\ntwo\fSecond\n\nthree");
    REQUIRE(ppt.headings.size() == 2);
    CHECK(ppt.headings[1].page == 2);
    CHECK(ppt.headings[1].text == "Second");
}

TEST_CASE("an Excel 97 sheet is a page, with what its numbers mean") {
    const std::string formats = biff(0xe0, number(0, 2) + number(0, 2)) + biff(0xe0, number(0, 2) + number(14, 2));
    // The second string is cut between two records, and goes on in two bytes a character.
    const std::string strings = biff(0xfc, number(2, 4) + number(2, 4) + number(4, 2) + number(0, 1) + "Name" + number(6, 2) + number(0, 1) + "abc") +
                                biff(0x3c, number(1, 1) + test::utf16_bytes("def"));
    const std::string cells =
        biff(0xfd, cell(0, 0) + number(0, 4)) + biff(0xfd, cell(0, 1) + number(1, 4)) + biff(0xfd, cell(0, 2) + number(99, 4)) +
        biff(0x203, cell(1, 0, 1) + real(44259)) + biff(0x203, cell(1, 1) + real(0.1 + 0.2)) + biff(0x27e, cell(1, 2) + number(4200u << 2 | 3, 4)) +
        biff(0xbd, number(2, 2) + number(0, 2) + number(0, 2) + number(7u << 2 | 2, 4) + number(0, 2) + number(8u << 2 | 2, 4) + number(1, 2)) +
        biff(0x205, cell(3, 0) + number(1, 1) + number(0, 1)) + biff(0x205, cell(3, 1) + number(7, 1) + number(1, 1)) +
        biff(0x06, cell(4, 0) + number(0, 6) + number(0xffff, 2)) + biff(0x207, number(2, 2) + number(0, 1) + "ok") +
        biff(0x204, cell(5, 0) + number(3, 2) + number(0, 1) + "old") +
        biff(0x1b6, number(0, 10) + number(4, 2) + number(0, 6)) + biff(0x3c, number(0, 1) + "note");
    const auto xls = read_document(test::xls_file("Budget", formats + strings, cells));
    CHECK(xls.media_type == "application/vnd.ms-excel");
    CHECK(all_text(xls) == "Budget\n\nName abcdef\n2021-03-04 0.3 42\n7 8\nTRUE\nok\nold\n\nnote");
}

TEST_CASE("Office files that are locked say so") {
    CHECK_THAT(read_document(test::compound_file({{"EncryptedPackage", "x"}})).reason, Catch::Contains("encrypted"));
    CHECK_THAT(read_document(test::xls_file("x", biff(0x2f, "xx"), "")).reason, Catch::Contains("encrypted"));
    auto doc = test::doc_file("x", "y");
    doc[1024 + 512 + 11] |= 1; // the flags stand in the first stream, after header, table and directory
    CHECK_THAT(read_document(doc).reason, Catch::Contains("encrypted"));
}

TEST_CASE("a document within a document does not decide what the file is") {
    const auto file = test::compound_file({{"Workbook", biff(0x809, "")}, {"1Table", "x"}});
    CHECK(read_document(file).media_type == "application/vnd.ms-excel");
    CHECK(CompoundFile(file).has("workBOOK"));
    CHECK_FALSE(CompoundFile(file).has("WordDocument"));
}

TEST_CASE("an Office file cut or changed anywhere ends well") {
    const std::string files[] = {test::doc_file("Some words\r", "and more"), test::ppt_file({{"First", "one"}, {"Second", "two"}}),
                                 test::xls_file("Budget", biff(0xfc, number(1, 4) + number(1, 4) + number(4, 2) + number(0, 1) + "Name"), biff(0xfd, cell(0, 0) + number(0, 4)))};
    const auto ends_well = [](const std::string& bytes) {
        const auto extraction = read_document(bytes);
        CHECK((extraction.status == Extraction::Status::text || !extraction.reason.empty()));
    };
    for (const auto& file : files) {
        for (std::size_t length = 1; length < file.size(); length += 37)
            ends_well(file.substr(0, length));
        for (std::size_t at = 0; at < file.size(); at += 3) {
            if (file[at] == 0 && at % 51 != 0) continue;
            for (const char flip : {'\xff', '\x01', '\x80'}) {
                auto damaged = file;
                damaged[at] = static_cast<char>(damaged[at] ^ flip);
                ends_well(damaged);
            }
        }
    }
}
