#include "indexer/reading_report.h"

#include <algorithm>
#include <map>

#include "indexer/word_count.h"

namespace samling {
namespace {

void count_pages(const std::vector<Page>& pages, ReadingReport& report) {
    report.pages.resize(pages.size());
    std::map<std::string, LanguageShare> shares;
    for (std::size_t i = 0; i < pages.size(); ++i) {
        auto& reading = report.pages[i];
        reading.words = count_words(pages[i].text);
        report.words += reading.words;
        report.pages_without_text += reading.words == 0;
        if (reading.words == 0) continue;
        auto& share = shares[pages[i].language];
        share.language = pages[i].language;
        ++share.pages;
        share.confidence += reading.language_confidence / 100.0;
    }
    if (shares.size() == 1 && shares.contains("")) return;
    for (auto& [language, share] : shares) {
        share.confidence /= share.pages;
        report.languages.push_back(std::move(share));
    }
    std::stable_sort(report.languages.begin(), report.languages.end(),
                     [](const auto& a, const auto& b) { return a.pages > b.pages; });
}

} // namespace

ReadingReport report_of(const Extraction& extraction) {
    ReadingReport report;
    report.media_type = extraction.media_type;
    report.extractor = extraction.extractor;
    report.encoding = extraction.encoding;
    report.truncated = extraction.truncated;
    report.seconds = extraction.cpu_seconds;
    report.notes = extraction.notes;
    if (extraction.status == Extraction::Status::no_text) report.notes.insert(report.notes.begin(), extraction.reason);
    report.pages = extraction.readings;
    report.links = extraction.links;
    // Text recognition, or a limit, may have left fewer pages than the links spoke of.
    std::erase_if(report.links, [&](const Link& link) { return link.target > static_cast<int>(extraction.pages.size()); });
    count_pages(extraction.pages, report);
    return report;
}

ReadingReport report_of(const Document& ready_record) {
    ReadingReport report;
    report.media_type = "application/json";
    report.extractor = "ready record";
    count_pages(ready_record.pages, report);
    return report;
}

} // namespace samling
