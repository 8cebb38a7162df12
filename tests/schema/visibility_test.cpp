#include "schema/visibility.h"

#include <catch2/catch.hpp>

using namespace samling;

namespace {

const Date kToday{2026, 11, 24};

Metadata record(Visibility visibility, Date embargo, std::vector<Tag> coalitions) {
    Metadata record;
    record.visibility = visibility;
    record.embargo = embargo;
    record.of(TagField::coalition) = std::move(coalitions);
    return record;
}

Tag by(Origin origin, const char* code) {
    return {code, origin, 0, {}};
}

} // namespace

TEST_CASE("who may see a document", "[visibility]") {
    const Audience nobody, of_a{false, {"a"}}, of_b{false, {"b"}}, of_both{false, {"b", "a"}}, admin{true, {}};
    const std::vector<Tag> a = {by(Origin::person, "a")};
    struct Row {
        const char* what;
        Metadata record;
        bool nobody, of_a, of_b, of_both, admin;
    };
    const std::vector<Row> rows = {
        {"public", record(Visibility::open, {}, a), true, true, true, true, true},
        {"of a coalition", record(Visibility::coalition, {}, a), false, true, false, true, true},
        {"of a coalition that a rule found", record(Visibility::coalition, {}, {by(Origin::rule, "a")}), false, false, false, false, true},
        {"of a coalition that the file names", record(Visibility::coalition, {}, {by(Origin::embedded, "a")}), false, false, false, false, true},
        {"of no coalition", record(Visibility::coalition, {}, {}), false, false, false, false, true},
        {"embargo until tomorrow", record(Visibility::open, {2026, 11, 25}, a), false, true, false, true, true},
        {"embargo until today", record(Visibility::open, {2026, 11, 24}, a), true, true, true, true, true},
        {"embargo that has ended", record(Visibility::open, {2025, 1, 1}, a), true, true, true, true, true},
        {"an embargo does not open what is shut for good", record(Visibility::coalition, {2025, 1, 1}, a), false, true, false, true, true},
    };
    for (const auto& row : rows) {
        CAPTURE(row.what);
        const auto readership = readership_of(row.record);
        CHECK(may_see(readership, nobody, kToday) == row.nobody);
        CHECK(may_see(readership, of_a, kToday) == row.of_a);
        CHECK(may_see(readership, of_b, kToday) == row.of_b);
        CHECK(may_see(readership, of_both, kToday) == row.of_both);
        CHECK(may_see(readership, admin, kToday) == row.admin);
        CHECK(decode_readership(encode_readership(readership)) == readership);
    }
}

TEST_CASE("a slot that is damaged shuts its document", "[visibility]") {
    for (const auto* bytes : {"x", "2026", "2026112", "-0261124", "abcdefgh\x1f" "a"}) {
        CAPTURE(bytes);
        const auto readership = decode_readership(bytes);
        CHECK(readership.restricted);
        CHECK_FALSE(may_see(readership, {}, kToday));
        CHECK_FALSE(may_see(readership, {false, {"a"}}, kToday));
    }
}

TEST_CASE("a record that shuts its document names whom it is for", "[visibility]") {
    CHECK(visibility_mistake(record(Visibility::open, {}, {})).empty());
    CHECK(visibility_mistake(record(Visibility::coalition, {}, {by(Origin::person, "a")})).empty());
    CHECK_FALSE(visibility_mistake(record(Visibility::coalition, {}, {by(Origin::rule, "a")})).empty());
    CHECK_FALSE(visibility_mistake(record(Visibility::open, {2030, 1, 1}, {})).empty());
}
