#include "indexer/extract/pdf_text.h"

#include <catch2/catch.hpp>

using namespace samling;

namespace {

PdfPage page(const std::vector<std::string>& lines) {
    PdfPage result;
    for (const auto& text : lines) {
        result.lines.emplace_back();
        result.lines.back().text = text;
    }
    return result;
}

std::string text_of(const std::vector<std::string>& lines, const std::vector<std::string>& elsewhere = {}) {
    const std::vector<PdfPage> pages = {page(lines), page(elsewhere)};
    return pdf_page_text(pages[0], LineHyphens(pages));
}

} // namespace

TEST_CASE("words that a line's end parted are whole again, and real hyphens stay") {
    struct Case {
        std::vector<std::string> lines, elsewhere;
        std::string text;
    };
    const Case cases[] = {
        {{"an exam-", "ple of it"}, {}, "an example of it"},
        {{"a long-", "term plan"}, {"the long-term view"}, "a long-term plan"},
        {{"imple-", "mentation"}, {"of implementation here"}, "implementation"},
        {{"card proces-", "sors"}, {"a credit card processor is"}, "card processors"},
        {{"human rights-", "based work"}, {"of rights and is based on"}, "human rights-based work"},
        {{"state-of-the-", "art work"}, {"in state-of-the-art labs"}, "state-of-the-art work"},
        {{"Forschungs-", "oder Lehr-", "zwecke"}, {}, "Forschungs-\noder Lehrzwecke"},
        {{"Asia-", "Pacific"}, {}, "Asia-Pacific"},
        {{"2010-", "2015"}, {}, "2010-\n2015"},
        {{"a dash -", "then more"}, {}, "a dash -\nthen more"},
        {{"soft\xc2\xad", "ly"}, {}, "softly"},
        {{"in\xc2\xadside"}, {}, "inside"},
        {{"\xd0\xbf\xd1\x80\xd0\xb8-", "\xd0\xbc\xd0\xb5\xd1\x80"},
         {},
         "\xd0\xbf\xd1\x80\xd0\xb8\xd0\xbc\xd0\xb5\xd1\x80"},
        {{"last-"}, {}, "last-"},
    };
    for (const auto& row : cases) {
        INFO(row.lines.front());
        CHECK(text_of(row.lines, row.elsewhere) == row.text);
    }
}

TEST_CASE("what there is no example of goes as words do in a document that parts none") {
    std::vector<std::string> rest = {"a long-", "term plan, a long-term view,"};
    CHECK(text_of({"well-", "known"}, rest) == "wellknown");
    rest.insert(rest.end(), 200, "a line of its own");
    CHECK(text_of({"well-", "known"}, rest) == "well-known");
}

TEST_CASE("running lines are left out, and paragraphs stay apart") {
    auto one = page({"first", "HEAD 3", "goes on", "new"});
    one.lines[1].marginal = true;
    one.lines[2].ends_paragraph = true;
    CHECK(pdf_page_text(one, LineHyphens({one})) == "first\ngoes on\n\nnew");
    one.lines[1].ends_paragraph = true;
    CHECK(pdf_page_text(one, LineHyphens({one})) == "first\n\ngoes on\n\nnew");
}

TEST_CASE("ligatures and presentation forms become plain letters") {
    struct Case {
        std::string set, plain;
    };
    const Case cases[] = {
        {"o\xef\xac\x83"
         "ce \xef\xac\x81nds",
         "office finds"},
        {"\xef\xbb\xbb", "\xd9\x84\xd8\xa7"}, // lam with alef
        {"plain \xef\xbc\xa1 \xef\xbf\xbd", "plain \xef\xbc\xa1 \xef\xbf\xbd"},
        {"\xef", "\xef"},
    };
    for (const auto& row : cases)
        CHECK(plain_letters(row.set) == row.plain);
}
