#include <catch2/catch.hpp>

#include "tests/e2e/house.h"
#include "tests/places/places.h"

// Metadata of many files from one table.

using namespace samling;
using test::House;
using test::says;
using test::sidecar;
using test::write_file;
namespace fs = std::filesystem;

TEST_CASE("a manifest's word counts, is kept for runs without it, and yields to a record beside the file") {
    const House house;
    const auto manifest = house.files / "list.csv";
    write_file(house.files / "a.txt", "Words of a.");
    write_file(house.files / "b.txt", "Words of b.");
    write_file(house.files / "b.meta.xml", sidecar("From the sidecar"));
    write_file(manifest, "name,title,creator,nonsense\na.txt,From the manifest,Jane\nb.txt,From the manifest,John\n");
    const std::vector<std::string> with = {"--manifest=" + manifest.string(), "--map", "name=file"};
    const auto ended = house.add(with);
    CHECK(ended.status == 0);
    CHECK(says(ended, "warning: list.csv: the column 'nonsense' was ignored"));
    CHECK(says(ended, "2 indexed")); // the manifest itself is no document
    const auto title = [&](const char* name) {
        auto catalog = house.catalog();
        return catalog.find(catalog.source((house.files / name).string())->document_id)->metadata.title;
    };
    CHECK(title("a.txt") == "From the manifest");
    CHECK(title("b.txt") == "From the sidecar");
    auto catalog = house.catalog();
    CHECK(catalog.find(catalog.source((house.files / "b.txt").string())->document_id)->metadata.creators.at(0).name == "John");
    CHECK(house.report(with)["a.txt"].outcome == "unchanged");
    // Content changes in a run without the manifest: what it said still holds.
    fs::rename(manifest, house.scratch / "list.csv");
    write_file(house.files / "a.txt", "Other words of a.");
    CHECK(says(house.add(), "1 indexed, 1 unchanged"));
    CHECK(title("a.txt") == "From the manifest");
    // The manifest says something else: a new version of that document alone.
    write_file(manifest, "name,title,creator\na.txt,Corrected,Jane\nb.txt,From the manifest,John\n");
    CHECK(says(house.add(with), "1 indexed, 1 unchanged"));
    CHECK(title("a.txt") == "Corrected");
    // Without paths, the files that it names.
    CHECK(says(test::run_program("indexer", {"add", with[0], "--map", "name=file", "--data=" + house.data.string()}), "2 unchanged"));
    CHECK(house.add({"--map", "name=file"}).status == 2);
}

TEST_CASE("the manifest of the shared corpus works with a small mapping") {
    const fs::path corpus = test::source_directory() / "../shared/corpus";
    if (!fs::exists(corpus / "manifest.json")) {
        WARN("skipped: the shared corpus is absent");
        return;
    }
    const House house;
    const auto ended = test::run_program(
        "indexer", {"add", corpus.string(), "--dry-run", "--ocr=off", "--manifest", (corpus / "manifest.json").string(), "--map",
                    "publisher=organisation", "--map", "bytes=", "--map", "sha256=", "--data=" + house.data.string()});
    CHECK(ended.status == 0);
    CHECK(says(ended, "545 indexed (545 new, 0 changed), 0 unchanged, 1 without text, 0 refused"));
    CHECK_FALSE(says(ended, "was ignored"));
    CHECK(says(ended, "row 26: region: 'costarica' is not in the vocabulary; did you mean 'CR'?"));
    CHECK_FALSE(says(ended, ": language:"));
}

TEST_CASE("with --strict a bad row of a manifest costs its file, and says why") {
    const House house;
    const auto manifest = house.files / "list.csv";
    write_file(house.files / "a.txt", "Words of a.");
    write_file(house.files / "b.txt", "Words of b.");
    write_file(manifest, "file,title,date\na.txt,A,2022-13\nb.txt,B,2022\ngone.txt,C,2022\n,D,2022\n");
    const std::vector<std::string> loose = {"--manifest=" + manifest.string()}, strict = {loose[0], "--strict"};
    const auto dry = house.add({loose[0], "--strict", "--dry-run"});
    CHECK(dry.status == 1);
    CHECK(says(dry, "1 indexed (1 new, 0 changed), 0 unchanged, 0 without text, 3 refused"));
    const auto ended = house.add(strict);
    CAPTURE(ended.output);
    CHECK(ended.status == 1);
    CHECK(says(ended, "1 indexed, 0 unchanged, 0 without text, 3 refused"));
    CHECK(says(ended, "refused: " + (house.files / "a.txt").string() + ": list.csv: row 2: date: '2022-13' is no date"));
    CHECK(says(ended, "refused: list.csv: row 4: there is no file"));
    CHECK(says(ended, "refused: list.csv: row 5: it names no file"));
    CHECK(says(house.add(loose), "1 indexed, 1 unchanged, 0 without text, 0 refused"));
    CHECK(house.metadata("a.txt").title == "A");
    CHECK(says(house.add(strict), "0 indexed, 1 unchanged, 0 without text, 3 refused")); // taken in before; still told
}
