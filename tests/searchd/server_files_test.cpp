// Answers from files, conditions, ranges and codings, over a socket.
#include "searchd/net/server.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <memory>

#include "tests/searchd/http_client.h"

using namespace samling;

namespace {

constexpr std::size_t kLarge = 32 * 1024 * 1024;

/// A folder with a small file, a large and an empty one, that goes with the test.
struct Files {
    Files() : folder(std::filesystem::temp_directory_path() / ("samling-net-" + std::to_string(::getpid()))) {
        std::filesystem::create_directories(folder);
        std::ofstream(folder / "small") << "0123456789";
        std::ofstream(folder / "empty");
        std::ofstream(folder / "large") << std::string(kLarge, 'x');
    }
    ~Files() { std::filesystem::remove_all(folder); }
    std::filesystem::path folder;
};

Handler serve(const Files& files) {
    return [&files](const Request& request) {
        Response response;
        response.content_type = "text/plain";
        response.headers.emplace_back("ETag", "\"tag\"");
        if (request.path.at(0) == "text")
            response.body = std::string(5000, 'a');
        else
            response.file = files.folder / request.path.at(0);
        return response;
    };
}

ServerOptions options() {
    ServerOptions result;
    result.port = 0;
    result.threads = 2;
    return result;
}

std::string request(const std::string& start, const std::string& fields) {
    return start + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + fields + "\r\n";
}

std::string body_of(const std::string& answer) {
    return answer.substr(std::min(answer.size(), answer.find("\r\n\r\n") + 4));
}

} // namespace

TEST_CASE("ranges of a file") {
    const Files files;
    const Server server(options(), serve(files));
    struct Row {
        std::string start, range;
        int status;
        std::string body, content_range;
    };
    const Row rows[] = {
        {"GET /small", "", 200, "0123456789", ""},
        {"GET /small", "Range: bytes=2-4\r\n", 206, "234", "bytes 2-4/10"},
        {"GET /small", "Range: bytes=7-\r\n", 206, "789", "bytes 7-9/10"},
        {"GET /small", "Range: bytes=-3\r\n", 206, "789", "bytes 7-9/10"},
        {"GET /small", "Range: bytes=-99\r\n", 206, "0123456789", "bytes 0-9/10"},
        {"GET /small", "Range: bytes=5-99\r\n", 206, "56789", "bytes 5-9/10"},
        {"GET /small", "Range: bytes=10-\r\n", 416, "", "bytes */10"},
        {"GET /small", "Range: bytes=-0\r\n", 416, "", "bytes */10"},
        {"GET /small", "Range: bytes=4-2\r\n", 200, "0123456789", ""},
        {"GET /small", "Range: bytes=1-x\r\n", 200, "0123456789", ""},
        {"GET /small", "Range: bytes=-\r\n", 200, "0123456789", ""},
        {"GET /small", "Range: bytes=0-1,3-4\r\n", 200, "0123456789", ""},
        {"GET /small", "Range: lines=1-2\r\n", 200, "0123456789", ""},
        {"GET /small", "Range: bytes=2-4\r\nIf-Range: \"tag\"\r\n", 200, "0123456789", ""},
        {"HEAD /small", "", 200, "", ""},
        {"GET /empty", "", 200, "", ""},
        {"GET /empty", "Range: bytes=0-\r\n", 416, "", "bytes */0"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.start, row.range);
        const auto answer = ask(server, request(row.start, row.range));
        CHECK(answer.starts_with("HTTP/1.1 " + std::to_string(row.status)));
        CHECK(body_of(answer) == row.body);
        CHECK((answer.find("Content-Range: " + row.content_range) != std::string::npos) ==
              !row.content_range.empty());
    }
    CHECK(ask(server, request("HEAD /small", "")).find("Content-Length: 10\r\n") != std::string::npos);
    CHECK(ask(server, request("GET /missing", "")).starts_with("HTTP/1.1 404"));
    CHECK(ask(server, request("GET /missing", "")).find("samling-net") == std::string::npos);
}

TEST_CASE("a client that has the answer gets a 304") {
    const Files files;
    const Server server(options(), serve(files));
    struct Row {
        std::string start, condition;
        int status;
    };
    const Row rows[] = {
        {"GET /small", "\"tag\"", 304},  {"GET /text", "\"tag\"", 304},        {"HEAD /text", "\"tag\"", 304},
        {"GET /text", "W/\"tag\"", 304}, {"GET /text", "\"a\", \"tag\"", 304}, {"GET /text", "*", 304},
        {"GET /text", "\"other\"", 200}, {"GET /text", "\"tag\"x", 200},       {"POST /text", "\"tag\"", 200},
    };
    for (const auto& row : rows) {
        CAPTURE(row.start, row.condition);
        const auto answer = ask(server, request(row.start, "If-None-Match: " + row.condition + "\r\n"));
        CHECK(answer.starts_with("HTTP/1.1 " + std::to_string(row.status)));
        CHECK((row.status == 200 || body_of(answer).empty()));
        CHECK(answer.find("ETag: \"tag\"") != std::string::npos);
    }
}

TEST_CASE("gzip goes to whoever takes it, with a tag of its own kind") {
    const Files files;
    const Server server(options(), serve(files));
    struct Row {
        std::string accepted;
        bool packed;
    };
    const Row rows[] = {{"gzip", true},        {"deflate, gzip;q=0.5", true},
                        {"*", true},           {"gzip;q=0", false},
                        {"gzip;q=0.0", false}, {"br", false},
                        {"xgzip", false},      {"", false}};
    for (const auto& row : rows) {
        CAPTURE(row.accepted);
        const auto answer = ask(server, request("GET /text", "Accept-Encoding: " + row.accepted + "\r\n"));
        CHECK((answer.find("Content-Encoding: gzip") != std::string::npos) == row.packed);
        CHECK((answer.find("ETag: W/\"tag\"") != std::string::npos) == row.packed);
        CHECK(answer.find("Vary: Accept-Encoding") != std::string::npos);
    }
}

TEST_CASE("a large file goes whole, slowly to some, and keeps no one waiting") {
    const Files files;
    const Server server(options(), serve(files));
    CHECK(body_of(ask(server, request("GET /large", ""))).size() == kLarge);
    std::vector<std::unique_ptr<Client>> slow;
    for (int i = 0; i < 20; ++i) {
        slow.push_back(std::make_unique<Client>(server));
        slow.back()->send(request("GET /large", ""));
        slow.back()->receive("\r\n\r\n"); // and then reads no more
    }
    for (int i = 0; i < 20; ++i)
        CHECK(body_of(ask(server, request("GET /small", ""))) == "0123456789");
}

TEST_CASE("a client that leaves during a download takes nothing with it") {
    const Files files;
    const Server server(options(), serve(files));
    for (int i = 0; i < 20; ++i) {
        Client client(server);
        client.send(request("GET /large", ""));
        client.receive("\r\n\r\n");
    }
    CHECK(body_of(ask(server, request("GET /small", ""))) == "0123456789");
}
