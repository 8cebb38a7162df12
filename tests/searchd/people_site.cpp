#include "tests/searchd/people_site.h"

#include "corpus/accounts.h"
#include "corpus/audit_log.h"
#include "corpus/catalog.h"
#include "searchd/search/related.h"
#include "searchd/search/similar.h"
#include "searchd/search/suggest.h"
#include "tests/places/places.h"
#include "tests/support/web_request.h"
#include "tests/support/web_values.h"

namespace samling::test {
namespace {

const std::filesystem::path kShare = test::share_directory();
constexpr PasswordCost kCheap{1, 8192};

DataDirectory made(const DataDirectory& directory) {
    directory.create();
    Catalog(directory.catalog(), Catalog::Mode::write);
    return directory;
}

void add(SqliteDatabase& database, const std::string& name, const std::string& hash) {
    Accounts accounts(database);
    accounts.set_password(accounts.add(name + "@example.org", name), hash);
}

/// A scanner that finds what the content itself names.
UploadSettings scanned() {
    UploadSettings settings;
    settings.harmful = [](const std::filesystem::path& file) -> std::string {
        const auto content = read_file(file);
        if (content.find("UNSURE") != std::string::npos) throw Failure(ErrorCode::busy, "files cannot be checked at the moment");
        return content.find("HARMFUL") != std::string::npos ? "Test-Virus" : "";
    };
    return settings;
}

/// As searchd joins them.
SearchFunctions searching(const DataDirectory& directory) {
    const auto service = std::make_shared<const SearchService>(directory, std::make_shared<const Vocabularies>(kShare / "vocabulary"));
    return {[service](const SearchRequest& request) { return service->search(request); },
            [service] { return service->state(); },
            [service](const CrosstabRequest& request) { return service->crosstab(request); },
            [service](const DocumentSearchRequest& request) { return service->search_document(request); },
            [service](const std::string& typed, std::size_t limit, const Audience& audience) { return service->suggest(typed, limit, audience); },
            [service](const std::string& id, std::size_t limit, const Audience& audience) { return service->similar(id, limit, audience); },
            [service](const Metadata& record, std::size_t limit, const Audience& audience) { return service->related(record, limit, audience); }};
}

} // namespace

PeopleSite::PeopleSite(Frontage frontage)
    : PeopleSite(std::move(frontage), [](const DataDirectory&) {
          return SearchFunctions{[](const SearchRequest&) { return search_page(); }, [] { return SearchState{2, 7}; }};
      }) {}

PeopleSite::PeopleSite(const std::function<void(const DataDirectory&)>& fill)
    : PeopleSite(Frontage{}, [&](const DataDirectory& directory) {
          fill(directory);
          return searching(directory);
      }) {}

PeopleSite::PeopleSite(Frontage frontage, const std::function<SearchFunctions(const DataDirectory&)>& search)
    : directory_(made(DataDirectory(scratch_.path() / "data"))), transactions_(directory_.catalog()),
      site_(std::make_unique<Site>(SiteSetup{directory_, kShare, std::make_shared<const Vocabularies>(kShare / "vocabulary"), search(directory_),
                                             std::move(frontage), kCheap, [this](const Mail& mail) { post_box(mail); }, scanned()})) {
    const auto hash = PasswordHasher(kCheap).hash(kPassword);
    transactions_.write([&](SqliteDatabase& database) {
        for (const auto* name : {"admin", "curator", "member", "other", "plain"}) add(database, name, hash);
        Accounts accounts(database);
        accounts.set_administrator(1, Viewer::Administrator::yes);
        accounts.set_role(2, "tech-for-democracy", Role::curator);
        accounts.set_role(3, "tech-for-democracy", Role::member);
        accounts.set_role(4, "will-for-the-web", Role::member);
    });
}

void PeopleSite::post_box(const Mail& mail) {
    if (mail.to.starts_with("unreachable")) throw Failure(ErrorCode::storage_failed, "mail.example did not take the mail");
    mails.push_back(mail);
}

Response PeopleSite::answer(const Request& request) const {
    try {
        return site_->handle(request);
    } catch (const Failure& failure) {
        return site_->render_error(failure, &request);
    }
}

Response PeopleSite::render_error(const Failure& failure, const Request* request) const { return site_->render_error(failure, request); }

std::int64_t PeopleSite::key_of(const std::string& name) const {
    return transactions_.read([&](SqliteDatabase& database) { return Accounts(database).find_by_email(name + "@example.org").value().key; });
}

std::vector<std::string> PeopleSite::acts() const {
    std::vector<std::string> acts;
    transactions_.read([&](SqliteDatabase& database) { AuditLog(database).for_each(1, [&](const AuditRow& row) { acts.push_back(row.entry.act); }); });
    return acts;
}

Response Browser::get(const std::string& target) { return send(test::get(target)); }

Response Browser::post(const std::string& target, Fields fields) {
    auto request = test::get(target);
    request.method = "POST";
    request.headers["content-type"] = "application/x-www-form-urlencoded";
    fields.emplace_back("csrf", csrf);
    for (const auto& [name, value] : fields) request.body += (request.body.empty() ? "" : "&") + percent_encode(name) + "=" + percent_encode(value);
    return send(std::move(request));
}

Response Browser::sign_in(const std::string& name, const std::string& password, const std::string& next) {
    get("/login");
    return post("/login", {{"email", name + "@example.org"}, {"password", password}, {"next", next}});
}

Response Browser::send(Request request) {
    request.remote = remote;
    request.headers.emplace("host", "library.example");
    if (!cookie.empty()) request.headers["cookie"] = cookie;
    for (const auto& [name, value] : headers) request.headers[name] = value;
    auto response = site_.answer(request);
    if (const auto set = header_of(response, "Set-Cookie"); !set.empty()) cookie = set.substr(0, set.find(';'));
    if (cookie.ends_with('=')) cookie.clear();
    constexpr std::string_view kBefore = "name=\"csrf\" value=\"";
    if (const auto at = response.body.find(kBefore); at != std::string::npos) {
        const auto begin = at + kBefore.size();
        csrf = response.body.substr(begin, response.body.find('"', begin) - begin);
    }
    return response;
}

std::string address_of(std::string_view pattern) {
    std::string address;
    for (std::size_t at = 0; at < pattern.size(); ++at) {
        address += pattern[at] == '{' ? '1' : pattern[at];
        if (pattern[at] == '{') at = pattern.find('}', at);
    }
    return address;
}

std::string header_of(const Response& response, const std::string& name) {
    for (const auto& [key, value] : response.headers)
        if (key == name) return value;
    return {};
}

} // namespace samling::test
