// New versions of documents by submission: who may propose them, who may publish them, and who learns of what they look like.

#include <catch2/catch.hpp>

#include "corpus/accounts.h"
#include "indexer/collection_writer.h"
#include "tests/searchd/search_fixtures.h"
#include "tests/searchd/submission_fixtures.h"

using namespace samling;
using namespace samling::test;

namespace {

void fill(const DataDirectory& directory) {
    CollectionWriter writer(directory, *loaded_vocabularies(), {});
    const auto put = [&](const char* id, const char* coalition, Visibility visibility) {
        auto document = document_of({id, std::string("On ") + id, {std::string("On ") + id}});
        document.metadata.visibility = visibility;
        if (*coalition != 0) document.metadata.of(TagField::coalition) = {{coalition, Origin::person, 0, {}}};
        writer.put(NewVersion{std::move(document), {}, sha256(id), "", ""}, std::nullopt);
    };
    put("theirs", kTheirCoalition, Visibility::open);
    put("others", kOtherCoalition, Visibility::open);
    put("secret", kOtherCoalition, Visibility::coalition);
    put("nobodys", "", Visibility::open);
    put("gone", kTheirCoalition, Visibility::open);
    writer.flush();
    writer.catalog().withdraw("gone", "somebody", "It names people.");
    writer.bring_index_up_to_date();
    writer.finish();
}

std::int64_t hand_in_alike(const PeopleSite& site) {
    const auto key = hand_in(site, "member");
    auto reading = reading_of("Notes on zebras");
    for (const auto* id : {"theirs", "others", "secret", "gone"}) reading.lookalikes.push_back({id, 0.9, Lookalike::Kind::near_text});
    put_reading(site, key, reading);
    return key;
}

} // namespace

TEST_CASE("one is told of lookalikes that one may see, and no others", "[submissions][attack]") {
    const PeopleSite site(fill);
    Browser member(site), curator(site), admin(site);
    member.sign_in("member");
    curator.sign_in("curator");
    admin.sign_in("admin");
    const auto key = hand_in_alike(site);
    const auto check = [&](const Response& page, bool sees_all) {
        CHECK(page.status == 200);
        CHECK(holds(page, "On theirs"));
        CHECK(holds(page, "On others"));
        CHECK(holds(page, "On secret") == sees_all);
        CHECK_FALSE(holds(page, "On gone"));
    };
    const auto page = member.get(own_address(key));
    check(page, false);
    CHECK(holds(page, "This looks like version 2 of"));
    check(member.get("/api/v1/uploads/" + std::to_string(key)), false);
    struct Row {
        const char* said;
        int status;
        const char* document;
    };
    const Row rows[] = {{"secret", 422, ""}, {"gone", 422, ""}, {"nothing", 422, ""}, {"../theirs", 422, ""}, {"theirs' OR 1", 422, ""},
                        {"https://library.example/documents/theirs?q=x#page=2", 303, "theirs"}, {"others", 303, "others"}, {"", 303, ""}};
    for (const auto& row : rows) {
        CAPTURE(row.said);
        const auto answer = member.post(own_address(key), changed(proposal_form(site, key, "save"), {{"version_of", "other"}, {"version_of_other", row.said}}));
        CHECK(answer.status == row.status);
        if (row.status == 303) CHECK(submission_of(site, key).document == row.document);
        else CHECK_FALSE(holds(answer, "On secret"));
    }
    move_to(site, key, SubmissionState::submitted, SubmissionActor::member);
    check(curator.get(review_address(key)), false);
    check(admin.get(review_address(key)), true);
}

TEST_CASE("a new version is published by curators of the document's own coalitions alone", "[submissions][attack]") {
    const PeopleSite site(fill);
    Browser curator(site), admin(site);
    curator.sign_in("curator");
    curator.get("/review");
    admin.sign_in("admin");
    admin.get("/review");
    struct Row {
        const char* document;
        int by_curator, by_admin;
    };
    const Row rows[] = {{"theirs", 303, 303}, {"others", 422, 303}, {"secret", 422, 303}, {"nobodys", 422, 303}, {"gone", 422, 422}, {"nothing", 422, 422}, {"", 303, 303}};
    for (const auto& row : rows)
        for (const auto& [browser, status] : {std::pair{&curator, row.by_curator}, {&admin, row.by_admin}}) {
            CAPTURE(row.document, status);
            const auto key = hand_in_alike(site);
            move_to(site, key, SubmissionState::submitted, SubmissionActor::member);
            const auto answer = browser->post(review_address(key), {{"revision", seen(site, key)}, {"act", "publish"}, {"version_of", row.document}});
            CHECK(answer.status == status);
            CHECK(submission_of(site, key).state == (status == 303 ? SubmissionState::accepted : SubmissionState::submitted));
            CHECK(submission_of(site, key).document == (status == 303 ? row.document : ""));
        }
    // What the member proposed is no way around it.
    const auto key = hand_in_alike(site);
    site.transactions().write([&](SqliteDatabase& database) { Submissions(database).put_proposal(key, 2, submission_of(site, key).proposed, "others"); });
    move_to(site, key, SubmissionState::submitted, SubmissionActor::member);
    CHECK(curator.post(review_address(key), {{"revision", seen(site, key)}, {"act", "publish"}}).status == 422);
    CHECK(curator.post(review_address(key), {{"revision", seen(site, key)}, {"act", "publish"}, {"version_of", ""}}).status == 303);
}

TEST_CASE("new versions go through review, also of those who may publish directly", "[submissions]") {
    const PeopleSite site(fill);
    site.transactions().write([&](SqliteDatabase& database) { Accounts(database).set_publishing(site.key_of("member"), kTheirCoalition, Publishing::direct); });
    Browser member(site);
    member.sign_in("member");
    for (const auto& [document, state] : {std::pair{"theirs", SubmissionState::submitted}, {"", SubmissionState::accepted}}) {
        const auto key = hand_in_alike(site);
        member.get(own_address(key));
        CHECK(member.post(own_address(key), changed(proposal_form(site, key, "submit"), {{"version_of", document}})).status == 303);
        CHECK(submission_of(site, key).state == state);
    }
}
