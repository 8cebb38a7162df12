#include "schema/xml_element.h"

#include <catch2/catch.hpp>

using namespace samling;

namespace {

constexpr XmlLimits kLimits{1 << 20, 1000, 8};

} // namespace

TEST_CASE("children of the root are handed over as they are read, and are not kept") {
    std::string names;
    const auto root = parse_xml("<r a='1'><x><y>in</y></x>text<z/></r>", kLimits, [&](const XmlElement& child) {
        names += child.name + std::to_string(child.children.size()) + " ";
    });
    CHECK(names == "x1 z0 ");
    CHECK(root.name == "r");
    CHECK(root.text == "text");
    CHECK(root.children.empty());
    REQUIRE(root.attribute("", "a") != nullptr);
    CHECK(parse_xml("<r><x/></r>", kLimits).children.size() == 1);
}

TEST_CASE("a mistake behind children that were handed over is still told") {
    int taken = 0;
    const auto count = [&](const XmlElement&) { ++taken; };
    CHECK_THROWS_AS(parse_xml("<r><x/><y></r>", kLimits, count), XmlMistake);
    CHECK(taken == 1);
}
