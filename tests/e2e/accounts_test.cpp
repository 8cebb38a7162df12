// Accounts and the audit log through the programs themselves.

#include <catch2/catch.hpp>

#include "corpus/sqlite.h"
#include "searchd/net/http.h"
#include "tests/e2e/programs.h"

using namespace samling;
using namespace samling::test;

namespace {

Ended user(const std::string& data, std::vector<std::string> words) {
    words.insert(words.begin(), "user");
    words.insert(words.end(), {"--data", data});
    return run_program("indexer", words);
}

std::string between(const std::string& text, const std::string& before, char end) {
    const auto at = text.find(before);
    REQUIRE(at != std::string::npos);
    return text.substr(at + before.size(), text.find(end, at + before.size()) - at - before.size());
}

/// A form sent, with the cookie and token of the page before it.
std::string posted(const Daemon& daemon, const std::string& target, const std::string& cookie, const std::string& body) {
    return daemon.raw("POST " + target + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\nCookie: " + cookie +
                      "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
}

} // namespace

TEST_CASE("the first administrator comes in by the command line", "[accounts]") {
    const Scratch scratch;
    const auto data = scratch.path().string() + "/data";
    const auto added = user(data, {"add", "Ada@Example.org", "--by", "Ada"});
    CHECK(added.status == 0);
    CHECK(added.output.find("ada@example.org: invited, administrator") == 0);
    const auto link = "/invitation/" + between(added.output, "/invitation/", '\n');

    const Daemon daemon(data);
    const auto page = daemon.get(link);
    CHECK(page.status == 200);
    const auto cookie = page.headers.at("set-cookie").substr(0, page.headers.at("set-cookie").find(';'));
    const auto token = between(page.body, "name=\"csrf\" value=\"", '"');
    const std::string password = "six+tired+horses";
    CHECK(posted(daemon, link, cookie, "csrf=" + token + "&password=" + password + "&again=" + password).starts_with("HTTP/1.1 303"));
    CHECK(daemon.get(link).status == 410);
    const auto answer = posted(daemon, "/login", cookie, "csrf=" + token + "&email=ada%40example.org&password=" + password);
    CHECK(answer.starts_with("HTTP/1.1 303"));
    const auto session = between(answer, "Set-Cookie: ", ';');
    const auto home = daemon.get("/help/search", "Cookie: " + session + "\r\n");
    CHECK(home.body.find(">Ada</a>") != std::string::npos);

    CHECK(user(data, {"disable", "ada@example.org"}).status == 0); // while searchd runs
    CHECK(daemon.get("/help/search", "Cookie: " + session + "\r\n").body.find(">Ada</a>") == std::string::npos);
    const auto exported = run_program("indexer", {"audit", "export", "--data", data});
    for (const auto* act : {"\"number\":1,", "\"act\":\"account.invite\"", "\"act\":\"account.password\"", "\"act\":\"session.begin\"", "\"act\":\"account.disable\""})
        CHECK(exported.output.find(act) != std::string::npos);
    CHECK(exported.output.find(link.substr(12)) == std::string::npos);
    CHECK(run_program("indexer", {"audit", "verify", "--data", data}).output.find("4 acts, each as it was written; last digest ") == 0);
    SqliteDatabase(data + "/catalog.db", SqliteDatabase::Access::write).script("DROP TRIGGER audit_not_changed; UPDATE audit SET who = 'Bo' WHERE key = 2");
    const auto verified = run_program("indexer", {"audit", "verify", "--data", data});
    CHECK(verified.status == 1);
    CHECK(verified.output.find("row 2 ") != std::string::npos);
}

TEST_CASE("accounts are looked after by the command line", "[accounts]") {
    const Scratch scratch;
    const auto data = scratch.path().string() + "/data";
    struct Row {
        std::vector<std::string> words;
        int status;
        const char* said;
    };
    const Row rows[] = {{{"add", "ada@example.org"}, 0, "invited, administrator"},
                        {{"add", "bo@example.org", "--by", "Bo"}, 0, "invited, no role"},
                        {{"add", "BO@example.org"}, 2, "there is an account for bo@example.org already"},
                        {{"add", "nobody"}, 2, "no e-mail address"},
                        {{"role", "bo@example.org", "tech-for-democracy", "curator"}, 0, "curator of tech-for-democracy"},
                        {{"role", "bo@example.org", "no such coalition", "curator"}, 2, "there is no coalition"},
                        {{"role", "bo@example.org", "administrator", "perhaps"}, 2, "yes or no"},
                        {{"list"}, 0, "bo@example.org: Bo, invited, "},
                        {{"reset", "bo@example.org"}, 0, "/invitation/"},
                        {{"reset", "x' OR '1'='1"}, 2, "no account has the address"},
                        {{"disable", "bo@example.org"}, 0, "disabled"},
                        {{"reset", "bo@example.org"}, 2, "the account is disabled"},
                        {{"enable", "bo@example.org"}, 0, "enabled"},
                        {{}, 2, "say `add EMAIL"},
                        {{"explode"}, 2, "say `add EMAIL"}};
    for (const auto& row : rows) {
        CAPTURE(row.words);
        const auto ended = user(data, row.words);
        CHECK(ended.status == row.status);
        CHECK(ended.output.find(row.said) != std::string::npos);
    }
    CHECK(run_program("indexer", {"audit", "--data", data}).status == 2);
}
