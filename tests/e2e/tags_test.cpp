#include <catch2/catch.hpp>
#include <chrono>
#include <csignal>
#include <memory>
#include <thread>

#include "tests/e2e/programs.h"
#include "tests/places/places.h"

// Tags from the command line: vocabularies, rules applied again, a person's last word.

using namespace samling;
using test::Ended;
using test::write_file;
namespace fs = std::filesystem;

namespace {

constexpr const char* kHead = "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"\n"
                              " xmlns:skos=\"http://www.w3.org/2004/02/skos/core#\"\n"
                              " xmlns:tagging=\"https://samling.example/tagging#\">\n";

std::string theme(const std::string& code, const std::string& label, const std::string& more = "") {
    return "<skos:Concept rdf:about=\"#" + code + "\"><skos:prefLabel xml:lang=\"en\">" + label + "</skos:prefLabel>" + more +
           "</skos:Concept>\n";
}

/// A collection of two short documents and vocabularies of its own.
class Collection {
public:
    Collection() {
        fs::create_directories(scratch_ / "share");
        fs::create_directories(scratch_ / "in");
        fs::copy(test::share_directory() / "vocabulary", vocabulary(), fs::copy_options::recursive);
        write_themes(theme("elections", "Elections"));
        write_file(scratch_ / "in/votes.md", "# Votes\n\nElections were held, and the ballot papers were counted.\n");
        write_file(scratch_ / "in/water.md", "# Water\n\nThe water was clean.\n");
        REQUIRE(run({"add", (scratch_ / "in").string()}).status == 0);
    }

    Ended run(std::vector<std::string> words) const {
        words.push_back("--share=" + (scratch_ / "share").string());
        words.push_back("--data=" + (scratch_ / "data").string());
        return test::run_program("indexer", words);
    }
    fs::path vocabulary() const { return scratch_ / "share/vocabulary"; }
    void write_themes(const std::string& concepts) const { write_file(vocabulary() / "theme.rdf", kHead + concepts + "</rdf:RDF>\n"); }
    /// Searchd on it, with its vocabularies.
    std::unique_ptr<test::Daemon> serve() const {
        for (const auto* part : {"static", "templates"})
            fs::create_directory_symlink(fs::canonical(test::share_directory() / part), scratch_ / "share" / part);
        return std::make_unique<test::Daemon>(scratch_ / "data", std::vector<std::string>{"--share=" + (scratch_ / "share").string()});
    }
    const test::Scratch& scratch() const { return scratch_; }

private:
    test::Scratch scratch_;
};

bool says(const Ended& ended, const std::string& text) { return ended.output.find(text) != std::string::npos; }

/// Asks until the answer has `text`, or not, as `expected`; false after half a minute.
bool comes_to_say(const test::Daemon& daemon, const std::string& target, const std::string& text, bool expected = true) {
    for (int i = 0; i < 300; ++i) {
        if ((daemon.get(target).body.find(text) != std::string::npos) == expected) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    return false;
}

/// The first word of the first line that ends in `text`, without its colon: an id in the output of retag.
std::string id_before(const std::string& output, const std::string& text) {
    const auto at = output.find(text);
    if (at == std::string::npos) return "";
    const auto line = output.rfind('\n', at);
    const auto begin = line == std::string::npos ? 0 : line + 1;
    return output.substr(begin, output.find(':', begin) - begin);
}

} // namespace

TEST_CASE("a theme that is added is applied without extracting again, and one taken out goes") {
    const Collection collection;
    collection.write_themes(theme("elections", "Elections") + theme("ballots", "Ballot papers", "<skos:broader rdf:resource=\"#elections\"/>"));
    auto ended = collection.run({"retag", "--verbose"});
    INFO(ended.output);
    CHECK(ended.status == 0);
    CHECK(says(ended, ": +theme ballots\n"));
    CHECK(says(ended, "theme ballots: 1 added\n"));
    CHECK(says(ended, "retagged 2 documents: tags of 1 changed"));
    ended = collection.run({"retag"});
    CHECK(says(ended, "tags of 0 changed, quotes of 0 renewed, 0 put into the index again"));
    collection.write_themes(theme("ballots", "Ballot papers"));
    ended = collection.run({"retag"});
    INFO(ended.output);
    CHECK(says(ended, "theme elections: 1 removed\n"));
    // "ballots" has lost what was broader, so the index says otherwise of its document.
    CHECK(says(ended, "1 put into the index again"));
    // Rules changed but gave the same tags.
    collection.write_themes(theme("ballots", "Ballot papers", "<skos:altLabel xml:lang=\"en\">voting slips</skos:altLabel>"));
    CHECK(says(collection.run({"retag"}), "tags of 0 changed, quotes of 1 renewed, 0 put into the index again"));
}

TEST_CASE("a theme and a coalition that are added show in a running searchd, and files with mistakes leave it as it is") {
    const Collection collection;
    const auto daemon = collection.serve();
    const std::string gaps = "/gaps?rows=theme&columns=region";
    CHECK(comes_to_say(*daemon, gaps, ">Elections<"));
    CHECK(daemon->get("/themes/ballots").status == 404);
    CHECK(daemon->get("/api/v1/search?theme=ballots").body.find("Ballot papers") == std::string::npos);
    const auto coalitions = fs::path("coalition.rdf");
    write_file(collection.vocabulary() / coalitions, kHead + theme("paper-people", "Paper People", "<skos:altLabel xml:lang=\"en\">ballot papers</skos:altLabel>") + "</rdf:RDF>\n");
    collection.write_themes(theme("elections", "Elections") + theme("ballots", "Ballot papers", "<skos:broader rdf:resource=\"#elections\"/>"));
    CHECK(collection.run({"retag"}).status == 0);
    CHECK(comes_to_say(*daemon, "/api/v1/crosstab?rows=theme&columns=region", "Ballot papers"));
    CHECK(comes_to_say(*daemon, "/themes/ballots", "Votes"));
    CHECK(daemon->get("/api/v1/search?theme=ballots").body.find("\"label\":\"Ballot papers\",\"count\":1") != std::string::npos);
    CHECK(daemon->get("/coalitions/paper-people").status == 200);
    CHECK(daemon->get("/healthz").body.find("notice") == std::string::npos);

    collection.write_themes(theme("elections", "Elections", "<skos:broader rdf:resource=\"#nowhere\"/>"));
    CHECK(comes_to_say(*daemon, "/healthz", "the vocabularies were changed and cannot be used"));
    CHECK(daemon->get("/healthz").body.find("\"status\":\"ok\"") != std::string::npos);
    CHECK(daemon->get("/themes/ballots").status == 200);

    collection.write_themes(theme("elections", "Votes and elections"));
    CHECK(comes_to_say(*daemon, "/healthz", "notice", false));
    CHECK(daemon->get("/api/v1/search?theme=elections").body.find("Votes and elections") != std::string::npos);
    // A document has the code until the next retag; the vocabulary has it no more.
    CHECK(daemon->get("/gaps?rows=theme&columns=region").status == 200);
    const auto ended = daemon->stop(SIGTERM);
    CHECK(says(ended, "not taken up, the earlier ones stay in use"));
    CHECK(says(ended, "nowhere"));
}

TEST_CASE("statements of intent of ready records that are tagged are there at once") {
    const Collection collection;
    const auto file = collection.scratch() / "records.jsonl";
    write_file(file, R"({"id":"promise","title":"Promise","text":"We commit to publishing the ballot papers by 2030.","language":"en"})" "\n");
    SECTION("without --tag they are as they came") {
        CHECK(collection.run({"add", "--records", file.string()}).status == 0);
        CHECK_FALSE(says(collection.run({"commitment", "list"}), "publishing the ballot papers"));
    }
    SECTION("with it") {
        CHECK(collection.run({"add", "--records", file.string(), "--tag"}).status == 0);
        const auto listed = collection.run({"commitment", "list"});
        INFO(listed.output);
        CHECK(says(listed, "publishing the ballot papers"));
        CHECK(says(collection.run({"retag"}), "tags of 0 changed"));
    }
}

TEST_CASE("conditions of a rule are data in the vocabulary") {
    const Collection collection;
    const auto rule = [](const std::string& text) { return "<tagging:rule xml:lang=\"en\">" + text + "</tagging:rule>"; };
    struct Row {
        std::string more;
        bool tagged;
    };
    for (const auto& [more, tagged] : {Row{rule("papers; with: ballot"), true}, Row{rule("papers; with: newsprint"), false},
                                       Row{rule("papers; without: ballot"), false}, Row{rule("papers; weight: 0"), false},
                                       Row{rule("papers") + "<tagging:excluded xml:lang=\"en\">ballot papers</tagging:excluded>", false},
                                       Row{rule("papers") + "<tagging:required xml:lang=\"en\">counted</tagging:required>", true},
                                       Row{rule("papers") + "<tagging:required xml:lang=\"en\">weighed</tagging:required>", false},
                                       Row{rule(".*; with: ballot"), false}, Row{rule("p[a-z]+"), false}}) {
        CAPTURE(more);
        collection.write_themes(theme("paper", "Stationery", more));
        collection.run({"retag"});
        collection.write_themes(theme("other", "Other"));
        CHECK(says(collection.run({"retag"}), "theme paper: 1 removed") == tagged);
    }
}

TEST_CASE("a person's word on a tag outlives rules, vocabularies and new versions") {
    const Collection collection;
    collection.write_themes(theme("elections", "Elections") + theme("ballots", "Ballot papers"));
    const auto id = id_before(collection.run({"retag", "--verbose"}).output, " +theme ballots");
    REQUIRE_FALSE(id.empty());
    auto ended = collection.run({"tag", id, "theme", "Ballot papers", "--reject", "--by", "Ane", "--note", "in passing"});
    INFO(ended.output);
    CHECK(ended.status == 0);
    CHECK(says(ended, "theme ballots (Ballot papers) rejected by Ane"));
    CHECK(collection.run({"tag", id, "region", "Kenya", "--accept", "--by", "Bo"}).status == 0);
    const auto holds = [&] {
        const auto shown = collection.run({"tag", id});
        return !says(shown, "theme ballots (Ballot papers): rule") && says(shown, "region KE (Kenya): person") &&
               says(shown, "theme ballots: rejected by Ane, 20") && says(shown, ": in passing") && says(shown, "region KE: accepted by Bo, 20");
    };
    CHECK(holds());
    CHECK(says(collection.run({"retag"}), "tags of 0 changed"));
    CHECK(holds());
    CHECK(collection.run({"rebuild"}).status == 0);
    CHECK(holds());
    write_file(collection.scratch() / "in/votes.md", "# Votes\n\nElections were held. Ballot papers, ballot papers and ballot papers.\n");
    CHECK(says(collection.run({"add", (collection.scratch() / "in").string()}), "1 indexed"));
    CHECK(holds());

    SECTION("a code that leaves the vocabulary is kept and shown as retired") {
        CHECK(collection.run({"tag", id, "theme", "ballots", "--accept", "--by", "Ane"}).status == 0);
        collection.write_themes(theme("elections", "Elections"));
        CHECK(says(collection.run({"retag"}), "tags of 0 changed"));
        CHECK(says(collection.run({"tag", id}), "theme ballots (retired: no longer in the vocabulary): person"));
        CHECK(collection.run({"tag", id, "theme", "ballots", "--reject"}).status == 0);
    }
    SECTION("it can be taken back") {
        CHECK(collection.run({"tag", id, "theme", "ballots", "--withdraw"}).status == 0);
        CHECK(says(collection.run({"tag", id}), "theme ballots (Ballot papers): rule, score "));
    }
}

TEST_CASE("mistakes in what is said of a tag are named") {
    const Collection collection;
    struct Row {
        std::vector<std::string> words;
        std::string says;
    };
    for (const auto& [words, text] :
         {Row{{"tag"}, "name a document"}, Row{{"tag", "nobody"}, "no document has the id 'nobody'"},
          Row{{"tag", "nobody", "theme", "elections", "--accept"}, "no document has the id 'nobody'"},
          Row{{"tag", "a", "theme", "elections"}, "--accept"}, Row{{"vocabulary"}, "check [FILE|DIR]"},
          Row{{"vocabulary", "show", "no such thing"}, "no vocabulary has 'no such thing'"}, Row{{"vocabulary", "diff"}, "diff OTHER_DIR"}}) {
        const auto ended = collection.run(words);
        CAPTURE(words, ended.output);
        CHECK(ended.status == 2);
        CHECK(says(ended, text));
    }
}

TEST_CASE("a vocabulary is checked, and every mistake named with file and line") {
    const Collection collection;
    const auto label = [](const std::string& language, const std::string& text) {
        return "<skos:prefLabel xml:lang=\"" + language + "\">" + text + "</skos:prefLabel>";
    };
    struct Row {
        std::string concepts;
        std::string says;
    };
    const auto file = (collection.vocabulary() / "theme.rdf").string();
    for (const auto& [concepts, text] :
         {Row{theme("a", "A", "<skos:broader rdf:resource=\"#b\"/>") + theme("b", "B", "<skos:broader rdf:resource=\"#a\"/>"), "circle"},
          Row{theme("a", "A", "<skos:broader rdf:resource=\"#x\"/>"), ":4: broader of 'a' is 'x', which is no concept here"},
          Row{theme("a", "A") + theme("b", "A"), ":5: the label 'A' (en) of 'b' is also that of 'a' in line 4"},
          Row{theme("a", "A") + theme("a", "B"), ":5: the code 'a' is already that of the concept in line 4"},
          Row{theme("a", "A", label("da", " ")), ":4: skos:prefLabel is empty"},
          Row{theme("a", "A", "<tagging:rule xml:lang=\"en\">x; when: y</tagging:rule>"), ":4: tagging:rule of 'a' has the condition 'when'"},
          Row{theme("a", "A", "<tagging:rule xml:lang=\"en\">x, ,y</tagging:rule>"), ":4: tagging:rule of 'a' has an empty phrase"},
          Row{theme("a", "A", "<tagging:maybe xml:lang=\"en\">x</tagging:maybe>"), ":4: tagging:maybe of 'a' is no property"},
          Row{"<skos:Concept rdf:about=\"#a\">" + label("da", "A") + "</skos:Concept>", ":4: 'a' has no English label"}}) {
        collection.write_themes(concepts);
        const auto ended = collection.run({"vocabulary", "check"});
        CAPTURE(concepts, ended.output);
        CHECK(ended.status == 1);
        CHECK(says(ended, file + ":"));
        CHECK(says(ended, text));
        CHECK(collection.run({"vocabulary", "check", file}).status == 1);
        CHECK(collection.run({"retag"}).status == 2); // and nothing runs with it
    }
    collection.write_themes(theme("elections", "Elections"));
    CHECK(collection.run({"vocabulary", "check"}).status == 0);
    CHECK(says(collection.run({"vocabulary", "show", "elections"}), "label (en): Elections"));
    const auto other = collection.scratch() / "other";
    fs::copy(collection.vocabulary(), other, fs::copy_options::recursive);
    CHECK(says(collection.run({"vocabulary", "diff", other.string()}), "no difference"));
    write_file(other / "theme.rdf", kHead + theme("elections", "Elections and votes") + theme("new", "New") + "</rdf:RDF>");
    const auto ended = collection.run({"vocabulary", "diff", other.string()});
    CHECK(says(ended, "~ theme elections: label (en) was 'Elections', is 'Elections and votes'"));
    CHECK(says(ended, "+ theme new (New)"));
}

TEST_CASE("statements of intent are candidates until a person confirms or rejects them, whatever is read anew") {
    const Collection collection;
    const auto file = collection.scratch() / "in/pledge.md";
    write_file(file, "# Pledge\n\nWe commit to sharing what we learn. Later we talk about the weather.\n");
    REQUIRE(collection.run({"add", (collection.scratch() / "in").string()}).status == 0);
    auto ended = collection.run({"commitment", "list"});
    INFO(ended.output);
    REQUIRE(says(ended, " candidate, p. 1 (en/we 2)\n  We commit to sharing what we learn.\n"));
    const auto id = ended.output.substr(0, ended.output.find(' ')), key = ended.output.substr(id.size() + 1, 12);
    CHECK(collection.run({"commitment", "confirm", id, "000000000000"}).status == 2);
    CHECK(collection.run({"commitment", "confirm", "nobody", key}).status == 2);
    CHECK(collection.run({"commitment", "confirm", id}).status == 2);
    CHECK(collection.run({"commitment", "confirm", id, key, "--by=Ane", "--note=heard it"}).status == 0);
    CHECK(says(collection.run({"commitment", "list", id}), key + " confirmed by Ane, "));
    CHECK(collection.run({"retag"}).status == 0);
    write_file(file, "# Pledge\n\nAnother beginning.\n\nWe commit to sharing what we learn.\n");
    REQUIRE(collection.run({"add", (collection.scratch() / "in").string()}).status == 0);
    CHECK(says(collection.run({"commitment", "list"}), key + " confirmed by Ane, "));
    CHECK(collection.run({"commitment", "reject", id, key, "--by=Bo"}).status == 0);
    write_file(file, "# Pledge\n\nNothing is promised any more.\n");
    REQUIRE(collection.run({"add", (collection.scratch() / "in").string()}).status == 0);
    ended = collection.run({"commitment", "list"});
    INFO(ended.output);
    CHECK(says(ended, key + " rejected by Bo, "));
    CHECK(says(ended, "no longer found"));
}
