#include "corpus/submissions.h"

#include <catch2/catch.hpp>

#include "corpus/accounts.h"
#include "corpus/catalog_transactions.h"
#include "tests/corpus/fixtures.h"
#include "tests/support/scratch.h"

using namespace samling;
using namespace samling::test;
using State = SubmissionState;

namespace {

struct Fixture {
    Scratch scratch;
    Catalog catalog{scratch.path() / "catalog.db", Catalog::Mode::write};
    CatalogTransactions transactions{scratch.path() / "catalog.db"};

    template <typename Work>
    auto write(Work work) {
        return transactions.write([&](SqliteDatabase& database) {
            Submissions submissions(database);
            return work(submissions);
        });
    }
    std::int64_t add(const std::string& upload, const std::string& coalition = "a") {
        Submission one;
        one.account = 7;
        one.coalition = coalition;
        one.file_name = "Årsrapport 'x'.pdf";
        one.object = std::string(64, 'a');
        one.bytes = 12;
        return write([&](Submissions& all) { return all.add(one, upload, "Ada"); });
    }
    Submission find(std::int64_t key) {
        return write([&](Submissions& all) { return all.find(key).value(); });
    }
    void move(std::int64_t key, SubmissionState to, SubmissionActor by, const std::string& text = {}) {
        write([&](Submissions& all) { all.move(key, 0, {to, by, "Cy", text}); });
    }
};

SubmissionReading reading() {
    const auto odd = odd_version("odd");
    return {odd.document, odd.report, {{"near", 0.9, Lookalike::Kind::near_text}, {"same", 1, Lookalike::Kind::same_file}}};
}

} // namespace

TEST_CASE("a submission goes its way and keeps what it was given", "[submissions]") {
    Fixture f;
    const auto key = f.add("u1");
    CHECK(f.add("u1") == key); // the answer to the first was lost
    CHECK(f.find(key).state == State::received);
    CHECK(f.write([](Submissions& all) { return all.waiting(State::received); }) == std::vector{key});

    const auto what = reading();
    f.write([&](Submissions& all) { all.put_reading(key, what); });
    auto now = f.find(key);
    CHECK(now.state == State::read);
    CHECK(now.read == what.document.metadata);
    CHECK(now.proposed == what.document.metadata);
    CHECK(now.headings == what.document.headings);
    CHECK(now.page_count == 4);
    CHECK(now.report.words == what.report.words);
    CHECK(f.write([&](Submissions& all) { return all.pages(key); }) == what.document.pages);
    CHECK(f.write([&](Submissions& all) { return all.page(key, 2); }) == what.document.pages[1]);
    CHECK_FALSE(f.write([&](Submissions& all) { return all.page(key, 5); }));
    CHECK(f.write([&](Submissions& all) { return all.lookalikes(key); }) ==
          std::vector<Lookalike>{{"same", 1, Lookalike::Kind::same_file}, {"near", 0.9, Lookalike::Kind::near_text}});

    auto proposed = now.proposed;
    proposed.title = "Another'; DROP TABLE submission; --";
    f.write([&](Submissions& all) { all.put_proposal(key, now.revision, proposed, "old-report"); });
    f.move(key, State::submitted, SubmissionActor::member);
    f.move(key, State::returned, SubmissionActor::curator, "which year?");
    CHECK(f.find(key).reason == "which year?");
    f.move(key, State::submitted, SubmissionActor::member);
    CHECK(f.find(key).reason.empty());
    f.move(key, State::accepted, SubmissionActor::curator);
    CHECK(f.write([](Submissions& all) { return all.needs_object(std::string(64, 'a')); }));
    f.write([&](Submissions& all) { all.publish(key, "old-report"); });
    now = f.find(key);
    CHECK(now.state == State::published);
    CHECK(now.document == "old-report");
    CHECK(now.proposed.title == proposed.title);
    CHECK(f.write([&](Submissions& all) { return all.pages(key); }).empty());
    CHECK_FALSE(f.write([](Submissions& all) { return all.needs_object(std::string(64, 'a')); }));

    std::vector<std::string> story;
    for (const auto& note : f.write([&](Submissions& all) { return all.notes(key); }))
        story.push_back(std::string(submission_state_name(note.state)) + " " + note.who + " " + note.text);
    CHECK(story == std::vector<std::string>{"received Ada ", "read indexer ", "submitted Cy ", "returned Cy which year?", "submitted Cy ", "accepted Cy ",
                                            "published indexer "});
}

TEST_CASE("only the moves of the table are possible, and only on what was seen", "[submissions]") {
    Fixture f;
    for (const auto& from : kSubmissionStates)
        for (const auto& to : kSubmissionStates)
            for (const auto by : {SubmissionActor::member, SubmissionActor::curator, SubmissionActor::program}) {
                const auto key = f.add("u " + std::string(from.name) + std::string(to.name) + std::to_string(static_cast<int>(by)));
                f.transactions.write([&](SqliteDatabase& database) {
                    database.run("UPDATE submission SET state = ?2 WHERE key = ?1", key, from.name);
                });
                const auto failure = failure_of([&] { f.move(key, to.state, by); });
                INFO(from.name << " to " << to.name << ": " << failure);
                CHECK(failure.empty() == is_submission_move(from.state, to.state, by));
                CHECK(f.find(key).state == (failure.empty() ? to.state : from.state));
            }

    const auto key = f.add("two curators");
    f.write([&](Submissions& all) { all.put_reading(key, reading()); });
    f.move(key, State::submitted, SubmissionActor::member);
    const auto seen = f.find(key).revision;
    f.write([&](Submissions& all) { all.move(key, seen, {State::rejected, SubmissionActor::curator, "Bo", "not ours"}); });
    const auto second = failure_of([&] { f.write([&](Submissions& all) { all.move(key, seen, {State::accepted, SubmissionActor::curator, "Cy", ""}); }); });
    CHECK(second.starts_with("conflict: "));
    CHECK(second.find("was rejected (Bo") != std::string::npos);
    CHECK(failure_of([&] { f.write([&](Submissions& all) { all.put_proposal(key, seen, {}, ""); }); }).starts_with("conflict: "));
    CHECK(failure_of([&] { f.move(999, State::rejected, SubmissionActor::curator); }).starts_with("not-found: "));
}

TEST_CASE("submissions are listed as asked", "[submissions]") {
    Fixture f;
    const auto first = f.add("1", "a"), second = f.add("2", "b"), third = f.add("3", "ab");
    f.write([&](Submissions& all) { all.put_reading(second, reading()); });
    struct Row {
        const char* what;
        SubmissionFilter filter;
        std::vector<std::int64_t> expected;
    };
    const std::vector<Row> rows = {
        {"all", {}, {third, second, first}},
        {"of an account", {.account = 7}, {third, second, first}},
        {"of nobody", {.account = 8}, {}},
        {"of coalitions", {.coalitions = {"a", "b"}}, {second, first}},
        {"of a coalition that is the end of another", {.coalitions = {"b"}}, {second}},
        {"in states", {.states = {State::read, State::submitted}}, {second}},
        {"by title", {.text = "NUL"}, {second}},
        {"by file name", {.text = "RAPPORT 'X'"}, {third, second, first}},
        {"with wild characters", {.text = "%"}, {}},
        {"the next page", {.before = third, .limit = 1}, {second}},
    };
    for (const auto& row : rows) {
        INFO(row.what);
        std::vector<std::int64_t> keys;
        for (const auto& one : f.write([&](Submissions& all) { return all.list(row.filter); })) keys.push_back(one.key);
        CHECK(keys == row.expected);
    }
}
