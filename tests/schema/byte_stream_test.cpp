#include "schema/byte_stream.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "schema/failure.h"

using namespace samling;

TEST_CASE("numbers come back as they were written", "[byte_stream]") {
    const std::uint64_t numbers[] = {0, 1, 127, 128, 16383, 16384, 1ull << 62, 1ull << 63, ~0ull};
    const std::int64_t signed_numbers[] = {0,
                                           -1,
                                           1,
                                           -64,
                                           64,
                                           std::numeric_limits<std::int64_t>::min(),
                                           std::numeric_limits<std::int64_t>::max()};
    ByteWriter out;
    for (const auto number : numbers)
        out.number(number);
    for (const auto number : signed_numbers)
        out.signed_number(number);
    const std::string bytes = out.take();
    ByteReader in(bytes, "test");
    for (const auto number : numbers)
        CHECK(in.number() == number);
    for (const auto number : signed_numbers)
        CHECK(in.signed_number() == number);
    in.finish();
}

TEST_CASE("texts and reals come back bit by bit", "[byte_stream]") {
    const std::string texts[] = {"", "a", std::string("\0x\0", 3), "\xff\xfe", std::string(1000, 'y')};
    const double reals[] = {0.0, -0.0, 1.5, -1e300, std::numeric_limits<double>::infinity(), 5e-324};
    ByteWriter out;
    for (const auto& text : texts)
        out.text(text);
    for (const double real : reals)
        out.real(real);
    out.real(std::nan(""));
    const std::string bytes = out.take();
    ByteReader in(bytes, "test");
    for (const auto& text : texts)
        CHECK(in.text() == text);
    for (const double real : reals) {
        const double got = in.real();
        CHECK(got == real);
        CHECK(std::signbit(got) == std::signbit(real));
    }
    CHECK(std::isnan(in.real()));
    in.finish();
}

TEST_CASE("bytes that make no sense are refused with a name", "[byte_stream]") {
    struct Row {
        const char* what;
        std::string bytes;
        void (*read)(ByteReader&);
    };
    const Row rows[] = {
        {"no number", "", [](ByteReader& in) { in.number(); }},
        {"a number that ends too early", "\x80", [](ByteReader& in) { in.number(); }},
        {"a number of eleven bytes", std::string(10, '\xff') + "\x01", [](ByteReader& in) { in.number(); }},
        {"a number of 65 bits", std::string(9, '\xff') + "\x02", [](ByteReader& in) { in.number(); }},
        {"an int beyond an int", "\x80\x80\x80\x80\x10", [](ByteReader& in) { in.integer(); }},
        {"half a real", "1234567", [](ByteReader& in) { in.real(); }},
        {"a text longer than the rest",
         "\x05"
         "abcd",
         [](ByteReader& in) { in.text(); }},
        {"a text of 2^63 bytes", std::string(9, '\x80') + "\x01", [](ByteReader& in) { in.text(); }},
        {"more items than bytes",
         "\x03"
         "ab",
         [](ByteReader& in) { in.count(); }},
        {"bytes left over", "a", [](ByteReader& in) { in.finish(); }},
    };
    for (const auto& row : rows) {
        INFO(row.what);
        ByteReader in(row.bytes, "the thing");
        try {
            row.read(in);
            FAIL("was accepted");
        } catch (const Failure& failure) {
            CHECK(failure.code() == ErrorCode::corrupt_data);
            CHECK(std::string(failure.what()).starts_with("the thing cannot be decoded: "));
        }
    }
}
