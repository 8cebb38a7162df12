#include "searchd/net/server.h"

#include "schema/json.h"

namespace samling {

Response problem(ErrorCode code, const std::string& detail, const std::string& instance) {
    const auto& kind = error_kind(code);
    Response response;
    response.status = kind.http_status;
    response.content_type = "application/problem+json; charset=utf-8";
    response.body = "{\"type\":\"about:blank#" + std::string(kind.name) +
                    "\",\"title\":" + json_quote(kind.title) +
                    ",\"status\":" + std::to_string(kind.http_status);
    if (!detail.empty()) response.body += ",\"detail\":" + json_quote(detail);
    if (!instance.empty()) response.body += ",\"instance\":" + json_quote(instance);
    response.body += "}\n";
    if (kind.http_status == 503) response.headers.emplace_back("Retry-After", "2");
    return response;
}

} // namespace samling
