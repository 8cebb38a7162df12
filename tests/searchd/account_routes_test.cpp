// One's own account and other people's: what works, and what nobody must be able to do.

#include <catch2/catch.hpp>

#include "corpus/accounts.h"
#include "corpus/api_tokens.h"
#include "corpus/second_factor.h"
#include "corpus/sessions.h"
#include "corpus/utc_time.h"
#include "tests/searchd/people_site.h"
#include "tests/support/web_request.h"

using namespace samling;
using namespace samling::test;

namespace {

constexpr auto kTheirs = "tech-for-democracy", kOthers = "will-for-the-web";

std::string secret_in(const std::string& page) {
    constexpr std::string_view kBefore = "<p class=\"secret\">";
    const auto at = page.find(kBefore);
    return at == std::string::npos ? "" : page.substr(at + kBefore.size(), page.find('<', at + kBefore.size()) - at - kBefore.size());
}

Fields invitation(const std::string& email, const std::string& coalition, const std::string& role) {
    return {{"email", email}, {"name", "Nia"}, {"coalition", coalition}, {"role", role}};
}

Account account_of(const PeopleSite& site, const std::string& name) {
    return site.transactions().read([&](SqliteDatabase& database) { return *Accounts(database).find_by_email(name + "@example.org"); });
}

} // namespace

TEST_CASE("who may open and send what", "[accounts][attack]") {
    const PeopleSite site;
    struct Row {
        const char *method, *target;
        int nobody, plain, member, curator, admin;
    };
    const Row rows[] = {{"GET", "/account", 303, 200, 200, 200, 200},       {"GET", "/admin/users", 303, 403, 403, 200, 200},
                        {"GET", "/admin/audit", 303, 403, 403, 403, 200},   {"POST", "/admin/users", 401, 403, 403, 422, 422},
                        {"POST", "/admin/users/1", 401, 403, 403, 403, 400}, {"POST", "/account/tokens", 401, 422, 422, 422, 422}};
    for (const auto& row : rows) {
        CAPTURE(row.method, row.target);
        const std::pair<const char*, int> visitors[] = {{"", row.nobody}, {"plain", row.plain}, {"member", row.member}, {"curator", row.curator}, {"admin", row.admin}};
        for (const auto& [name, status] : visitors) {
            CAPTURE(name);
            Browser browser(site);
            if (*name != 0) browser.sign_in(name);
            browser.get("/help/search");
            CHECK((row.method == std::string("GET") ? browser.get(row.target) : browser.post(row.target)).status == status);
        }
    }
}

TEST_CASE("nobody gives what is not theirs to give", "[accounts][attack]") {
    const PeopleSite site;
    Browser curator(site);
    curator.sign_in("curator");
    curator.get("/admin/users");
    CHECK(curator.post("/admin/users", invitation("new@example.org", kTheirs, "curator")).status == 422);
    CHECK(curator.post("/admin/users", invitation("new@example.org", kOthers, "member")).status == 422);
    CHECK(curator.post("/admin/users", invitation("new@example.org", "no-such", "member")).status == 422);
    CHECK(curator.post("/admin/users", invitation("new@example.org", kTheirs, "administrator")).status == 422);
    const auto invited = curator.post("/admin/users", invitation("new@example.org", kTheirs, "member"));
    CHECK(invited.status == 200);
    CHECK(secret_in(invited.body).starts_with("http://library.example/invitation/"));
    CHECK(account_of(site, "new").roles == std::vector<CoalitionRole>{{kTheirs, Role::member}});
    // No link to an account that others have made something of.
    const auto link_to = [&](const std::string& name) { return secret_in(curator.post("/admin/users", invitation(name + "@example.org", kTheirs, "member")).body); };
    CHECK(link_to("admin") == "");
    CHECK(link_to("other") == "");
    CHECK(link_to("new") != "");
    site.transactions().write([](SqliteDatabase& database) {
        Accounts accounts(database);
        accounts.set_administrator(accounts.add("boss@example.org", "Boss"), Viewer::Administrator::yes);
        accounts.set_role(accounts.add("peer@example.org", "Peer"), kTheirs, Role::curator);
        accounts.set_role(accounts.add("far@example.org", "Far"), kOthers, Role::member);
    });
    for (const auto* name : {"boss", "peer", "far"}) CHECK(link_to(name) == "");
    CHECK(account_of(site, "peer").roles == std::vector<CoalitionRole>{{kTheirs, Role::curator}}); // not demoted either
    CHECK(curator.get("/admin/users").body.find("plain@example.org") == std::string::npos);
}

TEST_CASE("a link is sent to its owner, and shown as well", "[accounts]") {
    const PeopleSite site;
    Browser curator(site);
    curator.sign_in("curator");
    curator.get("/admin/users");
    const auto invited = curator.post("/admin/users", invitation("new@example.org", kTheirs, "member")).body;
    REQUIRE(site.mails.size() == 1);
    CHECK(site.mails[0].to == "new@example.org");
    CHECK(site.mails[0].text.find(secret_in(invited)) != std::string::npos);
    CHECK(invited.find("It was sent to new@example.org.") != std::string::npos);
    const auto unsent = curator.post("/admin/users", invitation("unreachable@example.org", kTheirs, "member"));
    CHECK(unsent.status == 200);
    CHECK(unsent.body.find("pass it on yourself: mail.example did not take the mail") != std::string::npos);
    CHECK(secret_in(unsent.body) != "");
}

TEST_CASE("an administrator looks after accounts, and one stays", "[accounts]") {
    const PeopleSite site;
    Browser admin(site), member(site);
    admin.sign_in("admin");
    member.sign_in("member");
    admin.get("/admin/users");
    const auto target = "/admin/users/" + std::to_string(site.key_of("member"));
    CHECK(admin.post(target, {{"act", "disable"}}).status == 303);
    CHECK(member.get("/account").status == 303); // at once
    CHECK(admin.post(target, {{"act", "enable"}}).status == 303);
    CHECK(secret_in(admin.post(target, {{"act", "reset"}}).body) != "");
    CHECK(admin.post(target, {{"act", "explode"}}).status == 400);
    for (const auto* key : {"99", "0", "-1", "1'--", "99999999999999999999"}) CHECK(admin.post("/admin/users/" + percent_encode(key), {{"act", "disable"}}).status == 404);
    for (const auto* act : {"disable", "dismiss"}) CHECK(admin.post("/admin/users/1", {{"act", act}}).status == 409);
    CHECK(admin.post(target, {{"act", "appoint"}}).status == 303);
    CHECK(admin.post("/admin/users/1", {{"act", "dismiss"}}).status == 303);
    CHECK(admin.get("/admin/audit").status == 403);
    member.sign_in("member");
    const auto log = member.get("/admin/audit");
    CHECK(log.status == 200);
    for (const auto* act : {"account.disable", "account.enable", "account.reset", "account.appoint", "account.dismiss"}) CHECK(log.body.find(act) != std::string::npos);
    CHECK(member.get("/admin/audit?q=explode%27%3B--").status == 200);
}

TEST_CASE("a reset turns the second factor off, and says so", "[accounts]") {
    const PeopleSite site;
    const auto key = site.key_of("member");
    const auto is_on = [&] { return site.transactions().read([&](SqliteDatabase& database) { return SecondFactor(database, key).is_on(); }); };
    site.transactions().write([&](SqliteDatabase& database) { SecondFactor(database, key).turn_on("12345678901234567890"); });
    Browser admin(site);
    admin.sign_in("admin");
    admin.get("/admin/users");
    const auto page = admin.post("/admin/users/" + std::to_string(key), {{"act", "reset"}});
    CHECK(page.body.find("The second factor of this account was on, and is off now.") != std::string::npos);
    CHECK_FALSE(is_on());
    CHECK(admin.get("/admin/audit").body.find("second factor off") != std::string::npos);
    CHECK(admin.post("/admin/users/" + std::to_string(key), {{"act", "reset"}}).body.find("The second factor") == std::string::npos);
}

TEST_CASE("the audit log is there as lines of JSON, whole and from any row on", "[accounts]") {
    const PeopleSite site;
    Browser admin(site);
    for (int i = 0; i < 3; ++i) admin.sign_in("admin");
    const auto all = admin.get("/admin/audit.jsonl");
    CHECK(all.content_type == "application/jsonl; charset=utf-8");
    CHECK(all.body.starts_with("{\"number\":1,"));
    CHECK(std::count(all.body.begin(), all.body.end(), '\n') == static_cast<std::ptrdiff_t>(site.acts().size()));
    CHECK(admin.get("/admin/audit.jsonl?from=2").body.starts_with("{\"number\":2,"));
    CHECK(admin.get("/admin/audit.jsonl?from=9999").body.empty());
    CHECK(admin.get("/admin/audit.jsonl?from=x'--").body == all.body);
}

TEST_CASE("a token does what its scopes say, and another's is out of reach", "[accounts][attack]") {
    const PeopleSite site;
    Browser member(site), other(site);
    member.sign_in("member");
    other.sign_in("other");
    member.get("/account");
    other.get("/account");
    const auto wrong = member.post("/account/tokens", {{"token_name", "my script"}, {"scope", "everything"}, {"days", "9999"}});
    CHECK(wrong.status == 422);
    for (const auto* part : {"id=\"scope-mistake\"", "id=\"days-mistake\"", "value=\"my script\""}) CHECK(wrong.body.find(part) != std::string::npos);
    const auto page = member.post("/account/tokens", {{"token_name", "my script"}, {"scope", "read"}, {"days", "10"}});
    const auto token = secret_in(page.body);
    REQUIRE(token.starts_with("samling_"));
    CHECK(member.get("/account").body.find(token) == std::string::npos);
    Browser script(site);
    script.headers["authorization"] = "Bearer " + token;
    CHECK(script.get("/help/search").body.find(">member</a>") != std::string::npos);
    CHECK(script.post("/account/tokens", {{"token_name", "more"}, {"scope", "read"}, {"days", "10"}}).status == 403); // not with a token
    CHECK(script.post("/logout").status == 403);
    CHECK(other.post("/account/tokens/1").status == 404);
    CHECK(script.get("/help/search").status == 200);
    CHECK(member.post("/account/tokens/1").status == 303);
    CHECK(script.get("/api/v1/help").status == 401);
    for (const auto* bearer : {"Bearer ", "Bearer x", "Bearer ' OR 1=1 --"}) {
        script.headers["authorization"] = bearer;
        CHECK(script.get("/api/v1/help").status == 401);
    }
}

TEST_CASE("sessions are listed and ended by their owner alone, and a new password ends the others", "[accounts][attack]") {
    const PeopleSite site;
    Browser member(site), phone(site), other(site);
    member.sign_in("member");
    phone.headers["user-agent"] = "<b>Phone</b>";
    phone.sign_in("member");
    other.sign_in("other");
    const auto page = member.get("/account");
    CHECK(page.body.find("&lt;b&gt;Phone") != std::string::npos);
    other.get("/account");
    CHECK(other.post("/account/sessions/2").status == 404);
    CHECK(phone.get("/account").status == 200);
    CHECK(member.post("/account/sessions/2").status == 303);
    CHECK(phone.get("/account").status == 303);
    phone.sign_in("member");
    const auto mistaken = member.post("/account/password", {{"password", "wrong"}, {"new_password", "short"}, {"again", "other"}});
    CHECK(mistaken.status == 422);
    for (const auto* field : {"password", "new_password", "again"}) CHECK(mistaken.body.find("id=\"" + std::string(field) + "-mistake\"") != std::string::npos);
    const auto before = member.cookie;
    CHECK(member.post("/account/password", {{"password", kPassword}, {"new_password", "a new good sentence"}, {"again", "a new good sentence"}}).status == 303);
    CHECK(member.cookie != before);
    CHECK(member.get("/account").status == 200);
    CHECK(phone.get("/account").status == 303);
    CHECK(Browser(site).sign_in("member").status == 401);
    CHECK(Browser(site).sign_in("member", "a new good sentence").status == 303);
}
