#pragma once
// A site with accounts, and browsers that visit it: for tests of whatever asks who somebody is.

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "corpus/catalog_transactions.h"
#include "searchd/web/site.h"
#include "tests/support/scratch.h"

namespace samling::test {

using Fields = std::vector<std::pair<std::string, std::string>>;

/// Everybody's password in a PeopleSite.
inline constexpr auto kPassword = "six tired horses";

class PeopleSite {
public:
    /// Its virus scanner finds what holds "HARMFUL", and cannot tell of what holds "UNSURE".
    /// Over a catalog in a directory of its own, with these accounts: "admin" (administrator), "curator" (curator of
    /// "tech-for-democracy"), "member" (member of "tech-for-democracy"), "other" (member of "will-for-the-web"), "plain" (no role), each @example.org.
    explicit PeopleSite(Frontage frontage = {});
    /// The same with a search over what `fill` puts into the directory.
    explicit PeopleSite(const std::function<void(const DataDirectory&)>& fill);

    /// As the server does: what is thrown is rendered.
    Response answer(const Request& request) const;
    Response render_error(const Failure& failure, const Request* request) const;
    /// For ServerOptions::stream_body.
    const BodyStream* body_stream(const Request& head) const { return site_->body_stream(head); }
    std::int64_t key_of(const std::string& name) const;
    const CatalogTransactions& transactions() const { return transactions_; }
    const DataDirectory& directory() const { return directory_; }
    /// The acts in the audit log, oldest first.
    std::vector<std::string> acts() const;

    std::vector<Mail> mails; ///< That were sent; none is to unreachable@example.org.

private:
    void post_box(const Mail& mail);
    PeopleSite(Frontage frontage, const std::function<SearchFunctions(const DataDirectory&)>& search);
    Scratch scratch_;
    DataDirectory directory_;
    CatalogTransactions transactions_;
    std::unique_ptr<Site> site_;
};

/// Keeps cookies and fills in the form's token, as a browser does.
class Browser {
public:
    explicit Browser(const PeopleSite& site) : site_(site) {}

    Response get(const std::string& target);
    /// Sends a form with the token that the last page had.
    Response post(const std::string& target, Fields fields = {});
    /// Through the page. The answer to the form.
    Response sign_in(const std::string& name, const std::string& password = kPassword, const std::string& next = "/");

    std::string cookie; ///< "samling=…"; empty if there is none.
    std::string csrf;   ///< The token on the last page.
    std::map<std::string, std::string> headers; ///< Sent with every request.
    std::string remote = "192.0.2.1";

private:
    Response send(Request request);
    const PeopleSite& site_;
};

/// The pattern of a route with 1 in its places.
std::string address_of(std::string_view pattern);

std::string header_of(const Response& response, const std::string& name);

} // namespace samling::test
