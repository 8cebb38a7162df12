#pragma once
// The daemon's answers: one table of routes over search, catalog and pages.

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/data_directory.h"
#include "corpus/password.h"
#include "schema/failure.h"
#include "schema/viewer.h"
#include "schema/vocabulary_source.h"
#include "searchd/net/frontage.h"
#include "searchd/net/http.h"
#include "searchd/net/mailer.h"
#include "searchd/net/server.h"
#include "searchd/search/crosstab.h"
#include "searchd/search/document_search.h"
#include "searchd/search/search.h"
#include "searchd/web/reception.h"

namespace samling {

struct SiteContext;
struct Visit;

/// What the site needs of search; a SearchService in the daemon, anything in a test.
struct SearchFunctions {
    std::function<SearchPage(const SearchRequest&)> search;
    std::function<SearchState()> state;
    std::function<Crosstab(const CrosstabRequest&)> crosstab = {};
    std::function<DocumentSearchPage(const DocumentSearchRequest&)> search_document = {};
    std::function<std::vector<Suggestion>(const std::string& typed, std::size_t limit, const Audience&)> suggest = {};
    std::function<std::vector<SimilarDocument>(const std::string& id, std::size_t limit, const Audience&)> similar = {};
    std::function<std::vector<RelatedDocument>(const Metadata& record, std::size_t limit, const Audience&)> related = {};
};

/// What a site is made of.
struct SiteSetup {
    DataDirectory directory;
    std::filesystem::path share; ///< Holds templates and static files.
    VocabularySource vocabularies;
    SearchFunctions search;
    Frontage frontage = {};
    PasswordCost password_cost = {};
    SendMail send_mail = {}; ///< Empty: links are shown, and not sent.
    UploadSettings uploads = {};
};

/// A row of the route table, for documentation.
struct RouteDescription {
    std::string_view pattern; ///< "/documents/{id}".
    std::string_view about;   ///< One line.
    std::string methods;      ///< "GET, HEAD".
    Access access;            ///< What it asks of whoever comes.
};

/// Thread-safe.
class Site {
public:
    explicit Site(SiteSetup setup);
    ~Site();

    /// Throws Failure for what render_error then renders.
    Response handle(const Request& request) const;
    /// For ServerOptions::stream_body: the bodies that those who may upload send where files are taken in. Throws Failure
    /// for a large one of anybody else.
    const BodyStream* body_stream(const Request& head) const;
    /// Every address there is, in the order in which they are tried.
    static std::vector<RouteDescription> routes();
    /// RFC 9457 under /api and for whoever accepts JSON alone, a page elsewhere. Never throws.
    Response render_error(const Failure& failure, const Request* request) const;

private:
    Response answer(const Request& request, Visit& visit) const;
    Response error_answer(const Failure& failure, const Request* request) const;
    std::unique_ptr<const SiteContext> context_;
    BodyStream stream_;
};

} // namespace samling
