#include "searchd/net/server.h"

#include <catch2/catch.hpp>
#include <memory>
#include <thread>

#include "tests/searchd/http_client.h"

using namespace samling;

namespace {

Response text(std::string body) {
    Response response;
    response.content_type = "text/plain; charset=utf-8";
    response.body = std::move(body);
    return response;
}

Response handle(const Request& request) {
    if (request.target == "/failure") throw Failure(ErrorCode::not_found, "not there");
    if (request.target == "/exception") throw std::runtime_error("our secret");
    if (request.target == "/number") throw 42;
    if (request.target == "/inject") {
        auto response = text("x");
        response.headers.emplace_back("X-A", "a\r\nSet-Cookie: b");
        return response;
    }
    if (request.target == "/slow") std::this_thread::sleep_for(std::chrono::milliseconds(300));
    if (request.target == "/long") return text(std::string(100'000, 'a'));
    return text(request.method + " " + request.target + " " + request.body);
}

ServerOptions options() {
    ServerOptions result;
    result.port = 0;
    result.threads = 2;
    result.body_bytes = 1000;
    result.head_deadline = std::chrono::milliseconds(400);
    result.body_deadline = std::chrono::milliseconds(400);
    return result;
}

} // namespace

TEST_CASE("every rung of the error ladder is an answer that tells nothing of our insides") {
    const Server server(options(), handle);
    struct Row {
        const char *target, *status;
    };
    for (const auto& [target, status] :
         {Row{"/failure", "404"}, Row{"/exception", "500"}, Row{"/number", "500"}, Row{"/inject", "500"}}) {
        CAPTURE(target);
        const auto answer = ask(server, get(target));
        CHECK(answer.starts_with(std::string("HTTP/1.1 ") + status));
        CHECK(answer.find("application/problem+json") != std::string::npos);
        CHECK(answer.find("secret") == std::string::npos);
        CHECK(answer.find("Set-Cookie") == std::string::npos);
    }
}

TEST_CASE("an unread or malformed body is never taken for a request") {
    const Server server(options(), handle);
    const auto two =
        ask(server, "GET /a HTTP/1.1\r\nHost: a\r\nContent-Length: 26\r\n\r\nGET /smuggled HTTP/1.1\r\n\r\n" +
                        get("/b"));
    CHECK(two.find("GET /a GET /smuggled") != std::string::npos);
    CHECK(two.find("GET /b") != std::string::npos);
    CHECK(two.find("200 OK", two.find("200 OK", two.find("200 OK") + 1) + 1) == std::string::npos);
    const auto refused =
        ask(server,
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n" +
                get("/b"));
    CHECK(refused.starts_with("HTTP/1.1 400"));
    CHECK(refused.find("/b") == std::string::npos);
}

TEST_CASE("pipelined requests are answered in order") {
    const Server server(options(), handle);
    const auto answers =
        ask(server, "GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n" + get("/3"));
    CHECK(answers.find("GET /1") < answers.find("GET /2"));
    CHECK(answers.find("GET /2") < answers.find("GET /3"));
    CHECK(answers.find("GET /3") != std::string::npos);
}

TEST_CASE("limits answer with their status") {
    const Server server(options(), handle);
    CHECK(ask(server, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1001\r\n\r\n")
              .starts_with("HTTP/1.1 413"));
    CHECK(ask(server, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n400\r\n")
              .starts_with("HTTP/1.1 413"));
    CHECK(ask(server, "GET / HTTP/1.1\r\nX: " + std::string(150'000, 'a')).starts_with("HTTP/1.1 431"));
    CHECK(ask(server, "GET / HTTP/1.1\r\nHo").starts_with("HTTP/1.1 408"));
    CHECK(ask(server, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc")
              .starts_with("HTTP/1.1 408"));
}

TEST_CASE("a body is read whole, chunked or not, after 100-continue") {
    const Server server(options(), handle);
    CHECK(ask(server, "POST /p HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: "
                      "chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n")
              .find("POST /p abc") != std::string::npos);
    Client client(server);
    client.send("POST /p HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 3\r\nExpect: "
                "100-continue\r\n\r\n");
    CHECK(client.receive("\r\n\r\n").starts_with("HTTP/1.1 100"));
    client.send("abc");
    CHECK(client.receive().find("POST /p abc") != std::string::npos);
}

TEST_CASE("HEAD has the head only, and text is compressed where it is taken") {
    const Server server(options(), handle);
    const auto head = ask(server, "HEAD /long HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    CHECK(head.find("Content-Length: 100000") != std::string::npos);
    CHECK(head.ends_with("\r\n\r\n"));
    const auto packed =
        ask(server, "GET /long HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAccept-Encoding: gzip\r\n\r\n");
    CHECK(packed.find("Content-Encoding: gzip") != std::string::npos);
    CHECK(packed.size() < 2000);
}

TEST_CASE("idle and dribbling clients take no thread") {
    auto patient = options();
    patient.head_deadline = std::chrono::seconds(20);
    const Server server(patient, handle);
    std::vector<std::unique_ptr<Client>> idle;
    for (int i = 0; i < 200; ++i) {
        idle.push_back(std::make_unique<Client>(server));
        if (i % 2 == 0) idle.back()->send("GET / HTTP/1.1\r\nHo"); // never goes on
    }
    for (int i = 0; i < 20; ++i)
        CHECK(ask(server, get("/victim")).find("GET /victim") != std::string::npos);
}

TEST_CASE("a connection too many gets a 503") {
    auto few = options();
    few.max_connections = 2;
    const Server server(few, handle);
    Client one(server), two(server);
    one.send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\n");
    two.send("GET /2 HTTP/1.1\r\nHost: a\r\n\r\n");
    one.receive("GET /1");
    two.receive("GET /2");
    const auto third = Client(server).receive();
    CHECK(third.starts_with("HTTP/1.1 503"));
    CHECK(third.find("Retry-After") != std::string::npos);
}

TEST_CASE("stopping finishes what runs") {
    Server server(options(), handle);
    Client client(server);
    client.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    server.stop();
    CHECK(client.receive("/slow").find("GET /slow") != std::string::npos);
}

TEST_CASE("a taken port is a clear failure") {
    const Server server(options(), handle);
    auto same = options();
    same.port = server.port();
    CHECK_THROWS_AS(Server(same, handle), Failure);
}
