#include "indexer/record_language.h"

#include <catch2/catch.hpp>

using namespace samling;

namespace {

Document record(std::string title, std::string text) {
    Document document;
    document.metadata.title = std::move(title);
    if (!text.empty()) document.pages.push_back({std::move(text), "", ""});
    return document;
}

std::string language_of(const Document& document) {
    const auto& tags = document.metadata.of(TagField::language);
    return tags.empty() ? "" : tags.front().code;
}

std::string settled(std::string title, std::string text) {
    auto document = record(std::move(title), std::move(text));
    RecordLanguages().settle(document);
    return language_of(document);
}

} // namespace

TEST_CASE("a record's language is told by its words or by its script", "[record-language]") {
    struct Row {
        const char* text;
        const char* language;
    };
    const Row rows[] = {
        {"Enact legislation and take measures to protect the rights of women, especially with regard to marriages, and "
         "access to education for all.",
         "en"},
        {"Der Bundesrat hat das Gesetz nicht geändert, weil die Länder mit der Regierung und den Kommunen über die Kosten "
         "streiten und das Verfahren läuft.",
         "de"},
        {"Kartleggingen av veiene i landet er laget for å vise hvor det er farlig for sjåførene, som ikke har fått vite av "
         "staten at svingene er bygget feil.",
         "nb"},
        {"Undersøgelsen viser, at der er mange veje, som er bygget sådan, at det ikke er muligt at køre på dem af hensyn "
         "til de mennesker, der bor ved dem.",
         "da"},
        {"Федеральный закон не был изменён, так как это право и его применение на всей территории страны уже "
         "установлены конституцией и что для этого не нужно ничего.",
         "ru"},
        {"هذا هو القانون الذي كان قد صدر في العام الماضي من الحكومة إلى البرلمان بعد نقاش طويل بين الأحزاب على كل مادة "
         "فيه مع المعارضة",
         "ar"},
        {"این قانون را که در سال گذشته از دولت به مجلس داده شد برای بررسی با نمایندگان به شورا بردند و آن را با همه "
         "مواد خود تصویب کردند",
         "fa"},
        {"黑豹队的防守只丢了 308分，在联赛中排名第六", "zh"},
        {"การเลือกตั้งทั่วไปในประเทศไทย", "th"},
        {"308 24 16", ""},
        {"Zzyx qwrt", ""},
    };
    for (const auto& row : rows) {
        INFO(row.text);
        CHECK(settled("", row.text) == row.language);
    }
}

TEST_CASE("what a record says of its language stands", "[record-language]") {
    auto document = record("", "the law of the land is the law of the people and of the state, and that is all there is to it");
    document.metadata.of(TagField::language).push_back({"cy", Origin::person, 0, {}});
    RecordLanguages().settle(document);
    CHECK(language_of(document) == "cy");
}

TEST_CASE("a title too short to tell is in the language of the records around it", "[record-language]") {
    RecordLanguages languages;
    auto alone = record("International Algebraic Language", "");
    languages.settle(alone);
    CHECK(language_of(alone) == "");
    for (int i = 0; i < 3; ++i) {
        auto full = record("", "The report of the committee is on the use of computers in the schools and for the people that "
                               "work there, and it is to be read by all.");
        languages.settle(full);
    }
    auto short_one = record("International Algebraic Language", "");
    languages.settle(short_one);
    CHECK(language_of(short_one) == "en");
    auto one_foreign_letter = record("Algorithm i z", "");
    languages.settle(one_foreign_letter);
    CHECK(language_of(one_foreign_letter) == "en");
    auto other_script = record("Алгоритм", "");
    languages.settle(other_script);
    CHECK(language_of(other_script) == "");
    auto long_and_foreign = record("", "Ug blem trak vosti murn kelpa drost ulmen varek tosi bleng marka unte solvi prast gelm urak tovi "
                                       "skren balu merd ostin kalve trum benda");
    languages.settle(long_and_foreign);
    CHECK(language_of(long_and_foreign) == "");
}
