#include "searchd/web/atom.h"

#include "schema/metadata.h"
#include "searchd/web/api.h"
#include "searchd/web/document_view.h"
#include "searchd/web/html.h"
#include "searchd/web/search_parameters.h"

namespace samling {
namespace {

/// RFC 3339 of a date as far as it is known; the first of what is not.
std::string timestamp(const std::string& date) {
    const auto parsed = parse_date(date).value_or(Date{1970, 1, 1});
    char text[64];
    std::snprintf(text, sizeof text, "%04d-%02d-%02dT00:00:00Z", parsed.year, std::max(parsed.month, 1), std::max(parsed.day, 1));
    return text;
}

std::string snippet_text(const Hit& hit) {
    std::string text;
    if (!hit.pages.empty())
        for (const auto& part : hit.pages.front().snippet) text += part.text;
    return text;
}

std::string entry(const std::string& site, const Hit& hit) {
    const auto url = escape_html(site + document_url(hit.id));
    std::string text = "<entry><id>" + url + "</id><title>" + escape_html(hit.title) + "</title><link href=\"" + url + "\"/><updated>" +
                       timestamp(hit.date) + "</updated>";
    if (const auto summary = snippet_text(hit); !summary.empty()) text += "<summary>" + escape_html(summary) + "</summary>";
    for (const auto& code : hit.of(TagField::coalition)) text += "<author><name>" + escape_html(code) + "</name></author>";
    for (const auto& code : hit.of(TagField::theme)) text += "<category scheme=\"" + escape_html(site) + "/themes/\" term=\"" + escape_html(code) + "\"/>";
    return text + "</entry>\n";
}

std::string deleted_entry(const std::string& site, const Withdrawal& withdrawal) {
    return "<at:deleted-entry ref=\"" + escape_html(site + document_url(withdrawal.id)) + "\" when=\"" + escape_html(withdrawal.at) + "\"><at:comment>" +
           escape_html(withdrawal.reason) + "</at:comment></at:deleted-entry>\n";
}

} // namespace

std::string atom_feed(const Feed& feed) {
    const auto& [site, address, request, page, withdrawn] = feed;
    const auto query = query_string(request);
    std::string newest = "1970-01-01T00:00:00Z", entries;
    for (const auto& hit : page.hits) {
        newest = std::max(newest, timestamp(hit.date));
        entries += entry(site, hit);
    }
    for (const auto& one : withdrawn) {
        newest = std::max(newest, one.at);
        entries += deleted_entry(site, one);
    }
    const auto self = escape_html(site + address), alternate = escape_html(site + "/search" + (query.empty() ? "" : "?" + query));
    return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:at=\"http://purl.org/atompub/tombstones/1.0\"><id>" + self + "</id><title>" +
           escape_html("Samling: " + (request.query.empty() ? "documents" : request.query)) + "</title><subtitle>" +
           count_of(page.total, "document", "documents") + "</subtitle><link rel=\"self\" href=\"" + self + "\"/><link href=\"" + alternate +
           "\"/><author><name>Samling</name></author><updated>" + newest + "</updated>\n" + entries + "</feed>\n";
}

} // namespace samling
