#include "indexer/tagger.h"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace samling;

namespace {

const Vocabularies& vocabularies() {
    static const Vocabularies kLoaded(std::filesystem::path(SAMLING_SHARE_DIR) / "vocabulary");
    return kLoaded;
}

const Tagger& tagger() {
    static const Tagger kTagger(vocabularies());
    return kTagger;
}

Document tagged(const std::string& title, std::vector<std::string> pages, const std::string& language = "en") {
    Document document;
    document.metadata.title = title;
    document.metadata.of(TagField::language) = {{language, Origin::person, 0, {}}};
    for (auto& text : pages) document.pages.push_back({std::move(text), "", ""});
    tagger().tag(document);
    return document;
}

bool has(const Document& document, TagField field, const std::string& code) {
    const auto& tags = document.metadata.of(field);
    return std::any_of(tags.begin(), tags.end(), [&](const Tag& tag) { return tag.code == code; });
}

} // namespace

TEST_CASE("words of the text earn tags, conservatively") {
    struct Row {
        const char *language, *title, *text;
        TagField field;
        const char* code;
        bool expected;
    };
    const auto row = GENERATE(values<Row>({
        {"en", "Elections in Kenya", "In Kenya the commission reported. Kenya voted.", TagField::region, "KE", true},
        {"en", "A note", "Somebody once went to Kenya.", TagField::region, "KE", false},
        {"en", "South Sudan", "South Sudan and South Sudan again.", TagField::region, "SS", true},
        {"en", "South Sudan", "South Sudan and South Sudan again.", TagField::region, "SD", false},
        {"en", "Guinea-Bissau", "Papua New Guinea, Papua New Guinea.", TagField::region, "GN", false},
        {"en", "Interview", "Michael Jordan met Jordan Smith.", TagField::region, "JO", false},
        {"en", "Report", "The turkey was cooked. A turkey again, turkey.", TagField::region, "TR", false},
        {"en", "On shutdowns", "Internet shutdowns harm. An internet shutdown is costly. Internet shutdowns spread.", TagField::theme, "internet-shutdowns", true},
        {"fr", "Rapport", "La désinformation progresse. Contre la désinformation, la désinformation.", TagField::theme, "disinformation", true},
        {"da", "Danmark", "I Danmark og i Danmark.", TagField::region, "DK", true},
        {"en", "World news", "The world, the World and the world. World. World.", TagField::region, "001", false},
    }));
    CAPTURE(row.title, row.text, row.code);
    CHECK(has(tagged(row.title, {row.text}, row.language), row.field, row.code) == row.expected);
}

TEST_CASE("one mention in a long text is no tag") {
    std::string filler;
    for (int i = 0; i < 20000; ++i) filler += "word ";
    CHECK_FALSE(has(tagged("Long", {filler + " Kenya and Kenya. " + filler}), TagField::region, "KE"));
}

TEST_CASE("every quote stands where it says") {
    const auto document = tagged("Elections in Kenya", {"First Kenya.", "Then elections, elections – «élections» in Kenya; elections.", "Kenya"});
    int quotes = 0;
    for (const auto& [field, name] : kTagFields)
        for (const auto& tag : document.metadata.of(field)) {
            if (tag.origin != Origin::rule) continue;
            CHECK(tag.score > 0);
            CHECK((tag.evidence.size() >= 1 && tag.evidence.size() <= 3));
            for (const auto& evidence : tag.evidence) {
                const auto& text = document.pages.at(static_cast<std::size_t>(evidence.page) - 1).text;
                CHECK(text.substr(evidence.offset, evidence.quote.size()) == evidence.quote);
                CHECK_FALSE(evidence.rule.empty());
                ++quotes;
            }
        }
    CHECK(quotes >= 3);
}

TEST_CASE("a field that a person filled is left alone") {
    Document document;
    document.metadata.title = "Kenya";
    document.metadata.of(TagField::region) = {{"DK", Origin::person, 0, {}}};
    document.pages = {{"Kenya Kenya Kenya", "", ""}};
    tagger().tag(document);
    CHECK(document.metadata.of(TagField::region) == std::vector<Tag>{{"DK", Origin::person, 0, {}}});
}
