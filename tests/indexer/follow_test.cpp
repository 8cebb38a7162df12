#include "indexer/follow.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <thread>

#include "corpus/audit_log.h"
#include "corpus/submissions.h"
#include "indexer/collection_writer.h"
#include "indexer/index_check.h"
#include "tests/places/places.h"
#include "tests/support/sample_files.h"
#include "tests/support/scratch.h"

using namespace samling;
using namespace samling::test;
using namespace std::chrono_literals;
using State = SubmissionState;

namespace {

constexpr auto kReport = "# Internet shutdowns in Kenya\n\nIn Kenya the government ordered internet shutdowns before the election. "
                         "Internet shutdowns in Kenya harm journalists, shops and hospitals, and every shutdown is a shutdown of rights. "
                         "We ask the regulator of Kenya to publish each order, and courts to hear each complaint within a week.\n";

WorkerOptions worker() {
    WorkerOptions options;
    options.program = (test::program_directory() / "indexer-worker").string();
    options.workers = 1;
    return options;
}

/// A collection and whatever follows it, until it is destroyed.
class Followed {
public:
    Followed()
        : vocabularies_(test::share_directory() / "vocabulary"), directory(scratch_.path()), objects((directory.create(), directory.objects())),
          workers_(worker()), transactions(directory.catalog()), tagger_(vocabularies_), intents_({}, tagger_),
          tools_{transactions, directory, objects, workers_, vocabularies_, tagger_, intents_} {
        CollectionWriter(directory, vocabularies_, {}).bring_index_up_to_date();
        follower_ = std::jthread([this] {
            follow({directory, tools_, [this] { return stop_.load(); }, [this](const std::string& what) { troubles.push_back(what); }});
        });
    }
    ~Followed() {
        stop_ = true;
        follower_.join();
    }

    std::int64_t hand_in(const std::string& name, const std::string& content) {
        Submission one;
        one.account = 7;
        one.coalition = "tech-for-democracy";
        one.file_name = name;
        one.object = objects.put(content);
        one.bytes = static_cast<std::int64_t>(content.size());
        return transactions.write([&](SqliteDatabase& database) {
            return Submissions(database).add(one, "upload " + std::to_string(++uploads_), "Ada");
        });
    }
    Submission now(std::int64_t key) {
        return transactions.read([&](SqliteDatabase& database) { return Submissions(database).find(key).value(); });
    }
    /// Waits until it has left `state`.
    Submission after(std::int64_t key, State state) {
        for (int i = 0; i < 6000 && now(key).state == state; ++i) std::this_thread::sleep_for(10ms);
        return now(key);
    }
    template <typename Work>
    void change(Work work) {
        transactions.write([&](SqliteDatabase& database) {
            Submissions all(database);
            work(all);
        });
    }
    Submission publish(std::int64_t key) {
        change([&](Submissions& all) {
            all.move(key, 0, {State::submitted, SubmissionActor::member, "Ada", ""});
            all.move(key, 0, {State::accepted, SubmissionActor::curator, "Bo", ""});
        });
        return after(key, State::accepted);
    }
    Catalog catalog() { return Catalog(directory.catalog(), Catalog::Mode::write); }
    bool is_in_index(const std::string& id) {
        for (int i = 0; i < 6000 && catalog().is_index_behind(); ++i) std::this_thread::sleep_for(10ms);
        const auto contents = read_index(directory.current_index());
        return contents.mistakes.empty() && std::any_of(contents.documents.begin(), contents.documents.end(),
                                                        [&](const auto& document) { return document.first == id; });
    }

private:
    Scratch scratch_;
    Vocabularies vocabularies_;

public:
    DataDirectory directory;
    ObjectStore objects;
    std::vector<std::string> troubles;

private:
    WorkerPool workers_;

public:
    CatalogTransactions transactions;

private:
    Tagger tagger_;
    IntentFinder intents_;
    SubmissionTools tools_;
    int uploads_ = 0;
    std::atomic<bool> stop_ = false;
    std::jthread follower_;
};

std::vector<std::string> codes(const std::vector<Tag>& tags) {
    std::vector<std::string> codes;
    for (const auto& tag : tags) codes.push_back(tag.code);
    std::sort(codes.begin(), codes.end());
    return codes;
}

bool has(const std::vector<Tag>& tags, const std::string& code) {
    const auto all = codes(tags);
    return std::binary_search(all.begin(), all.end(), code);
}

} // namespace

TEST_CASE("what is handed in is read, and published when it is accepted", "[follow]") {
    Followed f;
    const auto key = f.hand_in("kenya.md", kReport);
    auto one = f.after(key, State::received);
    REQUIRE(one.state == State::read);
    CHECK(one.read.title == "Internet shutdowns in Kenya");
    CHECK(codes(one.read.of(TagField::coalition)) == std::vector<std::string>{"tech-for-democracy"});
    REQUIRE(has(one.read.of(TagField::region), "KE"));
    CHECK(one.report.words > 30);
    CHECK(one.page_count == 1);

    // Its member mends the title, strikes a tag out and adds another.
    auto proposed = one.proposed;
    proposed.title = "Shutdowns in Kenya, 2024";
    std::erase_if(proposed.of(TagField::region), [](const Tag& tag) { return tag.code == "KE"; });
    proposed.of(TagField::theme).push_back({"elections", Origin::person, 0, {}});
    f.change([&](Submissions& all) { all.put_proposal(key, one.revision, proposed, ""); });
    one = f.publish(key);
    REQUIRE(one.state == State::published);
    CHECK(f.is_in_index(one.document));

    auto catalog = f.catalog();
    const auto version = catalog.find(one.document).value();
    CHECK(version.metadata.title == proposed.title);
    CHECK(version.object == one.object);
    CHECK_FALSE(has(version.metadata.of(TagField::region), "KE"));
    CHECK(has(version.metadata.of(TagField::theme), "elections"));
    REQUIRE(version.decisions.size() == 2);
    CHECK(version.decisions[0].by == "Bo");
    CHECK(catalog.page(version.key, 1)->text.find("hospitals") != std::string::npos);
    f.transactions.read([&](SqliteDatabase& database) {
        const auto last = AuditLog(database).newest(0, 1).at(0).entry;
        CHECK(last.act == "document.publish");
        CHECK(last.subject == "document " + one.document);
    });

    SECTION("the same file is told, and becomes a version of the document") {
        const auto again = f.hand_in("kenya again.md", kReport);
        auto second = f.after(again, State::received);
        f.transactions.read([&](SqliteDatabase& database) {
            CHECK(Submissions(database).lookalikes(again) == std::vector<Lookalike>{{one.document, 1, Lookalike::Kind::same_file}});
        });
        f.change([&](Submissions& all) { all.put_proposal(again, second.revision, second.proposed, one.document); });
        second = f.publish(again);
        CHECK(second.document == one.document);
        CHECK(catalog.find(one.document)->number == 2);
        CHECK(catalog.find(one.document)->decisions.size() == 2); // they outlive the version
    }
    SECTION("a text that is nearly the same is told") {
        const auto again = f.hand_in("other.md", std::string(kReport) + "\nOne more sentence.\n");
        f.after(again, State::received);
        f.transactions.read([&](SqliteDatabase& database) {
            const auto alike = Submissions(database).lookalikes(again);
            REQUIRE(alike.size() == 1);
            CHECK(alike[0].document == one.document);
            CHECK(alike[0].kind == Lookalike::Kind::near_text);
        });
    }
    SECTION("what is called the same is told, also where no page is") {
        const auto again = f.hand_in("new.md", "# Shutdowns in Kenya, 2024 (second edition)\n\nWritten anew from the first word to the last.\n");
        f.after(again, State::received);
        f.transactions.read([&](SqliteDatabase& database) {
            CHECK(Submissions(database).lookalikes(again) == std::vector<Lookalike>{{one.document, 0, Lookalike::Kind::same_title}});
        });
    }
    SECTION("two versions that arrive together are both kept, one after the other") {
        std::vector<std::int64_t> keys;
        for (const auto* more : {"first", "second"}) {
            keys.push_back(f.hand_in(std::string(more) + ".md", std::string(kReport) + "\nThe " + more + " revision.\n"));
            auto next = f.after(keys.back(), State::received);
            f.change([&](Submissions& all) {
                all.put_proposal(next.key, next.revision, next.proposed, one.document);
                all.move(next.key, 0, {State::submitted, SubmissionActor::member, "Ada", ""});
            });
        }
        f.change([&](Submissions& all) {
            for (const auto next : keys) all.move(next, 0, {State::accepted, SubmissionActor::curator, "Bo", ""});
        });
        for (const auto next : keys) CHECK(f.after(next, State::accepted).document == one.document);
        CHECK(catalog.history(one.document).size() == 3);
        CHECK(catalog.find(one.document, 2)->file_name == "first.md");
        CHECK(catalog.find(one.document)->file_name == "second.md");
        CHECK(f.is_in_index(one.document));
    }
    SECTION("what cannot be published goes back to its curators") {
        catalog.withdraw(one.document, "Bo", "superseded");
        const auto again = f.hand_in("kenya again.md", kReport);
        auto second = f.after(again, State::received);
        f.change([&](Submissions& all) { all.put_proposal(again, second.revision, second.proposed, one.document); });
        second = f.publish(again);
        CHECK(second.state == State::submitted);
        f.transactions.read([&](SqliteDatabase& database) {
            CHECK(Submissions(database).notes(again).back().text.find("is withdrawn") != std::string::npos);
        });
        CHECK_FALSE(f.is_in_index(one.document));
    }
    CHECK(f.troubles.empty());
}

TEST_CASE("a submission that cannot be read says why", "[follow]") {
    Followed f;
    struct Row {
        const char* name;
        std::string content;
        const char* reason;
    };
    const Row rows[] = {{"noise.pdf", std::string("%PDF-1.7\n\0\1\2", 12), "PDF"},
                        {"all.zip", zip_file({{"a.txt", "some words of a text"}}), "hand its files in one by one"}};
    for (const auto& row : rows) {
        INFO(row.name);
        const auto one = f.after(f.hand_in(row.name, row.content), State::received);
        CHECK(one.state == State::unreadable);
        INFO(one.reason);
        CHECK(one.reason.find(row.reason) != std::string::npos);
    }
}

TEST_CASE("publishing waits for another writer and is done once after a kill", "[follow]") {
    Followed f;
    const auto key = f.hand_in("kenya.md", kReport);
    f.after(key, State::received);
    {
        const WriterLock other(f.directory);
        f.change([&](Submissions& all) {
            all.move(key, 0, {State::submitted, SubmissionActor::member, "Ada", ""});
            all.move(key, 0, {State::accepted, SubmissionActor::curator, "Bo", ""});
        });
        for (int i = 0; i < 600 && f.troubles.empty(); ++i) std::this_thread::sleep_for(10ms);
        REQUIRE_FALSE(f.troubles.empty());
        CHECK(f.troubles[0].starts_with("index busy"));
    }
    const auto one = f.after(key, State::accepted);
    CHECK(one.state == State::published);
    // As if it had died before it could say so.
    f.transactions.write([&](SqliteDatabase& database) { database.run("UPDATE submission SET state = 'accepted' WHERE key = ?1", key); });
    CHECK(f.after(key, State::accepted).document == one.document);
    auto catalog = f.catalog();
    CHECK(catalog.counts().documents == 1);
    CHECK(catalog.counts().versions == 1);
}
