#pragma once
// Proof that a form is ours: its token can be made only by who knows the secret in the reader's cookie, which no other
// site does.

#include <string>
#include <string_view>

#include "searchd/net/http.h"

namespace samling {

/// A token for the reader whose cookie is `cookie`. Another one at each call, so that compressed pages do not give it
/// away byte by byte.
std::string csrf_token(const std::string& cookie);
/// Whether `token` was made for `cookie`; never for an empty cookie.
bool csrf_fits(std::string_view token, const std::string& cookie);
/// Whether a browser says that the request comes from a page of `origin`, or says nothing at all.
bool is_from(const Request& request, const std::string& origin);

} // namespace samling
