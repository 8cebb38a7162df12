// Power cuts while files come in: whatever was answered 2xx is there, whole, once.

#include <catch2/catch.hpp>

#include <Poco/Exception.h>
#include <atomic>
#include <chrono>
#include <csignal>
#include <map>
#include <random>
#include <thread>

#include "corpus/accounts.h"
#include "corpus/api_tokens.h"
#include "corpus/catalog_transactions.h"
#include "corpus/data_directory.h"
#include "corpus/object_store.h"
#include "corpus/submissions.h"
#include "corpus/utc_time.h"
#include "tests/e2e/programs.h"

using namespace samling;
using namespace samling::test;

namespace {

constexpr int kMoments = 50;

/// A member's script that sends one file after the other, some in one request and some in pieces, and remembers what was
/// answered 2xx as a whole.
class Sender {
public:
    Sender(std::string token, unsigned seed) : token_(std::move(token)), random_(seed) {}

    void run(const Daemon& daemon, const std::atomic<bool>& stop) {
        try {
            while (!stop) random_() % 2 == 0 ? send_whole(daemon) : send_in_pieces(daemon);
        } catch (const Poco::Exception&) { // the server is gone
        }
    }
    /// Digests of what arrived.
    const std::vector<std::string>& taken() const { return taken_; }

private:
    std::string text() {
        std::string text = "# File " + std::to_string(++number_) + " of " + std::to_string(random_()) + "\n\n";
        const auto size = 1000 + random_() % 300'000;
        while (text.size() < size) text += "word" + std::to_string(random_() % 1000) + " ";
        return text;
    }
    std::string ask(const Daemon& daemon, const std::string& line, const std::string& fields, const std::string& body) const {
        return daemon.raw(line + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: Bearer " + token_ + "\r\n" + fields +
                          "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
    }
    static bool is(const std::string& answer, const char* status) { return answer.starts_with(std::string("HTTP/1.1 ") + status); }

    void send_whole(const Daemon& daemon) {
        const auto content = text();
        if (is(ask(daemon, "POST /api/v1/uploads?name=whole.md", "", content), "201")) taken_.push_back(sha256(content));
    }
    void send_in_pieces(const Daemon& daemon) {
        constexpr auto kTus = "Tus-Resumable: 1.0.0\r\n";
        const auto content = text();
        const auto begun = ask(daemon, "POST /api/v1/uploads/tus", kTus + ("Upload-Length: " + std::to_string(content.size())) + "\r\nUpload-Metadata: filename cC5tZA==\r\n", "");
        const auto at = begun.find("\r\nLocation: ");
        if (!is(begun, "201") || at == std::string::npos) return;
        const auto address = begun.substr(at + 12, begun.find("\r\n", at + 2) - at - 12);
        for (std::size_t offset = 0; offset < content.size();) {
            const auto piece = content.substr(offset, 1 + random_() % 100'000);
            const auto answer = ask(daemon, "PATCH " + address, kTus + ("Upload-Offset: " + std::to_string(offset)) + "\r\nContent-Type: application/offset+octet-stream\r\n", piece);
            if (!is(answer, "204")) return;
            offset += piece.size();
        }
        taken_.push_back(sha256(content));
    }

    const std::string token_;
    std::mt19937 random_;
    int number_ = 0;
    std::vector<std::string> taken_;
};

} // namespace

TEST_CASE("killed at fifty random moments, searchd and its indexer lose no upload that was answered 2xx, and double none", "[uploads]") {
    const Scratch scratch;
    const auto data = scratch.path() / "data";
    write_file(scratch / "first.md", "# The first\n\nSome words to begin with.\n");
    REQUIRE(run_program("indexer", {"add", (scratch / "first.md").string(), "--data", data.string()}).status == 0);
    const DataDirectory directory(data);
    const CatalogTransactions transactions(directory.catalog());
    const auto token = transactions.write([](SqliteDatabase& database) {
        Accounts accounts(database);
        const auto key = accounts.add("mia@example.org", "Mia");
        accounts.set_password(key, "none that anybody knows");
        accounts.set_role(key, "tech-for-democracy", Role::member);
        return ApiTokens(database).add({0, key, "script", {"upload"}, seconds_now(), seconds_now() + 10'000, 0});
    });
    std::mt19937 random(20261124);
    Sender one(token, 1), two(token, 2);
    for (int moment = 0; moment < kMoments; ++moment) {
        Daemon daemon(data, {"--uploads_per_hour", "1000000"});
        std::atomic<bool> stop = false;
        std::jthread first([&] { one.run(daemon, stop); }), second([&] { two.run(daemon, stop); });
        std::this_thread::sleep_for(std::chrono::milliseconds(random() % 300));
        for (const auto follower : processes_with({"follow", "--with-parent", data.string()}))
            if (random() % 2 == 0) ::kill(follower, SIGKILL);
        daemon.stop(SIGKILL);
        stop = true;
    }

    auto taken = one.taken();
    taken.insert(taken.end(), two.taken().begin(), two.taken().end());
    CAPTURE(taken.size());
    CHECK(taken.size() > 20); // otherwise it showed nothing
    std::map<std::string, int> there;
    for (const auto& submission : transactions.read([](SqliteDatabase& database) {
             SubmissionFilter all;
             all.limit = 1'000'000;
             return Submissions(database).list(all);
         }))
        ++there[submission.object];
    const ObjectStore objects(directory.objects());
    for (const auto& digest : taken) {
        CAPTURE(digest);
        CHECK(there[digest] == 1);
        CHECK(sha256_file(objects.path(digest)) == digest);
    }
    for (const auto& [digest, count] : there) CHECK(count == 1);
    const auto verified = run_program("indexer", {"verify", "--data", data.string()});
    CAPTURE(verified.output);
    CHECK(verified.status == 0);
}
