#include "searchd/access/session_cookie.h"

#include <algorithm>

namespace samling {
namespace {

constexpr std::size_t kSecret = 43;
constexpr auto kLifetime = "2592000"; // thirty days, as Sessions::kLifetime

std::string_view cookie_name(Transport transport) { return transport == Transport::secure ? "__Host-samling" : "samling"; }

bool is_secret(std::string_view text) {
    return text.size() == kSecret && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
           });
}

void set(Response& response, const std::string& value, const std::string& age, Transport transport) {
    response.headers.emplace_back("Set-Cookie", std::string(cookie_name(transport)) + "=" + value + "; Path=/; Max-Age=" + age + "; HttpOnly; SameSite=Lax" +
                                                    (transport == Transport::secure ? "; Secure" : ""));
}

} // namespace

std::string session_cookie(const Request& request, Transport transport) {
    const auto name = cookie_name(transport);
    auto rest = request.header("cookie");
    while (!rest.empty()) {
        auto pair = rest.substr(0, rest.find(';'));
        rest.remove_prefix(std::min(pair.size() + 1, rest.size()));
        pair.remove_prefix(std::min(pair.find_first_not_of(" "), pair.size()));
        if (pair.starts_with(name) && pair.size() > name.size() && pair[name.size()] == '=')
            if (const auto value = pair.substr(name.size() + 1); is_secret(value)) return std::string(value);
    }
    return {};
}

void set_session_cookie(Response& response, const std::string& secret, Transport transport) {
    set(response, secret, kLifetime, transport);
}

void clear_session_cookie(Response& response, Transport transport) {
    set(response, "", "0", transport);
}

} // namespace samling
