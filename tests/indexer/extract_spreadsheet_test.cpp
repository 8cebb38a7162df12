#include <catch2/catch.hpp>

#include "indexer/extract/spreadsheet.h"
#include "tests/support/read_document.h"
#include "tests/support/sample_files.h"

using namespace samling;
using test::all_text;
using test::read_document;

TEST_CASE("an Excel sheet is a page, with its name, its rows and what its numbers mean") {
    const auto extraction = read_document(test::xlsx_file(
        {{"Budget 2021", R"(<row><c t="s"><v>1</v></c><c t="s"><v>0</v></c></row>)"
                         R"(<row><c s="1"><v>44259</v></c><c><v>0.30000000000000004</v></c><c t="b"><v>1</v></c><c t="e"><v>#REF!</v></c></row>)"
                         R"(<row><c t="inlineStr"><is><t>in</t><t>line</t></is></c><c t="str"><f>A1</f><v>from a formula</v></c></row>)"},
         {"Sheet2", R"(<row><c t="s"><v>0</v></c><c t="s"><v>77</v></c></row>)"}},
        {"Amount", "Office &amp; rent"}));
    CHECK(extraction.media_type == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    CHECK(extraction.extractor == "xlsx/1");
    CHECK(all_text(extraction) == "Budget 2021\n\nOffice & rent Amount\n2021-03-04 0.3 TRUE\ninline from a formula\fAmount");
    REQUIRE(extraction.headings.size() == 1);
    CHECK(extraction.headings[0].text == "Budget 2021");
}

TEST_CASE("an OpenDocument sheet is a page, a row a line") {
    const auto extraction = read_document(test::ods_file(
        "<table:table table:name='Members'><table:table-row><table:table-cell><text:p>Name</text:p></table:table-cell>"
        "<table:table-cell><text:p>Country</text:p></table:table-cell></table:table-row><table:table-row><table:table-cell>"
        "<text:p>Ada</text:p><text:p>Grace</text:p></table:table-cell></table:table-row></table:table>"
        "<table:table table:name='Tabelle2'><table:table-row><table:table-cell><text:p>2</text:p></table:table-cell>"
        "</table:table-row></table:table>"));
    CHECK(extraction.media_type == "application/vnd.oasis.opendocument.spreadsheet");
    CHECK(all_text(extraction) == "Members\n\nName Country\nAda Grace\f2");
}

TEST_CASE("a number format shows a date or not") {
    for (const auto* code : {"yyyy-mm-dd", "d/m/yy", "[$-409]d\\-mmm\\-yy;@", "mmm", "yyyy\"-W\"ww", "m/d/yy h:mm"}) CHECK(is_date_format(code));
    for (const auto* code : {"General", "0.00", "#,##0", "\"day\" 0", "[Red]0", "h:mm", "mm:ss", "0\\d"}) CHECK_FALSE(is_date_format(code));
}

TEST_CASE("serial numbers are dates in both systems") {
    CHECK(date_text("44259", {}) == "2021-03-04");
    CHECK(date_text("44259.5", {}) == "2021-03-04 12:00");
    CHECK(date_text("1", {}) == "1900-01-01");
    CHECK(date_text("61", {}) == "1900-03-01");
    CHECK(date_text("42797", {true}) == "2021-03-04");
    CHECK(date_text("-5", {}) == "-5");
    CHECK(date_text("99999999", {}) == "99999999");
    CHECK(date_text("text", {}) == "text");
}

TEST_CASE("a small file that repeats one long string in many cells stops at the limit") {
    std::string row = "<row>";
    for (int i = 0; i < 2000; ++i) row += R"(<c t="s"><v>0</v></c>)";
    const auto extraction = read_document(test::xlsx_file({{"x", row + "</row>"}}, {std::string(100'000, 'a')}));
    CHECK(extraction.truncated);
    CHECK(all_text(extraction).size() <= Limits::kTextBytes + 2); // a gap may come before the text that is cut
}
