#include "indexer/extract/pdf_outline.h"

#include <algorithm>

namespace samling {
namespace {

/// Letters and digits of `text` in lower ASCII, all else dropped: line breaks, leaders and numbering dots
/// differ.
std::string squeezed(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    for (const char raw : text) {
        const auto c = static_cast<unsigned char>(raw);
        if (c >= 'A' && c <= 'Z')
            result += static_cast<char>(c + 32);
        else if (c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            result += raw;
    }
    return result;
}

constexpr std::size_t kContentsTitles = 6;       ///< A page with more of the titles is a table of contents.
constexpr std::size_t kSearchedBytes = 8u << 20; ///< Bounds the work for a hostile outline.

std::size_t titles_on(const std::string& page, const std::vector<std::string>& titles) {
    std::size_t found = 0;
    for (std::size_t i = 0; i < std::min<std::size_t>(titles.size(), 200); ++i)
        found += titles[i].size() >= 6 && page.find(titles[i]) != std::string::npos;
    return found;
}

} // namespace

std::vector<Heading> place_outline(const std::vector<OutlineItem>& outline, const std::vector<Page>& pages) {
    std::vector<std::string> titles, texts;
    for (const auto& item : outline)
        titles.push_back(squeezed(item.title));
    std::size_t bytes = 0;
    for (const auto& page : pages) {
        bytes += page.text.size();
        texts.push_back(bytes <= kSearchedBytes ? squeezed(page.text) : std::string());
    }
    const std::size_t front = std::min<std::size_t>(texts.size(), 30);
    for (std::size_t i = 0; i < front; ++i)
        if (titles_on(texts[i], titles) > kContentsTitles) texts[i].clear();

    std::vector<Heading> headings;
    std::size_t at = 0, work = 0;
    constexpr std::size_t kWork = std::size_t{1} << 30;
    for (std::size_t i = 0; i < outline.size(); ++i) {
        std::size_t page = titles[i].empty() ? texts.size() : at;
        for (; page < texts.size() && work < kWork; ++page) {
            work += texts[page].size();
            if (texts[page].find(titles[i]) != std::string::npos) break;
        }
        if (page < texts.size() && work < kWork) at = page;
        headings.push_back({static_cast<int>(at + 1), std::clamp(outline[i].level, 1, 9), outline[i].title});
    }
    return headings;
}

} // namespace samling
