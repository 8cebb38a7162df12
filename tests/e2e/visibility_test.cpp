#include <catch2/catch.hpp>

#include "tests/e2e/programs.h"

// What is not for everybody, over the command line and a real socket.

using namespace samling;
using test::write_file;

namespace {

std::string sidecar(const std::string& id, const std::string& more) {
    return "<record xmlns=\"urn:samling:record:1\"><id>" + id + "</id><coalition>will-for-the-web</coalition><theme>privacy</theme>"
           "<region>KE</region><commitment>1</commitment>" + more + "</record>";
}

/// One document of each kind, each with a word of its own in text and title; "narwhals" stands in all.
class Collection {
public:
    Collection() {
        put("open", "");
        put("shut", "<visibility>coalition</visibility>");
        put("later", "<embargo>9999-12-31</embargo>");
        put("ended", "<embargo>2020-12-31</embargo>");
        const auto ended = run({"add", (scratch_ / "in").string()});
        INFO(ended.output);
        REQUIRE(ended.status == 0);
    }
    test::Ended run(std::vector<std::string> words) const {
        words.push_back("--data=" + data().string());
        return test::run_program("indexer", words);
    }
    std::filesystem::path data() const { return scratch_ / "data"; }
    std::filesystem::path in() const { return scratch_ / "in"; }

private:
    void put(const std::string& id, const std::string& more) const {
        std::filesystem::create_directories(in());
        write_file(in() / (id + ".md"), "# Narwhals " + id + "word\n\nNarwhals of the kind " + id + "word swim in cold water, and narwhals dive.\n");
        write_file(in() / (id + ".meta.xml"), sidecar("n-" + id, more));
    }
    test::Scratch scratch_;
};

} // namespace

TEST_CASE("what is shut or under embargo is at no address for somebody who has not signed in") {
    const Collection collection;
    const test::Daemon daemon(collection.data());
    for (const auto* address :
         {"/", "/search?q=narwhals", "/search?q=", "/search?q=narwhals&voices=quieter", "/search?q=shutward+narwhals", "/api/v1/search?q=narwhals", "/api/v1/search?q=*",
          "/api/v1/search?q=narwhals&explain=1", "/search.atom?q=narwhals", "/api/v1/facets/theme?q=narwhals", "/api/v1/suggest?q=narwh",
          "/api/v1/suggest?q=shutwo", "/api/v1/suggest?q=laterwo", "/overview", "/api/v1/overview", "/gaps", "/gaps.csv",
          "/api/v1/crosstab?rows=theme&columns=region", "/coalitions", "/coalitions/will-for-the-web", "/api/v1/coalitions/will-for-the-web",
          "/themes/privacy", "/api/v1/themes/privacy", "/regions/KE", "/api/v1/regions/KE", "/voices", "/commitments", "/api/v1/commitments",
          "/documents/n-open", "/api/v1/documents/n-open", "/api/v1/documents/n-open/similar", "/documents/n-open/pages/1"}) {
        CAPTURE(address);
        const auto answer = daemon.get(address);
        CHECK(answer.status == 200);
        for (const auto* word : {"n-shut", "n-later", "shutword", "laterword"}) CHECK(answer.body.find(word) == std::string::npos);
    }
    CHECK(daemon.get("/api/v1/search?q=narwhals").body.find("\"total\":2,") != std::string::npos);
    CHECK(daemon.get("/api/v1/search?q=shutword").body.find("\"total\":0,") != std::string::npos);
    CHECK(daemon.get("/healthz").body.find("\"documents\":2") != std::string::npos);
    CHECK(daemon.get("/api/v1/overview").body.find("\"versions\":2") != std::string::npos);
    for (const std::string id : {"n-shut", "n-later"})
        for (const auto& address : std::vector<std::string>{"/documents/" + id, "/documents/" + id + "/pages/1", "/documents/" + id + "/original", "/documents/" + id + "/versions/1",
                                          "/documents/" + id + "/versions/1/pages/1", "/documents/" + id + "/versions/1/original", "/documents/" + id + "/search?q=narwhals",
                                          "/api/v1/documents/" + id, "/api/v1/documents/" + id + "/pages/1", "/api/v1/documents/" + id + "/versions/1",
                                          "/api/v1/documents/" + id + "/search?q=narwhals", "/api/v1/documents/" + id + "/similar"}) {
            CAPTURE(address);
            const auto answer = daemon.get(address);
            CHECK(answer.status == 404);
            CHECK(answer.body.find("word swim") == std::string::npos);
        }
    CHECK(daemon.get("/documents/n-ended").status == 200);
}

TEST_CASE("a withdrawn document leaves its reason, and comes back when it is restored") {
    const Collection collection;
    const test::Daemon daemon(collection.data());
    REQUIRE(daemon.get("/documents/n-open").status == 200);
    CHECK(collection.run({"withdraw", "n-open"}).status == 2); // no reason
    CHECK(collection.run({"withdraw", "nothing", "--reason=why"}).status == 1);
    auto ended = collection.run({"withdraw", "n-open", "--reason=It names <people>.", "--by=Ada"});
    INFO(ended.output);
    REQUIRE(ended.status == 0);
    for (const auto* address : {"/documents/n-open", "/documents/n-open/pages/1", "/documents/n-open/original", "/documents/n-open/versions/1"}) {
        CAPTURE(address);
        const auto answer = daemon.get(address);
        CHECK(answer.status == 410);
        CHECK(answer.body.find("It names &lt;people&gt;.") != std::string::npos);
        CHECK(answer.body.find("word swim") == std::string::npos);
    }
    CHECK(daemon.get("/api/v1/documents/n-open").status == 410);
    CHECK(daemon.get("/api/v1/search?q=openword").body.find("\"total\":0,") != std::string::npos);
    CHECK(collection.run({"withdraw", "n-open", "--reason=again"}).status == 1);
    CHECK(collection.run({"verify"}).status == 0);
    // A file that changes does not bring it back, nor does a rebuild.
    write_file(collection.in() / "open.md", "# Narwhals openword\n\nNarwhals changed.\n");
    CHECK(collection.run({"add", collection.in().string()}).status == 0);
    CHECK(collection.run({"rebuild"}).status == 0);
    CHECK(daemon.get("/documents/n-open").status == 410);
    CHECK(daemon.get("/api/v1/search?q=openword").body.find("\"total\":0,") != std::string::npos);
    ended = collection.run({"restore", "n-open", "--reason=They agreed."});
    INFO(ended.output);
    CHECK(ended.status == 0);
    CHECK(daemon.get("/documents/n-open").status == 200);
    CHECK(daemon.get("/api/v1/search?q=openword").body.find("\"total\":1,") != std::string::npos);
    CHECK(collection.run({"verify"}).status == 0);
}
