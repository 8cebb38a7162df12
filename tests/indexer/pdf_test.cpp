#include <catch2/catch.hpp>

#include "indexer/extract/extract_document.h"
#include "indexer/extract/warm_up.h"
#include "tests/support/pdf_builder.h"

using namespace samling;

namespace {

Extraction read(const std::string& bytes) {
    warm_up();
    return extract_document({bytes, "a.pdf", bytes.size()});
}

/// The text of a page with this content.
std::string shown(std::string_view content, std::string_view resources = {}) {
    test::PdfBuilder builder;
    builder.add_page(content, {}, resources);
    const auto extraction = read(builder.file());
    return extraction.pages.empty() ? "" : extraction.pages.front().text;
}

} // namespace

TEST_CASE("text operators place words") {
    struct Case {
        std::string content, text;
    };
    const Case cases[] = {
        {"BT /F 12 Tf 72 700 Td (One) Tj 26 0 Td (two) Tj ET", "One two"},
        {"BT /F 12 Tf 1 0 0 1 72 700 Tm [(W)80(ord)-500(next)] TJ ET", "Word next"},
        {"BT /F 12 Tf 14 TL 72 700 Td (a) Tj (b) ' 1 0 (c) \" T* (d) Tj ET", "a\nb\nc\nd"},
        {"BT /F 12 Tf 72 700 Td 0 -14 TD (a) Tj T* (b) Tj ET", "a\nb"},
        {"q 2 0 0 2 0 0 cm BT /F 12 Tf 36 350 Td (scaled) Tj ET Q", "scaled"},
        {"BT /F 12 Tf 72 700 Td (kept) Tj ET BI /W 1 /H 1 ID (x) Tj EI BT 72 680 Td (after) Tj ET",
         "kept\nafter"},
        {"BT /F 12 Tf 72 700 Td /Span <</ActualText (whole)>> BDC (wh) Tj (ole) Tj EMC ET", "whole"},
        {"BT /Missing 12 Tf 72 700 Td (lost) Tj ET", ""},
        {"Q Q EMC BT /F 12 Tf 72 700 Td (calm) Tj ET", "calm"},
        {"BT /F 12 Tf 3 Tr 72 700 Td (unseen but there) Tj ET", "unseen but there"},
    };
    for (const auto& row : cases) {
        INFO(row.content);
        CHECK(shown(row.content) == row.text);
    }
}

TEST_CASE("a line that runs over the right edge is whole, and what begins beyond it is not there") {
    CHECK(shown("BT /F 12 Tf 500 700 Td (a line of code that goes on and on) Tj ET") ==
          "a line of code that goes on and on");
    CHECK(shown("BT /F 12 Tf 72 700 Td (seen) Tj 800 -20 Td (unseen) Tj ET") == "seen");
    CHECK(shown("BT /F 12 Tf 72 700 Td (seen) Tj 0 -900 Td (unseen) Tj ET") == "seen");
}

TEST_CASE("columns are read one after the other") {
    std::string content;
    for (const int x : {60, 330})
        for (int i = 0; i < 12; ++i)
            content += "BT /F 10 Tf " + std::to_string(x) + " " + std::to_string(720 - 12 * i) +
                       " Td (column " + (x == 60 ? "left" : "right") + " with some line of words " +
                       std::to_string(i) + ") Tj ET\n";
    const auto text = shown(content);
    CHECK(text.find("left with some line of words 11") < text.find("right with some line of words 0"));
}

TEST_CASE("forms, fields and notes are part of a page; links and hidden layers are not") {
    test::PdfBuilder builder;
    const auto ref = [](int number) { return std::to_string(number) + " 0 R"; };
    const int form = builder.add_stream(
        "/Type/XObject/Subtype/Form/BBox[0 0 200 20]/Matrix[1 0 0 1 72 600]/Resources<</Font<</F 3 0 R>>>>",
        "BT /F 12 Tf 0 5 Td (in a form) Tj ET");
    const int look =
        builder.add_stream("/Type/XObject/Subtype/Form/BBox[0 0 200 20]/Resources<</Font<</F 3 0 R>>>>",
                           "BT /F 12 Tf 0 5 Td (in a field) Tj ET");
    const int layer = builder.add("<</Type/OCG/Name(Draft)>>");
    const auto notes =
        "/Annots[<</Subtype/Widget/Rect[72 500 272 520]/AP<</N " + ref(look) +
        ">>>>"
        "<</Subtype/Widget/Rect[72 450 272 470]/V(filled in)>>"
        "<</Subtype/FreeText/Rect[72 430 272 440]/Contents(a note)>>"
        "<</Subtype/Widget/F 2/Rect[72 400 272 420]/V(hidden)>>"
        "<</Subtype/Link/Rect[72 400 272 420]/Contents(not text)/A<</S/URI/URI(https://example.org)>>>>]";
    builder.add_page("BT /F 12 Tf 72 700 Td (on the page) Tj ET /X Do /OC /L BDC BT /F 12 Tf 72 650 Td (of a "
                     "layer) Tj ET EMC",
                     notes, "/XObject<</X " + ref(form) + ">>/Properties<</L " + ref(layer) + ">>");
    const auto text =
        read(builder.file("/OCProperties<</OCGs[" + ref(layer) + "]/D<</OFF[" + ref(layer) + "]>>>>"))
            .pages.at(0)
            .text;
    for (const char* part : {"on the page", "in a form", "in a field", "filled in", "a note"}) {
        INFO(text);
        CHECK(text.find(part) != std::string::npos);
    }
    for (const char* part : {"of a layer", "hidden", "not text"})
        CHECK(text.find(part) == std::string::npos);
}

TEST_CASE("outline items lead to their pages") {
    test::PdfBuilder builder;
    const auto ref = [](int number) { return std::to_string(number) + " 0 R"; };
    const int first = builder.add_page(test::pdf_lines({"one"})),
              second = builder.add_page(test::pdf_lines({"two"}));
    builder.add_page(test::pdf_lines({"three"}));
    // The numbers of the objects that follow are known: each add gives the next.
    const int root = second + 3, a = root + 1, b = root + 2, c = root + 3, d = root + 4;
    builder.add("<</Type/Outlines/First " + ref(a) + "/Last " + ref(d) + ">>");
    builder.add("<</Title(By reference)/Parent " + ref(root) + "/Next " + ref(c) + "/Dest[" + ref(second) +
                "/Fit]/First " + ref(b) + "/Last " + ref(b) + ">>");
    builder.add("<</Title(By number)/Parent " + ref(a) + "/A<</S/GoTo/D[2/Fit]>>>>");
    builder.add("<</Title(By name)/Parent " + ref(root) + "/Next " + ref(d) + "/Dest(here)>>");
    builder.add("<</Title(To nowhere)/Parent " + ref(root) + "/Dest(unknown)>>");
    const auto headings = read(builder.file("/Outlines " + ref(root) + "/Names<</Dests<</Names[(here)[" +
                                            ref(first) + "/Fit]]>>>>"))
                              .headings;
    REQUIRE(headings.size() == 4);
    CHECK(headings[0] == Heading{2, 1, "By reference"});
    CHECK(headings[1] == Heading{3, 2, "By number"});
    CHECK(headings[2] == Heading{1, 1, "By name"});
    CHECK(headings[3] == Heading{1, 1, "To nowhere"});
}

TEST_CASE("a title that tells nothing gives way to the one that is printed") {
    test::PdfBuilder builder;
    builder.add_page("BT /F 28 Tf 72 700 Td (Privacy in Practice) Tj ET " +
                     test::pdf_lines({"", "", "", "some text", "and more text of it"}));
    CHECK(read(builder.file({}, "/Title(Microsoft Word - final.doc)")).embedded.title ==
          "Privacy in Practice");
    CHECK(read(builder.file({}, "/Title(United Nations)")).embedded.title == "Privacy in Practice");
    CHECK(read(builder.file({}, "/Title(A true title)")).embedded.title == "A true title");
}

TEST_CASE("running heads and page numbers are not text, and the printed number is the label") {
    test::PdfBuilder builder;
    for (int i = 5; i < 9; ++i)
        builder.add_page(
            "BT /F 9 Tf 72 770 Td (Annual report) Tj 0 -745 Td (" + std::to_string(i) + ") Tj ET " +
            test::pdf_lines({"", "", "", "", "", "", "words of page " + std::to_string(i) + " alone",
                             "and more", "and still more"}));
    const auto pages = read(builder.file()).pages;
    REQUIRE(pages.size() == 4);
    for (std::size_t i = 0; i < pages.size(); ++i) {
        CHECK(pages[i].text == "words of page " + std::to_string(i + 5) + " alone\nand more\nand still more");
        CHECK(pages[i].label == std::to_string(i + 5));
    }
}

TEST_CASE("hostile content ends soon") {
    struct Case {
        const char* what;
        std::string content;
    };
    const auto repeated = [](std::string_view piece, int times) {
        std::string result;
        for (int i = 0; i < times; ++i)
            result += piece;
        return result;
    };
    const Case cases[] = {
        {"many states saved", repeated("q ", 200'000) + "BT /F 12 Tf 72 700 Td (end) Tj ET"},
        {"many marks", repeated("/A BMC ", 200'000) + "BT /F 12 Tf 72 700 Td (end) Tj ET"},
        {"many operands", repeated("1 ", 500'000) + "BT /F 12 Tf 72 700 Td (end) Tj ET"},
        {"nested arrays", repeated("[", 500'000) + "(x) TJ"},
        {"more glyphs than a page holds",
         "BT /F 1 Tf 72 700 Td " + repeated("(abcdefghijklmnopqrst) Tj T* ", 40'000) + "ET"},
        {"strange numbers", "1e9 0 0 99999999999999999999 0 0 cm BT /F 1e38 Tf -0 nan Td (end) Tj ET"},
    };
    for (const auto& row : cases) {
        INFO(row.what);
        CHECK_NOTHROW(shown(row.content));
    }

    test::PdfBuilder builder; // a form that draws itself ten times
    const int form = 4;
    builder.add_stream(
        "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 4 0 R>>/Font<</F 3 0 R>>>>",
        repeated("/X Do ", 10) + "BT /F 12 Tf (x) Tj ET");
    builder.add_page("/X Do", {}, "/XObject<</X " + std::to_string(form) + " 0 R>>");
    const auto extraction = read(builder.file());
    CHECK(extraction.truncated);
}
