// Statements of intent: sentences that are one and that are none.
#include <catch2/catch.hpp>

#include "indexer/intent_finder.h"
#include "schema/failure.h"
#include "tests/places/places.h"
#include "tests/support/scratch.h"

using namespace samling;

namespace {

const std::filesystem::path kVocabulary = test::share_directory() / "vocabulary";

const Tagger& tagger() {
    static const Vocabularies kVocabularies(kVocabulary);
    static const Tagger kTagger(kVocabularies);
    return kTagger;
}

std::vector<Statement> found(const std::string& language, const std::string& text) {
    static const IntentFinder kFinder(read_intent_rules(kVocabulary / "intent.txt"), tagger());
    Document document;
    document.metadata.of(TagField::language).push_back({language, Origin::person, 0, {}});
    document.pages = {{"", "", ""}, {text, "", ""}};
    return kFinder.find(document);
}

} // namespace

TEST_CASE("sentences that say that someone will do something are found, with who and by when", "[intent]") {
    struct Row {
        const char *language, *sentence, *actor, *until;
    };
    const auto row = GENERATE(values<Row>({
        {"en", "We commit to publishing our transparency reports every year.", "", ""},
        {"en", "We, too, matter. Therefore we pledge to protect human rights defenders online.", "", ""},
        {"en", "WE UNDERTAKE TO SHARE WHAT WE LEARN.", "", ""},
        {"en", "We are committed to an open, free and secure internet.", "", ""},
        {"en", "The Government of Denmark commits to funding the work until 2025.", "The Government of Denmark", "2025"},
        {"en", "At the meeting, Kenya pledged to review its law on surveillance.", "Kenya", ""},
        {"en", "The coalition undertakes to meet twice a year.", "The coalition", ""},
        {"en", "We will publish the guidelines by 2024.", "", "2024"},
        {"en", "By the end of 2026, we will translate the handbook into Arabic.", "", "2026"},
        {"en", "The Ministry of Justice will adopt a new act by June 2025.", "The Ministry of Justice", "2025"},
        {"en", "Access Now will train 200 organisations before the end of 2024.", "Access Now", "2024"},
        {"en", "The signatories will report on progress no later than 31 December 2024.", "The signatories", "2024"},
        {"en", "We commit to the following:\n\n- sharing what we know", "", ""},
        {"en", "We commit to protecting\nthe people who speak\nup.", "", ""},
        {"fr", "Nous nous engageons à protéger les défenseurs des droits.", "", ""},
        {"fr", "Le Gouvernement du Sénégal s'engage à réviser la loi d'ici à 2025.", "Le Gouvernement du Sénégal", "2025"},
        {"fr", "Nous publierons les lignes directrices d'ici à 2024.", "", "2024"},
        {"es", "Nos comprometemos a defender la libertad de expresión.", "", ""},
        {"es", "El Gobierno de Chile se compromete a aprobar la ley antes de 2025.", "El Gobierno de Chile", "2025"},
        {"es", "Publicaremos la guía antes de finales de 2024.", "", "2024"},
        {"da", "Vi forpligter os til at dele vores viden.", "", ""},
        {"da", "Regeringen forpligter sig til at støtte arbejdet.", "Regeringen", ""},
        {"da", "Danmark vil fremlægge en handlingsplan inden udgangen af 2025.", "Danmark", "2025"},
        {"ar", "نتعهد بأن نحمي المدافعين عن حقوق الإنسان.", "", ""},
        {"ru", "Мы обязуемся защищать права человека в интернете.", "", ""},
        {"ru", "Правительство обязуется пересмотреть закон.", "Правительство", ""},
        {"zh", "我们承诺保护人权捍卫者的安全。", "", ""},
    }));
    INFO(row.sentence);
    const auto statements = found(row.language, row.sentence);
    REQUIRE(statements.size() == 1);
    CHECK(statements[0].actor == row.actor);
    CHECK(statements[0].until == row.until);
    CHECK(statements[0].page == 2);
    CHECK(statements[0].key.size() == 12);
}

TEST_CASE("sentences that only look so are not", "[intent]") {
    struct Row {
        const char *language, *sentence;
    };
    const auto row = GENERATE(values<Row>({
        {"en", "Effectively commit to future-oriented policies."},
        {"en", "We will discuss this in section 3."},
        {"en", "We will publish the guidelines soon."},
        {"en", "We will describe the trends that we expect by 2030."},
        {"en", "By 2030, Africa will have two billion people."},
        {"en", "The population will reach nine billion by 2050."},
        {"en", "Global spending will exceed a trillion by 2026."},
        {"en", "This report will be updated by 2025."},
        {"en", "It will publish the list by 2024."},
        {"en", "Chapter 4 will present what was done by 2020."},
        {"en", "States should commit to ending shutdowns."},
        {"en", "We urge all governments to commit to ending shutdowns."},
        {"en", "If we commit to this, others may follow."},
        {"en", "Should we commit to a date, or wait and see?"},
        {"en", "We do not commit to any of these dates."},
        {"en", "We cannot commit to more at present."},
        {"en", "Those who commit to memory what they read learn more."},
        {"en", "People who commit crimes online are rarely found."},
        {"en", "It is committed to paper before the meeting."},
        {"en", "Will Smith came by in 2024 to speak."},
        {"en", "Recommend that the Government commits to ratifying it."},
        {"en", "We commit to."},
        {"en", "Each Member State shall notify the Commission of its law by 25 May 2018."},
        {"en", "It appreciated the Government’s pledge to ratify the treaty."},
        {"en", "Neither will our world recover by 2030 without help for Africa."},
        {"en", "The pledge to which the members refer is old."},
        {"fr", "Nous verrons ce qui se passera d'ici à 2025."},
        {"fr", "Si nous nous engageons à cela, d'autres suivront."},
        {"fr", "Les environs de la ville changent d'ici à 2025."},
        {"es", "Los extremos se agravan para 2025."},
        {"es", "Veremos los resultados antes de 2025."},
        {"da", "Befolkningen vil vokse inden 2050."},
        {"da", "Vi vil se på det i kapitel 3."},
        {"ru", "Если мы обязуемся молчать, нас не услышат."},
        {"sw", "We commit to something in a language without rules."},
        {"en", ""},
    }));
    INFO(row.sentence);
    CHECK(found(row.language, row.sentence).empty());
}

TEST_CASE("a statement stands where it says, once, and keeps its key where it moves", "[intent]") {
    const std::string sentence = "We commit to sharing what we learn.";
    const std::string text = "An introduction of 2021.\n\n" + sentence + " And so on.\n\n" + sentence;
    const auto statements = found("en", text);
    REQUIRE(statements.size() == 1);
    CHECK(text.substr(statements[0].offset, statements[0].quote.size()) == statements[0].quote);
    CHECK(statements[0].quote == sentence);
    CHECK(statements[0].rule == "en/we 2");
    CHECK(found("en", sentence)[0].key == statements[0].key);
}

TEST_CASE("what a statement is about is said by the rules of the vocabularies", "[intent]") {
    const auto statements = found("en", "We commit to sharing best practice and to digital public goods.");
    REQUIRE(statements.size() == 1);
    CHECK(!statements[0].commitments.empty());
}

TEST_CASE("mistakes in the rules of intent are named with their line", "[intent]") {
    struct Row {
        const char *text, *message;
    };
    const auto row = GENERATE(values<Row>({
        {"[en]\nwe: we commit to\n", "there is no version"},
        {"version: 1\nwe: a\n", ":2: 'we' stands before the first language"},
        {"version: 1\n[en]\nwhy: a\n", ":3: there is no list 'why'"},
        {"version: 1\n[en]\nwe: a,,b\n", ":3: a phrase is empty"},
        {"version: 1\n[en\n", ":2: '[en' is no language"},
        {"version: 1\n\nnonsense\n", ":3: 'nonsense' has no colon"},
        {"version: 1\n[en]\nwe: \xff\n", "is not UTF-8"},
    }));
    const test::Scratch scratch;
    const auto file = scratch / "intent.txt";
    test::write_file(file, row.text);
    CHECK_THROWS_WITH(read_intent_rules(file), Catch::Contains(row.message));
    CHECK(read_intent_rules(scratch.path() / "none.txt").languages.empty());
}
