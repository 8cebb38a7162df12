// Who sees what at which address: every role, every kind of document, every way out of the site.

#include <catch2/catch.hpp>
#include <functional>
#include <set>

#include "corpus/object_store.h"
#include "indexer/collection_writer.h"
#include "tests/searchd/search_fixtures.h"
#include "tests/searchd/submission_fixtures.h"
#include "tests/support/web_request.h"

using namespace samling;
using namespace samling::test;

namespace {

/// Two documents of each kind, NAME-1 and NAME-2 (so that each has one similar to it), with a word and a region of its own.
struct Kind {
    const char *name, *word, *region;
    Visibility visibility;
    Date embargo;
    const char* coalition;
};
constexpr Kind kKinds[] = {{"open", "aardvarks", "KE", Visibility::open, {}, kTheirCoalition},
                           {"of-theirs", "bumblebees", "NG", Visibility::coalition, {}, kTheirCoalition},
                           {"of-others", "crocodiles", "DK", Visibility::coalition, {}, kOtherCoalition},
                           {"embargoed", "dragonflies", "FR", Visibility::open, {9999, 1, 1}, kTheirCoalition},
                           {"ended", "elephants", "BR", Visibility::open, {2020, 1, 1}, kOtherCoalition},
                           {"withdrawn", "flamingos", "JP", Visibility::open, {}, kTheirCoalition},
                           {"shut-later", "gazelles", "PE", Visibility::coalition, {}, kTheirCoalition}, // its first version was open
                           {"submitted", "hedgehogs", "NZ", Visibility::open, {}, kTheirCoalition}};     // no document yet

std::string first_of(const Kind& kind) { return kind.name + std::string("-1"); }

NewVersion version_of(const Kind& kind, const std::string& id, const DataDirectory& directory) {
    const std::string word = kind.word;
    auto document = document_of({id, "Notes on " + word, {word + " and more of the like, here and there, by night. We commit to protect " + word + " by 2030."}, 2020, {kind.region}, {"report"}});
    document.metadata.visibility = kind.visibility;
    document.metadata.embargo = kind.embargo;
    document.metadata.of(TagField::coalition) = {{kind.coalition, Origin::person, 0, {}}};
    document.metadata.of(TagField::theme) = {{"disinformation", Origin::person, 0, {}}};
    document.metadata.of(TagField::commitment) = {{"2", Origin::person, 0, {}}};
    document.metadata.organisations = {{"Friends of " + word, kind.region, "civil-society"}};
    document.metadata.of(TagField::actor) = {{"civil-society", Origin::person, 0, {}}};
    ReadingReport report;
    report.media_type = "text/plain";
    const auto object = ObjectStore(directory.objects()).put("original of " + id);
    return {std::move(document), report, sha256(id + std::string(visibility_name(kind.visibility))), object, word + ".txt",
            {Statement{sha256(id).substr(0, 12), 1, 0, "We commit to protect " + word + " by 2030.", "", "2030", "en/we 1", {"2"}, {}}}};
}

void fill(const DataDirectory& directory) {
    CollectionWriter writer(directory, *loaded_vocabularies(), {});
    for (const auto& kind : kKinds)
        for (const auto* number : {"-1", "-2"}) {
            const auto id = kind.name + std::string(number);
            if (id.starts_with("submitted")) continue;
            if (id.starts_with("shut")) {
                auto open = kind;
                open.visibility = Visibility::open;
                writer.put(version_of(open, id, directory), std::nullopt);
                writer.flush();
            }
            writer.put(version_of(kind, id, directory), std::nullopt);
        }
    writer.flush();
    for (const auto* id : {"withdrawn-1", "withdrawn-2"}) REQUIRE(writer.catalog().withdraw(id, "somebody", "It names people."));
    writer.bring_index_up_to_date();
    writer.finish();
}

const PeopleSite& site() {
    static const auto* const kSite = [] {
        auto* made = new PeopleSite(fill); // NOLINT: lives as long as the tests
        for (int i = 0; i < 2; ++i) {
            const auto key = hand_in_read(*made, "member", "Notes on hedgehogs");
            move_to(*made, key, SubmissionState::submitted, SubmissionActor::member);
        }
        return made;
    }();
    return *kSite;
}

bool has(const Response& response, const std::string& text) { return response.status == 200 && response.body.find(text) != std::string::npos; }

/// One way out: an address for a kind, and whether the answer shows it.
struct Outlet {
    const char* name;
    std::function<std::string(const Kind&)> address;
    std::function<bool(const Response&, const Kind&)> shows;
    enum class Room { enough, little } room = Room::enough; ///< Where there is little, not all that may be seen is shown.
};

std::function<std::string(const Kind&)> always(const std::string& address) {
    return [address](const Kind&) { return address; };
}

std::function<std::string(const Kind&)> of_document(const std::string& before, const std::string& after = "") {
    return [=](const Kind& kind) { return before + first_of(kind) + after; };
}

std::function<std::string(const Kind&)> of_word(const std::string& before, const std::string& after = "") {
    return [=](const Kind& kind) { return before + kind.word + after; };
}

std::function<std::string(const Kind&)> of_region(const std::string& before, const std::string& after = "") {
    return [=](const Kind& kind) { return before + kind.region + after; };
}

bool shows_id(const Response& response, const Kind& kind) { return has(response, first_of(kind)); }
bool shows_entry(const Response& response, const Kind& kind) { return has(response, "/documents/" + first_of(kind) + "</id>"); }
/// Deletion records name what was withdrawn, and nothing else.
bool shows_id_of_what_stays(const Response& response, const Kind& kind) { return std::string(kind.name) != "withdrawn" && shows_id(response, kind); }
bool shows_title(const Response& response, const Kind& kind) { return has(response, "Notes on " + std::string(kind.word)); }
bool shows_page(const Response& response, const Kind&) { return response.status == 200; }

/// "code" of its region with a count that is not 0, wherever a JSON answer has it.
bool counts_region(const Response& response, const Kind& kind) {
    const auto at = response.body.find("\"value\":\"" + std::string(kind.region) + "\"");
    if (response.status != 200 || at == std::string::npos) return false;
    const auto count = response.body.find("\"count\":", at);
    return count != std::string::npos && response.body[count + 8] != '0';
}

const Outlet kOutlets[] = {
    {"search page", of_word("/search?q="), shows_id},
    {"search page, everything", always("/search?limit=100&sort=newest"), shows_id},
    {"search page, by region", of_region("/search?limit=100&region="), shows_id},
    {"search in JSON", of_word("/api/v1/search?q="), shows_id},
    {"search in JSON, by id", of_document("/api/v1/search?q=id:"), [](const Response& r, const Kind&) { return r.status == 200 && r.body.find("\"total\":0") == std::string::npos; }},
    {"total", of_word("/api/v1/search?q="), [](const Response& r, const Kind&) { return has(r, "\"total\":2"); }},
    {"snippet", of_word("/api/v1/search?q="), [](const Response& r, const Kind&) { return has(r, "and more of the like"); }},
    {"facet counts of a search", always("/api/v1/search?limit=0"), counts_region},
    {"facet", of_region("/api/v1/facets/region?prefix="), counts_region},
    {"quieter voices", always("/api/v1/search?q=notes&limit=100&voices=quieter"), shows_id},
    {"explained", of_word("/api/v1/search?explain=1&q="), shows_id},
    {"gap map in CSV", always("/gaps.csv?rows=region&columns=coalition&row_show=all&column_show=all"),
     [](const Response& r, const Kind& k) {
         for (auto at = r.body.find("\n" + std::string(k.region) + ","); at != std::string::npos; at = r.body.find("\n" + std::string(k.region) + ",", at + 1))
             if (r.body.substr(at, r.body.find('\n', at + 1) - at).find(",2,") != std::string::npos) return true;
         return false;
     }},
    {"gap map in JSON", always("/api/v1/crosstab?rows=region&columns=coalition&row_show=all&column_show=all"), counts_region},
    {"suggested", of_word("/api/v1/suggest?limit=20&q="), shows_title},
    {"feed", of_word("/search.atom?q="), shows_entry},
    {"feed of everything", always("/search.atom?limit=100"), shows_entry},
    {"document page", of_document("/documents/"), shows_page},
    {"document in JSON", of_document("/api/v1/documents/"), shows_page},
    {"text of a page", of_document("/documents/", "/pages/1"), shows_page},
    {"text of a page in JSON", of_document("/api/v1/documents/", "/pages/1"), shows_page},
    {"original", of_document("/documents/", "/original"), shows_page},
    {"first version", of_document("/documents/", "/versions/1"), shows_page},
    {"first version in JSON", of_document("/api/v1/documents/", "/versions/1"), shows_page},
    {"page of the first version", of_document("/documents/", "/versions/1/pages/1"), shows_page},
    {"page of the first version in JSON", of_document("/api/v1/documents/", "/versions/1/pages/1"), shows_page},
    {"original of the first version", of_document("/documents/", "/versions/1/original"), shows_page},
    {"search within it", of_document("/documents/", "/search?q=more"), shows_page},
    {"search within it in JSON", of_document("/api/v1/documents/", "/search?q=more"), shows_page},
    {"what is similar to it", of_document("/api/v1/documents/", "/similar"), shows_page},
    {"what is related to it", of_document("/api/v1/documents/", "/related"), shows_page},
    {"similar to one that is open", always("/api/v1/documents/open-1/similar?limit=20"), [](const Response& r, const Kind& k) { return std::string(k.name) == "open" || shows_id(r, k); }},
    {"coalition in JSON", [](const Kind& k) { return "/api/v1/coalitions/" + std::string(k.coalition); }, counts_region},
    {"theme in JSON", always("/api/v1/themes/disinformation"), counts_region},
    {"overview in JSON", always("/api/v1/overview"), [](const Response& r, const Kind& k) { return has(r, "\"" + std::string(k.region) + "\""); }, Outlet::Room::little},
    {"its region in JSON", of_region("/api/v1/regions/"), [](const Response& r, const Kind& k) { return has(r, first_of(k)) || has(r, "\"total\":2") || has(r, "\"documents\":2"); }},
    {"page of its region", of_region("/regions/"), shows_id},
    {"page of its coalition", [](const Kind& k) { return "/coalitions/" + std::string(k.coalition); }, shows_id, Outlet::Room::little},
    {"page of its theme", always("/themes/disinformation"), shows_id, Outlet::Room::little},
    {"overview", always("/overview"), shows_id, Outlet::Room::little},
    {"voices in JSON", always("/api/v1/voices"), [](const Response& r, const Kind& k) { return has(r, "Friends of " + std::string(k.word)); }, Outlet::Room::little},
    {"what was withdrawn", always("/api/v1/withdrawals"), shows_id_of_what_stays, Outlet::Room::little}, // the rest: "a document is withdrawn"
    {"files for machines", always("/robots.txt"), shows_id, Outlet::Room::little},
    {"page of an open one", always("/documents/open-1"), [](const Response& r, const Kind& k) { return std::string(k.name) != "open" && shows_title(r, k); }, Outlet::Room::little},
    {"first page", always("/"), [](const Response& r, const Kind& k) { return has(r, "region=" + std::string(k.region)) || has(r, "/regions/" + std::string(k.region)); }, Outlet::Room::little},
    {"statements of intent", always("/commitments"), [](const Response& r, const Kind& k) { return has(r, std::string("protect ") + k.word); }, Outlet::Room::little},
    {"statements of intent in JSON", always("/api/v1/commitments"), [](const Response& r, const Kind& k) { return has(r, std::string("protect ") + k.word); }},
};

} // namespace

TEST_CASE("what somebody may not see shows at no address of the site, and what they may at all", "[visibility][attack]") {
    struct Role {
        const char* name;
        std::set<std::string> sees;
    };
    const Role roles[] = {{"", {"open", "ended"}},
                          {"plain", {"open", "ended"}},
                          {"member", {"open", "ended", "of-theirs", "embargoed", "shut-later"}},
                          {"other", {"open", "ended", "of-others"}},
                          {"curator", {"open", "ended", "of-theirs", "embargoed", "shut-later"}},
                          {"admin", {"open", "ended", "of-theirs", "of-others", "embargoed", "shut-later"}}};
    for (const auto& role : roles) {
        Browser browser(site());
        if (*role.name != 0) REQUIRE(browser.sign_in(role.name).status == 303);
        for (const auto& outlet : kOutlets)
            for (const auto& kind : kKinds) {
                const auto address = outlet.address(kind);
                const auto answer = browser.get(address);
                CAPTURE(role.name, outlet.name, kind.name, address, answer.status, answer.body.substr(0, 1500));
                const bool shows = outlet.shows(answer, kind), may_see = role.sees.contains(kind.name);
                CHECK((shows == may_see || (outlet.room == Outlet::Room::little && !shows)));
            }
    }
}

TEST_CASE("every address that needs no account is in the table of outlets, or is known to hold nothing of documents", "[visibility]") {
    const std::set<std::string_view> harmless = {"/help/search", "/api/v1/help", "/healthz", "/static/{name}", "/favicon.svg", "/login", "/invitation/{secret}",
                                                 "/coalitions", "/api/v1/coalitions", "/coalitions/{code}/with/{code}", "/gaps", "/voices"}; // the last: as their JSON
    const auto fits = [](std::string_view pattern, const Request& request) {
        std::size_t segment = 0;
        for (std::size_t from = 1; from <= pattern.size() && pattern != "/"; ++segment) {
            const auto end = std::min(pattern.find('/', from), pattern.size());
            const auto part = pattern.substr(from, end - from);
            if (segment >= request.path.size() || (!part.starts_with('{') && part != request.path[segment])) return false;
            from = end + 1;
        }
        return segment == request.path.size();
    };
    for (const auto& route : Site::routes()) {
        if (route.access != Access::anyone || route.methods.find("GET") == std::string::npos || harmless.contains(route.pattern)) continue;
        CAPTURE(route.pattern);
        CHECK(std::any_of(std::begin(kOutlets), std::end(kOutlets), [&](const Outlet& outlet) { return fits(route.pattern, test::get(outlet.address(kKinds[0]))); }));
    }
}

TEST_CASE("what is not published yet shows to its member, and submitted to those who decide", "[visibility][attack]") {
    struct Role {
        const char* name;
        bool owner, decides;
    };
    for (const auto& [name, owner, decides] : {Role{"", false, false}, {"plain", false, false}, {"member", true, false}, {"other", false, false}, {"curator", false, true}, {"admin", false, true}}) {
        CAPTURE(name);
        Browser browser(site());
        if (*name != 0) browser.sign_in(name);
        CHECK(has(browser.get("/submissions"), "hedgehogs") == owner);
        CHECK(has(browser.get("/submissions/1"), "hedgehogs") == owner);
        CHECK(has(browser.get("/api/v1/uploads"), "hedgehogs") == owner);
        CHECK(has(browser.get("/api/v1/uploads/1"), "hedgehogs") == owner);
        CHECK(has(browser.get("/submissions/1/pages/1"), "hedgehogs") == (owner || decides));
        CHECK((browser.get("/submissions/1/original").status == 200) == (owner || decides));
        for (const auto* address : {"/review", "/review/1", "/review/1/edit", "/api/v1/review", "/api/v1/review/1"}) CHECK(has(browser.get(address), "hedgehogs") == decides);
    }
}

TEST_CASE("a document is withdrawn and restored by its curators alone, with a reason that everybody reads", "[visibility][withdrawal]") {
    const PeopleSite own(fill);
    struct Row {
        const char *role, *document;
        int status;
    };
    const Row rows[] = {{"", "open-1", 401},       {"plain", "open-1", 403},      {"member", "open-1", 403}, {"other", "open-1", 403},   {"curator", "ended-1", 403},
                        {"curator", "of-others-1", 404}, {"curator", "nothing", 404}, {"curator", "open-1", 303}, {"curator", "of-theirs-1", 303}, {"admin", "ended-1", 303}, {"admin", "open-1", 409}};
    for (const auto& row : rows) {
        CAPTURE(row.role, row.document);
        Browser browser(own);
        if (*row.role != 0) browser.sign_in(row.role);
        const auto page = browser.get("/documents/" + std::string(row.document));
        CHECK(holds(page, "/withdrawal") == (row.status == 303 || row.status == 409));
        CHECK(browser.post("/documents/" + std::string(row.document) + "/withdrawal", {{"act", "withdraw"}, {"reason", "It <i>names</i> people."}}).status == row.status);
    }
    Browser nobody(own), curator(own);
    curator.sign_in("curator");
    const auto gone = nobody.get("/documents/open-1");
    CHECK(gone.status == 410);
    CHECK(holds(gone, "It &lt;i&gt;names&lt;/i&gt; people."));
    CHECK_FALSE(holds(gone, "/withdrawal"));
    for (const auto* address : {"/documents/open-1/pages/1", "/documents/open-1/original", "/api/v1/documents/open-1"}) CHECK(nobody.get(address).status == 410);
    CHECK(nobody.get("/documents/of-theirs-1").status == 404); // who may not see it learns nothing of it
    for (const auto* address : {"/api/v1/withdrawals", "/api/v1/withdrawals?since=2020-01-01", "/search.atom", "/search.atom?q=nothing"}) {
        CAPTURE(address);
        CHECK(holds(nobody.get(address), "open-1"));
        CHECK_FALSE(holds(nobody.get(address), "of-theirs-1"));
        CHECK(holds(curator.get(address), "of-theirs-1"));
    }
    CHECK_FALSE(holds(nobody.get("/api/v1/withdrawals?since=2999-01-01"), "open-1"));
    CHECK(nobody.get("/api/v1/withdrawals?since=yesterday").status == 400);
    const auto tombstone = curator.get("/documents/open-1");
    CHECK(tombstone.status == 410);
    CHECK(holds(tombstone, "/documents/open-1/withdrawal"));
    CHECK(curator.post("/documents/open-1/withdrawal", {{"act", "restore"}, {"reason", " "}}).status == 422);
    CHECK(curator.post("/documents/open-1/withdrawal", {{"act", "explode"}, {"reason", "x"}}).status == 400);
    CHECK(curator.post("/documents/open-1/withdrawal", {{"act", "restore"}, {"reason", "They agreed."}}).status == 303);
    CHECK(nobody.get("/documents/open-1").status == 200);
    curator.csrf = "0000";
    CHECK(curator.post("/documents/open-1/withdrawal", {{"act", "withdraw"}, {"reason", "x"}}).status == 403);
    const auto acts = own.acts();
    CHECK(std::count(acts.begin(), acts.end(), "document.withdraw") == 3);
    CHECK(std::count(acts.begin(), acts.end(), "document.restore") == 1);
}
