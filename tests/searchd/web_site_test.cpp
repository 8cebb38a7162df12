#include "searchd/web/site.h"

#include <catch2/catch.hpp>
#include <map>

#include "corpus/catalog.h"
#include "corpus/object_store.h"
#include "corpus/sqlite.h"
#include "searchd/search/related.h"
#include "searchd/search/similar.h"
#include "searchd/search/suggest.h"
#include "tests/places/places.h"
#include "tests/support/scratch.h"
#include "tests/support/web_request.h"
#include "tests/support/web_values.h"

using namespace samling;

namespace {

const std::filesystem::path kShare = test::share_directory();

/// A site over one document in a catalog, and over a search that always finds the same.
class TestSite {
public:
    TestSite() : directory_(scratch_.path() / "data") {
        directory_.create();
        put("paper", "application/pdf", "%PDF-1.4 not really", "Årets \"paper\".pdf");
        put("web", "text/html", "<script>alert(1)</script>", "web.html");
        site_ = std::make_unique<Site>(SiteSetup{directory_, kShare, std::make_shared<const Vocabularies>(kShare / "vocabulary"),
                                       SearchFunctions{[this](const SearchRequest& request) {
                                                           if (request.query == "boom") throw Failure(ErrorCode::index_missing, "no index yet");
                                                           asked = request;
                                                           return test::search_page();
                                                       },
                                                       [] { return SearchState{2, 7}; },
                                                       [](const CrosstabRequest&) { return Crosstab{}; },
                                                       [](const DocumentSearchRequest& request) {
                                                           DocumentSearchPage found;
                                                           found.total = 12;
                                                           found.occurrences = 30;
                                                           found.notices = {"Said <so>."};
                                                           FoundPage page{{2, "ii", {{"a ", false}, {request.query, true}}}, {{2, 6}, {8, 12}}};
                                                           if (request.limit > 0) found.pages.push_back(page);
                                                           return found;
                                                       },
                                                       [](const std::string& typed, std::size_t, const Audience&) {
                                                           return std::vector<Suggestion>{{Suggestion::Kind::query, typed, "", 1}};
                                                       },
                                                       [](const std::string&, std::size_t, const Audience&) { return std::vector<SimilarDocument>{}; },
                                                       [](const Metadata&, std::size_t, const Audience&) { return std::vector<RelatedDocument>{}; }}, {}, {1, 8192}});
    }

    /// As the server does: what is thrown is rendered.
    Response answer(const Request& request) const {
        try {
            return site_->handle(request);
        } catch (const Failure& failure) {
            return site_->render_error(failure, &request);
        }
    }
    Response answer(const std::string& target) const { return answer(test::get(target)); }

    /// As a newer indexer does that brings the catalog up to date.
    void migrate_by_newer_program() { SqliteDatabase(directory_.catalog(), SqliteDatabase::Access::write).run("PRAGMA user_version = 99"); }

    SearchRequest asked;

private:
    void put(const std::string& id, const std::string& type, const std::string& content, const std::string& file_name) {
        NewVersion version;
        version.document.metadata.id = id;
        version.document.metadata.title = "Title of " + id;
        version.document.pages = {{"First page of " + id, "", "en"}, {"Second <page>", "ii", "en"}};
        version.report.media_type = type;
        version.object = ObjectStore(directory_.objects()).put(content);
        version.sha256 = version.object;
        version.file_name = file_name;
        Catalog(directory_.catalog(), Catalog::Mode::write).put_version(version);
    }

    test::Scratch scratch_;
    DataDirectory directory_;
    std::unique_ptr<Site> site_;
};

std::string header(const Response& response, const std::string& name) {
    for (const auto& [key, value] : response.headers)
        if (key == name) return value;
    return {};
}

constexpr auto kHtml = "text/html; charset=utf-8";
constexpr auto kJson = "application/json; charset=utf-8";
constexpr auto kProblem = "application/problem+json; charset=utf-8";

} // namespace

TEST_CASE("every address has its status and its type") {
    const TestSite site;
    struct Row {
        const char* target;
        int status;
        const char *type, *part;
    };
    const Row rows[] = {
        {"/", 200, kHtml, "role=\"search\""},
        {"/search", 200, kHtml, "12 documents"},
        {"/search?q=x&utm_source=mail", 200, kHtml, "12 documents"},
        {"/search?sort=up", 400, kHtml, "sort: "},
        {"/search?q=boom", 503, kHtml, "no index yet"},
        {"/documents/paper", 200, kHtml, "Title of paper"},
        {"/documents/paper/pages/2", 200, kHtml, "Second &lt;page&gt;"},
        {"/documents/paper/pages/3", 404, kHtml, "the document has 2 pages"},
        {"/documents/paper/pages/0", 404, kHtml, "is no page number"},
        {"/documents/paper/pages/-1", 404, kHtml, "is no page number"},
        {"/documents/paper/pages/99999999999999999999", 404, kHtml, "is no page number"},
        {"/documents/paper/search?q=%3Cword%3E", 200, kHtml, "a <mark>&lt;word&gt;</mark>"},
        {"/documents/paper/search?q=word", 200, kHtml, "href=\"/documents/paper/original?view=1#page=2\""},
        {"/documents/paper/search?q=word&limit=1", 200, kHtml, "rel=\"next\""},
        {"/documents/paper/search", 200, kHtml, "Search in this document"},
        {"/documents/web/search?q=word", 200, kHtml, "12 pages, 30 places"},
        {"/documents/nothing/search?q=word", 404, kHtml, "there is no document"},
        {"/documents/paper", 200, kHtml, "action=\"/documents/paper/search\""},
        {"/documents/nothing", 404, kHtml, "there is no document"},
        {"/documents/nothing/original", 404, kHtml, "there is no document"},
        {"/documents/..%2F..%2Fetc%2Fpasswd", 404, kHtml, "there is no document"},
        {"/documents", 404, kHtml, "there is nothing at"},
        {"/documents/paper/pages", 404, kHtml, "there is nothing at"},
        {"/documents/paper/pages/1/2", 404, kHtml, "there is nothing at"},
        {"/help/search", 200, kHtml, "How to search"},
        {"/api/v1/search?q=x", 200, kJson, "\"total\":12"},
        {"/api/v1/search?q=x&sort=up&zz=1", 400, kProblem, "\"errors\":[{\"parameter\":\"sort\""},
        {"/api/v1/search?q=boom", 503, kProblem, "index-missing"},
        {"/api/v1/documents/paper", 200, kJson, "\"title\":\"Title of paper\""},
        {"/api/v1/documents/nothing", 404, kProblem, "not-found"},
        {"/api/v1/documents/paper/pages/2", 200, kJson, "\"label\":\"ii\""},
        {"/api/v1/documents/paper/pages/x", 404, kProblem, "not-found"},
        {"/api/v1/documents/paper/search?q=w", 200, kJson, "\"page\":2,\"label\":\"ii\",\"url\":\"/documents/paper/pages/2\",\"original\":\"/documents/paper/original?view=1#page=2\""},
        {"/api/v1/documents/paper/search?q=w", 200, kJson, "\"offsets\":[{\"begin\":2,\"end\":6}"},
        {"/api/v1/documents/web/search?q=w", 200, kJson, "\"original\":\"\""},
        {"/api/v1/documents/paper/search?q=w&limit=x", 400, kProblem, "\"parameter\":\"limit\""},
        {"/api/v1/documents/paper/search?q=w&cursor=1-2", 400, kProblem, "\"parameter\":\"cursor\""},
        {"/api/v1/documents/nothing/search?q=w", 404, kProblem, "not-found"},
        {"/api/v1/help", 200, kJson, "\"example\":\"hum*n\""},
        {"/api/v2/search", 404, kProblem, "not-found"},
        {"/api", 404, kProblem, "not-found"},
        {"/healthz", 200, kJson, "\"documents\":2,\"revision\":7"},
        {"/robots.txt", 200, "text/plain; charset=utf-8", "Disallow: /search"},
        {"/favicon.svg", 200, "image/svg+xml", "<svg"},
        {"/static/samling.css", 200, "text/css; charset=utf-8", "body"},
        {"/static/..%2Ftemplates%2Flayout.html", 404, kHtml, "there is no such file"},
        {"/static/layout.html", 404, kHtml, "there is no such file"},
        {"/%3Cscript%3E", 404, kHtml, "there is nothing at"},
        {"/nothing", 404, kHtml, "There is nothing here."},
    };
    for (const auto& row : rows) {
        CAPTURE(row.target);
        const auto response = site.answer(row.target);
        CHECK(response.status == row.status);
        CHECK(response.content_type == row.type);
        CHECK(response.body.find(row.part) != std::string::npos);
        CHECK((header(response, "Retry-After") != "") == (row.status == 503));
    }
}

TEST_CASE("health tells of a catalog that a newer program has changed meanwhile") {
    TestSite site;
    REQUIRE(site.answer("/healthz").status == 200);
    site.migrate_by_newer_program();
    const auto response = site.answer("/healthz");
    CHECK(response.status == 503);
    CHECK(response.body.find("restart searchd") != std::string::npos);
}

TEST_CASE("an error is told in the language of who asks") {
    const TestSite site;
    auto request = test::get("/nothing");
    const std::pair<const char*, const char*> rows[] = {{"application/json", kProblem},
                                                        {"application/problem+json", kProblem},
                                                        {"text/html,application/xhtml+xml,application/json;q=0.5", kHtml},
                                                        {"*/*", kHtml},
                                                        {"", kHtml}};
    for (const auto& [accepted, type] : rows) {
        CAPTURE(accepted);
        request.headers["accept"] = accepted;
        CHECK(site.answer(request).content_type == type);
    }
}

TEST_CASE("every route takes its methods, asks for its access and says so of others") {
    const TestSite site;
    std::map<std::string_view, std::string> allowed; // by pattern, over all its rows
    for (const auto& row : Site::routes()) allowed[row.pattern] += row.methods + ", ";
    CHECK(allowed.size() >= 13);
    for (const auto& row : Site::routes()) {
        std::string target(row.pattern);
        for (const auto& [place, value] : {std::pair{"{id}", "paper"}, {"{n}", "1"}, {"{name}", "samling.css"}, {"{facet}", "theme"}})
            for (auto at = target.find(place); at != std::string::npos; at = target.find(place)) target.replace(at, std::string_view(place).size(), value);
        CAPTURE(target);
        CHECK(!row.about.empty());
        auto request = test::get(target);
        for (const auto* method : {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "get"}) {
            CAPTURE(method);
            request.method = method;
            const auto response = site.answer(request);
            const bool taken = (", " + allowed[row.pattern]).find(std::string(" ") + method + ",") != std::string::npos;
            CHECK((response.status == 405) == !taken);
            CHECK((header(response, "Allow") != "") == !taken);
            if (!taken || row.methods.find(method) == std::string::npos) continue;
            const bool is_refused = response.status == 401 || (response.status == 303 && header(response, "Location").starts_with("/login?next="));
            CHECK(is_refused == (row.access != Access::anyone));
            if (row.access == Access::anyone && row.methods == "GET, HEAD" && !row.pattern.starts_with("/invitation/")) CHECK(response.status == 200);
        }
    }
    auto request = test::get("/documents/paper");
    request.method = "POST";
    CHECK(header(site.answer(request), "Allow") == "GET, HEAD");
}

TEST_CASE("originals are downloads that run nowhere") {
    const TestSite site;
    struct Row {
        const char *target, *type, *how;
    };
    const Row rows[] = {{"/documents/paper/original", "application/pdf", "attachment; "},
                        {"/documents/paper/original?view=1", "application/pdf", "inline; "},
                        {"/documents/web/original", "application/octet-stream", "attachment; "},
                        {"/documents/web/original?view=1", "application/octet-stream", "attachment; "}};
    for (const auto& row : rows) {
        CAPTURE(row.target);
        const auto response = site.answer(row.target);
        CHECK(response.status == 200);
        CHECK(response.content_type == row.type);
        CHECK(header(response, "Content-Disposition").starts_with(row.how));
        CHECK(header(response, "Content-Security-Policy").starts_with("default-src 'none'"));
        CHECK(std::filesystem::exists(response.file));
    }
    CHECK(header(site.answer("/documents/paper/original"), "Content-Disposition") ==
          "attachment; filename=\"__rets__paper_.pdf\"; filename*=UTF-8''%C3%85rets%20%22paper%22.pdf");
}

TEST_CASE("styles are kept for a year by their version, and asked for again without") {
    const TestSite site;
    const auto page = site.answer("/").body;
    const std::string before = "/static/samling.css?v=";
    const auto at = page.find(before);
    REQUIRE(at != std::string::npos);
    const auto version = page.substr(at + before.size(), 16);
    CHECK(header(site.answer("/static/samling.css?v=" + version), "Cache-Control") == "public, max-age=31536000, immutable");
    for (const auto* other : {"", "?v=", "?v=old"}) {
        const auto response = site.answer(std::string("/static/samling.css") + other);
        CHECK(header(response, "Cache-Control") == "public, no-cache");
        CHECK(header(response, "ETag").size() == 18);
    }
}

TEST_CASE("what stands in the address is what is searched for") {
    const TestSite site;
    site.answer("/api/v1/search?q=%22a%20b%22&region=Africa&year=2021..2023&match=all&sort=title&limit=0&lang=da");
    CHECK(site.asked.query == "\"a b\"");
    CHECK(site.asked.selected[static_cast<std::size_t>(TagField::region)] == std::vector<std::string>{"002"});
    CHECK(site.asked.years == YearRange{2021, 2023});
    CHECK(site.asked.match == Match::all);
    CHECK(site.asked.sort == Sort::title);
    CHECK(site.asked.limit == 0);
    CHECK(site.asked.language == "da");
}
