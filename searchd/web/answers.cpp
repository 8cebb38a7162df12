#include "searchd/web/answers.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include "schema/failure.h"
#include "schema/json_writer.h"

namespace samling {

Response html_answer(std::string body, int status) {
    Response response;
    response.status = status;
    response.content_type = "text/html; charset=utf-8";
    response.body = std::move(body);
    return response;
}

Response json_answer(std::string body) {
    Response response;
    response.content_type = "application/json; charset=utf-8";
    response.body = std::move(body);
    return response;
}

Response see_other(const std::string& address) {
    Response response;
    response.status = 303;
    response.headers.emplace_back("Location", address);
    return response;
}

std::string safe_next(const std::string& next) {
    // "//host" and "/\\host" are other hosts to a browser, which also drops tabs and line breaks.
    const bool ours = next.starts_with('/') && !next.starts_with("//") && next.find_first_of("\\") == std::string::npos &&
                      std::all_of(next.begin(), next.end(), [](char c) { return c > ' ' && c < 0x7F; });
    return ours && next.size() <= 2000 ? next : "/";
}

Response mistaken_answer(const std::vector<Mistake>& mistakes, const std::string& target) {
    const auto& kind = error_kind(ErrorCode::invalid_argument);
    std::string all;
    for (const auto& [parameter, detail] : mistakes) all += (all.empty() ? "" : "; ") + parameter + ": " + detail;
    JsonWriter writer;
    writer.begin_object().member("type", "about:blank#" + std::string(kind.name)).member("title", kind.title);
    writer.member("status", kind.http_status).member("detail", all).member("instance", target).key("errors").begin_array();
    for (const auto& [parameter, detail] : mistakes)
        writer.begin_object().member("parameter", parameter).member("detail", detail).end_object();
    writer.end_array().end_object();
    Response response;
    response.status = kind.http_status;
    response.content_type = "application/problem+json; charset=utf-8";
    response.body = writer.take() + "\n";
    return response;
}

int page_number(const std::string& text) {
    const auto number = number_or_zero(text);
    if (number < 1 || number > std::numeric_limits<int>::max())
        throw Failure(ErrorCode::not_found, "'" + text + "' is no page number; the first page is 1");
    return static_cast<int>(number);
}

std::int64_t number_or_zero(const std::string& text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() ? number : 0;
}

std::string content_disposition(const std::string& how, const std::string& name) {
    std::string plain;
    for (const char c : name) {
        const bool safe = c > ' ' && c < 0x7F && c != '"' && c != '\\' && c != '/' && c != '%';
        plain += safe ? c : '_';
    }
    return how + "; filename=\"" + plain + "\"; filename*=UTF-8''" + percent_encode(name);
}

bool is_program(const Request& request) {
    if (!request.path.empty() && (request.path.front() == "api" || request.path.front() == "healthz")) return true;
    const auto accepted = request.header("accept");
    return accepted.find("json") != std::string_view::npos && accepted.find("text/html") == std::string_view::npos;
}

} // namespace samling
