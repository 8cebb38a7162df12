#include "searchd/web/document_view.h"

#include <algorithm>
#include <array>
#include <set>

#include "schema/format_names.h"
#include "searchd/net/http.h"
#include "searchd/web/api.h"
#include "searchd/web/reading_view.h"
#include "searchd/web/tag_views.h"

namespace samling {
namespace {

using List = ViewList;

std::string names(const std::vector<Agent>& agents) {
    std::vector<std::string> all;
    for (const auto& agent : agents) all.push_back(agent.name + (agent.country.empty() ? "" : " (" + agent.country + ")"));
    return joined(all, "; ");
}

/// `address` if a link may lead there; a record can hold any text, "javascript:" too.
std::string web_address(const std::string& address) {
    return address.starts_with("https://") || address.starts_with("http://") ? address : "";
}

std::string identifier_address(const Identifier& identifier) {
    if (identifier.scheme == "doi") return "https://doi.org/" + percent_encode(identifier.value);
    return identifier.scheme == "url" ? web_address(identifier.value) : "";
}

/// "Names (2022). Title. URL" – what a reader pastes.
std::string citation(const Metadata& record) {
    std::vector<std::string> all;
    for (const auto& agent : record.creators.empty() ? record.organisations : record.creators) all.push_back(agent.name);
    const auto who = joined(all, "; ");
    const auto year = record.date.year == 0 ? std::string() : " (" + std::to_string(record.date.year) + ")";
    return (who.empty() ? record.title + year : who + year + ". " + record.title) + "." +
           (record.source_url.empty() ? "" : " " + record.source_url);
}

void add_row(List& rows, const char* name, const std::string& value, const std::string& address = {}) {
    if (value.empty()) return;
    View row;
    row["name"] = name;
    row["value"] = value;
    row["linked"] = flag(!address.empty());
    if (!address.empty()) row["href"] = address;
    rows.push_back(row);
}

List record_rows(const StoredVersion& version) {
    const auto& record = version.metadata;
    List rows;
    add_row(rows, "Creators", names(record.creators));
    add_row(rows, "Organisations", names(record.organisations));
    add_row(rows, "Date", format_date(record.date));
    for (const auto& identifier : record.identifiers)
        add_row(rows, "Identifier", identifier.scheme + ": " + identifier.value, identifier_address(identifier));
    add_row(rows, "Licence", record.licence);
    add_row(rows, "Rights", record.rights);
    add_row(rows, "Source", record.source_url, web_address(record.source_url));
    add_row(rows, "File", version.file_name);
    if (record.visibility == Visibility::coalition) add_row(rows, "Seen by", "people of its coalitions only");
    if (record.embargo != Date{}) add_row(rows, "Open to all from", format_date(record.embargo));
    return rows;
}

List page_links(const StoredVersion& version) {
    List pages;
    for (int number = 1; number <= version.page_count; ++number) {
        View row;
        row["number"] = std::to_string(number);
        row["url"] = page_url(version, number);
        pages.push_back(row);
    }
    return pages;
}

/// Where a browser may be sent from a document; anything else is shown as words.
std::string link_address(const std::string& address) {
    return address.starts_with("mailto:") ? address : web_address(address);
}

List document_links(const StoredVersion& version) {
    constexpr std::size_t kShown = 200;
    std::set<std::string> seen; // each address once, where it stands first
    List links;
    for (const auto& link : version.report.links) {
        if (link.address.empty() || links.size() >= kShown || !seen.insert(link.address).second) continue;
        View row;
        row["address"] = link.address;
        const auto url = link_address(link.address);
        row["followed"] = flag(!url.empty());
        row["url"] = url;
        row["page"] = std::to_string(link.page);
        row["page_url"] = page_url(version, link.page);
        links.push_back(row);
    }
    return links;
}

List heading_links(const StoredVersion& version) {
    List headings;
    for (const auto& heading : version.headings) {
        View row;
        row["text"] = heading.text;
        row["level"] = std::to_string(std::clamp(heading.level - 1, 0, 3));
        row["url"] = page_url(version, heading.page);
        headings.push_back(row);
    }
    return headings;
}

List version_rows(const StoredVersion& shown, const std::vector<VersionSummary>& history) {
    List rows;
    for (const auto& version : history) {
        View row;
        row["number"] = std::to_string(version.number);
        row["created"] = version.created;
        row["other"] = flag(version.number != shown.number);
        const bool newest = version.number == history.back().number;
        row["url"] = document_url(shown.metadata.id) + (newest ? "" : "/versions/" + std::to_string(version.number));
        rows.push_back(row);
    }
    return rows;
}

List near_rows(const std::vector<NearDuplicate>& others) {
    List rows;
    for (const auto& other : others) {
        View row;
        row["title"] = other.title;
        row["url"] = document_url(other.id);
        row["percent"] = std::to_string(static_cast<int>(other.similarity * 100));
        rows.push_back(row);
    }
    return rows;
}

} // namespace

std::string joined(const std::vector<std::string>& parts, const std::string& separator) {
    std::string text;
    for (const auto& part : parts)
        if (!part.empty()) text += (text.empty() ? "" : separator) + part;
    return text;
}

std::string count_of(std::int64_t count, const std::string& one, const std::string& many) {
    return std::to_string(count) + " " + (count == 1 ? one : many);
}

View document_view(const StoredVersion& version, const DocumentContext& context, const Vocabularies& vocabularies) {
    const auto& record = version.metadata;
    View view;
    view["title"] = record.title;
    view["has_subtitle"] = flag(!record.subtitle.empty());
    view["subtitle"] = record.subtitle;
    view["has_abstract"] = flag(!record.abstract.empty());
    view["abstract"] = record.abstract;
    const auto& languages = record.of(TagField::language);
    view["has_language"] = flag(languages.size() == 1);
    if (languages.size() == 1) view["language"] = languages.front().code;
    view["has_original"] = flag(!version.object.empty());
    view["original"] = version_url(version) + "/original";
    view["kind"] = format_name(version.report.media_type);
    view["rows"] = View(record_rows(version));
    add_tag_views(view, version, vocabularies);
    List notices;
    for (const auto& note : version.report.notes) notices.push_back(note);
    view["notices"] = View(notices);
    view["pages"] = View(page_links(version));
    view["has_pages"] = flag(version.page_count > 1);
    if (version.page_count > 0) view["first_page"] = page_url(version, 1);
    if (version.page_count > 0) view["search_url"] = document_url(record.id) + "/search";
    view["has_headings"] = flag(!version.headings.empty());
    view["headings"] = View(heading_links(version));
    const auto links = document_links(version);
    view["has_links"] = flag(!links.empty());
    view["links"] = View(links);
    view["citation"] = citation(record);
    view["versions"] = View(version_rows(version, context.history));
    view["has_near"] = flag(!context.near_duplicates.empty());
    view["near"] = View(near_rows(context.near_duplicates));
    if (!version.is_newest) view["newest"] = document_url(record.id);
    if (context.curated == DocumentContext::Curated::yes) view["withdrawal_url"] = document_url(record.id) + "/withdrawal";
    view["number"] = std::to_string(version.number);
    view["reading"] = View(reading_rows(version));
    return view;
}

} // namespace samling
