#include "schema/trimmed.h"

#include <catch2/catch.hpp>

using samling::trimmed;

TEST_CASE("blanks at both ends are left out, those inside stay") {
    CHECK(trimmed("").empty());
    CHECK(trimmed(" \t\r\n ").empty());
    CHECK(trimmed("a") == "a");
    CHECK(trimmed("\t a  b\r\n") == "a  b");
    CHECK(trimmed("\xC2\xA0" "a ") == "\xC2\xA0" "a"); // bytes, no other alphabet's blanks
    CHECK(trimmed("\n a \n", " ") == "\n a \n");
    CHECK(trimmed("[a, b]", "[]") == "a, b");
}
