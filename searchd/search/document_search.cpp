#include "searchd/search/document_search.h"

#include <algorithm>

#include "searchd/search/document_search_reader.h"
#include "searchd/search/snippets.h"

namespace samling {
namespace {

/// Words of several kinds in one place are one place.
std::vector<PlaceInText> places_of(std::string_view text, const std::vector<Mark>& marks) {
    std::vector<PlaceInText> places;
    std::size_t at = 0;
    std::int64_t characters = 0;
    const auto count_to = [&](std::size_t byte) {
        for (; at < byte; ++at)
            characters += (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
        return characters;
    };
    for (const auto& mark : marks) {
        if (mark.begin < at) continue;
        const auto begin = count_to(mark.begin);
        places.push_back({begin, count_to(mark.end)});
    }
    return places;
}

} // namespace

void find_pages(const IndexEntry& entry, const WantedWords& wanted, const PageReader& reader,
                DocumentSearchPage& result) {
    const auto& request = reader.request;
    const WordFinder words(wanted);
    for (int number = 1; number <= static_cast<int>(entry.page_starts.size()); ++number) {
        if (reader.view.deadline.passed()) {
            result.notices.push_back("The search took too long and was cut off at page " + std::to_string(number) + ".");
            return;
        }
        auto read = reader.catalog.page(entry.version_key, number);
        if (!read || read->text.empty()) continue;
        auto& analyzer = reader.view.analyzer(read->language.empty() ? entry.language : read->language);
        auto tokens = place_tokens(read->text, analyzer);
        AnalysedPage page{std::move(*read), std::move(tokens), {}};
        const auto marks = words.find(page.tokens);
        if (marks.empty()) continue;
        page.sentences = page_sentences(page.page);
        auto places = places_of(page.page.text, marks);
        result.occurrences += static_cast<std::int64_t>(places.size());
        const auto rank = static_cast<std::size_t>(result.total++);
        if (rank < request.offset || result.pages.size() >= request.limit) continue;
        result.pages.push_back({{number, page.page.label, make_snippet(page, marks)}, std::move(places)});
    }
}

} // namespace samling
