#include "searchd/web/reading_view.h"

#include <algorithm>
#include <cmath>

#include "searchd/web/document_view.h"

namespace samling {
namespace {

/// Of the pages without text so many are named; all are counted.
constexpr std::size_t kNamedPages = 100;

std::vector<int> pages_without_text(const ReadingReport& report) {
    std::vector<int> pages;
    for (std::size_t i = 0; i < report.pages.size() && pages.size() < kNamedPages; ++i)
        if (report.pages[i].words == 0) pages.push_back(static_cast<int>(i + 1));
    return pages;
}

struct Recognition {
    int pages = 0;
    double confidence = 0; ///< Mean over the pages, 0 to 1.
};

Recognition recognition_of(const ReadingReport& report) {
    Recognition all;
    for (const auto& page : report.pages) {
        if (page.recognition == PageReading::kNotRecognized) continue;
        ++all.pages;
        all.confidence += page.recognition / 100.0;
    }
    if (all.pages > 0) all.confidence /= all.pages;
    return all;
}

double rounded(double value, double parts) {
    return std::round(value * parts) / parts;
}

std::string percent(double share) {
    return std::to_string(std::lround(share * 100)) + " %";
}

void write_languages(JsonWriter& json, const std::vector<LanguageShare>& languages) {
    json.begin_array();
    for (const auto& share : languages) {
        json.begin_object().key("language");
        if (share.language.empty()) json.null();
        else json.value(share.language);
        json.member("pages", share.pages).member("confidence", rounded(share.confidence, 100)).end_object();
    }
    json.end_array();
}

std::string languages_in_words(const std::vector<LanguageShare>& languages) {
    std::vector<std::string> parts;
    for (const auto& share : languages) {
        const auto pages = count_of(share.pages, "page", "pages");
        parts.push_back(share.language.empty() ? pages + " too short to tell"
                                               : share.language + " on " + pages + " (" + percent(share.confidence) + " sure)");
    }
    return joined(parts, ", ");
}

std::string numbers(const std::vector<int>& pages) {
    std::vector<std::string> parts;
    for (const int page : pages) parts.push_back(std::to_string(page));
    return joined(parts, ", ");
}

/// "2 of 12: 3, 7"
std::string without_text_in_words(const StoredVersion& version) {
    const auto& report = version.report;
    if (report.pages_without_text == 0) return "none";
    const auto named = pages_without_text(report);
    const bool more = named.size() < static_cast<std::size_t>(report.pages_without_text);
    return std::to_string(report.pages_without_text) + " of " + std::to_string(version.page_count) +
           (named.empty() || version.page_count == 1 ? "" : ": " + numbers(named) + (more ? " …" : ""));
}

} // namespace

void write_reading(JsonWriter& json, const StoredVersion& version) {
    const auto& report = version.report;
    json.begin_object().member("outcome", report.words > 0 ? "text" : "no_text").member("mediaType", report.media_type);
    json.member("extractor", report.extractor).member("encoding", report.encoding).member("pages", version.page_count);
    json.member("words", report.words).member("pagesWithoutText", report.pages_without_text).key("emptyPages").begin_array();
    for (const int page : pages_without_text(report)) json.value(page);
    json.end_array().key("languages");
    write_languages(json, report.languages);
    json.member("truncated", report.truncated).member("cpuSeconds", rounded(report.seconds, 1000)).key("recognition");
    if (const auto all = recognition_of(report); all.pages == 0) json.null();
    else json.begin_object().member("pages", all.pages).member("confidence", rounded(all.confidence, 100)).end_object();
    json.key("notes").begin_array();
    for (const auto& note : report.notes) json.value(note);
    json.end_array().end_object();
}

void write_page_reading(JsonWriter& json, const ReadingReport& report, int page) {
    if (page < 1 || static_cast<std::size_t>(page) > report.pages.size()) {
        json.null();
        return;
    }
    const auto& reading = report.pages[static_cast<std::size_t>(page - 1)];
    json.begin_object().member("words", reading.words).member("languageConfidence", reading.language_confidence / 100.0).key("recognition");
    if (reading.recognition == PageReading::kNotRecognized) json.null();
    else json.value(reading.recognition / 100.0);
    json.end_object();
}

ViewList reading_rows(const StoredVersion& version) {
    const auto& report = version.report;
    ViewList rows;
    const auto add = [&](const char* name, const std::string& value) {
        if (value.empty()) return;
        View row;
        row["name"] = name;
        row["value"] = value;
        rows.push_back(row);
    };
    add("Text", report.words > 0 ? count_of(report.words, "word", "words") + " on " + count_of(version.page_count, "page", "pages")
                                 : "none was found");
    add("Pages without text", without_text_in_words(version));
    const auto recognized = recognition_of(report);
    add("Read by text recognition", recognized.pages == 0 ? "" : count_of(recognized.pages, "page", "pages") + " (" + percent(recognized.confidence) + " sure)");
    add("Languages", languages_in_words(report.languages));
    add("Encoding", report.encoding);
    add("Completeness", report.truncated ? "read in part; the rest was cut or broken" : "read to the end");
    add("Read by", report.extractor.empty() ? "" : report.extractor + (report.seconds > 0 ? ", in " + std::to_string(std::lround(report.seconds * 1000)) + " ms of computing" : ""));
    return rows;
}

} // namespace samling
