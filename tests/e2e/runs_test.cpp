#include <catch2/catch.hpp>
#include <fstream>
#include <simdjson.h>

#include "corpus/catalog.h"
#include "corpus/data_directory.h"
#include "tests/e2e/programs.h"

// One run after another over files that move, are copied, change and go.

using namespace samling;
using test::Ended;
using test::write_file;
namespace fs = std::filesystem;

namespace {

struct Line {
    std::string outcome, reason, id, media_type;
    std::int64_t pages, words;
    bool earlier;
};

/// A folder of files and its collection.
struct House {
    test::Scratch scratch;
    fs::path files = scratch / "files";
    fs::path data = scratch / "data";
    House() { fs::create_directories(files); }

    Ended add(std::vector<std::string> more = {}) const {
        std::vector<std::string> words = {"add", files.string(), "--data=" + data.string()};
        words.insert(words.end(), more.begin(), more.end());
        return test::run_program("indexer", words);
    }

    /// What a run reports, by path below `files`.
    std::map<std::string, Line> report(std::vector<std::string> more = {}) const {
        const auto file = scratch / "report.jsonl";
        more.push_back("--report=" + file.string());
        const auto ended = add(more);
        CAPTURE(ended.output);
        CHECK(ended.status <= 1);
        std::map<std::string, Line> lines;
        std::ifstream in(file);
        simdjson::dom::parser parser;
        for (std::string text; std::getline(in, text);) {
            const auto line = parser.parse(text);
            const auto word = [&](const char* name) { return std::string(std::string_view(line[name])); };
            lines[fs::path(word("path")).lexically_relative(files).string()] = {
                word("outcome"), word("reason"), word("id"),        word("mediaType"),
                line["pages"],   line["words"],  line["earlierRun"]};
        }
        return lines;
    }

    Catalog catalog() const { return Catalog(DataDirectory(data).catalog(), Catalog::Mode::read); }
};

bool says(const Ended& ended, const std::string& text) {
    return ended.output.find(text) != std::string::npos;
}

std::string record(const std::string& title) {
    return "<record xmlns=\"urn:samling:record:1\"><title>" + title + "</title></record>";
}

} // namespace

TEST_CASE("the report has a line for each file, with what could be read") {
    const House house;
    write_file(house.files / "a.md", "# Elections\n\nObservers counted votes.");
    write_file(house.files / "blank.txt", " \n");
    write_file(house.files / "empty.pdf", "");
    auto lines = house.report();
    REQUIRE(lines.size() == 3);
    CHECK(lines["a.md"].outcome == "indexed");
    CHECK(lines["a.md"].media_type == "text/markdown");
    CHECK(lines["a.md"].words == 4);
    CHECK(lines["a.md"].pages == 1);
    CHECK_FALSE(lines["a.md"].id.empty());
    CHECK(lines["blank.txt"].outcome == "no_text");
    CHECK(lines["empty.pdf"].outcome == "refused");
    CHECK(lines["empty.pdf"].reason == "the file is empty");
    auto again = house.report();
    CHECK(again["a.md"].outcome == "unchanged");
    CHECK(again["a.md"].words == 4);
    CHECK(again["a.md"].id == lines["a.md"].id);
    CHECK(again["a.md"].earlier);
    CHECK(again["empty.pdf"].outcome == "refused");
    CHECK(house.add({"--report=/no/such/folder/x"}).status == 2);
}

TEST_CASE("a file that is only touched is not a new version") {
    const House house;
    write_file(house.files / "a.txt", "The same words.");
    house.add();
    fs::last_write_time(house.files / "a.txt", fs::file_time_type::clock::now() - std::chrono::hours(24));
    CHECK(house.report()["a.txt"].outcome == "unchanged");
    CHECK(house.catalog().counts().versions == 1);
    // The new time is known now; nothing is read any more. (Another content under the same size and time
    // would show.)
    const auto time = fs::last_write_time(house.files / "a.txt");
    write_file(house.files / "a.txt", "The same WORDS.");
    fs::last_write_time(house.files / "a.txt", time);
    CHECK(house.report()["a.txt"].outcome == "unchanged");
}

TEST_CASE("a change within the second of the last run is seen") {
    const House house;
    write_file(house.files / "a.txt", "one word.");
    house.add();
    const auto time = fs::last_write_time(house.files / "a.txt");
    write_file(house.files / "a.txt", "two words");
    fs::last_write_time(house.files / "a.txt", time); // as on a file system with coarse times
    CHECK(house.report()["a.txt"].outcome == "indexed");
    CHECK(house.catalog().counts().versions == 2);
}

TEST_CASE("a moved file is the document it was, with its record and also in a moved folder") {
    const House house;
    fs::create_directories(house.files / "old");
    write_file(house.files / "old/a.txt", "Words of a.");
    write_file(house.files / "old/b.txt", "Words of b.");
    write_file(house.files / "old/b.meta.xml", record("Title of b"));
    auto before = house.report();
    fs::rename(house.files / "old", house.files / "new");
    auto after = house.report();
    CHECK(after.size() == 2); // nothing vanished
    for (const char* name : {"a.txt", "b.txt"}) {
        const auto& line = after[std::string("new/") + name];
        CAPTURE(name, line.reason);
        CHECK(line.outcome == "moved");
        CHECK(line.reason == "moved from " + (house.files / "old" / name).string());
        CHECK(line.id == before[std::string("old/") + name].id);
    }
    CHECK(house.catalog().counts().versions == 2);
    // Moved, and a record was written for it meanwhile.
    fs::rename(house.files / "new/a.txt", house.files / "c.txt");
    write_file(house.files / "c.meta.xml", record("Title of c"));
    CHECK(house.report()["c.txt"].id == before["old/a.txt"].id);
    CHECK(house.catalog().find(before["old/a.txt"].id)->metadata.title == "Title of c");
    CHECK(house.catalog().counts().documents == 2);
    CHECK(house.catalog().counts().sources_indexed == 2);
}

TEST_CASE("copies are one document with several sources") {
    const House house;
    for (const char* name : {"a.txt", "b.txt", "c.txt"})
        write_file(house.files / name, "The same words in all.");
    auto lines = house.report({"--jobs=1"});
    CHECK(lines["a.txt"].outcome == "indexed");
    CHECK(lines["b.txt"].outcome == "copy");
    CHECK(lines["c.txt"].reason == "a copy of " + (house.files / "a.txt").string());
    CHECK(house.catalog().counts().documents == 1);
    CHECK(house.catalog().counts().sources_copies == 2);
    const auto id = lines["a.txt"].id;
    CHECK(house.catalog().sources_of(id).size() == 3);

    // A copy that changes is a document of its own; the others keep theirs.
    write_file(house.files / "b.txt", "Other words now.");
    lines = house.report();
    CHECK(lines["b.txt"].outcome == "indexed");
    CHECK(lines["b.txt"].id != id);
    CHECK(house.catalog().find(id)->number == 1);
    // The file that leads takes its document with it; what the copy says stays to be found.
    write_file(house.files / "a.txt", "The second version.");
    lines = house.report();
    CHECK(lines["a.txt"].id == id);
    CHECK(lines["c.txt"].outcome == "indexed");
    CHECK(lines["c.txt"].id != id);
    CHECK(house.catalog().find(id)->number == 2);
    CHECK(house.catalog().counts().documents == 3);
    CHECK(house.catalog().counts().sources_copies == 0);
}

TEST_CASE("of copies, the one with a record leads") {
    const House house;
    write_file(house.files / "a.txt", "The same words in both.");
    const auto id = house.report()["a.txt"].id;
    write_file(house.files / "b.txt", "The same words in both.");
    write_file(house.files / "b.meta.xml", record("A person's title"));
    CHECK(house.report()["b.txt"].id == id);
    CHECK(house.catalog().find(id)->metadata.title == "A person's title");
    CHECK(house.catalog().counts().documents == 1);
    // Another copy with another record changes nothing, and says so.
    write_file(house.files / "c.txt", "The same words in both.");
    write_file(house.files / "c.meta.xml", record("Another title"));
    const auto line = house.report()["c.txt"];
    CHECK(line.outcome == "copy");
    CHECK(line.reason.find("whose record holds") != std::string::npos);
    CHECK(house.catalog().find(id)->metadata.title == "A person's title");
    CHECK(house.catalog().find(id)->number == 2);
}

TEST_CASE("a copy that lost the lead in a run does not get it back when its turn comes") {
    const House house;
    write_file(house.files / "b.txt", "The same words in both.");
    house.add();
    write_file(house.files / "a.txt", "The same words in both."); // read before b, which is young and looked at again
    write_file(house.files / "a.meta.xml", record("A person's title"));
    house.add({"--jobs=1"});
    CHECK(house.catalog().source((house.files / "a.txt").string())->role == SourceRole::original);
    CHECK(house.catalog().source((house.files / "b.txt").string())->role == SourceRole::copy);
}

TEST_CASE(
    "a new file that has the name and the first content of a document that went on is another document") {
    const House house;
    write_file(house.files / "report.txt", "The first text.");
    house.add();
    write_file(house.files / "report.txt", "The second text.");
    house.add();
    fs::create_directories(house.files / "sub");
    write_file(house.files / "sub/report.txt", "The first text.");
    house.add();
    CHECK(house.catalog().counts().documents == 2);
    CHECK(house.catalog().counts().versions == 3);
}

TEST_CASE("what vanished is told and marked, and removed only when that is asked for") {
    const House house;
    fs::create_directories(house.files / "sub");
    for (const char* name : {"a.txt", "b.txt", "sub/c.txt"})
        write_file(house.files / name, std::string("Words of ") + name);
    write_file(house.files / "copy of b.txt", "Words of b.txt");
    write_file(house.scratch / "elsewhere.txt", "Words from elsewhere");
    auto lines = house.report({(house.scratch / "elsewhere.txt").string()});
    const auto a = lines["a.txt"].id, b = lines["b.txt"].id;
    fs::remove(house.scratch / "elsewhere.txt"); // not below the folder of the next runs
    for (const char* name : {"a.txt", "b.txt", "sub/c.txt"})
        fs::remove(house.files / name);
    const auto ended = house.add();
    CHECK(ended.status == 0);
    CHECK(says(ended, "vanished: " + (house.files / "a.txt").string() + ": it is not there any more"));
    CHECK(says(ended, "3 vanished"));
    CHECK(house.catalog().counts().sources_missing == 3);
    CHECK(house.catalog().counts().documents == 4);
    write_file(house.files / "sub/c.txt", "Words of sub/c.txt"); // it comes back
    lines = house.report({"--prune"});
    CHECK(lines["a.txt"].outcome == "removed");
    CHECK(lines["sub/c.txt"].outcome == "unchanged");
    CHECK_FALSE(house.catalog().find(a));
    CHECK(house.catalog().find(b)); // the copy has it
    CHECK(house.catalog().sources_of(b).at(0).role == SourceRole::original);
    CHECK(house.catalog().counts().sources_missing == 0);
    CHECK(house.catalog().counts().documents == 3);
}

TEST_CASE("a folder that is not there is no reason to forget what it held") {
    const House house;
    write_file(house.files / "a.txt", "Words.");
    house.add();
    fs::rename(house.files, house.scratch / "unmounted");
    write_file(house.scratch / "b.txt", "Other words.");
    const auto ended = house.add({(house.scratch / "b.txt").string(), "--prune"});
    CHECK(ended.status == 1);
    CHECK(house.catalog().counts().documents == 2);
    CHECK(house.catalog().counts().sources_missing == 0);
}

TEST_CASE("a document keeps its last good version when its file breaks, and goes on when it is mended") {
    const House house;
    write_file(house.files / "a.rtf", "{\\rtf1 Good words.}");
    const auto id = house.report()["a.rtf"].id;
    write_file(house.files / "a.rtf", "");
    CHECK(house.report()["a.rtf"].outcome == "refused");
    CHECK(house.catalog().find(id));
    CHECK(house.report()["a.rtf"].outcome == "refused"); // again, unread
    write_file(house.files / "a.rtf", "{\\rtf1 Better words.}");
    CHECK(house.report()["a.rtf"].id == id);
    CHECK(house.catalog().find(id)->number == 2);
}

TEST_CASE("what failed is read again when that is asked for") {
    const House house;
    write_file(house.files / "bad.pdf", "%PDF-1.4\nnothing");
    write_file(house.files / "blank.txt", "  ");
    write_file(house.files / "good.txt", "Words.");
    house.add();
    auto lines = house.report();
    CHECK(lines["bad.pdf"].earlier);
    lines = house.report({"--retry-failed"});
    CHECK(lines["bad.pdf"].outcome == "refused");
    CHECK_FALSE(lines["bad.pdf"].earlier);
    CHECK_FALSE(lines["blank.txt"].earlier);
    CHECK(lines["good.txt"].earlier);
    CHECK(house.catalog().counts().versions == 2);
}

TEST_CASE("of what is refused no original is kept") {
    const House house;
    write_file(house.files / "bad.pdf", "%PDF-1.4\nnothing");
    write_file(house.files / "good.txt", "Words.");
    house.add();
    int objects = 0;
    for (const auto& entry : fs::recursive_directory_iterator(DataDirectory(house.data).objects()))
        objects += entry.is_regular_file();
    CHECK(objects == 1);
}

TEST_CASE("nearly the same documents are told") {
    const House house;
    std::string text = "# Report\n\n";
    for (int i = 0; i < 200; ++i)
        text += "word" + std::to_string(i * 7 % 101) + (i % 9 == 8 ? ".\n\n" : " ");
    write_file(house.files / "a.md", text);
    write_file(house.files / "b.md", text + "One sentence more stands here.");
    CHECK(says(house.add(), "1 pair nearly the same"));
    const auto status = test::run_program("indexer", {"status", "--data=" + house.data.string()});
    CHECK(says(status, "pairs of documents nearly the same: 1"));
}

TEST_CASE("names of any bytes go in and are told without upsetting a terminal") {
    const House house;
    write_file(house.files / "caf\xe9.txt", "Latin name.");
    write_file(house.files / "new\nline \x1b[31m.txt", "");
    const auto ended = house.add();
    CAPTURE(ended.output);
    CHECK(says(ended, "1 indexed"));
    CHECK(says(ended, "new\\x0aline \\x1b[31m.txt: the file is empty"));
    CHECK(says(house.add(), "1 unchanged"));
    CHECK(house.report().size() == 2);
}

TEST_CASE("a manifest's word counts, is kept for runs without it, and yields to a record beside the file") {
    const House house;
    const auto manifest = house.files / "list.csv";
    write_file(house.files / "a.txt", "Words of a.");
    write_file(house.files / "b.txt", "Words of b.");
    write_file(house.files / "b.meta.xml", record("From the sidecar"));
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

TEST_CASE("a dry run says what would happen and changes nothing") {
    const House house;
    write_file(house.files / "same.txt", "Same.");
    write_file(house.files / "moves.txt", "Moves.");
    write_file(house.files / "changes.txt", "Before.");
    write_file(house.files / "goes.txt", "Goes.");
    CHECK(says(house.add({"--dry-run"}), "index: " + (house.files / "changes.txt").string() + ": a new document"));
    CHECK_FALSE(fs::exists(house.data));
    house.add();
    const auto before = test::read_file(house.data / "catalog.db");
    fs::rename(house.files / "moves.txt", house.files / "moved.txt");
    write_file(house.files / "changes.txt", "After the change.");
    fs::copy(house.files / "same.txt", house.files / "twin.txt");
    fs::remove(house.files / "goes.txt");
    write_file(house.files / "wrong.txt", "Wrong.");
    write_file(house.files / "wrong.meta.xml", "<record/>");
    const auto ended = house.add({"--dry-run"});
    CAPTURE(ended.output);
    CHECK(ended.status == 1);
    CHECK(says(ended, "move: " + (house.files / "moved.txt").string() + ": moved from " + (house.files / "moves.txt").string()));
    CHECK(says(ended, "index: " + (house.files / "changes.txt").string() + ": a new version"));
    CHECK(says(ended, "copy: " + (house.files / "twin.txt").string()));
    CHECK(says(ended, "refuse: " + (house.files / "wrong.txt").string()));
    CHECK(says(ended, "vanished: " + (house.files / "goes.txt").string()));
    CHECK(says(ended, "nothing was changed; 1 indexed, 1 unchanged, 0 without text, 1 refused, 1 moved, 1 copies, 1 vanished"));
    CHECK(says(house.add({"--dry-run", "--prune"}), "remove: " + (house.files / "goes.txt").string()));
    CHECK(test::read_file(house.data / "catalog.db") == before);
    // And so it happens.
    CHECK(says(house.add(), "1 indexed, 1 unchanged, 0 without text, 1 refused, 1 moved, 1 copies, 1 vanished"));
}

TEST_CASE("the manifest of the shared corpus works with a small mapping") {
    const fs::path corpus = fs::path(SAMLING_SOURCE_DIR) / "../shared/corpus";
    if (!fs::exists(corpus / "manifest.json")) {
        WARN("skipped: the shared corpus is absent");
        return;
    }
    const House house;
    const auto ended = test::run_program(
        "indexer", {"add", corpus.string(), "--dry-run", "--manifest", (corpus / "manifest.json").string(), "--map",
                    "publisher=organisation", "--map", "bytes=", "--map", "sha256=", "--data=" + house.data.string()});
    CHECK(ended.status == 0);
    CHECK(says(ended, "546 indexed, 0 unchanged"));
    CHECK_FALSE(says(ended, "was ignored"));
    CHECK(says(ended, "row 26: region: 'costarica' is not in the vocabulary; did you mean 'CR'?"));
    CHECK_FALSE(says(ended, ": language:"));
}

TEST_CASE("earlier versions stay to be read, only the newest is searched, and near-duplicates are shown") {
    const House house;
    std::string text;
    for (int i = 0; i < 120; ++i)
        text += "word" + std::to_string(i) + " ";
    write_file(house.files / "a.md", "# Report\n\nhippopotamus " + text);
    const auto id = house.report()["a.md"].id;
    write_file(house.files / "a.md", "# Report, revised\n\nrhinoceros " + text);
    write_file(house.files / "b.md", "# Another\n\nrhinoceros " + text + "and more");
    house.add();
    const test::Daemon daemon(house.data);
    const auto has = [&](const std::string& target, const std::string& part) {
        const auto answer = daemon.get(target);
        CAPTURE(target, part, answer.body);
        CHECK(answer.status == 200);
        CHECK(answer.body.find(part) != std::string::npos);
    };
    const auto page = "/documents/" + id, api = "/api/v1/documents/" + id;
    has("/api/v1/search?q=hippopotamus", "\"total\":0");
    has("/api/v1/search?q=rhinoceros", "\"total\":2");
    has(page, "Report, revised");
    has(page, "<a href=\"" + page + "/versions/1\">Version 1</a>");
    has(page, "Nearly the same as");
    has(page + "/versions/1", "This is version 1, kept as it was");
    has(page + "/versions/1", page + "/versions/1/pages/1");
    has(page + "/versions/1/pages/1", "hippopotamus");
    has(page + "/versions/2/pages/1", "rhinoceros");
    has(api, "\"isNewest\":true");
    has(api, "\"nearDuplicates\":[{\"id\":\"b-");
    has(api, "\"url\":\"" + page + "/versions/1\"");
    has(api + "/versions/1", "\"isNewest\":false");
    has(api + "/versions/1", page + "/versions/1/original");
    has(api + "/versions/1/pages/1", "hippopotamus");
    has(page + "/versions/1/original", "hippopotamus");
    has(page + "/original", "rhinoceros");
    for (const auto& missing : {page + "/versions/3", page + "/versions/0", api + "/versions/x", page + "/versions/1/pages/2",
                                std::string("/documents/nobody/versions/1")})
        CHECK(daemon.get(missing).status == 404);
}
