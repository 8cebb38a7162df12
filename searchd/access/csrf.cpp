#include "searchd/access/csrf.h"

#include "corpus/secret.h"

namespace samling {
namespace {

constexpr std::size_t kNonce = 16; // hexadecimal digits

std::string proof(const std::string& cookie, std::string_view nonce) { return keyed_digest(cookie, "csrf " + std::string(nonce)); }

/// "host:port" of an origin, without its scheme: a proxy may end TLS without our being told.
std::string_view host_of(std::string_view origin) {
    const auto scheme = origin.find("://");
    return scheme == std::string_view::npos ? std::string_view() : origin.substr(scheme + 3);
}

} // namespace

std::string csrf_token(const std::string& cookie) {
    const auto nonce = hex_text(random_bytes(kNonce / 2));
    return nonce + proof(cookie, nonce);
}

bool csrf_fits(std::string_view token, const std::string& cookie) {
    if (cookie.empty() || token.size() <= kNonce) return false;
    return same_secret(token.substr(kNonce), proof(cookie, token.substr(0, kNonce)));
}

bool is_from(const Request& request, const std::string& origin) {
    const auto site = request.header("sec-fetch-site");
    if (!site.empty() && site != "same-origin" && site != "none") return false;
    const auto said = request.header("origin");
    if (said.empty()) return true;
    const auto host = host_of(said);
    return !host.empty() && (host == host_of(origin) || host == request.header("host"));
}

} // namespace samling
