// What members do with what they handed in, what curators decide on it, and what nobody must be able to do.

#include <catch2/catch.hpp>

#include "corpus/accounts.h"
#include "corpus/submissions.h"
#include "tests/searchd/submission_fixtures.h"

using namespace samling;
using namespace samling::test;

namespace {

using enum SubmissionState;

Browser signed_in(const PeopleSite& site, const std::string& name) {
    Browser browser(site);
    browser.sign_in(name);
    browser.get("/submissions");
    return browser;
}

TEST_CASE("a member sees what was read, corrects it, submits it, and reads what was said of it", "[submissions]") {
    const PeopleSite site;
    auto member = signed_in(site, "member"), curator = signed_in(site, "curator");
    const auto key = hand_in(site, "member");
    const auto waiting = member.get(own_address(key));
    CHECK(waiting.status == 200);
    CHECK(holds(waiting, "is being read"));
    CHECK(header_of(waiting, "Refresh") == "3");
    put_reading(site, key, reading_of("Notes on zebras"));
    const auto page = member.get(own_address(key));
    CHECK(header_of(page, "Refresh").empty());
    for (const auto* part : {"value=\"Notes on zebras\"", "value=\"2024-05\"", "p. 1</a> <q", "value=\"KE\" checked", "7 words on 2 pages", "name=\"act\" value=\"submit\""})
        CHECK(holds(page, part));
    CHECK(holds(member.get("/submissions"), "waits for you to look it over"));
    CHECK(holds(member.get(own_address(key) + "/pages/2"), "A second page"));
    CHECK(member.get(own_address(key) + "/pages/3").status == 404);

    const auto fields = changed(proposal_form(site, key, "save"), {{"title", "On zebras, again"}, {"region", "DK"}, {"region_more", "Afrique; Bolivia"}, {"creator", "Ada Obi (KE, academia)\nBo (of the north)"},
                                                                   {"organisation", "Zebra Watch"}, {"doi", "https://doi.org/10.1000/182"}, {"symbol", "A/HRC/44/24; CCPR/C/GC 34"}, {"isbn", "978-3-16-148410-0"}, {"licence", "other"}, {"licence_words", "Ask us"},
                                                                   {"visibility", "embargo"}, {"embargo", "2999-01-31"}, {"theme", "zebras of all kinds"}});
    CHECK(member.post(own_address(key), fields).status == 422); // one name is no theme
    CHECK(submission_of(site, key).proposed.title == "Notes on zebras");
    CHECK(member.post(own_address(key), changed(fields, {{"theme", ""}})).status == 303);
    const auto saved = submission_of(site, key);
    CHECK(saved.state == read);
    CHECK(saved.proposed.title == "On zebras, again");
    CHECK(saved.proposed.creators == std::vector<Agent>{{"Ada Obi", "KE", "academia"}, {"Bo (of the north)", "", ""}});
    CHECK(saved.proposed.identifiers == std::vector<Identifier>{{"doi", "10.1000/182"}, {"symbol", "A/HRC/44/24"}, {"symbol", "CCPR/C/GC 34"}, {"isbn", "978-3-16-148410-0"}});
    CHECK(saved.proposed.licence == "Ask us");
    CHECK(saved.proposed.embargo == Date{2999, 1, 31});
    CHECK(saved.proposed.visibility == Visibility::open);
    REQUIRE(saved.proposed.of(TagField::region).size() == 3);
    for (const auto& tag : saved.proposed.of(TagField::region)) CHECK(tag.origin == Origin::person);
    CHECK(saved.proposed.of(TagField::coalition) == std::vector<Tag>{{kTheirCoalition, Origin::person, 0, {}}});
    CHECK(saved.read.of(TagField::region).front().code == "KE"); // what was read stays

    // What was found keeps its evidence when it is ticked again.
    CHECK(member.post(own_address(key), proposal_form(site, key, "submit")).status == 303);
    CHECK(submission_of(site, key).proposed.of(TagField::region).front().evidence.size() == 1);
    CHECK(submission_of(site, key).state == submitted);
    CHECK(curator.get(review_address(key)).status == 200);
    CHECK(holds(curator.get("/help/search"), "Review (1 waiting)"));
    CHECK(curator.post(review_address(key), {{"revision", seen(site, key)}, {"act", "return"}, {"reason", "  "}}).status == 422);
    CHECK(curator.post(review_address(key), {{"revision", seen(site, key)}, {"act", "return"}, {"reason", "The <b>date</b> is wrong."}}).status == 303);
    const auto returned_page = member.get(own_address(key));
    CHECK(holds(returned_page, "The &lt;b&gt;date&lt;/b&gt; is wrong."));
    CHECK(holds(returned_page, "curator &lt;curator@example.org&gt;"));
    CHECK(member.post(own_address(key), proposal_form(site, key, "submit")).status == 303);
    CHECK(curator.post(review_address(key), {{"revision", seen(site, key)}, {"act", "publish"}}).status == 303);
    CHECK(submission_of(site, key).state == accepted);
    CHECK(header_of(member.get(own_address(key)), "Refresh") == "3");
    site.transactions().write([&](SqliteDatabase& database) { Submissions(database).publish(key, "zebras"); });
    CHECK(holds(member.get(own_address(key)), "href=\"/documents/zebras\""));
    CHECK_FALSE(holds(curator.get(review_address(key)), "/pages/1")); // which are not kept any longer
    const auto acts = site.acts();
    for (const auto* act : {"submission.edit", "submission.submit", "submission.return", "submission.accept"}) CHECK(std::count(acts.begin(), acts.end(), act) > 0);
}

TEST_CASE("all that is wrong in a proposal is said at once, beside its field, and nothing typed is lost", "[submissions]") {
    const PeopleSite site;
    auto member = signed_in(site, "member");
    const auto key = hand_in_read(site, "member");
    struct Row {
        const char *field, *value;
    };
    const Row rows[] = {{"title", "  "}, {"date", "May 2024"}, {"doi", "http://example.org/x"}, {"url", "example.org"}, {"source", "javascript:alert(1)"}, {"isbn", "12-3"},
                        {"region_more", "Atlantis"}, {"visibility", "everyone"}, {"embargo", "2024"}, {"coalition", kOtherCoalition}};
    auto fields = proposal_form(site, key, "submit");
    for (const auto& row : rows) fields = changed(fields, {{row.field, row.value}});
    fields = changed(fields, {{"version_of", "other"}, {"version_of_other", "https://library.example/documents/nothing"}, {"abstract", "Typed <b>with care</b>"}});
    const auto page = member.post(own_address(key), fields);
    CHECK(page.status == 422);
    for (const auto* field : {"title", "date", "doi", "url", "source", "isbn", "region", "visibility", "embargo", "coalition", "version_of"}) {
        CAPTURE(field);
        CHECK(holds(page, "<li><a href=\"#" + std::string(field) + "\">"));
        CHECK(holds(page, "aria-describedby=\"" + std::string(field) + "-mistake\""));
        CHECK(holds(page, "id=\"" + std::string(field) + "-mistake\""));
        CHECK(holds(page, "id=\"" + std::string(field) + "\""));
    }
    for (const auto* typed : {"value=\"May 2024\"", "value=\"Atlantis\"", "Typed &lt;b&gt;with care&lt;/b&gt;", "https://library.example/documents/nothing"}) CHECK(holds(page, typed));
    CHECK(submission_of(site, key).state == read);
    CHECK(submission_of(site, key).proposed == submission_of(site, key).read);
    for (const auto& [visibility, embargo, status] : {std::tuple{"embargo", "", 422}, {"coalition", "2999-01-01", 422}, {"embargo", "2020-01-01", 422}, {"coalition", "", 303}})
        CHECK(member.post(own_address(key), changed(proposal_form(site, key, "save"), {{"visibility", visibility}, {"embargo", embargo}})).status == status);
    CHECK(submission_of(site, key).proposed.visibility == Visibility::coalition);
    CHECK(member.post(own_address(key), changed(proposal_form(site, key, "save"), {{"title", std::string(1001, 'x')}})).status == 422);
}

TEST_CASE("what is another's is not there, at every address and for every method", "[submissions][attack]") {
    const PeopleSite site;
    const auto drafted = hand_in_read(site, "other"), handed = hand_in_read(site, "other");
    move_to(site, handed, submitted, SubmissionActor::member);
    for (const auto key : {drafted, handed}) {
        struct Row {
            std::string method, address;
            int nobody, member, curator;
        };
        const auto own = own_address(key), review = review_address(key);
        const Row rows[] = {{"GET", own, 303, 404, 404},          {"POST", own, 401, 404, 404},         {"GET", own + "/pages/1", 303, 404, 404},
                            {"GET", own + "/original", 303, 404, 404}, {"GET", review, 303, 403, 404},   {"POST", review, 401, 403, 404},
                            {"GET", review + "/edit", 303, 403, 404},  {"POST", review + "/edit", 401, 403, 404}};
        for (const auto& row : rows)
            for (const auto& [name, status] : {std::pair{"", row.nobody}, {"member", row.member}, {"curator", row.curator}}) {
                CAPTURE(row.method, row.address, name);
                Browser browser(site);
                if (*name != 0) browser.sign_in(name);
                browser.get("/help/search");
                const auto answer = row.method == "GET" ? browser.get(row.address) : browser.post(row.address, changed(proposal_form(site, key, "submit"), {{"act", "discard"}}));
                CHECK(answer.status == status);
                CHECK_FALSE(holds(answer, "zebras"));
            }
    }
    CHECK(submission_of(site, drafted).state == read);
    CHECK(submission_of(site, handed).state == submitted);
    auto member = signed_in(site, "member");
    CHECK_FALSE(holds(member.get("/submissions"), "zebras"));
    for (const auto* key : {"0", "-1", "99", "1'--", "99999999999999999999", "..%2F1", "%00"})
        for (const auto* end : {"", "/pages/1", "/original"}) CHECK(member.get("/submissions/" + std::string(key) + end).status == 404);
    // An administrator reviews what was submitted, and no drafts.
    auto admin = signed_in(site, "admin");
    CHECK(admin.get(review_address(handed)).status == 200);
    CHECK(admin.get(review_address(drafted)).status == 404);
    CHECK(admin.get(own_address(handed) + "/original").status == 200);
    CHECK(admin.get(own_address(drafted) + "/original").status == 404);
}

TEST_CASE("nobody decides on what is not theirs, or without the form", "[submissions][attack]") {
    const PeopleSite site;
    const auto key = hand_in_read(site, "member");
    move_to(site, key, submitted, SubmissionActor::member);
    auto member = signed_in(site, "member"), curator = signed_in(site, "curator");
    for (const auto* act : {"publish", "return", "reject"}) {
        CHECK(member.post(review_address(key), {{"revision", seen(site, key)}, {"act", act}, {"reason", "mine"}}).status == 403);
        CHECK(member.post(own_address(key), {{"revision", seen(site, key)}, {"act", act}, {"reason", "mine"}}).status == 400);
    }
    CHECK(curator.post(review_address(key), {{"revision", seen(site, key)}, {"act", "explode"}}).status == 400);
    for (auto* browser : {&member, &curator})
        for (const auto& address : {own_address(key), review_address(key), review_address(key) + "/edit"}) {
            browser->csrf = "0000";
            CHECK(browser->post(address, {{"revision", seen(site, key)}, {"act", "discard"}}).status == 403);
        }
    CHECK(submission_of(site, key).state == submitted);
    // Whoever has left the coalition submits nothing to it.
    const auto draft = hand_in_read(site, "member");
    site.transactions().write([&](SqliteDatabase& database) { Accounts(database).set_role(site.key_of("member"), kTheirCoalition, Role::none); });
    member.get("/submissions");
    CHECK(member.post(own_address(draft), proposal_form(site, draft, "submit")).status == 403);
    CHECK(submission_of(site, draft).state == read);
}

TEST_CASE("of two who decide on one item the second is told who decided what, and loses nothing", "[submissions][attack]") {
    const PeopleSite site;
    const auto key = hand_in_read(site, "member");
    move_to(site, key, submitted, SubmissionActor::member);
    auto member = signed_in(site, "member"), curator = signed_in(site, "curator"), admin = signed_in(site, "admin");
    const auto revision = seen(site, key);
    CHECK(curator.post(review_address(key), {{"revision", revision}, {"act", "return"}, {"reason", "First."}}).status == 303);
    for (const auto* act : {"publish", "return", "reject"}) {
        const auto second = admin.post(review_address(key), {{"revision", revision}, {"act", act}, {"reason", "My long reason"}});
        CHECK(second.status == 409);
        CHECK(holds(second, "was sent back"));
        CHECK(holds(second, "curator &lt;curator@example.org&gt;"));
        CHECK(holds(second, "My long reason"));
    }
    CHECK(submission_of(site, key).reason == "First.");
    // Two windows of one member.
    const auto before = seen(site, key);
    CHECK(member.post(own_address(key), changed(proposal_form(site, key, "save"), {{"title", "One"}})).status == 303);
    const auto second = member.post(own_address(key), changed(proposal_form(site, key, "save"), {{"title", "Two"}, {"revision", before}}));
    CHECK(second.status == 409);
    CHECK(holds(second, "value=\"Two\""));
    CHECK(submission_of(site, key).proposed.title == "One");
    CHECK(holds(second, "name=\"revision\" value=\"" + seen(site, key) + "\"")); // sent again, it holds
    // A mistake does not make a stale form new.
    const auto wrong = member.post(own_address(key), changed(proposal_form(site, key, "save"), {{"title", ""}, {"revision", before}}));
    CHECK(wrong.status == 422);
    CHECK(holds(wrong, "name=\"revision\" value=\"" + before + "\""));
    // A curator's correction against another's.
    CHECK(member.post(own_address(key), proposal_form(site, key, "submit")).status == 303);
    const auto corrected = changed(proposal_form(site, key, "save"), {{"title", "Corrected"}});
    CHECK(curator.post(review_address(key) + "/edit", corrected).status == 303);
    const auto late = admin.post(review_address(key) + "/edit", changed(corrected, {{"title", "Late"}}));
    CHECK(late.status == 409);
    CHECK(holds(late, "value=\"Late\""));
    CHECK(submission_of(site, key).proposed.title == "Corrected");
}

TEST_CASE("every act in every state does what the table of moves says, and nothing else", "[submissions]") {
    const PeopleSite site;
    auto member = signed_in(site, "member"), curator = signed_in(site, "curator");
    const auto bring_to = [&](SubmissionState state) {
        const auto key = hand_in(site, "member");
        using enum SubmissionActor;
        if (state == received) return key;
        if (state == unreadable || state == discarded) return move_to(site, key, state, state == discarded ? SubmissionActor::member : program), key;
        put_reading(site, key, reading_of("Notes on zebras"));
        if (state == read) return key;
        move_to(site, key, submitted, SubmissionActor::member);
        if (state == submitted) return key;
        move_to(site, key, state == published ? accepted : state, SubmissionActor::curator);
        if (state == published) site.transactions().write([&](SqliteDatabase& database) { Submissions(database).publish(key, "zebras"); });
        return key;
    };
    struct Act {
        const char* name;
        SubmissionActor by;
        SubmissionState to;
    };
    const Act acts[] = {{"submit", SubmissionActor::member, submitted},   {"discard", SubmissionActor::member, discarded}, {"reread", SubmissionActor::member, received},
                        {"publish", SubmissionActor::curator, accepted}, {"return", SubmissionActor::curator, returned}, {"reject", SubmissionActor::curator, rejected}};
    for (const auto& state : kSubmissionStates)
        for (const auto& act : acts) {
            CAPTURE(state.name, act.name);
            const auto key = bring_to(state.state);
            REQUIRE(submission_of(site, key).state == state.state);
            const bool by_member = act.by == SubmissionActor::member;
            const bool moves = is_submission_move(state.state, act.to, act.by);
            const auto form = changed(proposal_form(site, key, act.name), {{"reason", "Because."}});
            const auto status = by_member ? member.post(own_address(key), form).status : curator.post(review_address(key), form).status;
            const bool hidden = !by_member && (state.state == received || state.state == unreadable || state.state == read || state.state == discarded);
            CHECK(status == (hidden ? 404 : moves ? 303 : 409));
            CHECK(submission_of(site, key).state == (moves ? act.to : state.state));
        }
}

TEST_CASE("what somebody wrote is text wherever it is shown", "[submissions][attack]") {
    const PeopleSite site;
    const std::string evil = "\"><script>alert('x')</script>{{csrf}}<!--visitor-->";
    const auto key = hand_in(site, "member", kTheirCoalition, evil + "\r\nSet-Cookie: a=b; päper.html");
    auto reading = reading_of(evil);
    auto& record = reading.document.metadata;
    record.subtitle = record.licence = record.rights = record.source_url = evil;
    record.creators = record.organisations = {{evil, "", ""}};
    record.identifiers = {{"doi", evil}, {"url", "javascript:alert(1)"}};
    for (const auto& [field, name] : kTagFields) record.of(field).push_back({evil, Origin::rule, 1, {Evidence{1, 0, evil, evil}}});
    reading.report.notes = {evil};
    reading.report.extractor = reading.report.encoding = evil;
    put_reading(site, key, reading);
    auto member = signed_in(site, "member"), curator = signed_in(site, "curator");
    const auto is_clean = [&](const Response& page) {
        CHECK(page.status != 500);
        CHECK_FALSE(holds(page, "<script>alert"));
        CHECK_FALSE(holds(page, "href=\"javascript:"));
    };
    is_clean(member.get(own_address(key)));
    is_clean(member.get("/submissions"));
    is_clean(member.get(own_address(key) + "/pages/1?q=" + percent_encode(evil)));
    for (const auto& field : proposal_form(site, key, "save"))
        if (field.first != "revision" && field.first != "act") is_clean(member.post(own_address(key), changed(proposal_form(site, key, "save"), {{field.first, evil}, {"date", "x"}})));
    move_to(site, key, submitted, SubmissionActor::member);
    is_clean(curator.get(review_address(key)));
    is_clean(curator.get(review_address(key) + "/edit"));
    is_clean(curator.get("/review?q=" + percent_encode(evil) + "&coalition=" + percent_encode(evil) + "&state=" + percent_encode(evil)));
    is_clean(curator.post(review_address(key), {{"revision", "1"}, {"act", "reject"}, {"reason", evil}}));
    is_clean(curator.post(review_address(key), {{"revision", seen(site, key)}, {"act", "reject"}, {"reason", evil}}));
    is_clean(member.get(own_address(key)));
    Browser admin(site);
    admin.sign_in("admin");
    is_clean(admin.get("/admin/audit"));
    is_clean(admin.get("/admin/users"));

    const auto original = member.get(own_address(key) + "/original");
    CHECK(original.content_type == "application/octet-stream");
    CHECK(header_of(original, "Content-Disposition").starts_with("attachment; "));
    CHECK(header_of(original, "Content-Disposition").find_first_of("\r\n") == std::string::npos);
    CHECK(header_of(original, "Content-Security-Policy") == "default-src 'none'; sandbox");
}

TEST_CASE("what is typed into filters and forms is no SQL and leads to no other site", "[submissions][attack]") {
    const PeopleSite site;
    const auto key = hand_in_read(site, "member");
    auto member = signed_in(site, "member"), curator = signed_in(site, "curator");
    const char* sql[] = {"' OR 1=1 --", "%", "_", "\"; DROP TABLE submission; --", "x') UNION SELECT password FROM account --"};
    for (const auto* text : sql) {
        CHECK(member.post(own_address(key), changed(proposal_form(site, key, "save"), {{"title", text}})).status == 303);
        CHECK(submission_of(site, key).proposed.title == text);
        CHECK_FALSE(holds(curator.get("/review?state=all&q=" + percent_encode(text)), "/review/" + std::to_string(key) + "\""));
        CHECK_FALSE(holds(curator.get("/review?state=all&coalition=" + percent_encode(text)), "/review/" + std::to_string(key) + "\""));
        CHECK(member.get("/submissions?before=" + percent_encode(text)).status == 200);
    }
    for (const auto* where : {"//evil.example", "https://evil.example", "/\\evil.example"}) {
        const auto answer = member.post(own_address(key), changed(proposal_form(site, key, "save"), {{"next", where}, {"action", where}}));
        CHECK(header_of(answer, "Location") == own_address(key));
    }
}

TEST_CASE("the queue shows what waits in one's coalitions, and filters it", "[submissions]") {
    const PeopleSite site;
    const auto theirs = hand_in_read(site, "member", "Notes on zebras"), others = hand_in_read(site, "other", "Notes on yaks"), done = hand_in_read(site, "member", "Notes on newts");
    for (const auto key : {theirs, others, done}) move_to(site, key, submitted, SubmissionActor::member);
    move_to(site, done, rejected, SubmissionActor::curator);
    hand_in_read(site, "member", "Notes on drafts");
    auto curator = signed_in(site, "curator"), admin = signed_in(site, "admin");
    struct Row {
        const char *query, *by_curator, *by_admin; ///< First letters of the animals.
    };
    const Row rows[] = {{"", "z", "zy"}, {"?state=all", "zn", "zyn"}, {"?state=rejected", "n", "n"}, {"?state=read", "z", "zy"}, {"?q=NOTES%20on%20Zeb", "z", "z"},
                        {"?coalition=will-for-the-web", "", "y"}, {"?coalition=tech-for-democracy", "z", "z"}, {"?q=nothing", "", ""}};
    for (const auto& row : rows)
        for (const auto& [browser, expected] : {std::pair{&curator, row.by_curator}, {&admin, row.by_admin}}) {
            CAPTURE(row.query);
            const auto page = browser->get("/review" + std::string(row.query));
            std::string found;
            for (const auto* animal : {"zebras", "yaks", "newts", "drafts"})
                if (holds(page, "Notes on " + std::string(animal))) found += *animal;
            CHECK(found == expected);
        }
    CHECK(holds(admin.get("/help/search"), "Review (2 waiting)"));
}

TEST_CASE("a member who may publish directly needs no curator for new documents of that coalition", "[submissions]") {
    const PeopleSite site;
    auto member = signed_in(site, "member"), curator = signed_in(site, "curator"), admin = signed_in(site, "admin");
    curator.get("/admin/users");
    const auto people = "/admin/users/" + std::to_string(site.key_of("member")), other = "/admin/users/" + std::to_string(site.key_of("other"));
    CHECK(curator.post(other, {{"act", "direct"}, {"coalition", kOtherCoalition}}).status == 403);
    CHECK(curator.post(people, {{"act", "direct"}, {"coalition", kOtherCoalition}}).status == 400);
    CHECK(member.post(people, {{"act", "direct"}, {"coalition", kTheirCoalition}}).status == 403);
    CHECK(curator.post(people, {{"act", "direct"}, {"coalition", kTheirCoalition}}).status == 303);
    CHECK(holds(curator.get("/admin/users"), "publishes directly"));
    const auto key = hand_in_read(site, "member");
    member.get(own_address(key));
    CHECK(member.post(own_address(key), proposal_form(site, key, "submit")).status == 303);
    CHECK(submission_of(site, key).state == accepted);
    // In another coalition too, it is reviewed.
    site.transactions().write([&](SqliteDatabase& database) { Accounts(database).set_role(site.key_of("member"), kOtherCoalition, Role::member); });
    const auto both = hand_in_read(site, "member");
    CHECK(member.post(own_address(both), changed(proposal_form(site, both, "submit"), {{"coalition", kOtherCoalition}})).status == 303);
    CHECK(submission_of(site, both).state == submitted);
    CHECK(curator.post(people, {{"act", "reviewed"}, {"coalition", kTheirCoalition}}).status == 303);
    const auto reviewed = hand_in_read(site, "member");
    CHECK(member.post(own_address(reviewed), proposal_form(site, reviewed, "submit")).status == 303);
    CHECK(submission_of(site, reviewed).state == submitted);
    // A role goes as it came: by whoever may give it.
    CHECK(curator.post(people, {{"act", "remove-role"}, {"coalition", kOtherCoalition}}).status == 403);
    CHECK(curator.post(people, {{"act", "remove-role"}, {"coalition", kTheirCoalition}}).status == 303);
    admin.get("/admin/users");
    CHECK(admin.post(people, {{"act", "remove-role"}, {"coalition", kOtherCoalition}}).status == 303);
    CHECK(site.transactions().read([&](SqliteDatabase& database) { return Accounts(database).find(site.key_of("member"))->roles.empty(); }));
    CHECK(admin.get("/admin/audit.jsonl").body.find("\"act\":\"account.remove-role\"") != std::string::npos);
    CHECK(member.get("/admin/audit.jsonl").status == 403);
}

} // namespace
