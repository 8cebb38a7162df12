#pragma once
// What a page owes to who reads it: the corner of its head, and who else may keep a copy.

#include "searchd/net/http.h"
#include "searchd/web/visit.h"

namespace samling {

/// Whether `response` is a page with a corner.
bool has_corner(const Response& response);

/// The last touch to an answer. In a page, "Sign in" or who is signed in, at kVisitorPlace of the layout. For whoever is
/// signed in and wherever a cookie is set: `Cache-Control: private, no-store`, unless the answer says otherwise itself.
/// `Vary: Cookie` on what looks different to others. HSTS over TLS. `waiting` is how many submissions wait for the viewer.
Response finished(Response response, const Visit& visit, std::int64_t waiting = 0);

} // namespace samling
