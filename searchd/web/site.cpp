#include "searchd/web/site.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <span>

#include "searchd/net/server.h"
#include "searchd/web/api.h"
#include "searchd/web/json_writer.h"
#include "searchd/web/search_parameters.h"
#include "searchd/web/static_files.h"

namespace samling {
namespace {

Response html(std::string body, int status = 200) {
    Response response;
    response.status = status;
    response.content_type = "text/html; charset=utf-8";
    response.body = std::move(body);
    return response;
}

Response json(std::string body) {
    Response response;
    response.content_type = "application/json; charset=utf-8";
    response.body = std::move(body);
    return response;
}

/// A 400 that lists each mistake on its own beside the sentence of all (RFC 9457 leaves room for members like "errors").
Response mistaken(const std::vector<Mistake>& mistakes, const std::string& target) {
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
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number < 1)
        throw Failure(ErrorCode::not_found, "'" + text + "' is no page number; the first page is 1");
    return number;
}

/// A file name for Content-Disposition: ASCII for old clients, all of it by RFC 8187.
std::string disposition(const std::string& how, const std::string& name) {
    std::string plain;
    for (const char c : name) {
        const bool safe = c > ' ' && c < 0x7F && c != '"' && c != '\\' && c != '/' && c != '%';
        plain += safe ? c : '_';
    }
    return how + "; filename=\"" + plain + "\"; filename*=UTF-8''" + percent_encode(name);
}

/// Errors go to programs as problem details, to people as pages: by the address, else by what is accepted.
bool is_program(const Request& request) {
    if (!request.path.empty() && (request.path.front() == "api" || request.path.front() == "healthz")) return true;
    const auto accepted = request.header("accept");
    return accepted.find("json") != std::string_view::npos && accepted.find("text/html") == std::string_view::npos;
}

} // namespace

struct Site::Internal {
    using Taken = std::vector<std::string>; ///< What stood where the pattern has "{…}".
    using Answer = Response (Internal::*)(const Request&, const Taken&) const;
    struct Route {
        std::string_view pattern; ///< A segment "{…}" takes any text.
        Answer answer;
        std::string_view about;
    };

    DataDirectory directory;
    CatalogPool catalogs;
    ObjectStore objects;
    std::shared_ptr<const Vocabularies> vocabularies;
    StaticFiles files;
    Pages pages;
    SearchFunctions functions;

    static std::span<const Route> routes() {
        static constexpr std::array kRoutes = {
            Route{"/", &Internal::home, "The first page: search box, coalitions, themes and regions"},
            Route{"/search", &Internal::search_page, "A search, for people"},
            Route{"/documents/{id}", &Internal::document_page, "The record of a document"},
            Route{"/documents/{id}/pages/{n}", &Internal::text_page, "The text of a page; words of q are marked"},
            Route{"/documents/{id}/original", &Internal::original, "The file as it came in"},
            Route{"/help/search", &Internal::help, "How to search"},
            Route{"/api/v1/search", &Internal::api_search, "A search, as JSON"},
            Route{"/api/v1/documents/{id}", &Internal::api_document, "The record of a document, as JSON"},
            Route{"/api/v1/documents/{id}/pages/{n}", &Internal::api_page, "The text of a page, as JSON"},
            Route{"/healthz", &Internal::health, "Whether searches can be answered, and from how many documents"},
            Route{"/static/{name}", &Internal::static_file, "Style sheet and icon"},
            Route{"/favicon.svg", &Internal::favicon, "The icon"},
            Route{"/robots.txt", &Internal::robots, "What crawlers should leave alone"}};
        return kRoutes;
    }

    /// Whether `path` has the form of `pattern`; if so, `taken` is what stood in its places.
    static bool fits(std::string_view pattern, const std::vector<std::string>& path, Taken& taken) {
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

    Response home(const Request&, const Taken&) const {
        SearchRequest all;
        all.limit = 0;
        return html(pages.home(functions.search(all)));
    }

    Response search_page(const Request& request, const Taken&) const {
        const auto parsed = parse_parameters(request, *vocabularies, Caller::person);
        if (!parsed.mistakes.empty()) return html(pages.mistakes(request, parsed), 400);
        return html(pages.results(parsed.request, functions.search(parsed.request)));
    }

    Response api_search(const Request& request, const Taken&) const {
        const auto parsed = parse_parameters(request, *vocabularies, Caller::program);
        if (!parsed.mistakes.empty()) return mistaken(parsed.mistakes, request.target);
        return json(search_json(parsed.request, functions.search(parsed.request)));
    }

    StoredVersion version_of(Catalog& catalog, const std::string& id) const {
        auto version = catalog.find(id);
        if (!version) throw Failure(ErrorCode::not_found, "there is no document '" + id + "'");
        return std::move(*version);
    }

    Page page_of(Catalog& catalog, const StoredVersion& version, int number) const {
        auto page = number <= version.page_count ? catalog.page(version.key, number) : std::nullopt;
        if (!page)
            throw Failure(ErrorCode::not_found, "the document has " + std::to_string(version.page_count) + " pages; there is no page " +
                                                    std::to_string(number));
        return std::move(*page);
    }

    Response document_page(const Request&, const Taken& taken) const {
        Response response;
        catalogs.with([&](Catalog& catalog) {
            response = html(pages.document(version_of(catalog, taken[0]), catalog.history(taken[0])));
        });
        return response;
    }

    Response text_page(const Request& request, const Taken& taken) const {
        Response response;
        const int number = page_number(taken[1]);
        catalogs.with([&](Catalog& catalog) {
            const auto version = version_of(catalog, taken[0]);
            response = html(pages.page(version, number, page_of(catalog, version, number), request.parameter("q").value_or("")));
        });
        return response;
    }

    Response api_document(const Request& request, const Taken& taken) const {
        Response response;
        catalogs.with([&](Catalog& catalog) {
            response = json(document_json(version_of(catalog, taken[0]), catalog.history(taken[0]), *vocabularies,
                                          request.parameter("lang").value_or("en")));
        });
        return response;
    }

    Response api_page(const Request&, const Taken& taken) const {
        Response response;
        const int number = page_number(taken[1]);
        catalogs.with([&](Catalog& catalog) {
            const auto version = version_of(catalog, taken[0]);
            response = json(page_json(version, number, page_of(catalog, version, number)));
        });
        return response;
    }

    /// A download, under a type that no browser renders as a page of ours. PDF alone keeps its own type and may be opened
    /// in place (?view=1), so that a link can lead to a page of it: it runs nothing in our origin.
    Response original(const Request& request, const Taken& taken) const {
        Response response;
        catalogs.with([&](Catalog& catalog) {
            const auto version = version_of(catalog, taken[0]);
            if (version.object.empty() || !objects.contains(version.object))
                throw Failure(ErrorCode::not_found, "the original of this document is not kept here");
            const bool pdf = version.report.media_type == "application/pdf";
            const bool in_place = pdf && request.parameter("view") == "1";
            response.content_type = pdf ? "application/pdf" : "application/octet-stream";
            response.file = objects.path(version.object);
            response.headers.emplace_back("Content-Disposition", disposition(in_place ? "inline" : "attachment", version.file_name));
            // A sandbox would keep browsers from showing a PDF at all.
            response.headers.emplace_back("Content-Security-Policy", in_place ? "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
                                                                              : "default-src 'none'; sandbox");
        });
        return response;
    }

    Response help(const Request&, const Taken&) const { return html(pages.help()); }

    Response health(const Request&, const Taken&) const {
        const auto state = functions.state();
        JsonWriter writer;
        writer.begin_object().member("status", "ok").member("documents", state.documents);
        writer.member("revision", static_cast<std::int64_t>(state.revision)).end_object();
        return json(writer.take() + "\n");
    }

    Response static_file(const Request& request, const Taken& taken) const {
        return files.answer(taken[0], request.parameter("v").value_or(""));
    }

    Response favicon(const Request&, const Taken&) const { return files.answer("icon.svg", ""); }

    Response robots(const Request&, const Taken&) const {
        Response response;
        response.content_type = "text/plain; charset=utf-8";
        response.body = "User-agent: *\nDisallow: /search\nDisallow: /api/\n";
        return response;
    }
};

Site::Site(DataDirectory directory, const std::filesystem::path& share, std::shared_ptr<const Vocabularies> vocabularies,
           SearchFunctions search) {
    StaticFiles files(share / "static");
    const auto version = files.version();
    internal_.reset(new Internal{directory, CatalogPool(directory.catalog()), ObjectStore(directory.objects()), vocabularies,
                                 std::move(files), Pages(share / "templates", vocabularies, version), std::move(search)});
}
Site::~Site() = default;

std::vector<RouteDescription> Site::routes() {
    std::vector<RouteDescription> rows;
    for (const auto& route : Internal::routes()) rows.push_back({route.pattern, route.about});
    return rows;
}

Response Site::handle(const Request& request) const {
    Internal::Taken taken;
    for (const auto& route : Internal::routes()) {
        if (!Internal::fits(route.pattern, request.path, taken)) continue;
        if (request.method == "GET" || request.method == "HEAD") return (internal_.get()->*route.answer)(request, taken);
        auto response = render_error(ErrorCode::method_not_allowed, "only GET and HEAD are allowed here", &request);
        response.headers.emplace_back("Allow", "GET, HEAD");
        return response;
    }
    throw Failure(ErrorCode::not_found, "there is nothing at " + request.target);
}

Response Site::render_error(ErrorCode code, const std::string& detail, const Request* request) const {
    if (!request || is_program(*request)) return problem(code, detail, request ? request->target : "");
    const auto& kind = error_kind(code);
    auto response = html(internal_->pages.error(kind.http_status, std::string(kind.title), detail), kind.http_status);
    if (kind.http_status == 503) response.headers.emplace_back("Retry-After", "2");
    return response;
}

} // namespace samling
