// Log-in and what protects it, as attacks.

#include "searchd/access/sign_in.h"

#include <catch2/catch.hpp>

#include "corpus/accounts.h"
#include "corpus/one_time_links.h"
#include "corpus/second_factor.h"
#include "corpus/sessions.h"
#include "corpus/totp.h"
#include "corpus/utc_time.h"
#include "searchd/web/answers.h"
#include "tests/searchd/people_site.h"
#include "tests/support/web_request.h"

using namespace samling;
using namespace samling::test;

TEST_CASE("signing in and out", "[sign_in]") {
    const PeopleSite site;
    Browser browser(site);
    auto page = browser.get("/documents");
    CHECK(page.body.find("href=\"/login?next=%2Fdocuments\"") != std::string::npos);
    CHECK(header_of(page, "Cache-Control") == "");
    CHECK(header_of(page, "Vary") == "Cookie, Authorization");
    const auto answer = browser.sign_in("member", kPassword, "/help/search?x=1");
    CHECK(answer.status == 303);
    CHECK(header_of(answer, "Location") == "/help/search?x=1");
    const auto cookie = header_of(answer, "Set-Cookie");
    for (const auto* part : {"samling=", "; HttpOnly", "; SameSite=Lax", "; Path=/"}) CHECK(cookie.find(part) != std::string::npos);
    CHECK(cookie.find("Secure") == std::string::npos); // plain http
    CHECK(header_of(answer, "Cache-Control") == "private, no-store");
    page = browser.get("/help/search");
    CHECK(page.body.find(">member</a>") != std::string::npos);
    CHECK(page.body.find("Sign in") == std::string::npos);
    CHECK(header_of(page, "Cache-Control") == "private, no-store");
    CHECK(browser.get("/nothing").body.find(">member</a>") != std::string::npos);
    const auto signed_in = browser.cookie;
    CHECK(header_of(browser.post("/logout"), "Location") == "/");
    browser.cookie = signed_in; // as whoever copied it
    CHECK(browser.get("/help/search").body.find("Sign in") != std::string::npos);
    CHECK(site.acts() == std::vector<std::string>{"session.begin", "session.end"});
}

TEST_CASE("over TLS the cookie is of this host and of TLS alone", "[sign_in]") {
    const PeopleSite site(Frontage("https://library.example", ""));
    Browser browser(site);
    const auto cookie = header_of(browser.sign_in("member"), "Set-Cookie");
    CHECK(cookie.starts_with("__Host-samling="));
    CHECK(cookie.find("; Secure") != std::string::npos);
    const auto page = browser.get("/help/search");
    CHECK(page.body.find(">member</a>") != std::string::npos);
    CHECK(header_of(page, "Strict-Transport-Security").starts_with("max-age="));
    browser.cookie = browser.cookie.substr(std::string("__Host-").size()); // one that another host could have set
    CHECK(browser.get("/help/search").body.find("Sign in") != std::string::npos);
}

TEST_CASE("brute force ends at the limit, by account and by address", "[sign_in][attack]") {
    const PeopleSite site;
    SECTION("one account from many addresses") {
        for (const auto* name : {"member", "nobody"}) { // whether it exists does not show
            Browser browser(site);
            for (int i = 0; i < 10; ++i) {
                browser.remote = "192.0.2." + std::to_string(i);
                CHECK(browser.sign_in(name, "wrong guess " + std::to_string(i)).status == 401);
            }
            browser.remote = "192.0.2.99";
            const auto answer = browser.sign_in(name);
            CHECK(answer.status == 429);
            CHECK(std::stoi(header_of(answer, "Retry-After")) > 0);
        }
        CHECK(Browser(site).sign_in("other").status == 303);
    }
    SECTION("many accounts from one address") {
        Browser browser(site);
        for (int i = 0; i < 30; ++i) CHECK(browser.sign_in("guess" + std::to_string(i), "wrong").status == 401);
        CHECK(browser.sign_in("member").status == 429);
        browser.remote = "192.0.2.77";
        CHECK(browser.sign_in("member").status == 303);
    }
    SECTION("an address cannot be made up") {
        Browser browser(site);
        for (int i = 0; i < 30; ++i) {
            browser.headers["x-forwarded-for"] = "203.0.113." + std::to_string(i);
            browser.sign_in("guess" + std::to_string(i), "wrong");
        }
        CHECK(browser.sign_in("member").status == 429);
    }
}

TEST_CASE("whoever tries, one hash is computed", "[sign_in][attack]") {
    const PeopleSite site;
    const auto disabled = site.key_of("other"), invited = site.transactions().write([](SqliteDatabase& database) {
        return Accounts(database).add("invited@example.org", "invited");
    });
    site.transactions().write([&](SqliteDatabase& database) { Accounts(database).set_state(disabled, AccountState::disabled); });
    CHECK(invited > 0);
    const PasswordHasher hasher({1, 8192});
    SignIn sign_in(site.transactions(), hasher);
    for (const auto* name : {"member@example.org", "nobody@example.org", "other@example.org", "invited@example.org", "", "x' OR '1'='1"}) {
        CAPTURE(name);
        const auto before = hasher.computed();
        CHECK(sign_in.attempt({name, "wrong", "", ""}, {}).kind == SignInResult::Kind::refused);
        CHECK(hasher.computed() == before + 1);
    }
    CHECK(sign_in.attempt({"other@example.org", kPassword, "", ""}, {}).kind == SignInResult::Kind::refused); // disabled
    CHECK(sign_in.attempt({"invited@example.org", "", "", ""}, {}).kind == SignInResult::Kind::refused);
}

TEST_CASE("a session that was planted stays nobody's", "[sign_in][attack]") {
    const PeopleSite site;
    Browser attacker(site), victim(site);
    attacker.get("/login");
    victim.cookie = attacker.cookie;
    victim.sign_in("member");
    CHECK(victim.cookie != attacker.cookie);
    CHECK(attacker.get("/help/search").body.find("Sign in") != std::string::npos);
    Browser again(site); // signing in anew ends the session before
    again.cookie = victim.cookie;
    again.sign_in("member");
    again.get("/help/search");
    const auto old = victim.cookie;
    again.post("/login", {{"email", "other@example.org"}, {"password", kPassword}});
    CHECK(again.cookie != old);
    CHECK(victim.get("/help/search").body.find("Sign in") != std::string::npos);
}

TEST_CASE("a form that is not ours does nothing", "[sign_in][attack]") {
    const PeopleSite site;
    Browser member(site), other(site);
    member.sign_in("member");
    other.sign_in("other");
    member.get("/help/search");
    other.get("/help/search");
    const auto token = member.csrf;
    struct Row {
        std::string token;
        std::map<std::string, std::string> headers;
        int status;
    };
    const Row rows[] = {{"", {}, 403},
                        {"made up", {}, 403},
                        {other.csrf, {}, 403}, // another session's
                        {token.substr(0, token.size() - 1), {}, 403},
                        {token, {{"origin", "https://evil.example"}}, 403},
                        {token, {{"origin", "null"}}, 403},
                        {token, {{"origin", "http://library.example.evil.example"}}, 403},
                        {token, {{"sec-fetch-site", "cross-site"}}, 403},
                        {token, {{"sec-fetch-site", "same-site"}}, 403},
                        {"", {{"x-csrf-token", "made up"}}, 403},
                        {token, {{"origin", "http://library.example"}, {"sec-fetch-site", "same-origin"}}, 303}};
    for (const auto& row : rows) {
        CAPTURE(row.token, row.headers);
        member.csrf = row.token;
        member.headers = row.headers;
        CHECK(member.post("/logout").status == row.status);
    }
    Browser fresh(site); // log-in too: else one could be signed in to somebody else's account
    CHECK(fresh.post("/login", {{"email", "member@example.org"}, {"password", kPassword}}).status == 403);
    CHECK(fresh.cookie == "");
}

TEST_CASE("a form leads nowhere but to ourselves", "[sign_in][attack]") {
    const PeopleSite site;
    const std::pair<const char*, const char*> rows[] = {{"/search?q=a&b", "/search?q=a&b"},
                                                        {"", "/"},
                                                        {"https://evil.example/", "/"},
                                                        {"//evil.example/", "/"},
                                                        {"/\\evil.example/", "/"},
                                                        {"/\t/evil.example", "/"},
                                                        {"javascript:alert(1)", "/"},
                                                        {"/x\r\nSet-Cookie: a=b", "/"},
                                                        {"evil.example", "/"},
                                                        {"/%0d%0aSet-Cookie:a", "/%0d%0aSet-Cookie:a"}};
    for (const auto& [next, location] : rows) {
        CAPTURE(next);
        CHECK(safe_next(next) == location);
        CHECK(header_of(Browser(site).sign_in("member", kPassword, next), "Location") == location);
        CHECK(Browser(site).get("/login?next=" + percent_encode(next)).body.find("value=\"https:") == std::string::npos);
    }
    CHECK(safe_next("/" + std::string(3000, 'a')) == "/");
}

TEST_CASE("metacharacters are text", "[sign_in][attack]") {
    const PeopleSite site;
    for (const auto* text : {"' OR '1'='1", "'; DROP TABLE account; --", "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "%00", "{{csrf}}"}) {
        Browser browser(site);
        browser.get("/login");
        const auto answer = browser.post("/login", {{"email", text}, {"password", text}, {"code", text}, {"next", text}});
        CHECK(answer.status == 401);
        CHECK(answer.body.find("<script>alert") == std::string::npos);
        CHECK(answer.body.find("<img") == std::string::npos);
        CHECK(answer.body.find(kPassword) == std::string::npos);
    }
    CHECK(Browser(site).sign_in("member").status == 303);
}

TEST_CASE("a code is asked for where it is set up, and is good once", "[sign_in]") {
    const PeopleSite site;
    const std::string secret = "12345678901234567890";
    const auto codes = site.transactions().write([&](SqliteDatabase& database) { return SecondFactor(database, site.key_of("member")).turn_on(secret); });
    const auto with = [&](const std::string& code) {
        Browser browser(site);
        browser.get("/login");
        return browser.post("/login", {{"email", "member@example.org"}, {"password", kPassword}, {"code", code}});
    };
    CHECK(with("").status == 401);
    CHECK(with("").body.find("id=\"code-mistake\"") != std::string::npos);
    CHECK(with("000000").status == 401);
    const auto code = totp_code(secret, totp_step(seconds_now()));
    CHECK(with(code).status == 303);
    CHECK(with(code).status == 401);
    CHECK(with(codes[3]).status == 303);
    CHECK(with(codes[3]).status == 401);
}

TEST_CASE("an invitation sets a password once", "[sign_in]") {
    const PeopleSite site;
    const auto link = "/invitation/" + site.transactions().write([](SqliteDatabase& database) {
        return OneTimeLinks(database).make(Accounts(database).add("new@example.org", "Nia New"), seconds_now());
    });
    Browser browser(site);
    auto page = browser.get(link);
    CHECK(page.status == 200);
    CHECK(header_of(page, "Referrer-Policy") == "strict-origin");
    CHECK(header_of(page, "Cache-Control") == "private, no-store");
    page = browser.post(link, {{"password", "password1234"}, {"again", "other"}});
    CHECK(page.status == 422);
    CHECK(page.body.find("id=\"password-mistake\"") != std::string::npos); // all at once
    CHECK(page.body.find("id=\"again-mistake\"") != std::string::npos);
    CHECK(page.body.find("password1234") == std::string::npos);
    CHECK(browser.post(link, {{"password", kPassword}, {"again", kPassword}}).status == 303);
    CHECK(browser.get(link).status == 410);
    CHECK(browser.post(link, {{"password", "another good sentence"}, {"again", "another good sentence"}}).status == 410);
    CHECK(browser.get("/invitation/made-up").status == 410);
    CHECK(browser.sign_in("new").status == 303);
    CHECK(Browser(site).sign_in("new", "another good sentence").status == 401);
    CHECK(site.acts().front() == "account.password");
}
