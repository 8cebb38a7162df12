// Every route there is, also those that come: who is let in, and that nothing is changed without the form of the site.

#include <catch2/catch.hpp>

#include "tests/searchd/people_site.h"
#include "tests/support/web_request.h"

using namespace samling;
using namespace samling::test;

namespace {

std::vector<std::string> methods_of(const RouteDescription& route) {
    std::vector<std::string> methods;
    for (std::size_t from = 0; from < route.methods.size();) {
        const auto end = std::min(route.methods.find(", ", from), route.methods.size());
        methods.push_back(route.methods.substr(from, end - from));
        from = end + 2;
    }
    return methods;
}

bool reads(const std::string& method) { return method == "GET" || method == "HEAD" || method == "OPTIONS"; }

Response asked(const PeopleSite& site, const Browser& browser, const std::string& method, const std::string& address) {
    auto request = test::get(address);
    request.method = method;
    request.remote = "192.0.2.1";
    request.headers["host"] = "library.example";
    if (!browser.cookie.empty()) request.headers["cookie"] = browser.cookie;
    return site.answer(request);
}

} // namespace

TEST_CASE("every address lets in whom its row names, and nobody else", "[accounts][attack]") {
    const PeopleSite site;
    struct Person {
        const char* name;
        Access most; ///< The most that is asked of anybody that this one has.
    };
    for (const auto& [name, most] : {Person{"", Access::anyone}, {"plain", Access::signed_in}, {"member", Access::member}, {"curator", Access::curator}, {"admin", Access::administrator}}) {
        Browser browser(site);
        if (*name != 0) REQUIRE(browser.sign_in(name).status == 303);
        for (const auto& route : Site::routes())
            for (const auto& method : methods_of(route)) {
                CAPTURE(name, route.pattern, method);
                if (most >= route.access) continue; // what is then answered is for other tests
                const auto answer = asked(site, browser, method, address_of(route.pattern));
                if (*name != 0) CHECK(answer.status == 403);
                else CHECK((answer.status == 401 || (reads(method) && answer.status == 303 && header_of(answer, "Location").starts_with("/login?next="))));
            }
    }
}

TEST_CASE("nothing is changed anywhere without the token of the form, or from another site", "[accounts][attack]") {
    const PeopleSite site;
    Browser admin(site);
    admin.sign_in("admin");
    const auto before = site.acts();
    for (const auto& route : Site::routes())
        for (const auto& method : methods_of(route)) {
            if (reads(method)) continue;
            CAPTURE(route.pattern, method);
            CHECK(asked(site, admin, method, address_of(route.pattern)).status == 403);
            auto request = test::get(address_of(route.pattern));
            request.method = method;
            admin.get("/account");
            request.headers = {{"host", "library.example"}, {"cookie", admin.cookie}, {"x-csrf-token", admin.csrf}, {"origin", "https://evil.example"}};
            CHECK(site.answer(request).status == 403);
        }
    CHECK(site.acts() == before);
}
