#pragma once
// What a page owes to who reads it: the corner of its head, and who else may keep a copy.

#include "searchd/net/http.h"
#include "searchd/web/visit.h"

namespace samling {

/// The last touch to an answer. In a page, "Sign in" or who is signed in, at kVisitorPlace of the layout. For whoever is
/// signed in and wherever a cookie is set: `Cache-Control: private, no-store`, unless the answer says otherwise itself.
/// `Vary: Cookie` on what looks different to others. HSTS over TLS.
Response finished(Response response, const Visit& visit);

} // namespace samling
