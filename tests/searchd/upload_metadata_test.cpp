#include "searchd/net/upload_metadata.h"

#include <catch2/catch.hpp>

#include "schema/failure.h"
#include "tests/support/scratch.h"

using namespace samling;

TEST_CASE("Upload-Metadata is read by name, and refused where a value is not base64", "[uploads]") {
    using Values = std::map<std::string, std::string>;
    const std::pair<std::string, Values> good[] = {
        {"", {}},
        {"filename YS5wZGY=", {{"filename", "a.pdf"}}},
        {"filename YS5wZGY=,coalition dGVjaA==", {{"filename", "a.pdf"}, {"coalition", "tech"}}},
        {" filename YS5wZGY= , , is_confidential,", {{"filename", "a.pdf"}}},
        {"filename ", {{"filename", ""}}},
        {"a AAH/", {{"a", std::string("\0\1\xFF", 3)}}},
    };
    for (const auto& [header, values] : good) {
        INFO(header);
        CHECK(read_upload_metadata(header) == values);
    }
    for (const std::string wrong : {"a ***", "a YS5?", "a YS5wZGY", "a =", "a Y", "a YQ==, b \xC3\xA4", "a YQ== YQ==", "a XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX*XXX"}) {
        INFO(wrong);
        CHECK(test::failure_of([&] { read_upload_metadata(wrong); }).find("not base64") != std::string::npos);
    }
}
