#include "indexer/reading_report.h"

#include <catch2/catch.hpp>

#include "tests/support/read_document.h"
#include "tests/support/sample_files.h"

using namespace samling;

namespace {

const std::string kDanish = "Enhver har ret til tanke-, samvittigheds- og religionsfrihed; denne ret omfatter frihed til at skifte religion "
                            "eller tro og frihed til enten alene eller i fællesskab med andre, offentligt eller privat, at give udtryk for sin tro.";
const std::string kEnglish = "Everyone has the right to freedom of thought, conscience and religion; this right includes freedom to change his "
                             "religion or belief, and freedom, either alone or in community with others to manifest his religion in teaching.";

} // namespace

TEST_CASE("a report tells words, empty pages and languages, page by page") {
    const auto report = report_of(test::read_document(kDanish + "\f" + kDanish + "\f \f" + kEnglish + "\fshort", "a.txt"));
    CHECK(report.media_type == "text/plain");
    CHECK(report.encoding == "UTF-8");
    CHECK(report.pages_without_text == 1);
    REQUIRE(report.pages.size() == 5);
    CHECK(report.pages[0].words == report.pages[1].words);
    CHECK(report.pages[2].words == 0);
    CHECK(report.pages[4].words == 1);
    CHECK(report.words == 2 * report.pages[0].words + report.pages[3].words + 1);
    CHECK(report.pages[0].language_confidence > 70);
    CHECK(report.pages[4].language_confidence == 0);
    CHECK(report.pages[0].recognition == PageReading::kNotRecognized);
    REQUIRE(report.languages.size() == 3);
    CHECK(report.languages[0].language == "da");
    CHECK(report.languages[0].pages == 2);
    CHECK(report.languages[0].confidence == Approx(report.pages[0].language_confidence / 100.0));
}

TEST_CASE("a document without text says why in its report") {
    const auto report = report_of(test::read_document(test::docx_file("<w:p/>")));
    CHECK(report.words == 0);
    CHECK(report.pages_without_text == 1);
    REQUIRE(report.notes.size() == 1);
    CHECK(report.notes[0] == "there is no text in it");
}

TEST_CASE("a ready record is reported by its pages") {
    Document record;
    record.pages = {{"two words", "", "en"}, {"", "", ""}};
    const auto report = report_of(record);
    CHECK(report.words == 2);
    CHECK(report.pages_without_text == 1);
    CHECK(report.languages == std::vector<LanguageShare>{{"en", 1, 0}});
}
