#include "searchd/web/reader_note.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "schema/trimmed.h"

namespace samling {
namespace {

constexpr std::size_t kMostRanges = 32; ///< Of a header; nobody reads more languages.
constexpr std::array<std::string_view, 4> kRightToLeft = {"ar", "fa", "he", "ur"};

struct Range {
    std::string language;
    double quality;
};

/// 1 where none is said, 0 (not wanted) where it is none.
double quality_of(std::string_view parameters) {
    const auto at = parameters.find("q=");
    if (at == std::string_view::npos) return 1;
    const auto text = trimmed(parameters.substr(at + 2), " \t");
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && value <= 1 ? value : 0;
}

Range read_range(std::string_view text) {
    const auto semicolon = std::min(text.find(';'), text.size());
    const auto tag = trimmed(text.substr(0, semicolon), " \t");
    Range range{std::string(tag.substr(0, tag.find('-'))), quality_of(text.substr(semicolon))};
    for (auto& c : range.language)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return range;
}

std::vector<Range> read_ranges(std::string_view accepted) {
    std::vector<Range> ranges;
    while (!accepted.empty() && ranges.size() < kMostRanges) {
        const auto end = std::min(accepted.find(','), accepted.size());
        ranges.push_back(read_range(accepted.substr(0, end)));
        accepted.remove_prefix(std::min(end + 1, accepted.size()));
    }
    std::stable_sort(ranges.begin(), ranges.end(), [](const Range& a, const Range& b) { return a.quality > b.quality; });
    return ranges;
}

} // namespace

std::string readers_language(const Labels& texts, std::string_view accepted) {
    for (const auto& range : read_ranges(accepted))
        if (range.quality > 0 && texts.contains(range.language)) return range.language;
    return texts.contains("en") ? "en" : "";
}

void add_note(View& view, const Labels& notes, std::string_view accepted) {
    ViewList list;
    if (const auto language = readers_language(notes, accepted); !language.empty()) {
        View note;
        note["text"] = notes.at(language);
        note["lang"] = language;
        note["dir"] = std::find(kRightToLeft.begin(), kRightToLeft.end(), language) == kRightToLeft.end() ? "ltr" : "rtl";
        list.push_back(note);
    }
    view["note"] = View(list);
}

} // namespace samling
