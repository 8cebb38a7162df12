#pragma once
// A search as an Atom feed (RFC 4287).

#include <string>

#include "searchd/net/http.h"
#include "searchd/search/search.h"

namespace samling {

/// The hits of `page` as entries. Addresses are absolute, at the host that `asked` was sent to; a proxy says by
/// X-Forwarded-Proto that it speaks TLS.
std::string atom_feed(const Request& asked, const SearchRequest& request, const SearchPage& page);

/// "http://host" as the client sees us, without a slash at its end.
std::string site_address(const Request& asked);

} // namespace samling
