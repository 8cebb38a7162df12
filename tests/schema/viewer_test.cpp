#include "schema/viewer.h"

#include <catch2/catch.hpp>

using namespace samling;

TEST_CASE("who may what", "[viewer]") {
    const Viewer nobody, plain{1, Viewer::Administrator::no, {}, {}}, member{2, Viewer::Administrator::no, {"a", "c"}, {}},
        curator{3, Viewer::Administrator::no, {"a", "b"}, {"b"}}, administrator{4, Viewer::Administrator::yes, {}, {}};
    struct Row {
        const Viewer& viewer;
        bool signed_in, member, curator, administrator; // Access, of any coalition
        bool member_of_a, curator_of_a, curator_of_b;
    };
    const Row rows[] = {{nobody, false, false, false, false, false, false, false},
                        {plain, true, false, false, false, false, false, false},
                        {member, true, true, false, false, true, false, false},
                        {curator, true, true, true, false, true, false, true},
                        {administrator, true, true, true, true, true, true, true}};
    for (const auto& row : rows) {
        CAPTURE(row.viewer.account);
        CHECK(may(row.viewer, Access::anyone));
        CHECK(may(row.viewer, Access::signed_in) == row.signed_in);
        CHECK(may(row.viewer, Access::member) == row.member);
        CHECK(may(row.viewer, Access::curator) == row.curator);
        CHECK(may(row.viewer, Access::administrator) == row.administrator);
        CHECK(row.viewer.is_member_of("a") == row.member_of_a);
        CHECK(row.viewer.is_curator_of("a") == row.curator_of_a);
        CHECK(row.viewer.is_curator_of("b") == row.curator_of_b);
        CHECK(!row.viewer.is_member_of("") == !row.administrator);
    }
}
