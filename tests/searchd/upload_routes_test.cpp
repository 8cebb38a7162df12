// Files on their way in, over a socket: forms, scripts, tus, and those who should not.
#include <catch2/catch.hpp>
#include <algorithm>
#include <filesystem>
#include <iterator>
#include <thread>

#include "corpus/api_tokens.h"
#include "corpus/object_store.h"
#include "corpus/submissions.h"
#include "corpus/uploads.h"
#include "corpus/utc_time.h"
#include "tests/searchd/http_client.h"
#include "tests/searchd/people_site.h"

using namespace samling;
using namespace samling::test;

namespace {

class UploadSite {
public:
    UploadSite() {
        ServerOptions options;
        options.port = 0;
        options.stream_deadline = std::chrono::milliseconds(700);
        options.stream_body = [this](const Request& head) { return people.body_stream(head); };
        options.on_error = [this](const Failure& failure, const Request* request) { return people.render_error(failure, request); };
        server_ = std::make_unique<Server>(options, [this](const Request& request) { return people.answer(request); });
    }
    std::string token(const std::string& name, const std::vector<std::string>& scopes = {"upload"}) const {
        const ApiToken token{0, people.key_of(name), "t", scopes, seconds_now(), seconds_now() + 1000, 0};
        return "Authorization: Bearer " + people.transactions().write([&](SqliteDatabase& database) { return ApiTokens(database).add(token); }) + "\r\n";
    }
    std::string send(const std::string& line, const std::string& fields, const std::string& body = "") const {
        return ask(*server_, line + " HTTP/1.1\r\nHost: library.example\r\nConnection: close\r\n" + fields + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
    }
    std::vector<Submission> submissions() const {
        return people.transactions().read([](SqliteDatabase& database) { return Submissions(database).list({}); });
    }
    /// Bodies and parts that lie in the directory of uploads; those of answered requests go a moment after the answer.
    std::size_t left(std::size_t wanted = 0) const {
        const auto count = [&] { return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(people.directory().uploads()), {})); };
        for (int tries = 0; tries < 400 && count() != wanted; ++tries) std::this_thread::sleep_for(std::chrono::milliseconds(25));
        return count();
    }
    const Server& server() const { return *server_; }
    PeopleSite people;

private:
    std::unique_ptr<Server> server_;
};

bool is(const std::string& answer, int status) { return answer.starts_with("HTTP/1.1 " + std::to_string(status)); }

std::string field(const std::string& answer, const std::string& name) {
    const auto at = answer.find("\r\n" + name + ": ");
    return at == std::string::npos ? "" : answer.substr(at + name.size() + 4, answer.find("\r\n", at + 2) - at - name.size() - 4);
}

std::string part(const std::string& disposition, const std::string& content) {
    return "--XyZ\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + content + "\r\n";
}
constexpr auto kMultipart = "Content-Type: multipart/form-data; boundary=XyZ\r\n";
constexpr auto kTus = "Tus-Resumable: 1.0.0\r\n";
constexpr auto kPiece = "Tus-Resumable: 1.0.0\r\nContent-Type: application/offset+octet-stream\r\n";
// "report.txt"
constexpr auto kBegin = "Tus-Resumable: 1.0.0\r\nUpload-Metadata: filename cmVwb3J0LnR4dA==\r\nUpload-Length: ";

} // namespace

TEST_CASE("a script hands a file in, raw or as a form, once however often it tries") {
    const UploadSite site;
    const auto token = site.token("member");
    const auto first = site.send("POST /api/v1/uploads?name=report.txt", token, "a report");
    CHECK(is(first, 201));
    CHECK(field(first, "Location") == "/api/v1/uploads/1");
    CHECK(first.find("\"report.txt\"") != std::string::npos);
    CHECK(is(site.send("POST /api/v1/uploads", token + kMultipart, part("name=\"file\"; filename=\"../b\xC3\xA4r.txt\"", "bear") + "--XyZ--\r\n"), 201));
    for (int i = 0; i < 2; ++i)
        CHECK(field(site.send("POST /api/v1/uploads", token + "Idempotency-Key: k\r\nContent-Disposition: attachment; filename*=UTF-8''c.txt\r\n", "third"), "Location") == "/api/v1/uploads/3");
    const auto all = site.submissions();
    REQUIRE(all.size() == 3);
    CHECK(all[0].file_name == "c.txt");
    CHECK(all[1].file_name == "bär.txt");
    CHECK(all[1].coalition == "tech-for-democracy");
    CHECK(all[2].object == sha256("a report"));
    CHECK(ObjectStore(site.people.directory().objects()).verify().empty());
    CHECK(ObjectStore(site.people.directory().objects()).list().size() == 3);
    const auto acts = site.people.acts();
    CHECK(std::count(acts.begin(), acts.end(), "submission.receive") == 3);
    CHECK(site.left() == 0);
}

TEST_CASE("the form takes several files at once, or none with all mistakes beside their fields") {
    const UploadSite site;
    Browser browser(site.people);
    browser.sign_in("member");
    const auto page = browser.get("/upload");
    CHECK(page.body.find("512 MB") != std::string::npos);
    CHECK(page.body.find("will-for-the-web") == std::string::npos); // not the member's
    const auto cookie = "Cookie: " + browser.cookie + "\r\n" + kMultipart;
    const auto csrf = part("name=\"csrf\"", browser.csrf), coalition = part("name=\"coalition\"", "tech-for-democracy");
    const auto files = part("name=\"file\"; filename=\"a.txt\"", "aaa") + part("name=\"file\"; filename=\"b.txt\"", "bbb");
    const auto sent = site.send("POST /upload", cookie, csrf + coalition + files + "--XyZ--\r\n");
    CHECK(is(sent, 303));
    CHECK(field(sent, "Location") == "/submissions");
    CHECK(site.submissions().size() == 2);
    CHECK(field(site.send("POST /upload", cookie, csrf + coalition + part("name=\"file\"; filename=\"c.txt\"", "ccc") + "--XyZ--\r\n"), "Location") == "/submissions/3");
    const auto none = site.send("POST /upload", cookie, csrf + part("name=\"coalition\"", "will-for-the-web") + part("name=\"file\"; filename=\"\"", "") + "--XyZ--\r\n");
    CHECK(is(none, 422));
    CHECK(none.find("choose at least one file") != std::string::npos);
    CHECK(none.find("choose one of your coalitions") != std::string::npos);
    CHECK(is(site.send("POST /upload", cookie, csrf + coalition + part("name=\"file\"; filename=\"e\"", "") + files + "--XyZ--\r\n"), 422));
    CHECK(site.submissions().size() == 3);
    CHECK(site.left() == 0);
}

TEST_CASE("nobody uploads without a right, a scope, a form of ours, or beyond the limits", "[attack]") {
    const UploadSite site;
    Browser browser(site.people);
    browser.sign_in("member");
    browser.get("/upload");
    const auto cookie = "Cookie: " + browser.cookie + "\r\n";
    const auto token = site.token("member");
    const auto body = part("name=\"file\"; filename=\"a.txt\"", "aaa") + "--XyZ--\r\n";
    CHECK(is(site.send("POST /api/v1/uploads?name=a", "", "x"), 401));
    CHECK(is(site.send("POST /api/v1/uploads?name=a", "Authorization: Bearer samling_x\r\n", "x"), 401));
    CHECK(is(site.send("POST /api/v1/uploads?name=a", site.token("member", {"read"}), "x"), 403));
    CHECK(is(site.send("POST /api/v1/uploads?name=a", site.token("plain"), "x"), 403));
    CHECK(is(site.send("POST /api/v1/uploads?name=a&coalition=will-for-the-web", token, "x"), 400));
    CHECK(is(site.send("POST /api/v1/uploads", token, "x"), 400));              // no name
    CHECK(is(site.send("POST /api/v1/uploads?name=a", token, ""), 400));        // nothing in it
    CHECK(is(site.send("POST /api/v1/uploads?name=a", cookie, "x"), 403));      // no CSRF token
    CHECK(is(site.send("POST /upload", cookie + kMultipart, body), 403));
    CHECK(is(site.send("POST /upload", cookie + kMultipart, part("name=\"csrf\"", "0123456789abcdef0123") + body), 403));
    CHECK(is(site.send("POST /upload", cookie + kMultipart + "Sec-Fetch-Site: cross-site\r\n", part("name=\"csrf\"", browser.csrf) + body), 403));
    // What is too large, or nobody's and not small, is refused before it is read.
    for (const auto& [who, status] : {std::pair{token, 413}, {std::string(), 401}, {site.token("plain"), 403}}) {
        Client client(site.server());
        client.send("POST /api/v1/uploads?name=a HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n" + who + "Content-Length: " + std::to_string(status == 413 ? 600'000'000 : 1'000'000) + "\r\n\r\n");
        CHECK(is(client.receive(), status));
    }
    CHECK(is(site.send("POST /api/v1/uploads?name=a", token + kMultipart, part("name=\"file\"; filename=\"a\"", "cut off")), 400));
    {
        Client cut(site.server()); // the line drops in a body that is the file
        cut.send("POST /api/v1/uploads?name=a HTTP/1.1\r\nHost: a\r\n" + token + "Content-Length: 100\r\n\r\nhalf of it");
    }
    Client slow(site.server());
    slow.send("POST /api/v1/uploads?name=a HTTP/1.1\r\nHost: a\r\n" + token + "Content-Length: 100\r\n\r\nand then nothing");
    CHECK(is(slow.receive(), 400));
    CHECK(site.submissions().empty());
    CHECK(site.left() == 0);
}

TEST_CASE("what is refused before it is read is told as whoever sent it reads it", "[attack]") {
    const UploadSite site;
    Browser browser(site.people);
    browser.sign_in("member");
    const auto refused = [&](const std::string& line, const std::string& fields) {
        Client client(site.server());
        client.send(line + " HTTP/1.1\r\nHost: library.example\r\n" + fields + "Content-Length: 600000000\r\n\r\nand so on");
        return client.receive();
    };
    const auto page = refused("POST /upload", "Accept: text/html\r\nCookie: " + browser.cookie + "\r\n" + kMultipart);
    CHECK(is(page, 413));
    CHECK(field(page, "Content-Type") == "text/html; charset=utf-8");
    CHECK(page.find("more than 512 MB at once is not taken in") != std::string::npos);
    CHECK(page.find("<title>") != std::string::npos);
    CHECK_FALSE(field(page, "Content-Security-Policy").empty());
    const auto answer = refused("POST /api/v1/uploads?name=a", site.token("member"));
    CHECK(is(answer, 413));
    CHECK(field(answer, "Content-Type") == "application/problem+json; charset=utf-8");
}

TEST_CASE("an account sends so many bytes a day, and is told when to come again", "[attack]") {
    const UploadSite site;
    const auto token = site.token("member");
    Submission large;
    large.account = site.people.key_of("member");
    large.coalition = "tech-for-democracy";
    large.object = sha256("large");
    large.bytes = UploadSettings().bytes_per_day - 8;
    site.people.transactions().write([&](SqliteDatabase& database) { Submissions(database).add(large, "large", "member"); });
    const auto keyed = token + "Idempotency-Key: k\r\n";
    CHECK(is(site.send("POST /api/v1/uploads?name=a", keyed, "12345"), 201));
    const auto one = site.send("POST /api/v1/uploads?name=a", token, "12345");
    CHECK(is(one, 429));
    CHECK(field(one, "Retry-After") == "86400");
    CHECK(one.find("20 GB") != std::string::npos);
    CHECK(is(site.send("POST /api/v1/uploads?name=a", token, "another"), 429));
    CHECK(ObjectStore(site.people.directory().objects()).list().size() == 1); // what was refused takes no room
    CHECK(is(site.send("POST /api/v1/uploads?name=a", keyed, "12345"), 201)); // the same again takes no more room
    CHECK(is(site.send("POST /api/v1/uploads/tus", token + kBegin + "3\r\n"), 201));
    CHECK(is(site.send("POST /api/v1/uploads/tus", token + kBegin + "3\r\n"), 429)); // what is on its way counts
    CHECK(site.submissions().size() == 2);
}

TEST_CASE("names of files lead nowhere, break no header and no page", "[attack]") {
    const UploadSite site;
    const auto token = site.token("member");
    std::string long_name;
    for (int i = 0; i < 1000; ++i) long_name += "%E5%A0%B1";
    for (const auto& [name, kept] : std::vector<std::pair<std::string, std::string>>{{"..%2F..%2Fetc%2Fpasswd", "passwd"},
                                                                                    {"a%0D%0ASet-Cookie:%20x=y", "a Set-Cookie: x=y"},
                                                                                    {"<img%20src=x%20onerror=alert(1)>.pdf", "<img src=x onerror=alert(1)>.pdf"},
                                                                                    {"%27;DROP%20TABLE%20submission;--", "';DROP TABLE submission;--"}}) {
        const auto answer = site.send("POST /api/v1/uploads?name=" + name, token, "x");
        INFO(answer);
        CHECK(is(answer, 201));
        CHECK(field(answer, "Set-Cookie").empty());
        CHECK(site.submissions().front().file_name == kept);
    }
    CHECK(is(site.send("POST /api/v1/uploads?name=" + long_name + ".pdf", token, "x"), 201));
    CHECK(site.submissions().front().file_name.ends_with("報.pdf"));
    CHECK_FALSE(std::filesystem::exists(site.people.directory().root() / "passwd"));
    Browser browser(site.people);
    browser.sign_in("member");
    CHECK(browser.get("/submissions").body.find("<img src=x") == std::string::npos);
    for (const auto& one : site.submissions()) {
        const auto original = browser.get("/submissions/" + std::to_string(one.key) + "/original");
        CHECK(header_of(original, "Content-Disposition").find('\n') == std::string::npos);
        CHECK(original.content_type == "application/octet-stream");
    }
}

TEST_CASE("tus: an upload goes on where it broke, becomes one submission, and is its member's alone") {
    const UploadSite site;
    const auto token = site.token("member"), other = site.token("other");
    const auto options = site.send("OPTIONS /api/v1/uploads/tus", "");
    CHECK(is(options, 204));
    CHECK(field(options, "Tus-Max-Size") == std::to_string(512 << 20));
    CHECK(field(options, "Tus-Extension").find("creation") != std::string::npos);
    const auto begun = site.send("POST /api/v1/uploads/tus", token + kBegin + "10\r\n");
    CHECK(is(begun, 201));
    const auto address = field(begun, "Location");
    REQUIRE(address.starts_with("/api/v1/uploads/tus/"));
    CHECK(is(site.send("PATCH " + address, other + kPiece + "Upload-Offset: 0\r\n", "01234"), 404));
    CHECK(is(site.send("HEAD " + address, other + kTus), 404));
    CHECK(is(site.send("DELETE " + address, other + kTus), 404));
    CHECK(is(site.send("HEAD " + address, kTus), 401));
    CHECK(is(site.send("PATCH " + address, token + "Content-Type: application/offset+octet-stream\r\nUpload-Offset: 0\r\n", "01234"), 412));
    CHECK(is(site.send("PATCH " + address, token + kTus + "Upload-Offset: 0\r\n", "01234"), 415));
    CHECK(is(site.send("PATCH " + address, token + kPiece + "Upload-Offset: 3\r\n", "01234"), 409));
    CHECK(is(site.send("PATCH " + address, token + kPiece + "Upload-Offset: 0\r\n", "0123456789X"), 413));
    {
        Client broken(site.server());
        broken.send("PATCH " + address + " HTTP/1.1\r\nHost: a\r\n" + token + kPiece + "Upload-Offset: 0\r\nContent-Length: 10\r\n\r\n0123");
    }
    std::string where;
    for (int tries = 0; tries < 200 && field(where, "Upload-Offset") != "4"; ++tries) where = site.send("HEAD " + address, token + kTus);
    CHECK(field(where, "Upload-Offset") == "4");
    CHECK(field(where, "Upload-Length") == "10");
    CHECK(site.submissions().empty());
    const auto last = site.send("PATCH " + address, token + kPiece + "Upload-Offset: 4\r\n", "456789");
    CHECK(is(last, 204));
    CHECK(field(last, "Upload-Offset") == "10");
    CHECK(field(last, "Content-Location") == "/submissions/1");
    for (int i = 0; i < 2; ++i) { // whoever missed the answer
        const auto again = site.send("HEAD " + address, token + kTus);
        CHECK(is(again, 200));
        CHECK(field(again, "Upload-Offset") == "10");
        CHECK(is(site.send("PATCH " + address, token + kPiece + "Upload-Offset: 4\r\n", "456789"), 409));
    }
    const auto all = site.submissions();
    REQUIRE(all.size() == 1);
    CHECK(all[0].file_name == "report.txt");
    CHECK(all[0].object == sha256("0123456789"));
    CHECK(site.left() == 0);
}

TEST_CASE("tus: with its first bytes at once, given up, and beyond the limits") {
    const UploadSite site;
    const auto token = site.token("member");
    const auto at_once = site.send("POST /api/v1/uploads/tus", token + kBegin + "3\r\nContent-Type: application/offset+octet-stream\r\n", "abc");
    CHECK(is(at_once, 201));
    CHECK(field(at_once, "Content-Location") == "/submissions/1");
    CHECK(is(site.send("POST /api/v1/uploads/tus", token + kBegin + "536870913\r\n"), 413));
    CHECK(is(site.send("POST /api/v1/uploads/tus", token + kBegin + "-1\r\n"), 400));
    CHECK(is(site.send("POST /api/v1/uploads/tus", token + kBegin + "0\r\n"), 400));
    for (const std::string wrong : {"filename ***", "filename cmVwb3J0L?==", "filename a", "filename =", "filename YQ==, coalition \xC3\xA4"})
        CHECK_THAT(site.send("POST /api/v1/uploads/tus", token + kTus + "Upload-Length: 3\r\nUpload-Metadata: " + wrong + "\r\n"), Catch::StartsWith("HTTP/1.1 400"));
    const auto address = field(site.send("POST /api/v1/uploads/tus", token + kBegin + "3\r\n"), "Location");
    CHECK(is(site.send("DELETE " + address, token + kTus), 204));
    CHECK(is(site.send("HEAD " + address, token + kTus), 404));
    CHECK(is(site.send("HEAD /api/v1/uploads/tus/..%2F..%2Fcatalog.db", token + kTus), 404));
    for (int i = 0; i < 8; ++i) CHECK(is(site.send("POST /api/v1/uploads/tus", token + kBegin + "500000000\r\n"), 201));
    CHECK(is(site.send("POST /api/v1/uploads/tus", token + kBegin + "500000000\r\n"), 429));
    CHECK(site.submissions().size() == 1);
}

TEST_CASE("what a scanner finds is not kept, however it comes, and what it cannot look at waits", "[uploads][attack]") {
    UploadSite site;
    const auto token = site.token("member");
    const auto form = "Content-Type: multipart/form-data; boundary=XyZ\r\n";
    const auto raw = site.send("POST /api/v1/uploads?name=a.md", token, "HARMFUL");
    CHECK(is(raw, 422));
    CHECK(raw.find("a.md is not taken in: the virus scanner found Test-Virus in it") != std::string::npos);
    CHECK(is(site.send("POST /api/v1/uploads", token + form, part("name=\"file\"; filename=\"good.md\"", "good") + part("name=\"file\"; filename=\"b.md\"", "HARMFUL") + "--XyZ--\r\n"), 422));
    const auto tus = token + "Tus-Resumable: 1.0.0\r\n";
    const auto begun = site.send("POST /api/v1/uploads/tus", tus + "Upload-Length: 7\r\nUpload-Metadata: filename Yy5tZA==\r\n");
    REQUIRE(is(begun, 201));
    const auto piece = tus + "Upload-Offset: 0\r\nContent-Type: application/offset+octet-stream\r\n";
    CHECK(is(site.send("PATCH " + field(begun, "Location"), piece, "HARMFUL"), 422));
    CHECK(is(site.send("HEAD " + field(begun, "Location"), tus), 404));
    CHECK(site.left() == 0);
    CHECK(site.submissions().empty());
    const auto acts = site.people.acts();
    CHECK(std::count(acts.begin(), acts.end(), "submission.infected") == 3);

    CHECK(is(site.send("POST /api/v1/uploads?name=a.md", token, "UNSURE"), 503));
    const auto waiting = site.send("POST /api/v1/uploads/tus", tus + "Upload-Length: 6\r\nUpload-Metadata: filename Yy5tZA==\r\n");
    CHECK(is(site.send("PATCH " + field(waiting, "Location"), piece, "UNSURE"), 503));
    CHECK(site.submissions().empty());
    CHECK(site.left(1) == 1); // kept for when it can be looked at
}

TEST_CASE("a line that drops anywhere leaves nothing of a file that was not whole", "[uploads][attack]") {
    UploadSite site;
    const auto body = part("name=\"file\"; filename=\"a.md\"", "# Title\r\n\r\nSome words.") + "--XyZ--\r\n";
    const auto whole = "POST /api/v1/uploads HTTP/1.1\r\nHost: library.example\r\nConnection: close\r\n" + site.token("member") +
                       "Content-Type: multipart/form-data; boundary=XyZ\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    for (std::size_t cut = 1; cut < whole.size(); cut += 7) {
        Client client(site.server());
        client.send(whole.substr(0, cut));
    }
    CHECK(site.left() == 0);
    CHECK(site.submissions().empty());
    CHECK(is(ask(site.server(), whole), 201)); // and the last byte makes it whole
    CHECK(site.submissions().size() == 1);
}

TEST_CASE("what a file claims to be opens nothing: originals come as downloads of no page's kind", "[uploads][attack]") {
    UploadSite site;
    struct Row {
        const char *name, *claim, *content;
    };
    const Row rows[] = {{"picture.png", "image/png", "<!doctype html><script>alert(1)</script>"},
                        {"page.html", "text/html", "<!doctype html><script>alert(1)</script>"},
                        {"drawing.svg", "image/svg+xml", "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>"},
                        {"both.pdf", "application/pdf", "%PDF-1.4\n<script>alert(1)</script>"},
                        {"style.css", "text/css", "@import url(//attacker.example)"},
                        {"none", "text/html\r\n\tX-Injected: yes", "words"}};
    Browser member(site.people);
    REQUIRE(member.sign_in("member").status == 303);
    for (const auto& row : rows) {
        CAPTURE(row.name);
        const auto body = part("name=\"file\"; filename=\"" + std::string(row.name) + "\"\r\nContent-Type: " + row.claim, row.content) + "--XyZ--\r\n";
        const auto answer = site.send("POST /api/v1/uploads", site.token("member") + "Content-Type: multipart/form-data; boundary=XyZ\r\n", body);
        REQUIRE(is(answer, 201));
        const auto location = field(answer, "Location");
        const auto original = member.get("/submissions/" + location.substr(location.rfind('/') + 1) + "/original");
        CHECK(original.status == 200);
        CHECK(original.content_type == "application/octet-stream");
        CHECK(header_of(original, "Content-Disposition").starts_with("attachment; "));
        CHECK(header_of(original, "Content-Security-Policy") == "default-src 'none'; sandbox");
        CHECK(header_of(original, "X-Injected").empty());
    }
}
