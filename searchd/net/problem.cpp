#include "searchd/net/server.h"

#include "schema/json.h"
#include "schema/text.h"

namespace samling {

Response problem(const Failure& failure, const std::string& instance) {
    const auto& kind = error_kind(failure.code());
    const std::string detail = failure.what();
    Response response;
    response.status = kind.http_status;
    response.content_type = "application/problem+json; charset=utf-8";
    response.body = "{\"type\":\"about:blank#" + std::string(kind.name) +
                    "\",\"title\":" + json_quote(kind.title) +
                    ",\"status\":" + std::to_string(kind.http_status);
    if (!detail.empty()) response.body += ",\"detail\":" + json_quote(clean_utf8(detail));
    if (!instance.empty()) response.body += ",\"instance\":" + json_quote(clean_utf8(instance));
    response.body += "}\n";
    say_when_to_retry(response, failure);
    return response;
}

void say_when_to_retry(Response& response, const Failure& failure) {
    constexpr std::int64_t kBusySeconds = 2;
    const auto status = error_kind(failure.code()).http_status;
    const auto seconds = failure.retry_after() > 0 ? failure.retry_after() : status == 503 ? kBusySeconds : 0;
    if (seconds > 0) response.headers.emplace_back("Retry-After", std::to_string(seconds));
}

} // namespace samling
