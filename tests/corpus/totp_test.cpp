#include "corpus/totp.h"

#include <catch2/catch.hpp>

using namespace samling;

TEST_CASE("codes are those of RFC 6238", "[totp]") {
    // Appendix B, SHA-1; the last six of its eight digits.
    const std::string secret = "12345678901234567890";
    const std::pair<std::int64_t, const char*> rows[] = {{59, "287082"},         {1111111109, "081804"},  {1111111111, "050471"},
                                                         {1234567890, "005924"}, {2000000000, "279037"}, {20000000000, "353130"}};
    for (const auto& [seconds, code] : rows) {
        CAPTURE(seconds);
        CHECK(totp_code(secret, totp_step(seconds)) == code);
        CHECK(totp_match(secret, code, seconds, 0) == totp_step(seconds));
        CHECK(totp_match(secret, std::string(code).insert(3, " "), seconds + 30, 0) == totp_step(seconds));
        CHECK(totp_match(secret, code, seconds + 90, 0) == std::nullopt);
        CHECK(totp_match(secret, code, seconds, totp_step(seconds)) == std::nullopt); // used before
    }
    for (const auto* wrong : {"", "28708", "2870820", "28708x", "000000"}) CHECK(totp_match(secret, wrong, 59, 0) == std::nullopt);
    CHECK(base32("12345678901234567890") == "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    CHECK(base32("f") == "MY");
    CHECK(totp_address("f", "a b@x.org") == "otpauth://totp/Samling:a%20b%40x.org?secret=MY&issuer=Samling");
}
