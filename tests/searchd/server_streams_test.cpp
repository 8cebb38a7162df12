// Bodies that go to a file as they come, over a socket.
#include "searchd/net/server.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <future>
#include <iterator>
#include <mutex>
#include <thread>
#include <vector>

#include "tests/searchd/http_client.h"
#include "tests/support/scratch.h"

using namespace samling;

namespace {

constexpr std::uint64_t kMost = 8 * 1024 * 1024;

/// A server whose uploads go below scratch; what each brought is noted.
class Uploads {
public:
    explicit Uploads(std::size_t max_streams = 8) {
        ServerOptions options;
        options.port = 0;
        options.threads = 2;
        options.body_bytes = 1000;
        options.max_streams = max_streams;
        options.stream_deadline = std::chrono::milliseconds(600);
        options.stream_body = [this](const Request& head) { return head.target == "/upload" ? &stream_ : nullptr; };
        server_ = std::make_unique<Server>(options, [this](const Request& request) { return handle(request); });
    }

    struct Came {
        std::string bytes;
        bool complete;
    };
    /// Waits, for a line that breaks is noticed by another thread.
    std::vector<Came> came(std::size_t wanted) {
        for (int tries = 0; tries < 400; ++tries) {
            {
                const std::lock_guard lock(mutex_);
                if (came_.size() >= wanted) return came_;
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(25));
        }
        return {};
    }
    const Server& server() const { return *server_; }
    /// Files left behind; a body goes when its request does.
    std::size_t left() const {
        for (int tries = 0; tries < 400 && !std::filesystem::is_empty(scratch_.path()); ++tries)
            std::this_thread::sleep_for(std::chrono::milliseconds(25));
        return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(scratch_.path()), {}));
    }
    void lose_directory() { stream_.directory = scratch_.path() / "gone"; }

private:
    Response handle(const Request& request) {
        Response response;
        response.content_type = "text/plain";
        if (!request.streamed) {
            response.body = "in memory: " + request.body;
            return response;
        }
        std::ifstream file(request.streamed->path(), std::ios::binary);
        const std::lock_guard lock(mutex_);
        came_.push_back({std::string(std::istreambuf_iterator<char>(file), {}), request.streamed->is_complete()});
        response.body = "streamed " + std::to_string(request.streamed->size());
        return response;
    }

    test::Scratch scratch_;
    BodyStream stream_{scratch_.path(), kMost};
    std::mutex mutex_;
    std::vector<Came> came_;
    std::unique_ptr<Server> server_; // last: it uses the rest
};

std::string post(const std::string& target, const std::string& fields) {
    return "POST " + target + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + fields + "\r\n";
}

std::string noise(std::size_t bytes) {
    std::string text(bytes, 0);
    std::uint32_t state = 1;
    for (auto& c : text) c = static_cast<char>((state = state * 1664525 + 1013904223) >> 24);
    return text;
}

} // namespace

TEST_CASE("a body of megabytes goes to a file whole, counted or in chunks, and leaves nothing behind") {
    Uploads uploads;
    const auto body = noise(3 * 1024 * 1024 + 17);
    CHECK(ask(uploads.server(), post("/upload", "Content-Length: " + std::to_string(body.size()) + "\r\n") + body).find("streamed 3145745") != std::string::npos);
    std::string chunked;
    for (std::size_t at = 0; at < body.size(); at += 70'001) {
        const auto piece = body.substr(at, 70'001);
        char size[16];
        std::snprintf(size, sizeof size, "%zx\r\n", piece.size());
        chunked += size + piece + "\r\n";
    }
    CHECK(ask(uploads.server(), post("/upload", "Transfer-Encoding: chunked\r\n") + chunked + "0\r\n\r\n").find("streamed 3145745") != std::string::npos);
    const auto came = uploads.came(2);
    REQUIRE(came.size() == 2);
    for (const auto& one : came) {
        CHECK(one.complete);
        CHECK(one.bytes == body);
    }
    CHECK(uploads.left() == 0);
    CHECK(ask(uploads.server(), post("/form", "Content-Length: 3\r\n") + "a=b").find("in memory: a=b") != std::string::npos);
    CHECK(ask(uploads.server(), post("/upload", "Content-Length: 0\r\n")).find("streamed 0") != std::string::npos);
}

TEST_CASE("a body that is too large is refused before it is sent, and one that grows too large while it is") {
    Uploads uploads;
    Client client(uploads.server());
    client.send(post("/upload", "Expect: 100-continue\r\nContent-Length: " + std::to_string(kMost + 1) + "\r\n"));
    CHECK(client.receive().starts_with("HTTP/1.1 413"));
    CHECK(ask(uploads.server(), post("/upload", "Transfer-Encoding: chunked\r\n") + "800001\r\n").starts_with("HTTP/1.1 413"));
    CHECK(ask(uploads.server(), post("/form", "Content-Length: 1001\r\n")).starts_with("HTTP/1.1 413"));
    CHECK(uploads.left() == 0);
}

TEST_CASE("when the line breaks or falls silent, what came is handed over as a beginning") {
    Uploads uploads;
    {
        Client client(uploads.server());
        client.send(post("/upload", "Content-Length: 100\r\n") + "the beginning");
    }
    auto came = uploads.came(1);
    REQUIRE(came.size() == 1);
    CHECK_FALSE(came[0].complete);
    CHECK(came[0].bytes == "the beginning");
    Client silent(uploads.server());
    silent.send(post("/upload", "Content-Length: 100\r\n") + "then silence");
    came = uploads.came(2);
    REQUIRE(came.size() == 2);
    CHECK_FALSE(came[1].complete);
    CHECK(came[1].bytes == "then silence");
    CHECK(ask(uploads.server(), post("/upload", "Content-Length: 100\r\n")).starts_with("HTTP/1.1 408")); // nothing came at all
    CHECK(uploads.left() == 0);
}

TEST_CASE("more bodies at once than are let through, and a disk that takes none, are told to come again") {
    Uploads uploads(1);
    Client first(uploads.server());
    first.send(post("/upload", "Content-Length: 100\r\nExpect: 100-continue\r\n"));
    REQUIRE(first.receive("\r\n\r\n").starts_with("HTTP/1.1 100"));
    CHECK(ask(uploads.server(), post("/upload", "Content-Length: 100\r\n")).starts_with("HTTP/1.1 503"));
    first.send(std::string(100, 'x'));
    CHECK(first.receive().find("streamed 100") != std::string::npos);
    uploads.lose_directory();
    CHECK(ask(uploads.server(), post("/upload", "Content-Length: 1\r\n") + "x").starts_with("HTTP/1.1 503"));
}
