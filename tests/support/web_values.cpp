#include "tests/support/web_values.h"

#include <deque>

namespace samling::test {
namespace {

Tag tag(const std::string& code, Origin origin) {
    Tag made;
    made.code = code;
    made.origin = origin;
    if (origin == Origin::rule) {
        made.score = 0.75;
        made.evidence.push_back({2, 10, "surveillance of defenders", "label:theme/surveillance@2.00000000"});
    }
    return made;
}

} // namespace

SearchRequest search_request() {
    SearchRequest request;
    request.query = "surveillance \"of\" <defenders>";
    request.selected[static_cast<std::size_t>(TagField::region)] = {"002", "KE"};
    request.selected[static_cast<std::size_t>(TagField::type)] = {"report"};
    request.years = YearRange{2021, 0};
    request.sort = Sort::newest;
    request.limit = 2;
    request.offset = 4;
    return request;
}

SearchPage search_page() {
    SearchPage page;
    page.total = 12;
    page.counted = "documents that match";
    Hit first{"kenya-report", "Surveillance in Kenya", "A summary", "2022-11", "en", 3.25, 20, {}};
    first.pages.push_back({12, "ix", {{"… under ", false}, {"surveillance", true}, {" & fear …", false}}});
    first.pages.push_back({3, "", {{"Surveillance", true}, {" in Kenya", false}}});
    Hit second{"lughat", "\u0627\u0644\u0645\u0631\u0627\u0642\u0628\u0629", "", "2021", "ar", 1.5, 1, {}};
    page.hits = {first, second};
    static const std::vector<std::string> above_africa = {"001"}, above_kenya = {"014", "002"};
    page.facets.push_back({"region",
                           "Region",
                           {{"001", "World", 12, false, {}}, {"002", "Africa", 9, true, above_africa}, {"KE", "Kenya", 4, true, above_kenya}}});
    page.facets.push_back({"type", "Document type", {{"report", "Report", 12, true, {}}, {"survey", "Survey", 0, false, {}}}});
    Facet themes{"theme", "Theme", {}};
    const auto names = std::make_shared<std::deque<std::string>>();
    for (int i = 0; i < 14; ++i) {
        const std::string_view code = names->emplace_back("t" + std::to_string(i)), label = names->emplace_back("Theme " + std::to_string(i));
        themes.values.push_back({code, label, 20 - i, false});
    }
    themes.names = names;
    page.facets.push_back(themes);
    page.facets.push_back({"year", "Year", {{"2022", "2022", 8, true, {}}, {"2021", "2021", 4, true, {}}}});
    page.escaped = true;
    page.notices = {"The quotation mark is not closed; it was left out."};
    page.description = "(any surveillance of defenders)";
    page.took = std::chrono::microseconds(1500);
    return page;
}

StoredVersion stored_version() {
    StoredVersion version;
    version.number = 2;
    version.page_count = 2;
    version.object = std::string(64, 'a');
    version.file_name = "kenya.pdf";
    version.created = "2026-01-02T03:04:05Z";
    version.headings = {{1, 1, "Introduction"}, {2, 2, "Findings"}};
    version.report.media_type = "application/pdf";
    version.report.extractor = "poppler 22.12.0";
    version.report.words = 1234;
    version.report.notes = {"Page 2 holds only a picture."};
    auto& record = version.metadata;
    record.id = "kenya-report";
    record.title = "Surveillance in Kenya";
    record.subtitle = "A summary";
    record.abstract = "What is known.";
    record.creators = {{"Wanjiru A.", "KE", "civil-society"}};
    record.organisations = {{"An Institute", "", ""}};
    record.date = {2022, 11, 9};
    record.identifiers = {{"doi", "10.1000/182"}, {"url", "https://example.org/a?b=1&c=2"}, {"symbol", "A/HRC/44/24"}};
    record.licence = "CC-BY-4.0";
    record.rights = "Free to share.";
    record.source_url = "https://example.org/kenya";
    record.of(TagField::region) = {tag("KE", Origin::person), tag("TZ", Origin::rule)};
    record.of(TagField::theme) = {tag("surveillance", Origin::rule)};
    record.of(TagField::language) = {tag("en", Origin::embedded)};
    version.metadata.of(TagField::theme).push_back(tag("old-theme", Origin::person));
    TagDecision given;
    given.code = "old-theme";
    given.label = "An old theme";
    given.by = "Ane <ane@example.org>";
    given.at = "2025-11-30T10:00:00Z";
    given.note = "It is its main subject.";
    TagDecision rejected = given;
    rejected.verdict = TagDecision::Verdict::rejected;
    rejected.field = TagField::region;
    rejected.code = "DK";
    rejected.label = "Denmark";
    rejected.note.clear();
    version.decisions = {given, rejected};
    return version;
}

SearchPage search_page_full_of(const std::string& text) {
    auto page = search_page();
    for (auto& hit : page.hits) {
        hit.title = hit.subtitle = hit.date = hit.language = hit.id = text;
        for (auto& found : hit.pages) {
            found.label = text;
            for (auto& part : found.snippet) part.text = text;
        }
    }
    for (auto& facet : page.facets) {
        if (facet.name == "year") continue;
        facet.label = text;
        const auto names = std::make_shared<std::deque<std::string>>();
        for (auto& value : facet.values) {
            value.value = names->emplace_back(std::string(value.value) + text);
            value.label = names->emplace_back(text);
        }
        facet.names = names;
    }
    page.notices = {text};
    page.description = text;
    return page;
}

StoredVersion stored_version_full_of(const std::string& text) {
    auto version = stored_version();
    version.file_name = version.created = text;
    for (auto& heading : version.headings) heading.text = text;
    version.report.media_type = version.report.extractor = version.report.encoding = text;
    version.report.notes = {text};
    auto& record = version.metadata;
    record.id = record.title = record.subtitle = record.abstract = record.licence = record.rights = record.source_url = text;
    for (auto* agents : {&record.creators, &record.organisations}) *agents = {{text, text, text}};
    record.identifiers = {{"doi", text}, {"url", text}, {text, text}};
    for (auto& tags : record.tags) tags = {{text, Origin::rule, 1, {{1, 0, text, text}}}};
    return version;
}

} // namespace samling::test
