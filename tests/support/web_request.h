#pragma once
// Requests as a handler is given them.

#include <algorithm>
#include <string>
#include <string_view>

#include "searchd/net/http.h"

namespace samling::test {

/// GET `target`, taken apart: path segments and query decoded.
inline Request get(const std::string& target) {
    Request request;
    request.method = "GET";
    request.target = target;
    const auto mark = target.find('?');
    const std::string_view path = std::string_view(target).substr(0, mark);
    for (std::size_t from = 1; from < path.size();) {
        const auto end = std::min(path.find('/', from), path.size());
        request.path.push_back(percent_decode(path.substr(from, end - from), PlusSign::literal));
        from = end + 1;
    }
    if (mark == std::string::npos) return request;
    const std::string_view query = std::string_view(target).substr(mark + 1);
    for (std::size_t from = 0; from < query.size();) {
        const auto end = std::min(query.find('&', from), query.size());
        const auto pair = query.substr(from, end - from);
        const auto equals = std::min(pair.find('='), pair.size());
        request.query.emplace_back(percent_decode(pair.substr(0, equals), PlusSign::space),
                                   percent_decode(pair.substr(std::min(equals + 1, pair.size())), PlusSign::space));
        from = end + 1;
    }
    return request;
}

} // namespace samling::test
