#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdio>
#include <ctime>
#include <fstream>

#include "indexer/tagger.h"
#include "schema/failure.h"
#include "tests/places/places.h"
#include "tests/support/scratch.h"

// Vocabularies far larger and stranger than ours.

using namespace samling;
namespace fs = std::filesystem;

namespace {

constexpr int kConcepts = 100'000;

std::string concept_text(const std::string& code, const std::string& more) {
    return "<skos:Concept rdf:about=\"#" + code + "\">" + more + "</skos:Concept>\n";
}

std::string label(const std::string& text, const std::string& kind = "prefLabel", const std::string& language = "en") {
    return "<skos:" + kind + " xml:lang=\"" + language + "\">" + text + "</skos:" + kind + ">";
}

/// The vocabularies of the project with `concepts` in the place of the themes.
fs::path write_vocabularies(const fs::path& directory, const std::string& concepts) {
    fs::copy(test::share_directory() / "vocabulary", directory, fs::copy_options::recursive);
    std::ofstream(directory / "theme.rdf", std::ios::trunc) << "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\""
                                                               " xmlns:skos=\"http://www.w3.org/2004/02/skos/core#\">\n"
                                                            << concepts << "</rdf:RDF>\n";
    return directory;
}

Document tagged(const Tagger& tagger, const std::string& text, const std::string& language = "en") {
    Document document;
    document.metadata.of(TagField::language) = {{language, Origin::person, 0, {}}};
    document.pages.push_back({text, "", ""});
    tagger.tag(document);
    return document;
}

bool has_theme(const Document& document, const std::string& code) {
    const auto& tags = document.metadata.of(TagField::theme);
    return std::any_of(tags.begin(), tags.end(), [&](const Tag& tag) { return tag.code == code; });
}

} // namespace

TEST_CASE("a hundred thousand concepts, all under one, are loaded, compiled and found") {
    const test::Scratch scratch;
    std::string concepts = concept_text("c0", label("Everything"));
    for (int i = 1; i < kConcepts; ++i) {
        const auto number = std::to_string(i);
        concepts += concept_text("c" + number, label("matter w" + number) + label("w" + number + " affair", "altLabel") + "<skos:broader rdf:resource=\"#c0\"/>");
    }
    const auto start = std::clock();
    const Vocabularies vocabularies(write_vocabularies(scratch / "vocabulary", concepts));
    const auto& themes = vocabularies.of(TagField::theme);
    REQUIRE(themes.concepts().size() == kConcepts);
    CHECK(themes.find("c0")->narrower.size() == kConcepts - 1);
    CHECK(themes.resolve("W77777 affair")->code == "c77777");
    const Tagger tagger(vocabularies);
    const auto document = tagged(tagger, "A matter w99999. The W54321 affair. A matter of w1.");
    CHECK(has_theme(document, "c99999"));
    CHECK(has_theme(document, "c54321"));
    CHECK(document.metadata.of(TagField::theme).size() == 2);
    const auto loaded = std::clock();
    // The rules of so many concepts are not kept for every language at once, and come again when they are asked for.
    for (const auto* language : {"fr", "de", "en"}) CHECK(has_theme(tagged(tagger, "A matter w99999.", language), "c99999"));
    const auto in_other_languages = std::clock();
    // A long text that touches the common first word at every step costs one pass over it.
    std::string text;
    for (int i = 0; i < 200'000; ++i) text += i % 12 == 0 ? "matter. " : "matter ";
    CHECK(tagged(tagger, text).metadata.of(TagField::theme).empty());
    std::printf("100,000 concepts: %.2f CPU s to load, check and compile; 200,000 words tagged in %.2f\n", double(loaded - start) / CLOCKS_PER_SEC,
                double(std::clock() - in_other_languages) / CLOCKS_PER_SEC);
}

TEST_CASE("labels that look like patterns, or mix scripts, are plain words") {
    const test::Scratch scratch;
    struct Row {
        const char *code, *label, *found, *not_found;
    };
    const Row rows[] = {
        {"star", ".*", "", "anything at all"},
        {"group", "(vote|ballot)+", "A vote|ballot here.", "A ballot here."},
        {"class", "[abc", "", "abcde and cab"},
        {"escape", "\\d{4} plan", "The \\d{4} plan.", "The 2024 plan."},
        {"mixed", "Демократия democracy 民主", "On Демократия democracy 民主 we agree.", "On democracy we agree."},
        {"marks", "e\u0301lan vital", "An \u00e9lan vital.", "An elan."},
        {"rtl", "حق rights", "The حق rights book.", "The rights book."},
        {"zero", "zero\u200bwidth joiner", "", "zero"},
    };
    std::string concepts;
    for (const auto& row : rows) concepts += concept_text(row.code, label(row.label));
    const Vocabularies vocabularies(write_vocabularies(scratch / "vocabulary", concepts));
    const Tagger tagger(vocabularies);
    for (const auto& row : rows) {
        CAPTURE(row.code);
        if (*row.found != 0) CHECK(has_theme(tagged(tagger, row.found), row.code));
        CHECK_FALSE(has_theme(tagged(tagger, row.not_found), row.code));
    }
}

TEST_CASE("empty labels are told with file and line") {
    struct Row {
        std::string more;
        const char* mistake;
    };
    for (const auto& [more, mistake] : {Row{label(""), "empty"}, Row{label("Fein", "prefLabel", "de"), "'empty' has no English label"},
                                        Row{label("Good") + label("", "altLabel"), "empty"}, Row{label("Good") + label("   ", "hiddenLabel"), "empty"}}) {
        CAPTURE(more);
        const test::Scratch scratch;
        std::string told;
        try {
            write_vocabularies(scratch / "vocabulary", "\n" + concept_text("empty", more));
            const Vocabularies vocabularies(scratch / "vocabulary");
        } catch (const Failure& failure) {
            told = failure.what();
        }
        INFO(told);
        CHECK(told.find(mistake) != std::string::npos);
        CHECK(told.find("theme.rdf:3:") != std::string::npos);
    }
}
