// Clients that are slow, greedy, many or malicious.
#include "searchd/net/server.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <future>
#include <memory>
#include <thread>

#include "tests/searchd/http_client.h"

using namespace samling;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view kSmuggled = "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n";

Response echo(const Request& request) {
    Response response;
    response.content_type = "text/plain";
    response.body = request.method + " " + request.target + " " + request.body;
    return response;
}

ServerOptions options() {
    ServerOptions result;
    result.port = 0;
    result.threads = 2;
    return result;
}

std::string post(const std::string& fields, const std::string& body) {
    return "POST /post HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n" + body;
}

} // namespace

TEST_CASE("nothing behind a message with doubtful framing is read as a request") {
    std::atomic<int> handled = 0;
    const Server server(options(), [&](const Request& request) {
        ++handled;
        return echo(request);
    });
    struct Row {
        std::string bytes;
        int status;
    };
    const Row rows[] = {
        {post("Content-Length: 3\r\nContent-Length: 0\r\n", ""), 400},
        {post("Content-Length: 3, 3\r\n", ""), 400},
        {post("Content-Length: +3\r\n", ""), 400},
        {post("Content-Length: 0x3\r\n", ""), 400},
        {post("Content-Length: 99999999999999999999\r\n", ""), 400},
        {post("Content-Length : 3\r\n", ""), 400},
        {post("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", ""), 400},
        {post("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n", ""), 400},
        {post("Transfer-Encoding: xchunked\r\n", ""), 501},
        {post("Transfer-Encoding: chunked, chunked\r\n", ""), 501},
        {post("Transfer-Encoding:\x0b"
              "chunked\r\n",
              ""),
         400},
        {post("Transfer-Encoding\r\n : chunked\r\n", ""), 400},
        {post("X: a\nContent-Length: 3\r\n", ""), 400},
        {post("X: a\rContent-Length: 3\r\n", ""), 400},
        {post("Transfer-Encoding: chunked\r\n", "0x1\r\na\r\n"), 400},
        {post("Transfer-Encoding: chunked\r\n", "1 \r\na\r\n"), 400},
        {post("Transfer-Encoding: chunked\r\n", "1;x\n\r\na\r\n"), 400},
        {post("Transfer-Encoding: chunked\r\n", "1\nab\r\n0\r\n\r\n"), 400},
        {post("Transfer-Encoding: chunked\r\n", "1\r\nab\r\n0\r\n\r\n"), 400},
        {post("Transfer-Encoding: chunked\r\n", "ffffffffffffffff1\r\n"), 400},
        {"GET / HTTP/1.1\r\nHost: a\"<b>\r\n\r\n", 400},
        {"GET /%01.%02./etc HTTP/1.1\r\nHost: a\r\n\r\n", 400},
    };
    for (const auto& row : rows) {
        CAPTURE(row.bytes);
        const auto answer = ask(server, row.bytes + std::string(kSmuggled));
        CHECK(answer.starts_with("HTTP/1.1 " + std::to_string(row.status)));
        CHECK(answer.find("\"status\":" + std::to_string(row.status)) != std::string::npos);
        CHECK(answer.find("Connection: close") != std::string::npos);
    }
    CHECK(handled == 0);
}

TEST_CASE("slow and idle clients keep no one waiting") {
    const Server server(options(), echo);
    std::vector<std::unique_ptr<Client>> dribbling, idle;
    for (int i = 0; i < 200; ++i) {
        dribbling.push_back(std::make_unique<Client>(server));
        idle.push_back(std::make_unique<Client>(server));
        idle.back()->send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        idle.back()->receive("GET /");
    }
    const std::string head = "GET /slow HTTP/1.1\r\n";
    for (const char byte : head) {
        for (auto& client : dribbling)
            client->send({byte});
        const auto start = std::chrono::steady_clock::now();
        CHECK(ask(server, get("/victim")).find("GET /victim") != std::string::npos);
        CHECK(std::chrono::steady_clock::now() - start < 5s); // the deadlines are later than that
    }
}

TEST_CASE("a body that dribbles meets the deadline of the whole body") {
    auto strict = options();
    strict.body_deadline = 300ms;
    const Server server(strict, echo);
    Client client(server);
    client.send(post("Content-Length: 1000\r\n", ""));
    const auto start = std::chrono::steady_clock::now();
    std::jthread dribble([&](const std::stop_token& stop) {
        while (!stop.stop_requested()) {
            try {
                client.send("x");
            } catch (const Poco::Exception&) {
                return; // the server has closed
            }
            std::this_thread::sleep_for(20ms);
        }
    });
    CHECK(client.receive("\r\n\r\n").starts_with("HTTP/1.1 408"));
    CHECK(std::chrono::steady_clock::now() - start >= 300ms);
}

TEST_CASE("a body of tiny chunks or a flood of empty lines costs no more than its bytes") {
    const Server server(options(), echo);
    std::string chunks;
    for (int i = 0; i < 300'000; ++i)
        chunks += "1\r\nx\r\n";
    CHECK(ask(server, post("Connection: close\r\nTransfer-Encoding: chunked\r\n", chunks + "0\r\n\r\n"))
              .starts_with("HTTP/1.1 200"));
    std::string lines;
    for (int i = 0; i < 500'000; ++i)
        lines += "\r\n";
    CHECK(ask(server, lines + get("/after")).find("GET /after") != std::string::npos);
}

TEST_CASE("when the queue is full the answer is a 503 at once") {
    auto narrow = options();
    narrow.threads = 1;
    narrow.max_queued = 1;
    std::promise<void> release;
    const auto released = release.get_future().share();
    std::atomic<int> running = 0;
    const Server server(narrow, [&](const Request& request) {
        ++running;
        released.wait();
        return echo(request);
    });
    Client first(server), second(server);
    first.send(get("/1"));
    while (running == 0)
        std::this_thread::sleep_for(1ms);
    second.send(get("/2"));
    std::string refused;
    // The second may not have been read yet when the third comes: then that one waits, and the next is
    // refused.
    std::vector<std::unique_ptr<Client>> others;
    for (int i = 0; i < 3; ++i) {
        others.push_back(std::make_unique<Client>(server));
        others.back()->send(get("/n"));
    }
    std::this_thread::sleep_for(100ms);
    release.set_value();
    int refusals = 0;
    for (auto& client : others) {
        const auto answer = client->receive();
        if (!answer.starts_with("HTTP/1.1 503")) continue;
        ++refusals;
        CHECK(answer.find("Retry-After") != std::string::npos);
    }
    CHECK(refusals >= 2);
    CHECK(first.receive().find("GET /1") != std::string::npos);
}

TEST_CASE("ten thousand connections come and go") {
    const Server server(options(), echo);
    std::atomic<int> good = 0;
    {
        std::vector<std::jthread> clients;
        for (int t = 0; t < 4; ++t)
            clients.emplace_back([&] {
                for (int i = 0; i < 2500; ++i) {
                    if (i % 5 == 0) Client(server).send("GET / HT"); // gone in the middle
                    if (i % 5 != 0 || ask(server, get("/x")).find("GET /x") != std::string::npos) ++good;
                    if (i % 5 != 0) Client{server};
                }
            });
    }
    CHECK(good == 10'000);
}

TEST_CASE("handlers and errors are told to the log, and a log that throws harms nothing") {
    auto logged = options();
    std::atomic<int> answers = 0, failures = 0;
    logged.on_answer = [&](const Request&, int, std::size_t, std::chrono::microseconds) {
        ++answers;
        throw std::runtime_error("the disk is full");
    };
    logged.on_failure = [&](const std::string& what, const Request* request) {
        if (what == "our secret" && request) ++failures;
        throw 1;
    };
    logged.on_error = [](const Failure&, const Request*) -> Response { throw 2; };
    const Server server(logged, [](const Request&) -> Response { throw std::runtime_error("our secret"); });
    CHECK(ask(server, get("/")).starts_with("HTTP/1.1 500"));
    CHECK(ask(server, "nonsense\r\n\r\n").starts_with("HTTP/1.1 400"));
    CHECK(answers == 2);
    CHECK(failures == 1);
}

TEST_CASE("stopping cuts off a handler that does not end") {
    auto hasty = options();
    hasty.stop_deadline = 200ms;
    std::promise<void> release;
    const auto released = release.get_future().share();
    std::atomic<bool> runs = false;
    Server server(hasty, [&](const Request& request) {
        runs = true;
        released.wait();
        return echo(request);
    });
    Client client(server);
    client.send(get("/"));
    while (!runs)
        std::this_thread::sleep_for(1ms);
    server.stop();
    CHECK(client.receive().empty());
    release.set_value();
}
