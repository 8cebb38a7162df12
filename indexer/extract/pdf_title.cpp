#include "indexer/extract/pdf_title.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <string_view>

#include "schema/text_case.h"

namespace samling {
namespace {

/// What stands in large type, or in the field for the title, above many a document of one organisation.
constexpr std::array<std::string_view, 12> kMastheads = {"united nations",
                                                         "nations unies",
                                                         "naciones unidas",
                                                         "general assembly",
                                                         "human rights council",
                                                         "security council",
                                                         "economic and social council",
                                                         "european union",
                                                         "european commission",
                                                         "council of the european union",
                                                         "slide",
                                                         "table of contents"};

std::size_t letters_in(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](unsigned char c) {
        return std::isalpha(c) || c >= 0xc0; // one for each letter of several bytes
    }));
}

constexpr std::size_t kLongest = 300; // bytes
constexpr float kAlike = 0.93F;       // sizes of one title's lines

/// The size in which most of the text is set.
float usual_size(const std::vector<PdfPage>& pages) {
    std::map<int, std::size_t> bytes;
    for (std::size_t i = 0; i < std::min<std::size_t>(pages.size(), 10); ++i)
        for (const auto& line : pages[i].lines)
            bytes[static_cast<int>(line.size * 2)] += line.text.size();
    const auto most = std::max_element(bytes.begin(), bytes.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    return most == bytes.end() ? 0 : static_cast<float>(most->first) / 2;
}

bool may_begin(const PdfLine& line, const PdfPage& page) {
    return !line.marginal && line.top <= page.height * 0.75F && letters_in(line.text) >= 3;
}

/// From `first` on, as long as the type stays and the lines stay near.
std::string title_from(const PdfPage& page, std::size_t first) {
    std::string title = page.lines[first].text;
    for (std::size_t i = first + 1; i < page.lines.size(); ++i) {
        const auto& before = page.lines[i - 1];
        const auto& line = page.lines[i];
        const bool alike = line.size >= before.size * kAlike && line.size <= before.size / kAlike &&
                           line.bold == before.bold;
        if (!alike || line.marginal || line.top - before.bottom > before.size) break;
        title += ' ';
        title += line.text;
    }
    return title;
}

} // namespace

bool is_worthless_title(const std::string& title) {
    if (std::find(kMastheads.begin(), kMastheads.end(), lower_ascii(title)) != kMastheads.end()) return true;
    // One word with digits or underscores is a file's name or a number of the house.
    return title.find(' ') == std::string::npos && title.find_first_of("0123456789_") != std::string::npos;
}

std::string guess_pdf_title(const std::vector<PdfPage>& pages) {
    constexpr std::size_t kPages = 3;
    constexpr float kStandsOut = 1.15F;
    const float usual = usual_size(pages);
    for (std::size_t i = 0; i < std::min(pages.size(), kPages); ++i) {
        const auto& page = pages[i];
        std::vector<std::size_t> candidates;
        for (std::size_t at = 0; at < page.lines.size(); ++at)
            if (may_begin(page.lines[at], page)) candidates.push_back(at);
        if (candidates.empty()) continue;
        std::stable_sort(candidates.begin(), candidates.end(), [&](std::size_t a, std::size_t b) {
            return page.lines[a].size > page.lines[b].size;
        });
        for (const std::size_t at : candidates) {
            if (page.lines[at].size < usual * kStandsOut) break;
            auto title = title_from(page, at);
            if (title.size() <= kLongest && letters_in(title) >= 4 && !is_worthless_title(title))
                return title;
        }
        return {};
    }
    return {};
}

} // namespace samling
