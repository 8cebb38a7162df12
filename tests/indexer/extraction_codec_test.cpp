#include <catch2/catch.hpp>

#include <random>

#include "indexer/extraction.h"
#include "schema/failure.h"

using namespace samling;

namespace {

Extraction full_extraction() {
    Extraction extraction;
    extraction.status = Extraction::Status::text;
    extraction.reason = "none";
    extraction.media_type = "application/pdf";
    extraction.extractor = "pdf/1";
    extraction.encoding = "UTF-8";
    extraction.truncated = true;
    extraction.cpu_seconds = 1.25;
    extraction.notes = {"one", ""};
    extraction.pictured = {2};
    auto& metadata = extraction.embedded;
    metadata.title = "Titel \xc3\xa6";
    metadata.abstract = "Abstract";
    metadata.creators = {{"Ada", "GB", ""}, {"Grace", "", "ngo"}};
    metadata.organisations = {{"UN", "", "un"}};
    metadata.date = {2020, 2, 0};
    metadata.identifiers = {{"doi", "10.1/x"}};
    metadata.of(TagField::theme) = {{"water", Origin::embedded, 0, {}}};
    metadata.of(TagField::language) = {{"da", Origin::rule, 0.5, {{1, 7, "og", "language"}}}};
    extraction.pages = {{"text\nand more", "iv", "da"}, {"", "", ""}};
    extraction.readings = {{3, 95, -1}, {0, 0, 88}};
    extraction.headings = {{1, 1, "Intro"}, {2, 3, "End"}};
    extraction.links = {{1, "https://example.org/", 0}, {2, "", 1}};
    return extraction;
}

bool refuses(std::string_view message) {
    try {
        decode_extraction(message);
    } catch (const Failure& failure) {
        return failure.code() == ErrorCode::corrupt_data;
    }
    return false;
}

} // namespace

TEST_CASE("what is encoded is decoded") {
    const auto before = full_extraction();
    const auto after = decode_extraction(encode(before));
    CHECK(after.status == before.status);
    CHECK(after.reason == before.reason);
    CHECK(after.media_type == before.media_type);
    CHECK(after.extractor == before.extractor);
    CHECK(after.encoding == before.encoding);
    CHECK(after.truncated);
    CHECK(after.cpu_seconds == before.cpu_seconds);
    CHECK(after.notes == before.notes);
    CHECK(after.embedded == before.embedded);
    CHECK(after.pages == before.pages);
    CHECK(after.readings == before.readings);
    REQUIRE(after.headings.size() == 2);
    CHECK(after.headings[1].text == "End");
    CHECK(after.headings[1].page == 2);
    CHECK(encode(after) == encode(before));
}

TEST_CASE("a message cut anywhere, or with anything behind it, is refused") {
    const std::string whole = encode(full_extraction());
    for (std::size_t length = 0; length < whole.size(); ++length)
        REQUIRE(refuses(whole.substr(0, length)));
    CHECK(refuses(whole + '\0'));
    CHECK(refuses("SXTR"));
    CHECK(refuses(std::string(1000, '\xff')));
}

TEST_CASE("values that encode never writes are refused") {
    auto extraction = full_extraction();
    const auto refused_with = [&](auto change) {
        auto changed = extraction;
        change(changed);
        return refuses(encode(changed));
    };
    CHECK(refused_with([](auto& e) { e.headings[0].page = 3; }));
    CHECK(refused_with([](auto& e) { e.headings[0].page = 0; }));
    CHECK(refused_with([](auto& e) { e.headings[0].level = -1; }));
    CHECK(refused_with([](auto& e) { e.status = static_cast<Extraction::Status>(7); }));
    CHECK(refused_with([](auto& e) { e.cpu_seconds = std::numeric_limits<double>::quiet_NaN(); }));
}

TEST_CASE("a lie about a length costs no memory") {
    std::string message = encode(full_extraction());
    for (std::size_t at = 0; at + 4 <= message.size(); ++at) {
        std::string lie = message;
        lie.replace(at, 4, "\xff\xff\xff\x7f");
        try {
            const auto decoded = decode_extraction(lie); // a number may have any value
            CHECK(encode(decoded).size() <= lie.size());
        } catch (const Failure& failure) {
            CHECK(failure.code() == ErrorCode::corrupt_data);
        }
    }
}

TEST_CASE("random damage is refused or harmless") {
    std::mt19937 random(7);
    const std::string whole = encode(full_extraction());
    for (int i = 0; i < 5000; ++i) {
        std::string message = whole;
        for (int flips = 0; flips < 3; ++flips)
            message[random() % message.size()] = static_cast<char>(random());
        try {
            decode_extraction(message);
        } catch (const Failure&) {
        }
    }
    SUCCEED();
}
