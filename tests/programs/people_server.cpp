// Serves a site with people and submissions in every state, for the browser tests. Prints its address, and the keys of the
// submissions by state; ends when its input does.

#include <iostream>

#include "searchd/net/server.h"
#include "tests/searchd/submission_fixtures.h"

using namespace samling;
using namespace samling::test;

int main() {
    const PeopleSite site;
    std::cout << "{\"keys\": {";
    const auto say = [](const char* state, std::int64_t key) { std::cout << "\"" << state << "\": " << key << ", "; };
    say("received", hand_in(site, "member"));
    say("read", hand_in_read(site, "member"));
    say("submittable", hand_in_read(site, "member", "Notes on yaks"));
    for (const auto& [name, state] : {std::pair{"submitted", SubmissionState::submitted}, {"returned", SubmissionState::returned}, {"rejected", SubmissionState::rejected}}) {
        const auto key = hand_in_read(site, "member", "Notes on " + std::string(name) + " zebras");
        move_to(site, key, SubmissionState::submitted, SubmissionActor::member);
        if (state != SubmissionState::submitted) move_to(site, key, state, SubmissionActor::curator);
        say(name, key);
    }
    ServerOptions options;
    options.port = 0;
    options.on_error = [](const Failure& failure, const Request*) {
        Response response;
        response.status = 500;
        response.body = failure.what();
        return response;
    };
    Server server(options, [&](const Request& request) { return site.answer(request); });
    std::cout << "\"none\": 0}, \"url\": \"http://127.0.0.1:" << server.port() << "\"}" << std::endl;
    std::string line;
    while (std::getline(std::cin, line)) {
    }
    server.stop();
}
