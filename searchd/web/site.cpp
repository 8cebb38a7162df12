#include "searchd/web/site.h"

#include <algorithm>
#include <array>

#include "searchd/net/server.h"
#include "searchd/web/answers.h"
#include "searchd/web/routes.h"

namespace samling {
namespace {

/// In the order in which they are tried.
constexpr std::array kGroups = {search_routes, document_routes, discovery_routes, gap_routes, overview_routes, value_routes, voice_routes, service_routes};

/// Whether `path` has the form of `pattern`; if so, `taken` is what stood in its places.
bool fits(std::string_view pattern, const std::vector<std::string>& path, Taken& taken) {
    taken.clear();
    pattern.remove_prefix(1);
    for (const auto& segment : path) {
        if (pattern.empty()) return false;
        const auto wanted = pattern.substr(0, pattern.find('/'));
        if (wanted.starts_with('{')) taken.push_back(segment);
        else if (wanted != segment) return false;
        pattern.remove_prefix(std::min(wanted.size() + 1, pattern.size()));
    }
    return pattern.empty();
}

} // namespace

Site::Site(DataDirectory directory, const std::filesystem::path& share, std::shared_ptr<const Vocabularies> vocabularies,
           SearchFunctions search) {
    StaticFiles files(share / "static");
    const auto templates = std::make_shared<const TemplateStore>(share / "templates", files.version());
    context_.reset(new SiteContext{directory, CatalogPool(directory.catalog()), ObjectStore(directory.objects()), vocabularies,
                                   std::move(files), templates, Pages(templates, vocabularies), std::move(search),
                                   std::make_unique<ExposureLog>(directory.exposure())});
}
Site::~Site() = default;

std::vector<RouteDescription> Site::routes() {
    std::vector<RouteDescription> rows;
    for (const auto group : kGroups)
        for (const auto& route : group()) rows.push_back({route.pattern, route.about});
    return rows;
}

Response Site::handle(const Request& request) const {
    Taken taken;
    for (const auto group : kGroups)
        for (const auto& route : group()) {
            if (!fits(route.pattern, request.path, taken)) continue;
            if (request.method == "GET" || request.method == "HEAD") return route.answer(*context_, request, taken);
            auto response = render_error(ErrorCode::method_not_allowed, "only GET and HEAD are allowed here", &request);
            response.headers.emplace_back("Allow", "GET, HEAD");
            return response;
        }
    throw Failure(ErrorCode::not_found, "there is nothing at " + request.target);
}

Response Site::render_error(ErrorCode code, const std::string& detail, const Request* request) const {
    if (!request || is_program(*request)) return problem(code, detail, request ? request->target : "");
    const auto& kind = error_kind(code);
    auto response = html_answer(context_->pages.error(kind.http_status, std::string(kind.title), detail), kind.http_status);
    if (kind.http_status == 503) response.headers.emplace_back("Retry-After", "2");
    return response;
}

} // namespace samling
