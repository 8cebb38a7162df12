// Submissions and their review for scripts with tokens.

#include <catch2/catch.hpp>

#include "corpus/api_tokens.h"
#include "corpus/utc_time.h"
#include "tests/searchd/submission_fixtures.h"
#include "tests/support/web_request.h"

using namespace samling;
using namespace samling::test;

namespace {

/// A program with a token of `name` for `scope`.
class Script {
public:
    Script(const PeopleSite& site, const std::string& name, const std::string& scope) : site_(site) {
        ApiToken token{0, site.key_of(name), "script", {scope}, seconds_now(), seconds_now() + 3600, 0};
        secret_ = site.transactions().write([&](SqliteDatabase& database) { return ApiTokens(database).add(token); });
    }
    Response send(const std::string& method, const std::string& target, const std::string& body = "") const {
        auto request = test::get(target);
        request.method = method;
        request.headers = {{"authorization", "Bearer " + secret_}, {"content-type", "application/json"}, {"host", "library.example"}};
        request.body = body;
        return site_.answer(request);
    }

private:
    const PeopleSite& site_;
    std::string secret_;
};

std::string api_address(std::int64_t key) { return "/api/v1/uploads/" + std::to_string(key); }
std::string review_api(std::int64_t key) { return "/api/v1/review/" + std::to_string(key); }

} // namespace

TEST_CASE("a script reads what was read, corrects it, submits it, and another decides", "[submissions][api]") {
    const PeopleSite site;
    const Script member(site, "member", "upload"), curator(site, "curator", "review");
    const auto key = hand_in(site, "member");
    CHECK(holds(member.send("GET", api_address(key)), "\"state\":\"received\""));
    put_reading(site, key, reading_of("Notes on zebras"));
    const auto shown = member.send("GET", api_address(key));
    CHECK(shown.status == 200);
    for (const auto* part : {"\"state\":\"read\"", "\"title\":\"Notes on zebras\"", "\"words\":7", "\"quote\":\"Notes on zebras\"", "\"region\":[\"KE\"]", "\"document\":null"}) CHECK(holds(shown, part));
    CHECK(holds(member.send("GET", "/api/v1/uploads"), "\"key\":" + std::to_string(key) + ","));

    const auto patched = member.send("PATCH", api_address(key), R"({"title": "Zebras", "creator": [{"name": "Ada", "country": "KE"}, "Bo"], "region": ["KE", "Danmark"], "revision": )" + seen(site, key) + "}");
    CHECK(patched.status == 200);
    auto now = submission_of(site, key);
    CHECK(now.proposed.title == "Zebras");
    CHECK(now.proposed.abstract == "On Notes on zebras"); // what is not named stays
    CHECK(now.proposed.creators == std::vector<Agent>{{"Ada", "KE", ""}, {"Bo", "", ""}});
    REQUIRE(now.proposed.of(TagField::region).size() == 2);
    CHECK(now.proposed.of(TagField::region)[0].evidence.size() == 1);
    CHECK(now.proposed.of(TagField::region)[1] == Tag{"DK", Origin::person, 0, {}});
    CHECK(member.send("PUT", api_address(key), R"({"title": "Zebras", "visibility": "public", "embargo": "2999-01-01"})").status == 200);
    now = submission_of(site, key);
    CHECK(now.proposed.abstract.empty());
    CHECK(now.proposed.of(TagField::region).empty());
    CHECK(now.proposed.embargo == Date{2999, 1, 1});
    CHECK(now.proposed.of(TagField::coalition) == std::vector<Tag>{{kTheirCoalition, Origin::person, 0, {}}});

    CHECK(holds(member.send("POST", api_address(key) + "/submit"), "\"state\":\"submitted\""));
    CHECK(member.send("PATCH", api_address(key), R"({"title": "Late"})").status == 409);
    CHECK(holds(curator.send("GET", "/api/v1/review"), "\"title\":\"Zebras\""));
    CHECK(holds(curator.send("GET", review_api(key)), "\"state\":\"submitted\""));
    const auto decided = [&](const std::string& decision, const std::string& reason, const std::string& revision) {
        return curator.send("POST", review_api(key), R"({"decision": ")" + decision + R"(", "reason": ")" + reason + R"(", "revision": )" + revision + "}");
    };
    CHECK(decided("return", "", seen(site, key)).status == 422);
    CHECK(decided("explode", "Boom", "0").status == 422);
    CHECK(decided("return", "No.", "1").status == 409);
    CHECK(holds(decided("return", "The date is missing.", seen(site, key)), "\"state\":\"returned\""));
    CHECK(holds(member.send("GET", api_address(key)), "The date is missing."));
    CHECK(member.send("POST", api_address(key) + "/submit", R"({"revision": 1})").status == 409);
    CHECK(member.send("POST", api_address(key) + "/submit").status == 200);
    CHECK(holds(decided("publish", "", seen(site, key)), "\"state\":\"accepted\""));
    const auto other = hand_in_read(site, "member");
    CHECK(holds(member.send("DELETE", api_address(other)), "\"state\":\"discarded\""));
}

TEST_CASE("what a script was told can be sent back and changes nothing", "[submissions][api]") {
    const PeopleSite site;
    const Script member(site, "member", "upload");
    const auto key = hand_in_read(site, "member");
    CHECK(member.send("PUT", api_address(key), R"json({"title":"T","visibility":"coalition","creator":["A (KE, academia)"],"organisation":["O"],"doi":"10.1000/1","url":"https://example.org/","symbol":["A/1","B 2"],"isbn":"978-3-16-148410-0","theme":[],"licence":"CC0-1.0","date":"2024-05","language":"en","rights":"R","source":"https://example.org/x","subtitle":"S","abstract":"A\n\nB"})json").status == 200);
    const auto before = submission_of(site, key);
    const auto body = member.send("GET", api_address(key)).body;
    const auto begin = body.find("\"proposal\":") + 11, end = body.find(",\"proposedTags\"");
    REQUIRE(end != std::string::npos);
    CHECK(member.send("PUT", api_address(key), body.substr(begin, end - begin)).status == 200);
    CHECK(submission_of(site, key).proposed == before.proposed);
    CHECK(submission_of(site, key).revision == before.revision);
}

TEST_CASE("all that is wrong in a script's proposal is told at once", "[submissions][api]") {
    const PeopleSite site;
    const Script member(site, "member", "upload");
    const auto key = hand_in_read(site, "member");
    const auto wrong = member.send("PUT", api_address(key), R"({"title": "", "date": "May", "theme": ["no such theme"], "colour": "red", "creator": [7], "visibility": "all"})");
    CHECK(wrong.status == 422);
    CHECK(wrong.content_type.starts_with("application/problem+json"));
    for (const auto* field : {"title", "date", "theme", "colour", "creator", "visibility"}) CHECK(holds(wrong, "{\"field\":\"" + std::string(field) + "\""));
    for (const auto* body : {"", "[]", "{", "\"x\"", "{\"title\": \"\xff\"}", "{\"title\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":1}}}}}}}}}"}) CHECK(member.send("PUT", api_address(key), body).status == 400);
    CHECK(member.send("PUT", api_address(key), "{\"title\":\"" + std::string(300 * 1024, 'x') + "\"}").status == 413);
    CHECK(submission_of(site, key).revision == 2);
}

TEST_CASE("a script does no more than its token's scope and its owner's rights", "[submissions][api][attack]") {
    const PeopleSite site;
    const auto mine = hand_in_read(site, "member"), theirs = hand_in_read(site, "other");
    for (const auto key : {mine, theirs}) move_to(site, key, SubmissionState::submitted, SubmissionActor::member);
    struct Row {
        const char *name, *scope, *method;
        std::string target;
        int status;
    };
    const Row rows[] = {{"member", "upload", "GET", api_address(theirs), 404},
                        {"member", "upload", "PUT", api_address(theirs), 404},
                        {"member", "upload", "PATCH", api_address(theirs), 404},
                        {"member", "upload", "DELETE", api_address(theirs), 404},
                        {"member", "upload", "POST", api_address(theirs) + "/submit", 404},
                        {"member", "review", "GET", "/api/v1/review", 403},
                        {"member", "review", "POST", review_api(mine), 403},
                        {"curator", "review", "POST", review_api(theirs), 404},
                        {"curator", "review", "GET", review_api(theirs), 404},
                        {"curator", "upload", "POST", review_api(mine), 403},
                        {"curator", "read", "GET", "/api/v1/review", 403},
                        {"curator", "upload", "GET", api_address(mine), 404},
                        {"member", "read", "GET", api_address(mine), 403},
                        {"member", "read", "PUT", api_address(mine), 403},
                        {"member", "upload", "GET", "/submissions", 403},
                        {"member", "upload", "POST", own_address(mine), 403}};
    for (const auto& row : rows) {
        CAPTURE(row.name, row.scope, row.method, row.target);
        CHECK(Script(site, row.name, row.scope).send(row.method, row.target, R"({"title": "x", "decision": "publish", "revision": 3})").status == row.status);
    }
    auto request = test::get(api_address(mine));
    CHECK(site.answer(request).status == 401);
    // A browser's session needs the form's token here too.
    Browser member(site);
    member.sign_in("member");
    member.csrf = "0000";
    CHECK(member.post(api_address(mine) + "/submit").status == 403);
}
