#include <catch2/catch.hpp>
#include <chrono>
#include <csignal>
#include <random>
#include <unistd.h>

#include "corpus/catalog.h"
#include "corpus/data_directory.h"
#include "corpus/object_store.h"
#include "corpus/sqlite.h"
#include "tests/e2e/programs.h"
#include "tests/places/places.h"

// Whether a collection is found to be what it is: sound, damaged, or cut off in the middle of anything.

using namespace samling;
using test::Ended;
using test::write_file;
namespace fs = std::filesystem;

namespace {

bool says(const Ended& ended, const std::string& text) {
    return ended.output.find(text) != std::string::npos;
}

Ended indexer(const fs::path& data, std::vector<std::string> words) {
    words.push_back("--data=" + data.string());
    return test::run_program("indexer", words);
}

/// Thirty words that differ from document to document.
std::string words_of(int number) {
    std::string text;
    for (int i = 0; i < 30; ++i)
        text += "word" + std::to_string(number * 31 + i) + " ";
    return text;
}

void fill(const fs::path& files, int count) {
    fs::create_directories(files);
    for (int i = 0; i < count; ++i)
        write_file(files / ("f" + std::to_string(i) + ".txt"), words_of(i));
}

std::string record_lines(int count, int edition) {
    std::string lines;
    for (int i = 0; i < count; ++i)
        lines += "{\"id\":\"r" + std::to_string(i) + "\",\"text\":\"" +
                 words_of(1000 + i + (i % 3 == 0 ? edition : 0)) + "\",\"lang\":\"en\"}\n";
    return lines;
}

struct Collection {
    test::Scratch scratch;
    fs::path files = scratch / "files";
    fs::path data = scratch / "data";
    explicit Collection(int count) {
        fill(files, count);
        CHECK(indexer(data, {"add", files.string()}).status == 0);
    }
    Ended verify(std::vector<std::string> more = {}) const {
        more.insert(more.begin(), "verify");
        return indexer(data, more);
    }
    fs::path object() const { return ObjectStore(DataDirectory(data).objects()).path(digest()); }
    std::string digest() const {
        return Catalog(DataDirectory(data).catalog(), Catalog::Mode::read).objects().begin()->first;
    }
    void spoil(Sql sql) const {
        SqliteDatabase database(DataDirectory(data).catalog(), SqliteDatabase::Access::write);
        database.script(sql);
    }
};

/// Starts the program, kills it after `delay`, and tells whether it came to its end before.
bool cut_off(const fs::path& data, std::vector<std::string> words, std::chrono::microseconds delay) {
    words.push_back("--data=" + data.string());
    const auto program = (test::program_directory() / "indexer").string();
    std::vector<char*> arguments{const_cast<char*>(program.c_str())};
    for (auto& word : words)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    const pid_t child = fork();
    if (child == 0) {
        if (!std::freopen("/dev/null", "w", stdout) || !std::freopen("/dev/null", "w", stderr)) _exit(99);
        execv(program.c_str(), arguments.data());
        _exit(99);
    }
    usleep(static_cast<useconds_t>(delay.count()));
    kill(child, SIGKILL);
    return test::wait_child(child) < 2;
}

} // namespace

TEST_CASE("a sound collection is clean, and what there is none of cannot be checked", "[verify]") {
    const Collection collection(3);
    const auto ended = collection.verify();
    CAPTURE(ended.output);
    CHECK(ended.status == 0);
    CHECK(says(ended, "3 documents in 3 versions, 3 originals, 3 documents in the index\nclean"));
    const test::Scratch empty;
    CHECK(indexer(empty / "nothing", {"verify"}).status == 2);
    CHECK(indexer(empty.path(), {"verify"}).status == 0);
    const WriterLock lock{DataDirectory(collection.data)};
    CHECK(collection.verify().status == 2);
    CHECK(says(collection.verify(), "index busy"));
}

TEST_CASE("every damage is named with what mends it", "[verify]") {
    struct Row {
        const char* what;
        void (*spoil)(const Collection&);
        const char* told;
        const char* mend;
    };
    const Row rows[] = {
        {"an original changed",
         [](const Collection& c) {
             fs::permissions(c.object(), fs::perms::owner_all);
             std::string content = test::read_file(c.object());
             content[0] ^= 1;
             write_file(c.object(), content);
         },
         "damaged", "indexer add"},
        {"an original gone", [](const Collection& c) { fs::remove(c.object()); }, "is missing",
         "indexer add"},
        {"the index gone", [](const Collection& c) { fs::remove(DataDirectory(c.data).index()); },
         "there is no index", "indexer rebuild"},
        {"an index table cut short",
         [](const Collection& c) {
             fs::resize_file(DataDirectory(c.data).current_index() / "postlist.glass", 100);
         },
         "the index: ", "indexer rebuild"},
        {"a document in the catalog only",
         [](const Collection& c) {
             c.spoil("INSERT INTO document (key, id, created, updated, current_version, indexed_version) SELECT 99, 'ghost', created, updated, 1, 1 FROM document LIMIT 1");
         },
         "document ghost", "indexer"},
        {"a document in the index only",
         [](const Collection& c) { c.spoil("PRAGMA foreign_keys = ON; DELETE FROM document WHERE key = 1"); },
         "which is no document", "indexer rebuild"},
        {"another version in the index",
         [](const Collection& c) {
             c.spoil(
                 "UPDATE version SET key = 77 WHERE key = 1; UPDATE page SET version = 77 WHERE version = 1; "
                 "UPDATE document SET current_version = 77, indexed_version = 77 WHERE key = 1");
         },
         "another version than the newest", "indexer rebuild"},
        {"a page lost", [](const Collection& c) { c.spoil("DELETE FROM page WHERE version = 2"); },
         "lacks pages", "indexer remove"},
        {"a page that cannot be read",
         [](const Collection& c) { c.spoil("UPDATE page SET text = x'07' WHERE version = 2"); }, "version 2",
         "backup"},
        {"a source of nothing",
         [](const Collection& c) {
             c.spoil("UPDATE source SET document_id = 'nobody' WHERE path LIKE '%f0.txt'");
         },
         "belongs to a document that is not there", "indexer add"},
        {"a source of other content",
         [](const Collection& c) { c.spoil("UPDATE source SET sha256 = 'x' WHERE path LIKE '%f0.txt'"); },
         "gave a content", "indexer add"},
        {"the catalog gone",
         [](const Collection& c) {
             for (const char* name : {"catalog.db", "catalog.db-wal", "catalog.db-shm"})
                 fs::remove(c.data / name);
         },
         "there is no catalog, but 3 originals", "backup"},
    };
    for (const auto& row : rows) {
        const Collection collection(3);
        row.spoil(collection);
        const auto ended = collection.verify();
        CAPTURE(row.what, ended.output);
        CHECK(ended.status == 1);
        CHECK(says(ended, row.told));
        CHECK(says(ended, row.mend));
    }
}

TEST_CASE("what `indexer add` and `indexer rebuild` are said to mend, they mend", "[verify]") {
    const Collection collection(3);
    fs::remove(collection.object());
    CHECK(collection.verify().status == 1);
    CHECK(indexer(collection.data, {"add", collection.files.string()}).status == 0);
    CHECK(collection.verify().status == 0);
    fs::remove(DataDirectory(collection.data).index());
    CHECK(collection.verify().status == 1);
    CHECK(indexer(collection.data, {"rebuild"}).status == 0);
    CHECK(collection.verify().status == 0);
}

TEST_CASE("what a run left behind is told, and swept when that is asked for", "[verify]") {
    const Collection collection(2);
    ObjectStore objects(DataDirectory(collection.data).objects());
    const auto orphan = objects.put("of nobody");
    fs::create_directories(collection.data / "index.7.building");
    const auto ended = collection.verify();
    CAPTURE(ended.output);
    CHECK(ended.status == 0);
    CHECK(says(ended, "left over: 1 original that no document has"));
    CHECK(says(ended, "index.7.building, of a rebuild that was cut off"));
    CHECK(objects.contains(orphan));
    CHECK(says(collection.verify({"--sweep"}), "swept: 1 original"));
    CHECK_FALSE(objects.contains(orphan));
    CHECK_FALSE(says(collection.verify(), "left over"));
    CHECK(collection.verify().status == 0);
}

TEST_CASE(
    "killed at fifty random moments, a collection verifies clean every time, and the next run finishes it",
    "[verify][kill]") {
    const test::Scratch scratch;
    const auto files = scratch / "files", data = scratch / "data", records = scratch / "r.jsonl";
    constexpr int kFiles = 40, kRecords = 400;
    std::mt19937 random(static_cast<unsigned>(std::chrono::steady_clock::now().time_since_epoch().count()));
    fill(files, kFiles);
    write_file(records, record_lines(kRecords, 0));

    // How long the runs take here and now, so that the moments lie everywhere in them.
    const auto start = std::chrono::steady_clock::now();
    CHECK(indexer(scratch / "first", {"add", files.string(), "--records", records.string()}).status == 0);
    const auto whole =
        std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start)
            .count();

    int finished = 0;
    for (int round = 0; round < 50; ++round) {
        if (round % 10 == 0) fs::remove_all(data); // from nothing, too
        // Something changes, moves and goes before each run.
        const auto any = [&] { return files / ("f" + std::to_string(random() % kFiles) + ".txt"); };
        write_file(any(), words_of(5000 + round));
        if (const auto from = any(); fs::exists(from))
            fs::rename(from, files / ("moved" + std::to_string(round) + ".txt"));
        write_file(records, record_lines(kRecords, round));
        const std::vector<std::string> runs[] = {{"add", files.string(), "--prune"},
                                                 {"add", "--records", records.string()},
                                                 {"add", files.string(), "--records", records.string()},
                                                 {"rebuild"}};
        const auto& words = runs[random() % (round % 10 == 0 ? 3 : 4)];
        finished +=
            cut_off(data, words, std::chrono::microseconds(random() % static_cast<unsigned long>(whole)));
        if (!fs::exists(data)) continue; // killed before it did anything
        const auto ended = indexer(data, {"verify"});
        CAPTURE(round, words, ended.output);
        REQUIRE(ended.status == 0);
    }
    CHECK(finished < 45); // otherwise nothing was tested
    CHECK(indexer(data, {"add", files.string(), "--records", records.string(), "--prune"}).status == 0);
    const auto ended = indexer(data, {"verify"});
    CAPTURE(ended.output);
    CHECK(ended.status == 0);
    CHECK_FALSE(says(ended, "pending"));
    int there = 0;
    for (const auto& entry : fs::directory_iterator(files))
        there += entry.is_regular_file();
    const auto counts = Catalog(DataDirectory(data).catalog(), Catalog::Mode::read).counts();
    CHECK(counts.documents == kRecords + there);
    CHECK(counts.sources_indexed == there);
}
