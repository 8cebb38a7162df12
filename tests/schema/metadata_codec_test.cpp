#include "schema/metadata_codec.h"

#include <catch2/catch.hpp>
#include <limits>
#include <random>

#include "schema/failure.h"

using namespace samling;

namespace {

Metadata full() {
    Metadata m;
    m.id = "a-1";
    m.title = "Überwachung — المراقبة";
    m.subtitle = "子";
    m.abstract = "First.\n\nSecond.";
    m.creators = {{"Ann", "KE", "academia"}, {"", "", ""}};
    m.organisations = {{"Samling", "DK", "civil-society"}};
    m.date = {2022, 11, 9};
    m.identifiers = {{"doi", "10.1000/182"}, {"other", std::string("\0", 1)}};
    m.licence = "CC-BY-4.0";
    m.rights = "© us";
    m.source_url = "https://example.org/?a=b&c";
    m.visibility = Visibility::coalition;
    m.embargo = {2027, 2, 28};
    for (const auto& row : kTagFields)
        m.of(row.field) = {{"code-" + std::string(row.name), Origin::person, 0, {}}};
    m.of(TagField::region).push_back({"KE", Origin::rule, 4.5, {{3, 120, "Kenya", "r1"}, {-1, ~0u, "", ""}}});
    m.of(TagField::theme).push_back({"x", Origin::embedded, -0.25, {}});
    return m;
}

std::vector<Metadata> cases() {
    Metadata odd;
    odd.title = std::string("\xff\xc0\0 not UTF-8", 14);
    odd.date = {std::numeric_limits<int>::max(), std::numeric_limits<int>::min(), -1};
    Metadata large;
    large.abstract = std::string(3'000'000, 'x');
    large.creators.assign(5'000, {"name", "DK", "media"});
    return {Metadata{}, full(), odd, large};
}

/// Decodes or throws corrupt_data; anything else fails the test.
bool is_refused(std::string_view bytes) {
    try {
        decode_metadata(bytes);
        return false;
    } catch (const Failure& failure) {
        CHECK(failure.code() == ErrorCode::corrupt_data);
        return true;
    }
}

} // namespace

TEST_CASE("every record comes back as it was", "[metadata_codec]") {
    for (const auto& metadata : cases())
        CHECK(decode_metadata(encode_metadata(metadata)) == metadata);
}

TEST_CASE("what is stored stays readable", "[metadata_codec]") {
    // Encodings 1 and 2 of a record with an id, a date and one tag, byte for byte. If this fails, catalogs cannot be
    // read.
    const std::string first("\x01\x02id\0\0\0\0\0\0\0\0\xcc\x1f\x16\0\0\x01\x05theme\x01\x01t\x06person"
                             "\0\0\0\0\0\0\0\0\0",
                             43);
    Metadata expected;
    expected.id = "id";
    expected.date = {2022, 11, 0};
    expected.of(TagField::theme) = {{"t", Origin::person, 0, {}}};
    CHECK(decode_metadata(first) == expected);
    const auto second = '\x02' + first.substr(1) + std::string("\x06public\0\0\0", 10);
    CHECK(encode_metadata(expected) == second);
    CHECK(decode_metadata(second) == expected);
}

TEST_CASE("a record cut short or lengthened is refused", "[metadata_codec]") {
    const std::string bytes = encode_metadata(full());
    for (std::size_t size = 0; size < bytes.size(); ++size)
        CHECK(is_refused(std::string_view(bytes).substr(0, size)));
    CHECK(is_refused(bytes + '\0'));
}

TEST_CASE("unknown encodings, fields and origins are refused", "[metadata_codec]") {
    const std::string bytes = encode_metadata(full());
    const auto with = [&](const std::string& from, const std::string& to) {
        std::string changed = bytes;
        changed.replace(changed.find(from), from.size(), to);
        return changed;
    };
    CHECK(is_refused('\x03' + bytes.substr(1)));
    CHECK(is_refused('\0' + bytes.substr(1)));
    CHECK(is_refused(with("coalition", "koalition")));
    CHECK(is_refused(with("person", "nobody")));
    CHECK(is_refused(with("\x05theme", "\x06region"))); // twice
}

TEST_CASE("no nonsense crashes the decoder", "[metadata_codec]") {
    std::mt19937 random(7);
    const std::string bytes = encode_metadata(full());
    for (int round = 0; round < 20'000; ++round) {
        std::string changed = bytes;
        for (auto flips = 1 + random() % 4; flips > 0; --flips)
            changed[random() % changed.size()] = static_cast<char>(random());
        is_refused(changed);
    }
}
