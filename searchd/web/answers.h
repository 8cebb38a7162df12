#pragma once
// The kinds of answer that routes give, and what they read out of an address.

#include <cstdint>
#include <string>
#include <vector>

#include "searchd/net/http.h"
#include "searchd/web/search_parameters.h"

namespace samling {

Response html_answer(std::string body, int status = 200);
Response json_answer(std::string body);
/// 303: go on there with GET. `address` is one of ours.
Response see_other(const std::string& address);
/// `next` if it is an address within this site, "/" if it leads anywhere else or is none: what a form was told to go on
/// to may come from anybody.
std::string safe_next(const std::string& next);
/// A 400 that lists each mistake on its own beside the sentence of all (RFC 9457 leaves room for members like "errors").
Response mistaken_answer(const std::vector<Mistake>& mistakes, const std::string& target);

/// The number in an address. Throws Failure{not_found} unless it is at least 1.
int page_number(const std::string& text);

/// The whole number that is all of `text`; 0, which is no key of anything, where it is none.
std::int64_t number_or_zero(const std::string& text);

/// Content-Disposition for a file: its name in ASCII for old clients, all of it by RFC 8187. `how` is "inline" or
/// "attachment".
std::string content_disposition(const std::string& how, const std::string& name);

/// Errors go to programs as problem details, to people as pages: by the address, else by what is accepted.
bool is_program(const Request& request);

} // namespace samling
