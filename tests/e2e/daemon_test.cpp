#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <csignal>
#include <regex>
#include <thread>

#include "tests/e2e/collection.h"
#include "tests/support/golden.h"

using namespace samling;

namespace {

test::Daemon& daemon() {
    static test::Daemon kDaemon(test::small_collection());
    return kDaemon;
}

/// What differs from run to run, made equal: times, versions of styles and of libraries.
std::string steady(std::string text) {
    static const std::pair<std::regex, const char*> kMoving[] = {
        {std::regex("\"tookMs\":[0-9.e+-]+"), "\"tookMs\":0"},
        {std::regex("\"cpuSeconds\":[0-9.e+-]+"), "\"cpuSeconds\":0"},
        {std::regex("in [0-9]+ ms of computing"), "in N ms of computing"},
        {std::regex("\"revision\":[0-9]+"), "\"revision\":0"},
        {std::regex("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z"), "TIME"},
        {std::regex("\\?v=[0-9a-f]{16}"), "?v=VERSION"},
        {std::regex("(md4c|gumbo|libxml2|poppler) [0-9.]+"), "$1 N"},
        {std::regex("\"nextCursor\":\"[^\"]*\""), "\"nextCursor\":\"CURSOR\""},
    };
    for (const auto& [moving, still] : kMoving) text = std::regex_replace(text, moving, still);
    return text;
}

std::string member(const std::string& json, const std::string& name) {
    std::smatch found;
    return std::regex_search(json, found, std::regex("\"" + name + "\":\"?([^\",}]*)")) ? found[1].str() : "";
}

} // namespace

TEST_CASE("answers of the daemon are as approved", "[golden]") {
    const std::pair<const char*, const char*> rows[] = {
        {"home.html", "/"},
        {"search_surveillance.html", "/search?q=surveillance"},
        {"search_surveillance.json", "/api/v1/search?q=surveillance"},
        {"search_africa.json", "/api/v1/search?region=Africa&sort=title&limit=1"},
        {"search_arabic.json", "/api/v1/search?q=%D8%A7%D9%84%D9%85%D8%B1%D8%A7%D9%82%D8%A8%D8%A9&lang=ar"},
        {"search_nothing.html", "/search?q=zyxwvut&region=Africa"},
        {"search_unbalanced.json", "/api/v1/search?q=%22surveillance+AND+%28"},
        {"search_wrong.json", "/api/v1/search?sort=up&limit=x&regio=Africa"},
        {"search_wrong.html", "/search?q=surveillance&sort=up&region=Africa"},
        {"document_kenya.html", "/documents/kenya-report"},
        {"document_kenya.json", "/api/v1/documents/kenya-report"},
        {"document_hostile.html", "/documents/hostile"},
        {"document_arabic.html", "/documents/lughat"},
        {"page_kenya.html", "/documents/kenya-report/pages/2?q=defenders"},
        {"page_kenya.json", "/api/v1/documents/kenya-report/pages/2"},
        {"missing.html", "/documents/nothing"},
        {"missing.json", "/api/v1/documents/nothing"},
        {"healthz.json", "/healthz"},
    };
    for (const auto& [name, target] : rows)
        CHECK(test::golden_difference(std::string("tests/e2e/golden/") + name, steady(daemon().get(target).body)) == "");
}

TEST_CASE("every count is the total after the click, through the socket") {
    const auto all = daemon().get("/api/v1/search?limit=0").body;
    CHECK(member(all, "total") == "5");
    const std::regex facet(R"x("name":"([a-z]+)","label":"[^"]*","values":\[((?:[^\[\]]|\[[^\]]*\])*)\])x");
    const std::regex value(R"x("value":"([^"]*)","label":"[^"]*","count":([0-9]+))x");
    int clicks = 0;
    for (std::sregex_iterator one(all.begin(), all.end(), facet), end; one != end; ++one) {
        const auto values = (*one)[2].str();
        for (std::sregex_iterator each(values.begin(), values.end(), value); each != end; ++each) {
            const auto target = "/api/v1/search?limit=0&" + (*one)[1].str() + "=" + (*each)[1].str();
            CAPTURE(target);
            CHECK(member(daemon().get(target).body, "total") == (*each)[2].str());
            ++clicks;
        }
    }
    CHECK(clicks > 10);
}

TEST_CASE("cursors walk through every hit once") {
    std::string cursor;
    std::vector<std::string> ids;
    for (int step = 0; step < 10; ++step) {
        const auto body = daemon().get("/api/v1/search?limit=2&sort=title" + (cursor.empty() ? "" : "&cursor=" + cursor)).body;
        const std::regex id("\\{\"id\":\"([^\"]*)\"");
        for (std::sregex_iterator one(body.begin(), body.end(), id), end; one != end; ++one) ids.push_back((*one)[1]);
        cursor = member(body, "nextCursor");
        if (cursor == "null") break;
    }
    CHECK(ids.size() == 5);
    std::sort(ids.begin(), ids.end());
    CHECK(std::unique(ids.begin(), ids.end()) == ids.end());
}

TEST_CASE("every answer carries the headers that keep a browser safe") {
    for (const auto* target : {"/", "/search?q=x", "/documents/hostile", "/api/v1/search", "/static/samling.css", "/nothing", "/api/nothing"}) {
        CAPTURE(target);
        auto headers = daemon().get(target).headers;
        CHECK(headers["x-content-type-options"] == "nosniff");
        CHECK(headers["content-security-policy"].starts_with("default-src 'none'"));
        CHECK(headers["content-security-policy"].find("unsafe") == std::string::npos);
        CHECK(headers["x-frame-options"] == "DENY");
    }
}

TEST_CASE("HEAD is GET without a body, other methods are told what is allowed") {
    const auto end = std::string(" HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    for (const auto* target : {"/", "/search?q=surveillance", "/documents/kenya-report", "/healthz", "/nothing"}) {
        CAPTURE(target);
        const auto head = daemon().raw("HEAD " + std::string(target) + end);
        CHECK(head.find("\r\n\r\n") + 4 == head.size());
        CHECK(head.substr(9, 3) == std::to_string(daemon().get(target).status));
    }
    const auto answer = daemon().raw("DELETE /documents/kenya-report" + end);
    CHECK(answer.starts_with("HTTP/1.1 405"));
    CHECK(answer.find("Allow: GET, HEAD\r\n") != std::string::npos);
}

TEST_CASE("an original comes back byte for byte, whole and in ranges") {
    const auto found = daemon().get("/api/v1/search?q=shutdowns&limit=1").body;
    const auto address = member(found, "url") + "/original";
    const auto whole = daemon().get(address);
    CHECK(whole.status == 200);
    CHECK(whole.body.starts_with("---\ntitle: Notes on shutdowns"));
    CHECK(whole.headers.at("content-disposition").starts_with("attachment; filename=\"notes.md\""));
    CHECK(whole.headers.at("content-type") == "application/octet-stream");
    const auto part = daemon().get(address, "Range: bytes=4-8\r\n");
    CHECK(part.status == 206);
    CHECK(part.body == "title");
}

TEST_CASE("styles are not sent again to who has them") {
    const auto first = daemon().get("/static/samling.css");
    const auto again = daemon().get("/static/samling.css", "If-None-Match: " + first.headers.at("etag") + "\r\n");
    CHECK(again.status == 304);
    CHECK(again.body.empty());
}

TEST_CASE("queries of any kind are answered") {
    for (const auto& query : {std::string(10'000, 'a'), std::string("%22%22%22"), std::string("%00%01%02"), std::string("%FF%FE"), std::string("AND+OR+NOT"),
                              std::string("((((("), std::string("title:"), std::string("***"), std::string("-"), std::string("%F0%9F%98%80")}) {
        CAPTURE(query.substr(0, 40));
        CHECK(daemon().get("/api/v1/search?q=" + query).status == 200);
        CHECK(daemon().get("/search?q=" + query).status == 200);
    }
}

TEST_CASE("a document that comes in while it serves is found") {
    const test::Scratch scratch;
    const auto data = scratch / "data";
    const auto add = [&](const std::string& id) {
        test::write_file(scratch / "more.jsonl", "{\"id\":\"" + id + "\",\"title\":\"Title " + id + "\",\"text\":\"words\"}\n");
        const auto ended = test::run_program("indexer", {"add", "--records", (scratch / "more.jsonl").string(), "--data", data.string()});
        INFO(ended.output);
        REQUIRE(ended.status == 0);
    };
    add("first");
    const test::Daemon other(data);
    CHECK(member(other.get("/api/v1/search").body, "total") == "1");
    add("second");
    CHECK(member(other.get("/api/v1/search").body, "total") == "2");
    CHECK(test::run_program("indexer", {"rebuild", "--data", data.string()}).status == 0);
    CHECK(member(other.get("/api/v1/search").body, "total") == "2");
    CHECK(other.get("/documents/second").status == 200);
}

TEST_CASE("an empty directory is served and says what is missing") {
    const test::Scratch scratch;
    const test::Daemon empty(scratch.path());
    for (const auto* target : {"/", "/search?q=x", "/documents/x", "/api/v1/search", "/healthz"}) {
        CAPTURE(target);
        const auto answer = empty.get(target);
        CHECK(answer.status == 503);
        CHECK(answer.headers.count("retry-after") == 1);
        CHECK(answer.body.find("indexer") != std::string::npos);
    }
    CHECK(empty.get("/static/samling.css").status == 200);
    CHECK(empty.get("/help/search").status == 200);
}

TEST_CASE("it stops when asked, by either signal") {
    for (const int signal : {SIGTERM, SIGINT}) {
        test::Daemon one(test::small_collection());
        CHECK(one.get("/healthz").status == 200);
        const auto ended = one.stop(signal);
        CHECK(ended.status == 0);
        CHECK(ended.output.find("searchd: stopped") != std::string::npos);
    }
}

TEST_CASE("what it cannot do it says, and ends with 2") {
    const test::Scratch scratch;
    test::write_file(scratch / "wrong.properties", "port = 8080\ncolour = red\n");
    test::write_file(scratch / "right.properties", "port = 99999\n");
    const auto taken = std::to_string(daemon().port());
    const auto data = test::small_collection().string();
    struct Row {
        std::vector<std::string> words;
        std::map<std::string, std::string> environment;
        const char* said;
    };
    const Row rows[] = {
        {{"--data", (scratch / "nothing").string()}, {}, "there is no collection at"},
        {{"--data", data, "--port", taken}, {}, taken.c_str()},
        {{"--data", data, "--port", "x"}, {}, "port: 'x' is no number from 0 to 65535"},
        {{"--data", data, "--port"}, {}, "--port wants a value"},
        {{"--data", data, "--colour", "red"}, {}, "there is no setting 'colour'"},
        {{"data"}, {}, "'data' is no option"},
        {{"--data", data, "--address", "not an address"}, {}, "not an address"},
        {{"--data", data, "--access_log", "maybe"}, {}, "neither on nor off"},
        {{"--config", (scratch / "nothing.properties").string()}, {}, "nothing.properties"},
        {{"--config", (scratch / "wrong.properties").string()}, {}, "there is no setting 'colour'"},
        {{"--data", data, "--config", (scratch / "right.properties").string()}, {}, "port: '99999'"},
        {{"--data", data}, {{"SAMLING_PORT", "y"}}, "SAMLING_PORT: port: 'y'"},
        {{"--data", data, "--share", scratch.path().string()}, {}, scratch.path().c_str()},
    };
    for (const auto& row : rows) {
        CAPTURE(row.said);
        const auto ended = test::run_program("searchd", row.words, row.environment);
        CHECK(ended.status == 2);
        CHECK(ended.output.starts_with("searchd: "));
        CHECK(ended.output.find(row.said) != std::string::npos);
    }
    CHECK(test::run_program("searchd", {"--help"}).status == 0);
    CHECK(test::run_program("searchd", {"--help"}).output.find("--max_connections") != std::string::npos);
}

TEST_CASE("twelve clients at once all get their answer") {
    std::atomic<int> answered{0};
    std::vector<std::thread> clients;
    for (int i = 0; i < 12; ++i)
        clients.emplace_back([&] {
            for (int j = 0; j < 5; ++j) answered += daemon().get("/search?q=surveillance").status == 200 ? 1 : 0;
        });
    for (auto& client : clients) client.join();
    CHECK(answered == 60);
}
