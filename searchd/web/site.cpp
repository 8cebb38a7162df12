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

constexpr std::array<std::pair<std::string_view, method::Set>, 7> kMethods = {{{"GET", method::get},
                                                                               {"HEAD", method::head},
                                                                               {"POST", method::post},
                                                                               {"PUT", method::put},
                                                                               {"PATCH", method::patch},
                                                                               {"DELETE", method::del},
                                                                               {"OPTIONS", method::options}}};

/// 0 for a method that no route takes.
unsigned method_named(std::string_view name) {
    for (const auto& [known, bit] : kMethods)
        if (known == name) return bit;
    return 0;
}

std::string method_names(unsigned set) {
    std::string names;
    for (const auto& [name, bit] : kMethods)
        if ((set & bit) != 0) (names += names.empty() ? "" : ", ") += name;
    return names;
}

/// The row for an address and a method. `pattern` is empty where there is nothing at all at the address, `route` null
/// where its rows take other methods only.
struct Found {
    const Route* route = nullptr;
    std::string_view pattern;
    Taken taken;
    unsigned methods = 0; ///< That the address takes.
};

Found find_route(const Request& request) {
    Found found;
    const auto asked = method_named(request.method);
    for (const auto group : kGroups)
        for (const auto& route : group()) {
            // The first pattern that fits is the address; only its other rows matter then.
            if (found.pattern.empty() ? !fits(route.pattern, request.path, found.taken) : route.pattern != found.pattern) continue;
            found.pattern = route.pattern;
            found.methods |= route.methods;
            if (!found.route && (route.methods & asked) != 0) found.route = &route;
        }
    return found;
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
        for (const auto& route : group()) rows.push_back({route.pattern, route.about, method_names(route.methods), route.access});
    return rows;
}

Response Site::handle(const Request& request) const {
    auto found = find_route(request);
    if (found.pattern.empty()) throw Failure(ErrorCode::not_found, "there is nothing at " + request.target);
    if (!found.route) {
        const auto allowed = method_names(found.methods);
        auto response = render_error(ErrorCode::method_not_allowed, "only " + allowed + " can be asked for here", &request);
        response.headers.emplace_back("Allow", allowed);
        return response;
    }
    Visit visit{request, std::move(found.taken)};
    if (!may(visit.viewer, found.route->access))
        throw visit.viewer.is_signed_in() ? Failure(ErrorCode::forbidden, "your account has no right to this")
                                          : Failure(ErrorCode::not_signed_in, "sign in first");
    if ((found.route->methods & method::read) == 0) visit.form = read_form(request);
    return found.route->answer(*context_, visit);
}

Response Site::render_error(ErrorCode code, const std::string& detail, const Request* request) const {
    if (!request || is_program(*request)) return problem(code, detail, request ? request->target : "");
    const auto& kind = error_kind(code);
    auto response = html_answer(context_->pages.error(kind.http_status, std::string(kind.title), detail), kind.http_status);
    if (kind.http_status == 503) response.headers.emplace_back("Retry-After", "2");
    return response;
}

} // namespace samling
