// What every address says to the browser about how its answer is to be treated.

#include <catch2/catch.hpp>

#include <regex>

#include "indexer/collection_writer.h"
#include "searchd/net/answer.h"
#include "tests/places/places.h"
#include "tests/searchd/people_site.h"
#include "tests/support/web_request.h"

using namespace samling;
using namespace samling::test;

TEST_CASE("every answer carries the headers that keep a browser safe, and no page has script or style in it", "[attack]") {
    const PeopleSite site([](const DataDirectory& directory) {
        const Vocabularies vocabularies(test::share_directory() / "vocabulary");
        NewVersion version;
        version.document.metadata.id = "1"; // which stands in every place of a pattern
        version.document.metadata.title = "One";
        version.document.pages = {{"Some words of a page.", "", "en"}};
        CollectionWriter writer(directory, vocabularies, {});
        writer.put(version, std::nullopt);
        writer.finish();
    });
    Browser admin(site);
    REQUIRE(admin.sign_in("admin").status == 303);
    struct Row {
        const char *name, *beginning;
    };
    const Row rows[] = {{"X-Content-Type-Options", "nosniff"},
                        {"Referrer-Policy", "same-origin"},
                        {"X-Frame-Options", "DENY"},
                        {"Permissions-Policy", "camera=()"},
                        {"Content-Security-Policy", "default-src 'none'"}};
    const std::regex in_place("<script(?![^>]* src=)[^>]*>|<style|<[^>]* (style|on[a-z]+)=\"|javascript:", std::regex::icase);
    for (const auto& route : Site::routes()) {
        if (route.methods.find("GET") == std::string::npos) continue;
        auto request = test::get(address_of(route.pattern));
        request.remote = "192.0.2.1";
        request.headers["host"] = "library.example";
        request.headers["cookie"] = admin.cookie;
        const auto response = site.answer(request);
        const bool is_page = response.content_type.starts_with("text/html");
        CAPTURE(route.pattern, response.status);
        if (is_page) CHECK_FALSE(std::regex_search(response.body, in_place));
        const auto bytes = make_answer(request, {}, response).bytes;
        const auto head = bytes.substr(0, bytes.find("\r\n\r\n"));
        for (const auto& row : rows) {
            CAPTURE(row.name, head);
            CHECK(head.find("\r\n" + std::string(row.name) + ": " + row.beginning) != std::string::npos);
        }
        if (is_page) CHECK(head.find("unsafe") == std::string::npos);
    }
}
