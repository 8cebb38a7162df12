#pragma once
// How the site is reached from outside: directly, or through proxies that say who asked and by which protocol.

#include <string>
#include <string_view>
#include <vector>

#include "searchd/net/http.h"

namespace samling {

/// Immutable once made. What proxies say (X-Forwarded-For, X-Forwarded-Proto) is believed of the listed ones alone:
/// anybody else could say anything.
class Frontage {
public:
    Frontage() = default;
    /// `public_url`: "https://samling.example", or "" when nobody said. `proxies`: addresses and blocks ("10.0.0.0/8"),
    /// with commas between. Throws Failure{invalid_argument} for what is neither.
    Frontage(std::string_view public_url, std::string_view proxies);

    /// Who asked: the peer, or what the nearest proxies that are trusted say.
    std::string client_address(const Request& request) const;
    /// Whether the reader's connection is encrypted: a trusted proxy says so, or the public address begins with https.
    bool is_secure(const Request& request) const;
    /// "https://samling.example": the public address, else that which the request was sent to. Never ends in '/'.
    std::string origin(const Request& request) const;
    /// Whether the public address is known, so that links may go out by mail: what a request claims is not enough.
    bool is_known() const { return !public_url_.empty(); }

private:
    bool is_trusted(const std::string& address) const;
    struct Block {
        std::string bytes; ///< The address, 4 or 16 bytes.
        int bits;          ///< Of it that count.
    };
    std::string public_url_;
    std::vector<Block> trusted_;
};

/// What is counted as one client: an IPv4 address, the first 64 bits of an IPv6 address; `address` itself when it is none.
std::string address_block(const std::string& address);

} // namespace samling
