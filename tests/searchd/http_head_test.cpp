#include "searchd/net/chunked_body.h"
#include "searchd/net/head_parser.h"

#include <catch2/catch.hpp>

using namespace samling;

TEST_CASE("malformed heads are refused") {
    struct Row {
        std::string head;
        int status;
    };
    const auto row = GENERATE(values<Row>({
        {"GET / HTTP/1.1\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\nHost : a\r\n\r\n", 400},
        {"GET / HTTP/1.1\nHost: a\n\n", 400},
        {"GET / HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n", 400},
        {std::string("GET / HTTP/1.1\r\nHost: a\0b\r\n\r\n", 30), 400},
        {"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1, 1\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", 501},
        {"GET / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
        {"GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505},
        {"GET /\r\n\r\n", 400},
        {"G T / HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"GET http://a/ HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"GET /../etc HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"GET /%2e%2e/etc HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"GET /%00 HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"GET /" + std::string(129 * 1024, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n", 414},
    }));
    CAPTURE(row.head.substr(0, 80));
    const auto parsed = parse_head(row.head);
    REQUIRE(parsed.mistake);
    CHECK(parsed.mistake->status == row.status);
}

TEST_CASE("a good head is understood") {
    const auto parsed = parse_head("GET /documents/a%2Fb/pages/2?q=a+b%26c&q=%C3%A6&empty&x=%zz HTTP/1.1\r\nHost: a\r\nX-A: 1\r\nx-a: 2\r\n\r\n");
    REQUIRE_FALSE(parsed.mistake);
    CHECK(parsed.request.path == std::vector<std::string>{"documents", "a/b", "pages", "2"});
    CHECK(parsed.request.query == std::vector<std::pair<std::string, std::string>>{{"q", "a b&c"}, {"q", "æ"}, {"empty", ""}, {"x", "%zz"}});
    CHECK(parsed.request.header("x-a") == "1, 2");
    CHECK(parsed.framing.keep_alive);
    CHECK_FALSE(parse_head("GET / HTTP/1.0\r\n\r\n").framing.keep_alive);
    CHECK_FALSE(parse_head("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").framing.keep_alive);
}

TEST_CASE("the end of a head is found") {
    CHECK(head_end("GET / HTTP/1.1\r\nHost: a\r\n") == 0);
    CHECK(head_end("A\r\n\r\nrest") == 5);
    CHECK(head_end("A\n\nrest") == 3);
    const std::string head = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    for (std::size_t seen = 0; seen < head.size(); ++seen) CHECK(head_end(head, seen) == head.size());
}

TEST_CASE("chunked bodies come in any pieces") {
    const std::string sent = "4\r\nWiki\r\n6;x=y\r\npedia \r\n0\r\nTrailer: a\r\n\r\nNEXT";
    for (std::size_t piece = 1; piece <= sent.size(); ++piece) {
        ChunkedBody chunks(100);
        std::string input, body;
        auto state = ChunkedBody::State::more;
        std::size_t at = 0;
        while (state == ChunkedBody::State::more && at < sent.size()) {
            input += sent.substr(at, piece);
            at += piece;
            state = chunks.feed(input, body);
        }
        CHECK(state == ChunkedBody::State::done);
        CHECK(body == "Wikipedia ");
        CHECK(input + sent.substr(std::min(at, sent.size())) == "NEXT");
    }
}

TEST_CASE("bad chunks are refused") {
    struct Row {
        const char* sent;
        ChunkedBody::State state;
    };
    const auto row = GENERATE(values<Row>({{"x\r\n", ChunkedBody::State::malformed},
                                           {"-1\r\n", ChunkedBody::State::malformed},
                                           {"\r\n", ChunkedBody::State::malformed},
                                           {"2\r\nabc\r\n", ChunkedBody::State::malformed},
                                           {"ffffffffffffffffff\r\n", ChunkedBody::State::malformed},
                                           {"65\r\n", ChunkedBody::State::too_large}}));
    std::string input = row.sent, body;
    CHECK(ChunkedBody(100).feed(input, body) == row.state);
}
