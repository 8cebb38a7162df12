#include "indexer/extract/pdf_running_lines.h"

#include <catch2/catch.hpp>

using namespace samling;

namespace {

PdfLine line(std::string text, float top, float size = 10) {
    PdfLine result;
    result.text = std::move(text);
    result.top = top;
    result.bottom = top + size;
    result.left = 72;
    result.right = 300;
    result.size = size;
    return result;
}

/// A4, a head at 40, a foot at 800, three lines of body between; empty strings are left out.
PdfPage page(const std::string& head, const std::string& foot, const std::string& body = "text of its own") {
    PdfPage result;
    result.width = 595;
    result.height = 842;
    if (!head.empty()) result.lines.push_back(line(head, 40));
    for (int i = 0; i < 3 && !body.empty(); ++i)
        result.lines.push_back(line(body, 300 + 20.0F * static_cast<float>(i)));
    if (!foot.empty()) result.lines.push_back(line(foot, 800));
    return result;
}

std::string marginal(std::vector<PdfPage> pages) {
    mark_running_lines(pages);
    std::string result;
    for (const auto& page : pages) {
        for (const auto& line : page.lines)
            if (line.marginal) result += line.text + ";";
        result += "|";
    }
    return result;
}

} // namespace

TEST_CASE("heads, feet and page numbers that run through pages are recognised") {
    struct Case {
        const char* what;
        std::vector<PdfPage> pages;
        std::string marginal;
    };
    const Case cases[] = {
        {"the same head, counting feet",
         {page("A/HRC/24/9", "2"), page("A/HRC/24/9", "3"), page("A/HRC/24/9", "4")},
         "A/HRC/24/9;2;|A/HRC/24/9;3;|A/HRC/24/9;4;|"},
        {"left and right heads",
         {page("Book", "1"), page("Chapter", "2"), page("Book", "3"), page("Chapter", "4"), page("Book", "5"),
          page("Chapter", "6")},
         "Book;1;|Chapter;2;|Book;3;|Chapter;4;|Book;5;|Chapter;6;|"},
        {"a page without them",
         {page("Head", "1"), page("", ""), page("Head", "3"), page("Head", "4")},
         "Head;1;||Head;3;|Head;4;|"},
        {"roman numbers", {page("", "iii"), page("", "iv"), page("", "v")}, "iii;|iv;|v;|"},
        {"page of pages",
         {page("", "Page 1 of 3"), page("", "Page 2 of 3"), page("", "Page 3 of 3")},
         "Page 1 of 3;|Page 2 of 3;|Page 3 of 3;|"},
        {"two pages keep all", {page("Head", "1"), page("Head", "2")}, "||"},
        {"numbers that do not count with the pages",
         {page("Article 4", ""), page("Article 19", ""), page("Article 23", "")},
         "|||"},
        {"text that differs", {page("One", ""), page("Two", ""), page("Three", "")}, "|||"},
        {"a line that comes again within the body",
         {page("", "", "same"), page("", "", "same"), page("", "", "same")},
         "|||"},
        {"pages that hold nothing else",
         {page("Potato 1", "", ""), page("Potato 2", "", ""), page("Potato 3", "", "")},
         "|||"},
        {"twice in four pages", {page("Note", ""), page("", ""), page("Note", ""), page("", "")}, "||||"},
    };
    for (const auto& row : cases) {
        INFO(row.what);
        CHECK(marginal(row.pages) == row.marginal);
    }
}

TEST_CASE("large type in the margin is a heading, not a running head") {
    std::vector<PdfPage> pages(3, page("", ""));
    for (auto& page : pages)
        page.lines.insert(page.lines.begin(), line("Findings", 40, 24));
    CHECK(marginal(pages) == "|||");
}

TEST_CASE("a printed number is left out where the file says that it is the page's label, however few are numbered so") {
    std::vector<PdfPage> pages = {page("", "ii"), page("", "- 1 -"), page("", "12")};
    pages[0].label = "ii";
    pages[1].label = "1";
    pages[2].label = "2";
    CHECK(marginal(pages) == "ii;|- 1 -;||");
    CHECK(marginal({pages[0]}) == "ii;|");
    auto alone = page("", "ii", "");
    alone.label = "ii";
    CHECK(marginal({alone}) == "|"); // all that the page says
}

TEST_CASE("lines that count with the pages, but are their text, name no page") {
    std::vector<PdfPage> pages = {page("Lesson 1", "", ""), page("Lesson 2", "", ""), page("Lesson 3", "", "")};
    mark_running_lines(pages);
    for (const auto& page : pages) CHECK(page.label.empty());
}

TEST_CASE("the number printed on a page is its label where the file names none") {
    std::vector<PdfPage> pages = {page("", ""), page("Head", "7"), page("Head", "8"), page("Head", "9")};
    mark_running_lines(pages);
    CHECK(pages[0].label.empty());
    CHECK(pages[1].label == "7");
    CHECK(pages[3].label == "9");

    pages = {page("", "7"), page("", "8"), page("", "9")};
    pages[0].label = "i";
    mark_running_lines(pages);
    CHECK(pages[0].label == "i");
    CHECK(pages[1].label.empty());
}
