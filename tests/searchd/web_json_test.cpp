#include "schema/json_writer.h"

#include <catch2/catch.hpp>
#include <limits>

#include "searchd/web/html.h"

using namespace samling;

TEST_CASE("JSON strings are escaped whatever they hold") {
    const std::pair<std::string, const char*> rows[] = {
        {"", R"("")"},
        {"a\"b\\c/", R"("a\"b\\c/")"},
        {"a\nb\tc\rd", R"("a\nb\u0009c\u000dd")"},
        {std::string("\0\x01\x1F", 3), R"("\u0000\u0001\u001f")"},
        {"\u0645\u0631\u062D\u0628\u0627 \U0001F600", "\"\u0645\u0631\u062D\u0628\u0627 \U0001F600\""},
    };
    for (const auto& [text, quoted] : rows) {
        CAPTURE(text);
        CHECK(JsonWriter().value(text).take() == quoted);
    }
}

TEST_CASE("JSON nests with commas in their places") {
    JsonWriter json;
    json.begin_object().key("a").begin_array().end_array().member("b", true).key("c").null();
    json.key("d").begin_array().value(1).value(std::int64_t{-5'000'000'000}).begin_object().end_object().value("x").end_array();
    json.member("e", 0.5).end_object();
    CHECK(json.take() == R"({"a":[],"b":true,"c":null,"d":[1,-5000000000,{},"x"],"e":0.5})");
}

TEST_CASE("numbers that JSON has no word for are null") {
    CHECK(JsonWriter().value(std::numeric_limits<double>::infinity()).take() == "null");
    CHECK(JsonWriter().value(std::numeric_limits<double>::quiet_NaN()).take() == "null");
}

TEST_CASE("text in HTML can open nothing") {
    CHECK(escape_html("<a href='x'>&\"") == "&lt;a href=&#39;x&#39;&gt;&amp;&quot;");
    CHECK(snippet_html({{"<b>", false}, {"</mark><script>", true}, {" & ", false}}) ==
          "&lt;b&gt;<mark>&lt;/mark&gt;&lt;script&gt;</mark> &amp; ");
}
