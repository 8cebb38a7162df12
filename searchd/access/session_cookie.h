#pragma once
// The one cookie of the site: a random secret. Whoever is signed in has a session under it; before that it only ties forms
// to the browser that they were shown in.

#include <string>

#include "searchd/net/http.h"

namespace samling {

/// Over TLS the cookie is "__Host-samling", which no other host and no unencrypted page can set; a browser takes that name
/// over TLS only, so that on plain http (a trial on one's own machine) it is "samling".
enum class Transport { plain, secure };

/// The secret that the request carries; "" if it carries none of the form that ours have.
std::string session_cookie(const Request& request, Transport transport);
void set_session_cookie(Response& response, const std::string& secret, Transport transport);
/// Makes the browser forget it.
void clear_session_cookie(Response& response, Transport transport);

} // namespace samling
