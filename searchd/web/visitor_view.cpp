#include "searchd/web/visitor_view.h"

#include <algorithm>

#include "searchd/web/html.h"
#include "searchd/web/template_store.h"

namespace samling {
namespace {

bool has_header(const Response& response, std::string_view name) {
    return std::any_of(response.headers.begin(), response.headers.end(), [&](const auto& header) { return header.first == name; });
}

std::string corner(const Visit& visit, std::int64_t waiting) {
    if (!visit.viewer().is_signed_in()) {
        const bool reads = visit.request.method == "GET" && (visit.request.path.empty() || visit.request.path.front() != "login");
        return "<a href=\"/login" + (reads ? "?next=" + percent_encode(visit.request.target) : "") + "\" rel=\"nofollow\">Sign in</a>";
    }
    std::string html;
    if (may(visit.viewer(), Access::member)) html += "<a href=\"/upload\">Upload</a> ";
    html += "<a href=\"/submissions\">Your submissions</a> ";
    if (may(visit.viewer(), Access::curator)) html += "<a href=\"/review\">Review" + (waiting > 0 ? " (" + std::to_string(waiting) + " waiting)" : std::string()) + "</a> ";
    html += "<a href=\"/account\">" + escape_html(visit.visitor.name) + "</a>";
    if (may(visit.viewer(), Access::curator)) html += " <a href=\"/admin/users\">People</a>";
    if (visit.viewer().is_administrator()) html += " <a href=\"/admin/audit\">Audit</a>";
    return html + " <form method=\"post\" action=\"/logout\"><input type=\"hidden\" name=\"csrf\" value=\"" + visit.csrf() +
           "\"><button>Sign out</button></form>";
}

} // namespace

bool has_corner(const Response& response) { return response.content_type.starts_with("text/html") && response.file.empty(); }

Response finished(Response response, const Visit& visit, std::int64_t waiting) {
    if (has_corner(response)) {
        // The first is the layout's: what stands in a page is escaped.
        if (const auto at = response.body.find(kVisitorPlace); at != std::string::npos)
            response.body.replace(at, kVisitorPlace.size(), corner(visit, waiting));
    }
    const bool is_shared = has_header(response, "Cache-Control");
    const bool is_private = visit.viewer().is_signed_in() || has_header(response, "Set-Cookie");
    if (is_private && !is_shared) response.headers.emplace_back("Cache-Control", "private, no-store");
    if (!is_shared) response.headers.emplace_back("Vary", "Cookie, Authorization");
    if (visit.visitor.transport == Transport::secure)
        response.headers.emplace_back("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
    return response;
}

} // namespace samling
