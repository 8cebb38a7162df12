#include "corpus/catalog.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <stdexcept>

#include "tests/corpus/fixtures.h"
#include "tests/support/scratch.h"

using namespace samling;
using namespace samling::test;

namespace {

std::vector<std::string> paths(Catalog& catalog) {
    std::vector<std::string> found;
    catalog.for_each_source([&](const Source& source) { found.push_back(source.path); });
    return found;
}

} // namespace

namespace {

std::vector<std::string> paths_with(Catalog& catalog, const std::string& sha256) {
    std::vector<std::string> paths;
    for (const auto& source : catalog.sources_with(sha256))
        paths.push_back(source.path);
    return paths;
}

} // namespace

TEST_CASE("a source comes back as it was put, whatever bytes its path has", "[catalog]") {
    const Scratch scratch;
    Catalog catalog(scratch / "catalog.db", Catalog::Mode::write);
    const Source sources[] = {
        {"/a/plain", 12, 1'700'000'000'123'456'789, "d1", "d2", "doc", Outcome::indexed, ""},
        {"/a/\xff\xfe latin", 0, -1, "d1", "", "doc", Outcome::no_text, "no text on 3 pages"},
        {"/a/'; DROP TABLE source; --", 1LL << 50, 0, "", "", "", Outcome::refused, "is\nlocked"},
        {"/a/" + std::string(5000, 'x'), 1, 1, "d3", "", "", Outcome::refused, "?"},
    };
    for (const auto& source : sources)
        catalog.put_source(source);
    for (const auto& source : sources) {
        const auto found = catalog.source(source.path);
        REQUIRE(found);
        CHECK(found->path == source.path);
        CHECK(found->size == source.size);
        CHECK(found->mtime_ns == source.mtime_ns);
        CHECK(found->sha256 == source.sha256);
        CHECK(found->sidecar_sha256 == source.sidecar_sha256);
        CHECK(found->document_id == source.document_id);
        CHECK(found->outcome == source.outcome);
        CHECK(found->reason == source.reason);
    }
    CHECK(paths_with(catalog, "d1") == std::vector<std::string>{"/a/plain", "/a/\xff\xfe latin"});
    CHECK(paths_with(catalog, "").empty());
    CHECK(paths_with(catalog, "d9").empty());
    CHECK_FALSE(catalog.source("/a/plai"));
}

TEST_CASE("a source put again replaces, one removed is gone", "[catalog]") {
    const Scratch scratch;
    Catalog catalog(scratch / "catalog.db", Catalog::Mode::write);
    catalog.put_source(source_at("/x", "old"));
    catalog.put_source(source_at("/x", "new"));
    CHECK(catalog.source("/x")->sha256 == "new");
    CHECK(paths_with(catalog, "old").empty());
    catalog.remove_source("/x");
    catalog.remove_source("/x");
    CHECK_FALSE(catalog.source("/x"));
}

TEST_CASE("all sources are visited in order, also while they change", "[catalog]") {
    const Scratch scratch;
    Catalog catalog(scratch / "catalog.db", Catalog::Mode::write);
    catalog.transaction([&] {
        for (int i = 0; i < 1203; ++i)
            catalog.put_source(source_at("/" + std::to_string(100'000 + i)));
    });
    const auto all = paths(catalog);
    CHECK(all.size() == 1203);
    CHECK(std::is_sorted(all.begin(), all.end()));
    catalog.transaction(
        [&] { catalog.for_each_source([&](const Source& s) { catalog.remove_source(s.path); }); });
    CHECK(paths(catalog).empty());
}

TEST_CASE("counts tell what is there", "[catalog]") {
    const Scratch scratch;
    Catalog catalog(scratch / "catalog.db", Catalog::Mode::write);
    const auto empty = catalog.counts();
    CHECK(empty.documents + empty.versions + empty.pages + empty.words + empty.unindexed == 0);

    catalog.put_version(plain_version("a", "one"));
    const auto key = catalog.put_version(plain_version("a", "two")).version_key;
    auto two_pages = plain_version("b", "x");
    two_pages.document.pages.push_back({"y", "", ""});
    catalog.put_version(two_pages);
    catalog.mark_indexed({key});
    for (const auto outcome : {Outcome::indexed, Outcome::refused, Outcome::refused, Outcome::no_text}) {
        auto source = source_at("/" + std::to_string(paths(catalog).size()));
        source.outcome = outcome;
        catalog.put_source(source);
    }

    const auto counts = catalog.counts();
    CHECK(counts.documents == 2);
    CHECK(counts.versions == 3);
    CHECK(counts.pages == 3);
    CHECK(counts.words == 6);
    CHECK(counts.unindexed == 1);
    CHECK(counts.sources_indexed == 1);
    CHECK(counts.sources_refused == 2);
    CHECK(counts.sources_no_text == 1);
}

TEST_CASE("a transaction is whole or not at all", "[catalog]") {
    const Scratch scratch;
    Catalog catalog(scratch / "catalog.db", Catalog::Mode::write);
    CHECK_THROWS_WITH(catalog.transaction([&] {
        catalog.put_version(plain_version("a", "one"));
        catalog.put_source(source_at("/a"));
        throw std::runtime_error("enough");
    }),
                      "enough");
    CHECK_FALSE(catalog.find("a"));
    CHECK_FALSE(catalog.source("/a"));
    CHECK(failure_of([&] {
              catalog.transaction([&] { catalog.transaction([] {}); });
          }).starts_with("internal: "));
    catalog.transaction([&] { catalog.put_version(plain_version("a", "one")); });
    CHECK(catalog.find("a"));
}

TEST_CASE("a reader sees what is committed, in a transaction always the same", "[catalog]") {
    const Scratch scratch;
    Catalog writer(scratch / "catalog.db", Catalog::Mode::write);
    writer.put_version(plain_version("a", "one"));
    Catalog reader(scratch / "catalog.db", Catalog::Mode::read);
    writer.transaction([&] {
        writer.put_version(plain_version("a", "two"));
        CHECK(reader.find("a")->number == 1); // not blocked, not seeing it
    });
    CHECK(reader.find("a")->number == 2);
    reader.transaction([&] {
        CHECK(reader.find("a")->number == 2);
        writer.put_version(plain_version("a", "three")); // not blocked either
        CHECK(reader.find("a")->number == 2);
    });
    CHECK(reader.find("a")->number == 3);
}

TEST_CASE("a reader cannot write", "[catalog]") {
    const Scratch scratch;
    { Catalog(scratch / "catalog.db", Catalog::Mode::write).put_version(plain_version("a", "one")); }
    Catalog reader(scratch / "catalog.db", Catalog::Mode::read);
    const auto failure = failure_of([&] { reader.put_version(plain_version("b", "two")); });
    CHECK(failure.starts_with("storage-failed: "));
    CHECK(failure.find("catalog.db: it is read-only") != std::string::npos);
    CHECK(reader.find("a"));
}

TEST_CASE("outcomes have the names that are stored", "[catalog]") {
    CHECK(outcome_name(Outcome::indexed) == "indexed");
    CHECK(outcome_name(Outcome::no_text) == "no_text");
    CHECK(outcome_name(Outcome::refused) == "refused");
}

TEST_CASE("the catalog is not for everyone's eyes, and its directory may have any name", "[catalog]") {
    const Scratch scratch;
    const auto directory = scratch / "100% odd?mode=memory#x";
    std::filesystem::create_directory(directory);
    { Catalog(directory / "catalog.db", Catalog::Mode::write).put_version(plain_version("a", "one")); }
    const auto permissions = std::filesystem::status(directory / "catalog.db").permissions();
    CHECK((permissions & std::filesystem::perms::others_all) == std::filesystem::perms::none);
    CHECK(Catalog(directory / "catalog.db", Catalog::Mode::read).find("a"));
}

TEST_CASE("a source keeps its role, its record and since when it is missing; one that moved leaves its old place",
          "[catalog]") {
    const Scratch scratch;
    Catalog catalog(scratch / "catalog.db", Catalog::Mode::write);
    auto source = source_at("/a/x", "d1");
    source.role = SourceRole::copy;
    source.record = std::string("\0\xff", 2);
    source.missing_since = "2026-11-24T10:00:00Z";
    catalog.put_source(source);
    const auto found = catalog.source("/a/x");
    REQUIRE(found);
    CHECK(found->role == SourceRole::copy);
    CHECK(found->record == source.record);
    CHECK(found->missing_since == source.missing_since);
    CHECK(catalog.counts().sources_copies == 1);
    CHECK(catalog.counts().sources_missing == 1);
    source = source_at("/b/y", "d1");
    source.moved_from = "/a/x";
    catalog.put_source(source);
    CHECK(paths_with(catalog, "d1") == std::vector<std::string>{"/b/y"});
}

TEST_CASE("sources below a folder are those in it, not those beside it", "[catalog]") {
    const Scratch scratch;
    Catalog catalog(scratch / "catalog.db", Catalog::Mode::write);
    for (const char* path : {"/a", "/a/b", "/a/b/c", "/a/b-c", "/a/b0", "/ab", "/"})
        catalog.put_source(source_at(path, "x", "doc"));
    const auto below = [&](const char* path) {
        std::string all;
        for (const auto& source : catalog.sources_below(path))
            all += source.path + " ";
        return all;
    };
    CHECK(below("/a/b") == "/a/b /a/b/c ");
    CHECK(below("/a/") == "/a/b /a/b-c /a/b/c /a/b0 ");
    CHECK(below("/") == "/ /a /a/b /a/b-c /a/b/c /a/b0 /ab ");
    CHECK(below("/a/b/c") == "/a/b/c ");
    CHECK(below("/nowhere") == "");
    CHECK(catalog.sources_of("doc").size() == 7);
    CHECK(catalog.sources_of("").empty());
}
