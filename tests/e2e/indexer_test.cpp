#include <catch2/catch.hpp>
#include <sys/stat.h>

#include "corpus/data_directory.h"
#include "tests/e2e/programs.h"

// The indexer as it is typed: what it prints and how it ends.

using namespace samling;
using test::Ended;
using test::write_file;
namespace fs = std::filesystem;

namespace {

class Indexer {
public:
    explicit Indexer(const test::Scratch& scratch) : data_(scratch / "data") {}
    Ended operator()(std::vector<std::string> words) const {
        words.push_back("--data=" + data_.string());
        return test::run_program("indexer", words);
    }
    const fs::path& data() const { return data_; }

private:
    fs::path data_;
};

bool says(const Ended& ended, const std::string& text) { return ended.output.find(text) != std::string::npos; }

} // namespace

TEST_CASE("usage mistakes end with 2 and name the mend") {
    const test::Scratch scratch;
    const Indexer indexer(scratch);
    struct Row {
        std::vector<std::string> words;
        std::string says;
    };
    for (const auto& [words, text] : {Row{{}, "name a command"}, Row{{"ad"}, "no command 'ad'"}, Row{{"add"}, "name files or folders"},
                                      Row{{"add", "--jobs", "0", "x"}, "--jobs"}, Row{{"add", "--nope"}, "no option --nope"},
                                      Row{{"add", "/no/such/file"}, "there is no /no/such/file"}, Row{{"remove"}, "name the ids"},
                                      Row{{"status"}, "indexer add"}, Row{{"rebuild"}, "indexer add"},
                                      Row{{"add", "--records", "/no/such"}, "/no/such"}}) {
        const auto ended = indexer(words);
        CAPTURE(words, ended.output);
        CHECK(ended.status == 2);
        CHECK(says(ended, text));
    }
    CHECK(indexer({"--help"}).status == 0);
    CHECK(says(indexer({"--help"}), "exit status"));
    CHECK(indexer({"--version"}).status == 0);
}

TEST_CASE("bad files are listed with their reason, and the rest goes in") {
    const test::Scratch scratch;
    const Indexer indexer(scratch);
    const auto files = scratch / "files";
    fs::create_directories(files);
    write_file(files / "good.md", "# Elections\n\nSome words.");
    write_file(files / "empty.pdf", "");
    write_file(files / "truncated.pdf", "%PDF-1.4\n1 0 obj\n<< /Type");
    write_file(files / "latin.txt", "caf\xe9 du commerce et des \xe9lections, une phrase fran\xe7" "aise");
    write_file(files / "wrong.pdf", "only text behind a wrong name");
    write_file(files / "blank.txt", "  \n\n ");
    write_file(files / "bad.md", "# Bad record");
    write_file(files / "bad.meta.xml", "<record xmlns=\"urn:samling:record:1\">\n<date>2022-13</date>\n<theme>surveilance</theme></record>");
    REQUIRE(mkfifo((files / "pipe").c_str(), 0600) == 0);

    const auto first = indexer({"add", files.string(), "/no/such/file"});
    CAPTURE(first.output);
    CHECK(first.status == 1);
    CHECK(says(first, "empty.pdf: the file is empty"));
    CHECK(says(first, "truncated.pdf: "));
    CHECK(says(first, "bad.meta.xml:2: date: '2022-13' is no date"));
    CHECK(says(first, "pipe: it is a named pipe"));
    CHECK(says(first, "/no/such/file: "));
    CHECK(says(first, "no text: "));
    CHECK(says(first, "3 indexed, 0 unchanged, 1 without text, 5 refused"));

    const auto again = indexer({"add", files.string()});
    CHECK(again.status == 1);
    CHECK(says(again, "0 indexed, 3 unchanged, 1 without text, 4 refused"));

    write_file(files / "bad.meta.xml", "<record xmlns=\"urn:samling:record:1\"><theme>surveilance</theme></record>");
    CHECK(says(indexer({"add", files.string()}), "did you mean"));
    write_file(files / "bad.meta.xml", "<record xmlns=\"urn:samling:record:1\"><theme>surveillance</theme></record>");
    CHECK(says(indexer({"add", files.string()}), "1 indexed, 3 unchanged"));

    const auto status = indexer({"status"});
    CHECK(status.status == 0);
    CHECK(says(status, "documents: 5"));
    CHECK(says(status, "refused: " + (files / "empty.pdf").string() + ": the file is empty"));
}

TEST_CASE("a file keeps its document when it moves, and gets a new version when it changes") {
    const test::Scratch scratch;
    const Indexer indexer(scratch);
    const auto files = scratch / "files";
    fs::create_directories(files / "sub");
    write_file(files / "report.txt", "The first text.");
    CHECK(says(indexer({"add", files.string()}), "1 indexed"));
    fs::rename(files / "report.txt", files / "sub/renamed.txt");
    indexer({"add", files.string()});
    CHECK(says(indexer({"status"}), "documents: 1\nversions: 1"));
    write_file(files / "sub/renamed.txt", "The second text, which is longer.");
    indexer({"add", files.string()});
    CHECK(says(indexer({"status"}), "documents: 1\nversions: 2"));
    fs::copy(files / "sub/renamed.txt", files / "copy.txt");
    indexer({"add", files.string()});
    CHECK(says(indexer({"status"}), "documents: 1\nversions: 2"));
}

TEST_CASE("two files with one id are told apart") {
    const test::Scratch scratch;
    const Indexer indexer(scratch);
    const auto files = scratch / "files";
    fs::create_directories(files);
    for (const char* name : {"a", "b"}) {
        write_file(files / (std::string(name) + ".txt"), std::string("text of ") + name);
        write_file(files / (std::string(name) + ".meta.xml"), "<record xmlns=\"urn:samling:record:1\"><id>same</id></record>");
    }
    const auto ended = indexer({"add", "--jobs", "1", files.string()});
    CHECK(ended.status == 1);
    CHECK(says(ended, "its id 'same' belongs to " + (files / "a.txt").string()));
    CHECK(says(ended, "1 indexed"));
}

TEST_CASE("records, removal and rebuild") {
    const test::Scratch scratch;
    const Indexer indexer(scratch);
    const auto records = (scratch / "r.jsonl").string();
    write_file(records, "{\"id\":\"a\",\"text\":\"x\"}\n{\"id\":\"b\",\"text\":\"y\",\"theme\":\"of-others\"}\nbroken\n");
    const auto first = indexer({"add", "--records", records});
    CHECK(first.status == 1);
    CHECK(says(first, "r.jsonl:3: record: "));
    CHECK(says(first, "theme 'of-others' is not in the vocabulary; kept as given (1 record)"));
    CHECK(says(first, "2 indexed, 0 unchanged, 0 without text, 1 refused"));
    CHECK(says(indexer({"add", "--records", records}), "0 indexed, 2 unchanged"));
    CHECK(says(indexer({"rebuild"}), "rebuilt the index of 2 documents"));
    CHECK(indexer({"remove", "a"}).status == 0);
    CHECK(indexer({"remove", "a"}).status == 1);
    CHECK(says(indexer({"status"}), "documents: 1"));
}

TEST_CASE("a collection in use is busy") {
    const test::Scratch scratch;
    const Indexer indexer(scratch);
    write_file(scratch / "a.txt", "x");
    const DataDirectory data(indexer.data());
    data.create();
    const WriterLock lock(data);
    const auto ended = indexer({"add", (scratch / "a.txt").string()});
    CHECK(ended.status == 2);
    CHECK(says(ended, "index busy"));
}
