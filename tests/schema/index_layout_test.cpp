#include "schema/index_layout.h"

#include <catch2/catch.hpp>
#include <set>

#include "schema/failure.h"
#include "schema/index_codec.h"

using namespace samling;

TEST_CASE("every tag field has one row with a slot of its own") {
    std::set<std::uint32_t> slots;
    std::set<std::string_view> prefixes, names;
    for (const auto& field : index_fields()) {
        CHECK(names.insert(field.name).second);
        if (field.slot) CHECK(slots.insert(*field.slot).second);
        if (!field.prefix.empty()) CHECK(prefixes.insert(field.prefix).second);
    }
    for (const auto& [tag, name] : kTagFields) {
        CHECK(facet_field(tag).facet == tag);
        CHECK(facet_field(tag).name == name);
        CHECK(index_field(name) == &facet_field(tag));
    }
    CHECK(index_field("nothing") == nullptr);
}

TEST_CASE("terms keep prefix and value apart and fit") {
    CHECK(make_term("XREGION", "KE") == "XREGION:KE");
    CHECK(make_term("XREGION", "002") == "XREGION002");
    CHECK(make_term("XTHEME", "privacy") == "XTHEMEprivacy");
    CHECK(make_term("L", "en") == "Len");
    const std::string a(1000, 'a'), b = std::string(999, 'a') + "b";
    CHECK(make_term("Q", a).size() <= 240);
    CHECK(make_term("Q", a) != make_term("Q", b));
    std::string wide;
    for (int i = 0; i < 200; ++i) wide += "ø";
    CHECK(make_term("Q", wide).size() <= 240);
}

TEST_CASE("an entry comes back as it was put") {
    IndexEntry entry{"id", 1234567890123, "Title æøå", "Sub", "2022-11", "en", {5, 100, 100000}, {"i", "", "2"}};
    CHECK(decode_entry(encode(entry)) == entry);
    entry.page_labels.clear();
    entry.page_starts.clear();
    CHECK(decode_entry(encode(entry)) == entry);
}

TEST_CASE("damaged entries are refused, never read past") {
    const auto good = encode(IndexEntry{"id", 7, "Title", "", "2022", "en", {1, 30}, {}});
    for (std::size_t size = 0; size < good.size(); ++size) CHECK_THROWS_AS(decode_entry(good.substr(0, size)), Failure);
    for (std::size_t at = 0; at < good.size(); ++at) {
        auto bad = good;
        bad[at] = static_cast<char>(0xFF);
        try {
            decode_entry(bad);
        } catch (const Failure&) {
            // Either a clear failure or other values: what it must not be is a crash.
        }
    }
}

TEST_CASE("positions name their page") {
    const IndexEntry entry{"", 0, "", "", "", "", {10, 50, 51}, {}};
    CHECK(page_at(entry, 1) == 0);
    CHECK(page_at(entry, 10) == 1);
    CHECK(page_at(entry, 49) == 1);
    CHECK(page_at(entry, 50) == 2);
    CHECK(page_at(entry, 51) == 3);
    CHECK(page_at(entry, 5000) == 3);
}

TEST_CASE("codes in a slot") {
    for (const std::vector<std::string>& codes : {std::vector<std::string>{}, {"a"}, {"002", "KE", "c3"}})
        CHECK(decode_codes(encode_codes(codes)) == codes);
}
