#pragma once
// The addresses of the site in groups, a file each; site.cpp loops over all of them.

#include <memory>
#include <span>
#include <string_view>

#include "corpus/catalog_pool.h"
#include "corpus/object_store.h"
#include "schema/vocabulary_source.h"
#include "searchd/access/sign_in.h"
#include "searchd/net/frontage.h"
#include "searchd/net/http.h"
#include "searchd/web/exposure_log.h"
#include "searchd/web/pages.h"
#include "searchd/web/reception.h"
#include "searchd/web/site.h"
#include "searchd/web/static_files.h"
#include "searchd/web/visit.h"

namespace samling {

/// What answers are made from. Everything in it is thread-safe.
struct SiteContext {
    DataDirectory directory;
    CatalogPool catalogs;
    ObjectStore objects;
    VocabularySource vocabularies; ///< For all but requests, which look at their visit's.
    StaticFiles files;
    std::shared_ptr<const TemplateStore> templates;
    Pages pages;
    SearchFunctions functions;
    std::unique_ptr<ExposureLog> exposure;
    CatalogTransactions transactions; ///< For what people do: accounts, uploads, the audit log.
    Frontage frontage;
    PasswordHasher hasher;
    std::unique_ptr<SignIn> sign_in;
    SendMail send_mail; ///< May be empty.
    std::unique_ptr<Reception> reception;
};

/// Methods of HTTP as a set.
namespace method {
enum Set : unsigned { get = 1, head = 2, post = 4, put = 8, patch = 16, del = 32, options = 64, read = get | head };
constexpr Set operator|(Set a, Set b) { return static_cast<Set>(static_cast<unsigned>(a) | static_cast<unsigned>(b)); }
} // namespace method

/// One address and the methods that `answer` is for. Several rows may share a pattern, each with methods of its own;
/// what none of them takes is a 405 whose Allow lists what they do. `answer` throws Failure for what
/// Site::render_error then renders.
struct Route {
    std::string_view pattern; ///< A segment "{…}" takes any text.
    Response (*answer)(const SiteContext& context, const Visit& visit);
    std::string_view about; ///< One line, for documentation.
    method::Set methods = method::read;
    Access access = Access::anyone; ///< Less than that is a 401 (a page sends to /login), or a 403 for whoever is signed in.
    /// What a token needs (kTokenScopes). Empty: "read" for what merely reads; what changes something is then for sessions
    /// alone.
    std::string_view scope = {};
    /// streamed: the body of whoever has the access goes to a file as it comes.
    enum class Body { memory, streamed } body = Body::memory;
};

/// Searches and counts as the viewer of `visit` may: nothing else of the site asks the search.
inline SearchPage search_as(const SiteContext& context, const Visit& visit, SearchRequest request) {
    request.audience = visit.audience();
    return context.functions.search(request);
}
inline Crosstab crosstab_as(const SiteContext& context, const Visit& visit, CrosstabRequest request) {
    request.base.audience = visit.audience();
    return context.functions.crosstab(request);
}

std::span<const Route> search_routes();   ///< The first page, searches, help.
std::span<const Route> document_routes(); ///< Records, texts and originals.
std::span<const Route> gap_routes();      ///< The gap map, as page, JSON and CSV.
std::span<const Route> overview_routes(); ///< The collection at a glance.
std::span<const Route> value_routes();    ///< Coalitions, themes and regions, a page each; overlap; feeds.
std::span<const Route> voice_routes();    ///< Voice balance and commitments.
std::span<const Route> discovery_routes(); ///< Suggestions and similar documents.
std::span<const Route> sign_in_routes(); ///< Log-in, log-out, invitations.
std::span<const Route> account_routes(); ///< One's own account.
std::span<const Route> admin_routes();   ///< Other people's, and the audit log.
std::span<const Route> upload_routes();   ///< Files, a request each.
std::span<const Route> tus_routes();      ///< Files piece by piece.
std::span<const Route> submission_routes(); ///< What one has handed in.
std::span<const Route> review_routes(); ///< What curators decide on.
std::span<const Route> submission_api_routes(); ///< Both for scripts.
std::span<const Route> withdrawal_routes(); ///< Documents taken out of sight, and back.
std::span<const Route> service_routes();  ///< Health, static files, robots.

} // namespace samling
