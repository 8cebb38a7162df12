#include "searchd/net/frontage.h"

#include <catch2/catch.hpp>

#include "schema/failure.h"

using namespace samling;

namespace {

Request from(const std::string& remote, const std::string& forwarded_for, const std::string& proto = "") {
    Request request;
    request.remote = remote;
    request.headers["host"] = "inside:8080";
    if (!forwarded_for.empty()) request.headers["x-forwarded-for"] = forwarded_for;
    if (!proto.empty()) request.headers["x-forwarded-proto"] = proto;
    return request;
}

} // namespace

TEST_CASE("what proxies say is believed of trusted ones alone", "[frontage]") {
    const Frontage frontage("", "127.0.0.1, 10.0.0.0/8 ,2001:db8::/33");
    struct Row {
        const char *remote, *forwarded_for, *proto, *client;
        bool secure;
    };
    const Row rows[] = {{"192.0.2.9", "", "", "192.0.2.9", false},
                        {"192.0.2.9", "198.51.100.1", "https", "192.0.2.9", false}, // anybody could say so
                        {"127.0.0.1", "198.51.100.1", "https", "198.51.100.1", true},
                        {"::ffff:127.0.0.1", "198.51.100.1", "https", "198.51.100.1", true},
                        {"127.0.0.1", "198.51.100.1, 10.1.2.3", "https", "198.51.100.1", true},
                        {"127.0.0.1", "203.0.113.66, 198.51.100.1", "https", "198.51.100.1", true}, // the first was made up
                        {"127.0.0.1", "unknown", "http", "127.0.0.1", false},
                        {"127.0.0.1", "x' OR 1=1", "", "127.0.0.1", false},
                        {"127.0.0.1", "198.51.100.1", "https, http", "198.51.100.1", false},
                        {"2001:db8:7fff::1", "198.51.100.1", "https", "198.51.100.1", true},
                        {"2001:db8:8000::1", "198.51.100.1", "https", "2001:db8:8000::1", false}};
    for (const auto& row : rows) {
        CAPTURE(row.remote, row.forwarded_for);
        const auto request = from(row.remote, row.forwarded_for, row.proto);
        CHECK(frontage.client_address(request) == row.client);
        CHECK(frontage.is_secure(request) == row.secure);
        CHECK(frontage.origin(request) == (row.secure ? "https://inside:8080" : "http://inside:8080"));
    }
    const Frontage known("https://library.example/", "");
    CHECK(known.is_secure(from("192.0.2.9", "")));
    CHECK(known.origin(from("192.0.2.9", "")) == "https://library.example");
    for (const auto* url : {"library.example", "ftp://x", "https://", "https://a/b", "https://a\"b", "javascript:x"}) CHECK_THROWS_AS(Frontage(url, ""), Failure);
    for (const auto* proxies : {"name", "10.0.0.0/33", "10.0.0.0/x", "10.0.0.0/-1", "1.2.3.4.5"}) CHECK_THROWS_AS(Frontage("", proxies), Failure);
    CHECK(address_block("2001:db8::1") == address_block("2001:db8::ffff:2"));
    CHECK(address_block("2001:db8::1") != address_block("2001:db8:0:1::1"));
    CHECK(address_block("192.0.2.1") != address_block("192.0.2.2"));
}
