#include "searchd/web/form.h"

#include <catch2/catch.hpp>

#include "schema/failure.h"

using namespace samling;

namespace {

Form form_of(const std::string& type, const std::string& body) {
    Request request;
    request.method = "POST";
    request.headers["content-type"] = type;
    request.body = body;
    return read_form(request);
}

constexpr auto kForm = "application/x-www-form-urlencoded";

} // namespace

TEST_CASE("a form is decoded whatever was typed into it", "[form]") {
    struct Row {
        const char *body, *name, *value;
    };
    const Row rows[] = {{"a=1&b=2", "b", "2"},
                        {"a=1+%2B+2", "a", "1 + 2"},
                        {"a=1&a=2", "a", "1"},
                        {"a", "a", ""},
                        {"=x&&a=y", "a", "y"},
                        {"a=b=c%26d", "a", "b=c&d"},
                        {"n%C3%A5vn=%D9%85", "nåvn", "م"},
                        {"a=%FF%00x", "a", "\xEF\xBF\xBDx"},
                        {"a=%zz%", "a", "%zz%"},
                        {"a='; DROP TABLE account; --", "a", "'; DROP TABLE account; --"}};
    for (const auto& row : rows) {
        CAPTURE(row.body);
        const auto form = form_of(kForm, row.body);
        CHECK(form.has(row.name));
        CHECK(form.value(row.name) == row.value);
    }
    CHECK(form_of(kForm, "a=1&a=2").values("a") == std::vector<std::string>{"1", "2"});
    CHECK(form_of(kForm, "a=%20%0D%0Ax%20y%09").trimmed("a") == "x y");
    CHECK(form_of(kForm, "a=++").trimmed("a") == "");
    CHECK(!form_of(kForm, "").has("a"));
    CHECK(form_of("Application/X-WWW-Form-URLEncoded; charset=utf-8", "a=1").value("a") == "1");
    for (const auto* type : {"", "text/plain", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded2", "application/json"})
        CHECK(!form_of(type, "a=1").has("a"));
}

TEST_CASE("a form beyond its bounds is refused", "[form]") {
    const auto fields = [](int count) {
        std::string body;
        for (int i = 0; i < count; ++i) body += "a&";
        return body;
    };
    CHECK(form_of(kForm, fields(1000)).values("a").size() == 1000);
    CHECK_THROWS_AS(form_of(kForm, fields(1001)), Failure);
    CHECK_THROWS_AS(form_of(kForm, "a=" + std::string(256 * 1024, 'x')), Failure);
}
