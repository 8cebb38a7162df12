#include "indexer/collection_writer.h"

#include <catch2/catch.hpp>
#include <csignal>
#include <map>
#include <random>
#include <unistd.h>
#include <xapian.h>

#include "indexer/records_run.h"
#include "schema/failure.h"
#include "schema/index_changes.h"
#include "tests/places/places.h"
#include "tests/support/scratch.h"

using namespace samling;

namespace {

constexpr int kRecords = 600;

const Vocabularies& vocabularies() {
    static const Vocabularies kLoaded(test::share_directory() / "vocabulary");
    return kLoaded;
}

void write_records(const std::filesystem::path& file) {
    std::string lines;
    for (int i = 0; i < kRecords; ++i)
        lines += "{\"id\":\"r" + std::to_string(i) + "\",\"title\":\"Record\",\"text\":\"words number" + std::to_string(i) + "\",\"lang\":\"en\"}\n";
    test::write_file(file, lines);
}

enum class Road { one_writer, bulk };

BatchLimits limits_for(Road road) {
    BatchLimits limits{7, 1 << 20, std::chrono::seconds(1)};
    limits.jobs = 3;
    limits.bulk_from = road == Road::bulk ? 0 : 1'000'000;
    return limits;
}

/// What `indexer add --records` does, in small batches.
void add(const DataDirectory& data, const std::filesystem::path& records, Road road = Road::one_writer) {
    CollectionWriter writer(data, vocabularies(), limits_for(road));
    writer.bring_index_up_to_date();
    const std::atomic<bool> stop = false;
    run_records({writer, vocabularies(), nullptr, UnknownCodes::keep, stop}, records, {[](auto) {}, [](const auto&) {}});
    writer.finish();
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

/// By id, everything that the index has of a document; and by key, what it says of itself, but for its revisions.
std::map<std::string, std::string> contents(const DataDirectory& data) {
    const Xapian::Database index(data.current_index().string());
    std::map<std::string, std::string> found;
    for (auto at = index.postlist_begin(""); at != index.postlist_end(""); ++at) {
        const auto document = index.get_document(*at);
        std::string all = document.get_data() + "\n" + std::to_string(index.get_doclength(*at));
        for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term) {
            all += "\n" + *term + " " + std::to_string(term.get_wdf());
            for (auto position = term.positionlist_begin(); position != term.positionlist_end(); ++position)
                all += " " + std::to_string(*position);
        }
        for (auto value = document.values_begin(); value != document.values_end(); ++value)
            all += "\n" + std::to_string(value.get_valueno()) + "=" + *value;
        found[decode_entry(document.get_data()).id] = all;
    }
    for (auto key = index.metadata_keys_begin(); key != index.metadata_keys_end(); ++key)
        if (*key != kChangesKey) found["metadata " + *key] = index.get_metadata(*key);
    return found;
}

/// What of `found` is not as `wanted`, or "".
std::string difference(const DataDirectory& found, const DataDirectory& wanted) {
    const auto is = contents(found), should = contents(wanted);
    for (const auto& [key, text] : should)
        if (!is.contains(key) || is.at(key) != text)
            return key + ": " + (is.contains(key) ? is.at(key) : "nothing") + "\ninstead of: " + text;
    return is.size() == should.size() ? "" : "there is more in it";
}

} // namespace

TEST_CASE("killed at any moment, it goes on where it stopped") {
    const auto road = GENERATE(Road::one_writer, Road::bulk);
    const test::Scratch scratch;
    write_records(scratch / "r.jsonl");
    vocabularies(); // loaded once, before the children
    std::mt19937 random(1);
    const DataDirectory data(scratch / "data");
    for (int round = 0; round < 30; ++round) {
        const auto child = test::start_child([&] {
            add(data, scratch / "r.jsonl", road);
            return 0;
        });
        usleep(static_cast<useconds_t>(random() % 60'000));
        kill(child, SIGKILL);
        test::wait_child(child);
        if (round % 10 == 9) std::filesystem::remove_all(data.root()); // begin anew now and then
    }
    add(data, scratch / "r.jsonl", road);
    const auto counts = Catalog(data.catalog(), Catalog::Mode::read).counts();
    CHECK(counts.documents == kRecords);
    CHECK(counts.versions == kRecords);
    CHECK(counts.unindexed == 0);
    CHECK(documents_in_index(data) == kRecords);
    CHECK(Xapian::Database::check(data.current_index().string()) == 0);
}

TEST_CASE("a bulk load gives the index that one writer gives") {
    const test::Scratch scratch;
    const DataDirectory one(scratch / "one"), bulk(scratch / "bulk");
    write_records(scratch / "r.jsonl");
    test::write_file(scratch / "changed.jsonl",
                     R"({"id":"r7","title":"Record","text":["other words now","and a page"],"lang":"en"})"
                     "\n"
                     R"({"id":"r8","title":"Enregistrement","text":"des mots français","lang":"fr","region":"KE"})"
                     "\n"
                     R"({"id":"new","title":"New","text":"words","year":2020})"
                     "\n");
    for (const auto& [data, road] : {std::pair(one, Road::one_writer), std::pair(bulk, Road::bulk)})
        for (const char* file : {"r.jsonl", "changed.jsonl", "changed.jsonl"})
            add(data, scratch / file, road);
    CHECK(difference(bulk, one) == "");
    CollectionWriter(one, vocabularies(), limits_for(Road::bulk)).rebuild([](auto) {});
    CHECK(difference(bulk, one) == "");
    CHECK(std::filesystem::exists(bulk.building()) == false);
}

TEST_CASE("what comes twice within one bulk load is in the index once, and what is removed is not") {
    const test::Scratch scratch;
    const DataDirectory data(scratch / "data");
    CollectionWriter writer(data, vocabularies(), limits_for(Road::bulk));
    for (const char* text : {"one", "two", "three"})
        writer.put(version("a", text), std::nullopt);
    writer.put(version("b", "four"), std::nullopt);
    CHECK(writer.remove("b"));
    CHECK(documents_in_index(data) == 1); // a removal shows at once
    writer.put(version("c", "five"), std::nullopt);
    writer.finish();
    CHECK(documents_in_index(data) == 2);
    const auto index = contents(data);
    CHECK(index.at("a").find("three") != std::string::npos);
    CHECK(index.at("a").find("two") == std::string::npos);
    CHECK(writer.catalog().counts().unindexed == 0);
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
