#include "corpus/text_signature.h"

#include <catch2/catch.hpp>
#include <random>

#include "corpus/catalog.h"
#include "corpus/sqlite.h"
#include "tests/corpus/fixtures.h"
#include "tests/support/scratch.h"

using namespace samling;
using namespace samling::test;

namespace {

/// `count` words drawn at random from a vocabulary of 5000.
std::vector<std::string> random_words(std::size_t count, unsigned seed) {
    std::mt19937 random(seed);
    std::vector<std::string> words;
    for (std::size_t i = 0; i < count; ++i)
        words.push_back("w" + std::to_string(random() % 5000));
    return words;
}

std::string text_of(const std::vector<std::string>& words) {
    std::string text;
    for (const auto& word : words)
        text += word + " ";
    return text;
}

std::vector<Page> page(const std::string& text) {
    return {{text, "", ""}};
}

/// Every `step`-th word replaced.
std::string edited(std::vector<std::string> words, std::size_t step) {
    for (std::size_t i = 0; i < words.size(); i += step)
        words[i] = "changed" + std::to_string(i);
    return text_of(words);
}

NewVersion version_of(const std::string& id, const std::string& text) {
    auto version = plain_version(id, text);
    version.document.pages = page(text);
    return version;
}

std::vector<std::string> near(Catalog& catalog, const std::string& id) {
    std::vector<std::string> ids;
    for (const auto& other : catalog.near_duplicates(id))
        ids.push_back(other.id);
    return ids;
}

} // namespace

TEST_CASE("the estimate is near the exact similarity", "[text_signature]") {
    const auto words = random_words(2000, 1);
    for (const std::size_t step : {4, 8, 15, 30, 100, 1000}) {
        const auto a = page(text_of(words)), b = page(edited(words, step));
        const double exact = similarity(shingles(a), shingles(b));
        CAPTURE(step, exact);
        CHECK(estimated_similarity(text_signature(a), text_signature(b)) == Approx(exact).margin(0.15));
    }
}

TEST_CASE("what differs in form only has one signature", "[text_signature]") {
    const std::string text =
        "The Committee urges every State to protect human rights defenders online, and to report.";
    const auto signature = text_signature(page(text));
    REQUIRE(signature.size() == kSignatureBytes);
    for (const char* other :
         {"THE COMMITTEE  urges\n\nevery State to protect human rights defenders online and to report",
          "“The Committee” urges every State – to protect human rights\xc2\xa0"
          "defenders online … and to report"})
        CHECK(text_signature(page(other)) == signature);
    // Page breaks differ between formats.
    CHECK(text_signature({{text.substr(0, 40), "", ""}, {text.substr(40), "", ""}}).size() ==
          kSignatureBytes);
    CHECK(text_signature({{"The Committee urges every State", "", ""},
                          {" to protect human rights defenders online, and to report.", "", ""}}) ==
          signature);
}

TEST_CASE("texts of any kind have a signature or none", "[text_signature]") {
    CHECK(text_signature({}).empty());
    CHECK(text_signature(page("")).empty());
    CHECK(text_signature(page("only a few words here")).empty());
    CHECK(text_signature(page(std::string(100'000, ' '))).empty());
    CHECK(text_signature(page(std::string("\xff\xe2\x80\xe3\xf0", 5))).empty());
    // Chinese has no spaces: characters are its words.
    CHECK(text_signature(page("人权维护者在网络上应当受到保护，各国有义务报告。")).size() == kSignatureBytes);
    CHECK(estimated_similarity("", "") == 0);
}

TEST_CASE("nearly the same documents are found, also when they come later", "[catalog_near]") {
    const Scratch scratch;
    Catalog catalog(scratch / "catalog.db", Catalog::Mode::write);
    const auto words = random_words(400, 2);
    catalog.put_version(version_of("first", text_of(words)));
    catalog.put_version(version_of("other", text_of(random_words(400, 3))));
    catalog.put_version(version_of("short", "a few words"));
    CHECK(catalog.counts().uncompared == 3);
    CHECK(catalog.compare_texts() == 0);
    CHECK(catalog.counts().uncompared == 0);
    catalog.put_version(version_of("revised", edited(words, 50)));
    catalog.put_version(version_of("rewritten", edited(words, 3)));
    catalog.put_version(version_of("same", text_of(words)));
    CHECK(catalog.compare_texts() == 2);
    CHECK(catalog.compare_texts() == 0);
    CHECK(near(catalog, "first") == std::vector<std::string>{"same", "revised"});
    CHECK(near(catalog, "revised") == std::vector<std::string>{"first", "same"});
    CHECK(near(catalog, "other").empty());
    CHECK(near(catalog, "nobody").empty());
    CHECK(catalog.near_duplicates("first").at(0).similarity == 1);
    CHECK(catalog.near_duplicates("first").at(1).similarity == Approx(0.88).margin(0.05));
    CHECK(catalog.counts().near_duplicates == 3);
}

TEST_CASE("documents of one text are near whatever that text is near, whoever came first and goes", "[catalog_near]") {
    const Scratch scratch;
    Catalog catalog(scratch / "catalog.db", Catalog::Mode::write);
    const auto words = random_words(400, 7);
    for (const auto* id : {"a", "b"})
        catalog.put_version(version_of(id, text_of(words)));
    CHECK(catalog.compare_texts() == 1);
    for (const auto* id : {"c", "d"})
        catalog.put_version(version_of(id, edited(words, 60)));
    catalog.put_version(version_of("e", text_of(words)));
    CHECK(catalog.compare_texts() == 3);
    CHECK(near(catalog, "a") == std::vector<std::string>{"b", "e", "c", "d"});
    CHECK(near(catalog, "d") == std::vector<std::string>{"c", "a", "b", "e"});
    CHECK(catalog.counts().near_duplicates == 5);
    SqliteDatabase database(scratch / "catalog.db", SqliteDatabase::Access::read);
    CHECK(database.number("SELECT count(*) FROM near_duplicate") == 1);
    catalog.remove("a");
    CHECK(near(catalog, "d") == std::vector<std::string>{"c", "b", "e"});
    catalog.put_version(version_of("c", text_of(random_words(400, 8))));
    catalog.compare_texts();
    CHECK(near(catalog, "b") == std::vector<std::string>{"e", "d"});
    catalog.remove("d");
    CHECK(near(catalog, "b") == std::vector<std::string>{"e"});
    CHECK(database.number("SELECT count(*) FROM near_duplicate") == 0);
    CHECK(database.number("SELECT count(*) FROM band") == 32); // of the text of b and e, and of c's
    CHECK(database.number("SELECT count(*) FROM text_copy") == 3);
}

TEST_CASE("near-duplicates follow versions and removals", "[catalog_near]") {
    const Scratch scratch;
    Catalog catalog(scratch / "catalog.db", Catalog::Mode::write);
    const auto words = random_words(400, 4);
    catalog.put_version(version_of("a", text_of(words)));
    catalog.put_version(version_of("b", edited(words, 60)));
    CHECK(catalog.compare_texts() == 1);
    catalog.put_version(version_of("b", text_of(random_words(300, 5)))); // b says something else now
    CHECK(near(catalog, "a").empty());
    CHECK(catalog.compare_texts() == 0);
    CHECK(near(catalog, "a").empty());
    catalog.put_version(version_of("c", edited(words, 70)));
    CHECK(catalog.compare_texts() == 1);
    catalog.remove("a");
    CHECK(near(catalog, "c").empty());
    CHECK(catalog.counts().near_duplicates == 0);
    SqliteDatabase database(scratch / "catalog.db", SqliteDatabase::Access::read);
    CHECK(database.number("SELECT count(*) FROM band") == 32); // of b and c
    CHECK(catalog.check().empty());
}

TEST_CASE("a text that stands in very many documents is compared once",
          "[catalog_near]") {
    const Scratch scratch;
    Catalog catalog(scratch / "catalog.db", Catalog::Mode::write);
    const auto text = text_of(random_words(100, 6));
    catalog.transaction([&] {
        for (int i = 0; i < 500; ++i)
            catalog.put_version(version_of("d" + std::to_string(i), text));
    });
    CHECK(catalog.compare_texts() == 499);
    CHECK(catalog.near_duplicates("d7").size() == 20);
    SqliteDatabase database(scratch / "catalog.db", SqliteDatabase::Access::read);
    CHECK(database.number("SELECT count(*) FROM band") == 16);
    CHECK(database.number("SELECT count(*) FROM near_duplicate") == 0);
}
