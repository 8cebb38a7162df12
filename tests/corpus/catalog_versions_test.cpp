#include <catch2/catch.hpp>
#include <limits>

#include "tests/corpus/fixtures.h"
#include "tests/support/scratch.h"

using namespace samling;
using namespace samling::test;
using Kind = PutResult::Kind;

namespace {

void check_same(const StoredVersion& stored, const NewVersion& put) {
    CHECK(stored.metadata == put.document.metadata);
    CHECK(stored.headings == put.document.headings);
    CHECK(stored.page_count == static_cast<int>(put.document.pages.size()));
    CHECK(stored.sha256 == put.sha256);
    CHECK(stored.object == put.object);
    CHECK(stored.file_name == put.file_name);
    CHECK(stored.report.media_type == put.report.media_type);
    CHECK(stored.report.extractor == put.report.extractor);
    CHECK(stored.report.encoding == put.report.encoding);
    CHECK(stored.report.words == put.report.words);
    CHECK(stored.report.pages_without_text == put.report.pages_without_text);
    CHECK(stored.report.truncated == put.report.truncated);
    CHECK(stored.report.seconds == put.report.seconds);
    CHECK(stored.report.notes == put.report.notes);
    CHECK(stored.report.languages == put.report.languages);
    CHECK(stored.report.pages == put.report.pages);
    CHECK(stored.created.size() == 20);
    CHECK(stored.created.back() == 'Z');
}

} // namespace

TEST_CASE("a version comes back byte for byte, also from another connection", "[catalog]") {
    const Scratch scratch;
    const NewVersion versions[] = {plain_version("plain", "text"), odd_version("odd"), [] {
                                       auto empty = plain_version("empty", "");
                                       empty.document.pages.clear();
                                       return empty;
                                   }()};
    Catalog writer(scratch / "catalog.db", Catalog::Mode::write);
    for (const auto& version : versions)
        CHECK(writer.put_version(version).kind == Kind::created);
    Catalog reader(scratch / "catalog.db", Catalog::Mode::read);
    for (Catalog* catalog : {&writer, &reader}) {
        for (const auto& version : versions) {
            INFO(version.document.metadata.id);
            const auto stored = catalog->find(version.document.metadata.id);
            REQUIRE(stored);
            check_same(*stored, version);
            CHECK(stored->number == 1);
            CHECK(catalog->pages(stored->key) == version.document.pages);
            for (std::size_t i = 0; i < version.document.pages.size(); ++i)
                CHECK(catalog->page(stored->key, static_cast<int>(i) + 1) == version.document.pages[i]);
        }
    }
}

TEST_CASE("versions follow each other, and unchanged content is no version", "[catalog]") {
    const Scratch scratch;
    Catalog catalog(scratch / "catalog.db", Catalog::Mode::write);
    const auto first = catalog.put_version(plain_version("a", "one"));
    const auto again = catalog.put_version(plain_version("a", "one"));
    const auto second = catalog.put_version(plain_version("a", "two"));
    const auto back = catalog.put_version(plain_version("a", "one"));
    CHECK(first.kind == Kind::created);
    CHECK(again.kind == Kind::unchanged);
    CHECK(again.version_key == first.version_key);
    CHECK(second.kind == Kind::new_version);
    CHECK(second.version_key > first.version_key);
    CHECK(back.kind == Kind::new_version);

    CHECK(catalog.find("a")->number == 3);
    CHECK(catalog.find("a", 2)->key == second.version_key);
    CHECK(catalog.page(catalog.find("a", 2)->key, 1)->text == "two");
    const auto history = catalog.history("a");
    REQUIRE(history.size() == 3);
    CHECK(history[0].number == 1);
    CHECK(history[1].sha256 == "digest of two");
    CHECK(history[2].key == back.version_key);
}

TEST_CASE("an empty digest says nothing, so it is never unchanged", "[catalog]") {
    const Scratch scratch;
    Catalog catalog(scratch / "catalog.db", Catalog::Mode::write);
    auto version = plain_version("a", "one");
    version.sha256.clear();
    catalog.put_version(version);
    CHECK(catalog.put_version(version).kind == Kind::new_version);
}

TEST_CASE("what is not there is nothing", "[catalog]") {
    const Scratch scratch;
    Catalog catalog(scratch / "catalog.db", Catalog::Mode::write);
    const auto key = catalog.put_version(plain_version("a", "one")).version_key;
    CHECK_FALSE(catalog.find("b"));
    CHECK_FALSE(catalog.find(""));
    CHECK_FALSE(catalog.find("A"));
    CHECK_FALSE(catalog.find("a' OR '1'='1"));
    for (const int number : {0, 2, -1, std::numeric_limits<int>::max()}) {
        CHECK_FALSE(catalog.find("a", number));
        CHECK_FALSE(catalog.page(key, number));
    }
    CHECK_FALSE(catalog.page(key + 1, 1));
    CHECK(catalog.pages(key + 1).empty());
    CHECK(catalog.history("b").empty());
    CHECK_FALSE(catalog.remove("b"));
}

TEST_CASE("only identifiers name documents", "[catalog]") {
    const Scratch scratch;
    Catalog catalog(scratch / "catalog.db", Catalog::Mode::write);
    for (const std::string& id : {std::string(), std::string(".."), std::string("a/b"), std::string("a b"),
                                  std::string(121, 'a'), std::string("a\0b", 3)})
        CHECK(failure_of([&] {
                  catalog.put_version(plain_version(id, "x"));
              }).starts_with("invalid-argument: "));
    CHECK(catalog.counts().documents == 0);
}

TEST_CASE("a removed document leaves nothing, and its keys are never given again", "[catalog]") {
    const Scratch scratch;
    Catalog catalog(scratch / "catalog.db", Catalog::Mode::write);
    const auto with_object = [](const std::string& id, const std::string& text, char object) {
        auto version = plain_version(id, text);
        version.object = std::string(64, object);
        return version;
    };
    catalog.put_version(with_object("a", "one", '1'));
    const auto key = catalog.put_version(with_object("a", "two", '2')).version_key;
    catalog.put_source(source_at("/x/a", "s", "a"));
    catalog.put_source(source_at("/x/b", "s", "b"));

    SECTION("alone: all its objects are free") {
        const auto freed = catalog.remove("a");
        REQUIRE(freed);
        CHECK(*freed == std::vector{std::string(64, '1'), std::string(64, '2')});
        CHECK_FALSE(catalog.find("a"));
        CHECK(catalog.history("a").empty());
        CHECK(catalog.pages(key).empty());
        CHECK_FALSE(catalog.source("/x/a"));
        CHECK(catalog.source("/x/b"));
        CHECK(catalog.counts().versions == 0);
        CHECK(catalog.put_version(plain_version("b", "x")).version_key > key);
    }
    SECTION("an object that another document shows stays") {
        catalog.put_version(with_object("b", "x", '2'));
        CHECK(*catalog.remove("a") == std::vector{std::string(64, '1')});
    }
    SECTION("its words are gone from the file") {
        catalog.put_version(plain_version("c", "unmistakeable-words"));
        catalog.remove("c");
        { Catalog other = std::move(catalog); } // closing writes the log back
        CHECK(read_file(scratch / "catalog.db").find("unmistakeable-words") == std::string::npos);
    }
}

TEST_CASE("a put that fails leaves nothing, and the transaction goes on", "[catalog]") {
    const Scratch scratch;
    Catalog catalog(scratch / "catalog.db", Catalog::Mode::write);
    auto huge = plain_version("huge", "x");
    huge.document.pages.push_back({std::string((std::size_t{64} << 20) + 1, 'x'), "", ""});
    CHECK(failure_of([&] { catalog.put_version(huge); }).starts_with("too-large: "));
    catalog.transaction([&] {
        catalog.put_version(plain_version("a", "one"));
        CHECK(failure_of([&] { catalog.put_version(huge); }).starts_with("too-large: "));
        catalog.put_version(plain_version("b", "two"));
    });
    CHECK_FALSE(catalog.find("huge"));
    CHECK(catalog.find("a"));
    CHECK(catalog.find("b"));
    CHECK(catalog.counts().versions == 2);
    CHECK(catalog.counts().pages == 2);
}
