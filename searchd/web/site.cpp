#include "searchd/web/site.h"

#include <algorithm>
#include <array>

#include "schema/text.h"
#include "searchd/net/server.h"
#include "searchd/web/answers.h"
#include "searchd/web/review_decision.h"
#include "searchd/web/routes.h"
#include "searchd/web/visitor_view.h"

namespace samling {
namespace {

/// What stands around the files of a form, at most.
constexpr std::uint64_t kFormBytes = 256 * 1024;

/// In the order in which they are tried: what names a segment stands before what takes any text there.
constexpr std::array kGroups = {search_routes, document_routes, discovery_routes, gap_routes, overview_routes, value_routes, voice_routes, sign_in_routes, account_routes, admin_routes, upload_routes, tus_routes, submission_routes, review_routes, submission_api_routes, withdrawal_routes, service_routes};

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

/// What a token may not do is refused, whatever its account may.
void check_scope(const Route& route, const Visitor& visitor, bool reads) {
    if (!visitor.token) return;
    const auto scope = route.scope.empty() && reads ? std::string_view("read") : route.scope;
    if (scope.empty()) throw Failure(ErrorCode::forbidden, "this cannot be done with a token; sign in");
    if (!visitor.token->has_scope(scope)) throw Failure(ErrorCode::forbidden, "the token lacks the scope '" + std::string(scope) + "'");
}

/// The fields of a form, and the files that came with it.
void take_form(Visit& visit, const std::filesystem::path& directory) {
    if (!visit.request.streamed || !is_multipart(visit.request)) {
        visit.form = read_form(visit.request);
        return;
    }
    auto form = read_multipart(visit.request, directory);
    for (auto& [name, value] : form.fields) {
        name = clean_utf8(name);
        value = clean_utf8(value);
    }
    visit.form = Form(std::move(form.fields));
    visit.files = std::move(form.files);
}

/// A body that goes to memory, and whose sender can be answered when all of it has come.
bool is_small(const Request& head) {
    constexpr std::size_t kDigits = 6;
    return head.header("transfer-encoding").empty() && head.header("content-length").size() < kDigits;
}

/// That a form was shown by us to this very browser.
void check_form(const Visit& visit, const std::string& origin) {
    const auto& request = visit.request;
    const auto header = request.header("x-csrf-token");
    if (!is_from(request, origin)) throw Failure(ErrorCode::forbidden, "this was sent from a page of another site; nothing was done");
    if (!csrf_fits(header.empty() ? visit.form.value("csrf") : header, visit.visitor.cookie))
        throw Failure(ErrorCode::forbidden, "this form is not valid any more, or cookies are off; nothing was done. Go back, load the page again and send it once more");
}

/// How much waits for the viewer to review; 0 where that cannot be told.
std::int64_t count_waiting(const SiteContext& context, const Visit& visit) {
    if (!may(visit.viewer(), Access::curator)) return 0;
    const auto filter = review_filter(visit, "", "", "");
    try {
        return filter ? context.transactions.read([&](SqliteDatabase& database) { return Submissions(database).count(*filter); }) : 0;
    } catch (const Failure&) {
        return 0;
    }
}

} // namespace

Site::Site(SiteSetup setup) {
    const auto& directory = setup.directory;
    StaticFiles files(setup.share / "static");
    const auto templates = std::make_shared<const TemplateStore>(setup.share / "templates", files.version());
    auto context = std::unique_ptr<SiteContext>(new SiteContext{
        directory, CatalogPool(directory.catalog()), ObjectStore(directory.objects()), setup.vocabularies, std::move(files), templates,
        Pages(templates, setup.vocabularies), std::move(setup.search), std::make_unique<ExposureLog>(directory.exposure()),
        CatalogTransactions(directory.catalog()), std::move(setup.frontage), PasswordHasher(setup.password_cost), nullptr, std::move(setup.send_mail), nullptr});
    context->sign_in = std::make_unique<SignIn>(context->transactions, context->hasher);
    PartFiles parts(directory.uploads());
    stream_ = {parts.directory(), static_cast<std::uint64_t>(setup.uploads.bytes) + kFormBytes};
    context->reception = std::make_unique<Reception>(context->transactions, context->objects, std::move(parts), setup.uploads);
    context_ = std::move(context);
}
Site::~Site() = default;

std::vector<RouteDescription> Site::routes() {
    std::vector<RouteDescription> rows;
    for (const auto group : kGroups)
        for (const auto& route : group()) rows.push_back({route.pattern, route.about, method_names(route.methods), route.access});
    return rows;
}

Response Site::handle(const Request& request) const {
    Visit visit{request, context_->vocabularies.now()};
    visit.visitor = identify(request, context_->transactions, context_->frontage);
    auto response = answer(request, visit);
    const auto waiting = has_corner(response) ? count_waiting(*context_, visit) : 0;
    return finished(std::move(response), visit, waiting);
}

const BodyStream* Site::body_stream(const Request& head) const {
    const auto found = find_route(head);
    if (found.route == nullptr || found.route->body != Route::Body::streamed) return nullptr;
    try {
        const auto visitor = recognise(head, context_->transactions, context_->frontage);
        if (!visitor.viewer.is_signed_in()) throw Failure(ErrorCode::not_signed_in, "sign in, or send a token");
        if (!may(visitor.viewer, found.route->access)) throw Failure(ErrorCode::forbidden, "your account has no right to this");
        check_scope(*found.route, visitor, false);
        if (head.method == "POST") context_->reception->check_rate(visitor);
        return &stream_;
    } catch (const Failure&) {
        if (is_small(head)) return nullptr; // the answer that everybody gets says it better
        throw;
    }
}

Response Site::answer(const Request& request, Visit& visit) const {
    auto found = find_route(request);
    if (found.pattern.empty()) throw Failure(ErrorCode::not_found, "there is nothing at " + request.target);
    if (!found.route) {
        const auto allowed = method_names(found.methods);
        auto response = error_answer({ErrorCode::method_not_allowed, "only " + allowed + " can be asked for here"}, &request);
        response.headers.emplace_back("Allow", allowed);
        return response;
    }
    const auto& route = *found.route;
    const bool reads = (route.methods & (method::read | method::options)) != 0;
    if (!may(visit.viewer(), route.access)) {
        if (visit.viewer().is_signed_in()) throw Failure(ErrorCode::forbidden, "your account has no right to this");
        if (reads && !is_program(request)) return see_other("/login?next=" + percent_encode(request.target));
        throw Failure(ErrorCode::not_signed_in, "sign in, or send a token");
    }
    check_scope(route, visit.visitor, reads);
    visit.taken = std::move(found.taken);
    if (!reads) {
        take_form(visit, context_->reception->directory());
        if (!visit.visitor.token) check_form(visit, context_->frontage.origin(request));
    }
    return route.answer(*context_, visit);
}

/// An error as it looks, for whoever it is.
Response Site::error_answer(const Failure& failure, const Request* request) const {
    if (!request || is_program(*request)) {
        auto response = problem(failure, request ? request->target : "");
        if (failure.code() == ErrorCode::not_signed_in) response.headers.emplace_back("WWW-Authenticate", "Bearer");
        return response;
    }
    const auto& kind = error_kind(failure.code());
    auto response = html_answer(context_->pages.error(kind.http_status, std::string(kind.title), failure.what()), kind.http_status);
    say_when_to_retry(response, failure);
    return response;
}

Response Site::render_error(const Failure& failure, const Request* request) const {
    auto response = error_answer(failure, request);
    if (!request) return response;
    Visit visit{*request, context_->vocabularies.now()};
    try {
        visit.visitor = identify(*request, context_->transactions, context_->frontage);
        } catch (const Failure&) { // a token that does not hold: nobody
    }
    return finished(std::move(response), visit);
}

} // namespace samling
