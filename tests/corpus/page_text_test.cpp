#include "corpus/page_text.h"

#include <catch2/catch.hpp>
#include <random>

#include "tests/support/scratch.h"

using namespace samling;
using samling::test::failure_of;

namespace {

std::string noise(std::size_t size) {
    std::mt19937 random(5);
    std::string text(size, '\0');
    for (char& c : text)
        c = static_cast<char>(random());
    return text;
}

std::string words(std::size_t size) {
    std::string text;
    while (text.size() < size)
        text += "civil society under pressure ";
    return text;
}

} // namespace

TEST_CASE("a page comes back byte for byte", "[page_text]") {
    PageTextCodec codec;
    const std::string texts[] = {"",        "a",         std::string("\0\xff\0", 3),
                                 words(63), words(64),   words(3000),
                                 noise(64), noise(5000), words(5'000'000)};
    for (int round = 0; round < 2; ++round) { // the contexts are used again
        for (const auto& text : texts) {
            const auto blob = codec.encode(text);
            CHECK(codec.decode(blob) == text);
            CHECK(blob.size() <= text.size() + 1);
        }
    }
    CHECK(codec.encode(words(3000)).size() < 300);
}

TEST_CASE("the two encodings stay as they are", "[page_text]") {
    PageTextCodec codec;
    CHECK(codec.encode("abc") == std::string("\0abc", 4));
    CHECK(codec.decode(std::string("\0abc", 4)) == "abc");
    // 300 times 'x' as zstd 1.5.4 made it.
    const std::string stored(
        "\x01\x28\xb5\x2f\xfd\x64\x2c\x00\x4d\x00\x00\x10\x78\x78\x01\x00\x27\x2a\xc0\x02\xbf\xd5"
        "\x0f\xc8",
        24);
    CHECK(codec.decode(stored) == std::string(300, 'x'));
}

TEST_CASE("a damaged page is corrupt data", "[page_text]") {
    PageTextCodec codec;
    const std::string good = codec.encode(words(3000));
    REQUIRE(good[0] == 1);
    // A frame that promises 2^60 bytes.
    const std::string bomb("\x01\x28\xb5\x2f\xfd\xe0\0\0\0\0\0\0\0\x10\x01\0\0", 17);
    for (const std::string& bad : {std::string(), "\x02" + good.substr(1), std::string("\x01"),
                                   std::string("\x01xxxxxxxx"), good + good.substr(1), bomb})
        CHECK(failure_of([&] { codec.decode(bad); }).starts_with("corrupt-data: "));
    for (std::size_t size = 1; size < good.size(); ++size)
        CHECK(failure_of([&] { codec.decode(good.substr(0, size)); }).starts_with("corrupt-data: "));
    for (std::size_t i = 1; i < good.size(); ++i) {
        std::string bad = good;
        bad[i] ^= 1;
        CAPTURE(i);
        std::string text = words(3000); // an unused bit of the header may change without harm
        CHECK((failure_of([&] { text = codec.decode(bad); }).starts_with("corrupt-data: ") ||
               text == words(3000)));
    }
    CHECK(codec.decode(good) == words(3000)); // no damage to the codec
}

TEST_CASE("no page is longer than the limit", "[page_text]") {
    PageTextCodec codec;
    const std::string most(PageTextCodec::kMaxText, 'x');
    CHECK(codec.decode(codec.encode(most)) == most);
    CHECK(failure_of([&] { codec.encode(most + 'x'); }).starts_with("too-large: "));
}
