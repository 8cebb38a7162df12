// What came whole, but was never asked about again.
#include "searchd/web/reception.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <future>
#include <thread>

#include "corpus/accounts.h"
#include "corpus/catalog.h"
#include "corpus/data_directory.h"
#include "corpus/submissions.h"
#include "corpus/utc_time.h"
#include "tests/support/scratch.h"

using namespace samling;
using namespace samling::test;

namespace {

/// A collection with one account, as searchd finds it when it starts.
struct Fixture {
    Fixture() {
        directory.create();
        Catalog(directory.catalog(), Catalog::Mode::write);
        visitor.viewer.account = transactions.write([](SqliteDatabase& database) { return Accounts(database).add("member@example.org", "member"); });
    }
    /// The member's upload of five bytes, of which `content` came before the server broke down.
    void begun(const std::string& name, const std::string& content) const {
        const auto id = transactions.write([&](SqliteDatabase& database) { return Uploads(database).add(upload(name), {}, seconds_now()).id; });
        std::filesystem::create_directories(directory.uploads());
        write_file(directory.uploads() / id, content);
    }
    Upload upload(const std::string& name) const { return {"", visitor.viewer.account, "tech-for-democracy", name, 5, 0, 0, 0}; }
    std::vector<Submission> submissions() const {
        return transactions.read([](SqliteDatabase& database) { return Submissions(database).list({}); });
    }
    /// Waits until only `wanted` parts are left, and returns how many are.
    std::size_t left(std::size_t wanted) const {
        const auto count = [&] { return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(directory.uploads()), {})); };
        for (int tries = 0; tries < 400 && count() != wanted; ++tries) std::this_thread::sleep_for(std::chrono::milliseconds(25));
        return count();
    }
    Scratch scratch;
    DataDirectory directory{scratch / "data"};
    CatalogTransactions transactions{directory.catalog()};
    ObjectStore objects{directory.objects()};
    Visitor visitor;
};

} // namespace

TEST_CASE("what came whole when the server broke down is kept, though its sender never asks again", "[uploads]") {
    const Fixture f;
    ObjectStore objects(f.directory.objects());
    f.begun("half.txt", "hal");
    for (const auto* name : {"first.txt", "second.txt"}) {
        f.begun(name, "whole");
        const Reception started(f.transactions, objects, PartFiles(f.directory.uploads()), {});
        CHECK(f.left(1) == 1); // what is half stays
    }
    const auto all = f.submissions();
    REQUIRE(all.size() == 2);
    CHECK(all[0].file_name == "second.txt");
    CHECK(all[1].file_name == "first.txt");
    CHECK(all[1].object == sha256("whole"));
}

TEST_CASE("neither the start nor who sends a file waits for a scanner that does not answer about another", "[uploads][attack]") {
    Fixture f;
    f.begun("whole.txt", "whole");
    std::promise<void> answers;
    std::atomic<int> asked = 0;
    UploadSettings settings;
    settings.harmful = [&, answer = answers.get_future().share()](const std::filesystem::path&) {
        ++asked;
        answer.wait();
        return std::string();
    };
    Reception started(f.transactions, f.objects, PartFiles(f.directory.uploads()), settings);
    for (int tries = 0; tries < 400 && asked == 0; ++tries) std::this_thread::sleep_for(std::chrono::milliseconds(25));
    CHECK(asked == 1);
    CHECK(started.begin(f.visitor, f.upload("new.txt")).offset == 0);
    CHECK(f.submissions().empty());
    answers.set_value();
    CHECK(f.left(1) == 1);
    CHECK(f.submissions().size() == 1);
}

TEST_CASE("an original that an indexer is removing is there for the submission that needs it", "[uploads][crash]") {
    Fixture f;
    std::atomic<int> current = 0;
    const auto content = [](int round) { return std::to_string(10000 + round); };
    std::thread indexer([&] {
        Catalog catalog(f.directory.catalog(), Catalog::Mode::write);
        ObjectStore objects(f.directory.objects());
        for (int round = 0; round >= 0; round = current)
            catalog.release_objects({sha256(content(round))}, [&](const std::string& object) { objects.remove(object); });
    });
    Reception reception(f.transactions, f.objects, PartFiles(f.directory.uploads()), {});
    for (; current < 100; ++current) {
        const auto id = reception.begin(f.visitor, f.upload("file.txt")).upload.id;
        write_file(f.directory.uploads() / id, content(current));
        CHECK(reception.look(f.visitor, id).upload.submission > 0);
    }
    current = -1;
    indexer.join();
    for (const auto& submission : f.submissions()) CHECK(f.objects.contains(submission.object));
}
