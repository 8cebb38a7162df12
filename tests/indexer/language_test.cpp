#include "indexer/extract/language.h"

#include <catch2/catch.hpp>

#include "indexer/extract/warm_up.h"

using namespace samling;

namespace {

const std::string kEnglish = "Everyone has the right to freedom of thought, conscience and religion; this right includes freedom to "
                             "change his religion or belief, and freedom, either alone or in community with others and in public or "
                             "private, to manifest his religion or belief in teaching, practice, worship and observance.";
const std::string kDanish = "Enhver har ret til tanke-, samvittigheds- og religionsfrihed; denne ret omfatter frihed til at skifte "
                            "religion eller tro og frihed til enten alene eller i fællesskab med andre, offentligt eller privat, at "
                            "give udtryk for sin religion eller tro gennem undervisning.";
const std::string kNorwegian = "Enhver har rett til tanke-, samvittighets- og religionsfrihet. Denne rett omfatter frihet til å skifte "
                               "religion eller tro, og frihet til enten alene eller sammen med andre, og offentlig eller privat, å gi "
                               "uttrykk for sin religion eller tro gjennom undervisning, utøvelse, tilbedelse og ritualer.";
const std::string kUkrainian = "Кожна людина має право на свободу думки, совісті і релігії; це право включає свободу змінювати свою "
                               "релігію або переконання і свободу сповідувати свою релігію або переконання як одноособово, так і "
                               "разом з іншими, прилюдним або приватним порядком в ученні, богослужінні і виконанні обрядів.";
const std::string kRussian = "Каждый человек имеет право на свободу мысли, совести и религии; это право включает свободу менять свою "
                             "религию или убеждения и свободу исповедовать свою религию или убеждения как единолично, так и сообща с "
                             "другими, публичным или частным порядком в учении, богослужении и выполнении обрядов.";

} // namespace

TEST_CASE("what is expected of a language changes the cost of telling it, not what is told") {
    warm_up();
    const struct {
        std::string text;
        const char* language;
    } cases[] = {{kEnglish, "en"}, {kDanish, "da"}, {kNorwegian, "nb"}, {kUkrainian, "uk"}, {kRussian, "ru"}, {"12 34", ""}};
    for (const auto& row : cases)
        for (const auto* expected : {"", "en", "da", "nb", "uk", "ru", "ar", "gl", "nonsense"}) {
            CAPTURE(row.text, expected);
            const auto guess = guess_language(row.text, expected);
            CHECK(guess.code == row.language);
            CHECK((guess.confidence > 0.7) == (*row.language != '\0'));
        }
}

TEST_CASE("a file says its language by a tag, a library's code or a name, and is believed where its text agrees") {
    warm_up();
    const struct {
        const char *stated, *kept;
        bool told; ///< That file and text differ.
    } cases[] = {{"en-GB", "en-GB", false}, {"eng", "eng", false}, {"English", "English", false}, {"", "en", false}, {"fr-FR", "en", true}, {"fre", "en", true}, {"French", "en", true}};
    for (const auto& row : cases) {
        CAPTURE(row.stated);
        Extraction extraction;
        extraction.pages.push_back({kEnglish, "", ""});
        auto& tags = extraction.embedded.of(TagField::language);
        if (*row.stated) tags.push_back({row.stated, Origin::embedded, 0, {}});
        detect_languages(extraction);
        REQUIRE(tags.size() == 1);
        CHECK(tags.front().code == row.kept);
        CHECK(extraction.notes.empty() != row.told);
    }
}

TEST_CASE("each page is in its own language, whatever most pages are in") {
    warm_up();
    Extraction extraction;
    for (const auto& text : {kDanish, kDanish, kNorwegian, kDanish, kEnglish, std::string("kort"), kUkrainian, kDanish})
        extraction.pages.push_back({text, "", ""});
    detect_languages(extraction);
    REQUIRE(extraction.embedded.of(TagField::language).size() == 1);
    CHECK(extraction.embedded.of(TagField::language).front().code == "da");
    std::string languages;
    for (const auto& page : extraction.pages) languages += (page.language.empty() ? "-" : page.language) + " ";
    CHECK(languages == "da da nb da en - uk da ");
}
