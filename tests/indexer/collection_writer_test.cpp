#include "indexer/collection_writer.h"

#include <catch2/catch.hpp>
#include <csignal>
#include <random>
#include <unistd.h>
#include <xapian.h>

#include "indexer/records_run.h"
#include "schema/failure.h"
#include "tests/support/scratch.h"

using namespace samling;

namespace {

constexpr int kRecords = 600;

const Vocabularies& vocabularies() {
    static const Vocabularies kLoaded(std::filesystem::path(SAMLING_SHARE_DIR) / "vocabulary");
    return kLoaded;
}

void write_records(const std::filesystem::path& file) {
    std::string lines;
    for (int i = 0; i < kRecords; ++i)
        lines += "{\"id\":\"r" + std::to_string(i) + "\",\"title\":\"Record\",\"text\":\"words number" + std::to_string(i) + "\",\"lang\":\"en\"}\n";
    test::write_file(file, lines);
}

/// What `indexer add --records` does, in small batches.
void add(const DataDirectory& data, const std::filesystem::path& records) {
    CollectionWriter writer(data, vocabularies(), {7, 1 << 20, std::chrono::seconds(1)});
    writer.bring_index_up_to_date();
    const std::atomic<bool> stop = false;
    run_records({writer, vocabularies(), nullptr, UnknownCodes::keep, stop}, records, {[](auto) {}, [](const auto&) {}});
    writer.flush();
}

NewVersion version(const std::string& id, const std::string& text) {
    NewVersion made;
    made.document.metadata.id = id;
    made.document.metadata.title = id;
    made.document.pages = {{text, "", ""}};
    made.sha256 = sha256(text);
    return made;
}

std::size_t documents_in_index(const DataDirectory& data) {
    return Xapian::Database(data.current_index().string()).get_doccount();
}

} // namespace

TEST_CASE("killed at any moment, it goes on where it stopped") {
    const test::Scratch scratch;
    write_records(scratch / "r.jsonl");
    vocabularies(); // loaded once, before the children
    std::mt19937 random(1);
    const DataDirectory data(scratch / "data");
    for (int round = 0; round < 30; ++round) {
        const auto child = test::start_child([&] {
            add(data, scratch / "r.jsonl");
            return 0;
        });
        usleep(static_cast<useconds_t>(random() % 60'000));
        kill(child, SIGKILL);
        test::wait_child(child);
        if (round % 10 == 9) std::filesystem::remove_all(data.root()); // begin anew now and then
    }
    add(data, scratch / "r.jsonl");
    const auto counts = Catalog(data.catalog(), Catalog::Mode::read).counts();
    CHECK(counts.documents == kRecords);
    CHECK(counts.versions == kRecords);
    CHECK(counts.unindexed == 0);
    CHECK(documents_in_index(data) == kRecords);
    CHECK(Xapian::Database::check(data.current_index().string()) == 0);
}

TEST_CASE("the same again changes nothing, other text is a new version") {
    const test::Scratch scratch;
    const DataDirectory data(scratch / "data");
    CollectionWriter writer(data, vocabularies(), {});
    for (const char* text : {"one", "one", "two"}) {
        writer.put(version("a", text), std::nullopt);
        writer.flush();
    }
    CHECK(writer.created() == 1);
    CHECK(writer.unchanged() == 1);
    CHECK(writer.new_versions() == 1);
    CHECK(writer.catalog().history("a").size() == 2);
    CHECK(documents_in_index(data) == 1);
    CHECK(writer.remove("a"));
    CHECK_FALSE(writer.remove("a"));
    CHECK(documents_in_index(data) == 0);
}

TEST_CASE("an index that is lost is made again from the catalog") {
    const test::Scratch scratch;
    write_records(scratch / "r.jsonl");
    const DataDirectory data(scratch / "data");
    add(data, scratch / "r.jsonl");
    std::filesystem::remove_all(data.current_index());
    std::filesystem::remove(data.index());
    add(data, scratch / "r.jsonl");
    CHECK(documents_in_index(data) == kRecords);
}

TEST_CASE("a second writer is told that the index is busy") {
    const test::Scratch scratch;
    const DataDirectory data(scratch / "data");
    const CollectionWriter first(data, vocabularies(), {});
    const auto failure = test::failure_of([&] { CollectionWriter(data, vocabularies(), {}); });
    CHECK(failure.starts_with("busy: index busy"));
}

TEST_CASE("an index of another layout is refused, and a rebuild mends it") {
    const test::Scratch scratch;
    write_records(scratch / "r.jsonl");
    const DataDirectory data(scratch / "data");
    add(data, scratch / "r.jsonl");
    Xapian::WritableDatabase(data.current_index().string(), Xapian::DB_OPEN).set_metadata(std::string(kLayoutKey), "999");
    CHECK(test::failure_of([&] { add(data, scratch / "r.jsonl"); }).find("rebuild") != std::string::npos);
    CollectionWriter(data, vocabularies(), {}).rebuild([](auto) {});
    add(data, scratch / "r.jsonl");
    CHECK(documents_in_index(data) == kRecords);
}
