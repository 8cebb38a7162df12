#include "searchd/web/site.h"

#include <array>
#include <charconv>
#include <fstream>
#include <sstream>

#include "searchd/net/server.h"
#include "searchd/web/api.h"
#include "searchd/web/json_writer.h"
#include "searchd/web/search_parameters.h"

namespace samling {
namespace {

struct StaticFile {
    std::string content, type, tag;
};

std::string type_of(const std::filesystem::path& file) {
    const auto ending = file.extension().string();
    return ending == ".css" ? "text/css; charset=utf-8" : ending == ".svg" ? "image/svg+xml" : ending == ".js" ? "text/javascript; charset=utf-8" : "";
}

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

std::string joined(const std::vector<std::string>& parts) {
    std::string text;
    for (const auto& part : parts) text += (text.empty() ? "" : "; ") + part;
    return text;
}

int page_number(const std::string& text) {
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number < 1)
        throw Failure(ErrorCode::not_found, "'" + text + "' is no page number; the first page is 1");
    return number;
}

/// A file name for Content-Disposition: ASCII for old clients, all of it by RFC 8187.
std::string disposition(const std::string& name) {
    std::string plain;
    for (const char c : name) {
        const bool safe = c > ' ' && c < 0x7F && c != '"' && c != '\\' && c != '/' && c != '%';
        plain += safe ? c : '_';
    }
    return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + percent_encode(name);
}

bool is_api(const Request* request) { return request && !request->path.empty() && request->path.front() == "api"; }

} // namespace

struct Site::Internal {
    using Answer = Response (Internal::*)(const Request&, const std::vector<std::string>&) const;
    struct Route {
        std::vector<std::string_view> pattern; ///< "{}" takes any segment.
        Answer answer;
    };

    DataDirectory directory;
    CatalogPool catalogs;
    ObjectStore objects;
    std::shared_ptr<const Vocabularies> vocabularies;
    Pages pages;
    SearchFunctions functions;
    std::map<std::string, StaticFile> files;

    static const std::vector<Route>& routes() {
        static const std::vector<Route> kRoutes = {
            {{}, &Internal::home},
            {{"search"}, &Internal::search_page},
            {{"documents", "{}"}, &Internal::document_page},
            {{"documents", "{}", "pages", "{}"}, &Internal::text_page},
            {{"documents", "{}", "original"}, &Internal::original},
            {{"api", "v1", "search"}, &Internal::api_search},
            {{"api", "v1", "documents", "{}"}, &Internal::api_document},
            {{"api", "v1", "documents", "{}", "pages", "{}"}, &Internal::api_page},
            {{"help", "search"}, &Internal::help},
            {{"healthz"}, &Internal::health},
            {{"static", "{}"}, &Internal::static_file},
            {{"robots.txt"}, &Internal::robots}};
        return kRoutes;
    }

    static bool fits(const Route& route, const std::vector<std::string>& path, std::vector<std::string>& taken) {
        if (route.pattern.size() != path.size()) return false;
        taken.clear();
        for (std::size_t i = 0; i < path.size(); ++i) {
            if (route.pattern[i] == "{}") taken.push_back(path[i]);
            else if (route.pattern[i] != path[i]) return false;
        }
        return true;
    }

    void read_static(const std::filesystem::path& directory) {
        std::error_code error;
        for (const auto& entry : std::filesystem::directory_iterator(directory, error)) {
            const auto type = type_of(entry.path());
            if (type.empty()) continue;
            std::ostringstream content;
            content << std::ifstream(entry.path(), std::ios::binary).rdbuf();
            const auto name = entry.path().filename().string();
            files[name] = {content.str(), type, "\"" + sha256(content.str()).substr(0, 16) + "\""};
        }
    }

    Response home(const Request&, const std::vector<std::string>&) const {
        SearchRequest all;
        all.limit = 0;
        return html(pages.home(functions.search(all)));
    }

    Response search_page(const Request& request, const std::vector<std::string>&) const {
        const auto parsed = parse_parameters(request, *vocabularies, Caller::person);
        if (!parsed.mistakes.empty()) return html(pages.mistakes(parsed.request, parsed.mistakes), 400);
        return html(pages.results(parsed.request, functions.search(parsed.request)));
    }

    Response api_search(const Request& request, const std::vector<std::string>&) const {
        const auto parsed = parse_parameters(request, *vocabularies, Caller::program);
        if (!parsed.mistakes.empty()) throw Failure(ErrorCode::invalid_argument, joined(parsed.mistakes));
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

    Response document_page(const Request&, const std::vector<std::string>& taken) const {
        Response response;
        catalogs.with([&](Catalog& catalog) {
            response = html(pages.document(version_of(catalog, taken[0]), catalog.history(taken[0])));
        });
        return response;
    }

    Response text_page(const Request& request, const std::vector<std::string>& taken) const {
        Response response;
        const int number = page_number(taken[1]);
        catalogs.with([&](Catalog& catalog) {
            const auto version = version_of(catalog, taken[0]);
            response = html(pages.page(version, number, page_of(catalog, version, number), request.parameter("q").value_or("")));
        });
        return response;
    }

    Response api_document(const Request& request, const std::vector<std::string>& taken) const {
        Response response;
        catalogs.with([&](Catalog& catalog) {
            response = json(document_json(version_of(catalog, taken[0]), catalog.history(taken[0]), *vocabularies,
                                          request.parameter("lang").value_or("en")));
        });
        return response;
    }

    Response api_page(const Request&, const std::vector<std::string>& taken) const {
        Response response;
        const int number = page_number(taken[1]);
        catalogs.with([&](Catalog& catalog) {
            const auto version = version_of(catalog, taken[0]);
            response = json(page_json(version, number, page_of(catalog, version, number)));
        });
        return response;
    }

    /// Always as a download, and under a type that no browser renders as a page of ours; PDF alone keeps its own, for
    /// links to a page of it.
    Response original(const Request&, const std::vector<std::string>& taken) const {
        Response response;
        catalogs.with([&](Catalog& catalog) {
            const auto version = version_of(catalog, taken[0]);
            if (version.object.empty() || !objects.contains(version.object))
                throw Failure(ErrorCode::not_found, "the original of this document is not kept here");
            const bool pdf = version.report.media_type == "application/pdf";
            response.content_type = pdf ? "application/pdf" : "application/octet-stream";
            response.file = objects.path(version.object);
            auto header = disposition(version.file_name);
            if (pdf) header.replace(0, std::string_view("attachment").size(), "inline");
            response.headers.emplace_back("Content-Disposition", header);
            response.headers.emplace_back("Content-Security-Policy", "default-src 'none'; sandbox");
        });
        return response;
    }

    Response help(const Request&, const std::vector<std::string>&) const { return html(pages.help()); }

    Response health(const Request&, const std::vector<std::string>&) const {
        const auto state = functions.state();
        JsonWriter writer;
        writer.begin_object().member("status", "ok").member("documents", state.documents);
        writer.member("revision", static_cast<std::int64_t>(state.revision)).end_object();
        return json(writer.take() + "\n");
    }

    Response static_file(const Request&, const std::vector<std::string>& taken) const {
        const auto found = files.find(taken[0]);
        if (found == files.end()) throw Failure(ErrorCode::not_found, "there is no such file");
        Response response;
        response.content_type = found->second.type;
        response.body = found->second.content;
        response.headers.emplace_back("ETag", found->second.tag);
        response.headers.emplace_back("Cache-Control", "public, max-age=600");
        return response;
    }

    Response robots(const Request&, const std::vector<std::string>&) const {
        Response response;
        response.content_type = "text/plain; charset=utf-8";
        response.body = "User-agent: *\nDisallow: /search\nDisallow: /api/\n";
        return response;
    }
};

Site::Site(DataDirectory directory, const std::filesystem::path& share, std::shared_ptr<const Vocabularies> vocabularies,
           SearchFunctions search)
    : internal_(new Internal{directory, CatalogPool(directory.catalog()), ObjectStore(directory.objects()), vocabularies,
                             Pages(share / "templates", vocabularies), std::move(search), {}}) {
    internal_->read_static(share / "static");
}
Site::~Site() = default;

Response Site::handle(const Request& request) const {
    std::vector<std::string> taken;
    for (const auto& route : Internal::routes()) {
        if (!Internal::fits(route, request.path, taken)) continue;
        if (request.method == "GET" || request.method == "HEAD") return (internal_.get()->*route.answer)(request, taken);
        auto response = render_error(ErrorCode::method_not_allowed, "only GET and HEAD are allowed here", &request);
        response.headers.emplace_back("Allow", "GET, HEAD");
        return response;
    }
    throw Failure(ErrorCode::not_found, "there is nothing at " + request.target);
}

Response Site::render_error(ErrorCode code, const std::string& detail, const Request* request) const {
    if (!request || is_api(request)) return problem(code, detail, request ? request->target : "");
    const auto& kind = error_kind(code);
    auto response = html(internal_->pages.error(kind.http_status, std::string(kind.title), detail), kind.http_status);
    if (kind.http_status == 503) response.headers.emplace_back("Retry-After", "2");
    return response;
}

} // namespace samling
