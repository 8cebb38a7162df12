#include "indexer/extract/pdf_title.h"

#include <catch2/catch.hpp>

using namespace samling;

namespace {

struct Set {
    std::string text;
    float top, size;
};

PdfPage page(const std::vector<Set>& lines) {
    PdfPage result;
    result.width = 595;
    result.height = 842;
    for (const auto& line : lines) {
        result.lines.emplace_back();
        auto& made = result.lines.back();
        made.text = line.text;
        made.top = line.top;
        made.bottom = line.top + line.size;
        made.size = line.size;
    }
    return result;
}

const std::string kBody = "a long line of the text that all the rest of the document is set in";

} // namespace

TEST_CASE("the title of a page is its largest type") {
    struct Case {
        std::vector<Set> lines;
        std::string title;
    };
    const Case cases[] = {
        {{{"Distr.: General", 40, 9},
          {"Privacy in the", 100, 24},
          {"digital age", 126, 24},
          {kBody, 300, 10},
          {kBody, 312, 10}},
         "Privacy in the digital age"},
        {{{"United Nations", 40, 30}, {"Report on water", 100, 20}, {kBody, 300, 10}, {kBody, 312, 10}},
         "Report on water"},
        {{{kBody, 300, 10}, {kBody, 312, 10}}, ""},
        {{{"At the foot", 700, 30}, {kBody, 300, 10}, {kBody, 312, 10}}, ""},
        {{{"2023", 100, 40}, {"Annual report", 160, 20}, {kBody, 300, 10}, {kBody, 312, 10}},
         "Annual report"},
        {{}, ""},
    };
    for (const auto& row : cases)
        CHECK(guess_pdf_title({page(row.lines)}) == row.title);
    CHECK(
        guess_pdf_title({page({}), page({{"On the second", 90, 30}, {kBody, 300, 10}, {kBody, 312, 10}})}) ==
        "On the second");
}

TEST_CASE("titles that tell nothing are known") {
    for (const char* title : {"United Nations", "G1312345", "final_report_v2", "GENERAL ASSEMBLY"})
        CHECK(is_worthless_title(title));
    for (const char* title : {"A report", "Charter", "Agenda 2030"})
        CHECK_FALSE(is_worthless_title(title));
}
