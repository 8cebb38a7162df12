#include "indexer/extract/pdf_running_lines.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <string>

#include "schema/trimmed.h"

namespace samling {
namespace {

constexpr float kMargin = 0.17F; ///< Of the page's height, above and below.
constexpr std::size_t kOutermost =
    8;                           ///< Lines looked at in each margin: a running head may be several pieces.
constexpr float kSameHeight = 7; ///< Points.
constexpr std::size_t kLongest = 200; ///< Bytes; a longer line is text.
constexpr int kNear = 2;              ///< Pages: left and right pages have heads of their own.
constexpr std::size_t kTimes = 3;
constexpr float kNotLarger = 1.25F; ///< Than the body's type.

struct Number {
    int value = 0;
    std::string text;
};

struct Occurrence {
    int page;
    PdfLine* line;
    float height; ///< Of the line, from the edge of the page.
    std::vector<Number> numbers;
};

using Groups = std::map<std::string, std::vector<Occurrence>>;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// 0 where `text` is no roman number in small or capital letters; "mix" and "civil" parts never stand alone
/// in a margin.
int roman(std::string_view text) {
    constexpr std::string_view kDigits = "ivxlcdm";
    constexpr std::array kValues = {1, 5, 10, 50, 100, 500, 1000};
    int sum = 0, before = 0;
    if (text.empty() || text.size() > 8) return 0;
    for (auto at = text.rbegin(); at != text.rend(); ++at) {
        const auto digit = kDigits.find(static_cast<char>(*at | 0x20));
        if (digit == std::string_view::npos || !(*at & 0x40)) return 0;
        const int value = kValues[digit];
        sum += value < before ? -value : value;
        before = std::max(before, value);
    }
    return sum;
}

/// What stands between blanks and ornaments, as a page number may.
std::string_view core_of(std::string_view text) {
    return trimmed(text, " -|.");
}

/// `text` without blanks, in small letters, each number as "#"; the numbers go to `numbers`.
std::string pattern_of(std::string_view text, std::vector<Number>& numbers) {
    std::string pattern;
    for (std::size_t at = 0; at < text.size();) {
        if (is_digit(text[at])) {
            const std::size_t start = at;
            while (at < text.size() && is_digit(text[at]))
                ++at;
            const auto digits = text.substr(start, at - start);
            int value = 0;
            for (const char c : digits.substr(0, 9))
                value = value * 10 + (c - '0');
            numbers.push_back({value, std::string(digits)});
            pattern += '#';
            continue;
        }
        const char c = text[at++];
        if (c != ' ' && c != '\t') pattern += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    }
    if (!numbers.empty()) return pattern;
    const auto core = core_of(text);
    if (const int value = roman(core); value > 0) {
        numbers.push_back({value, std::string(core)});
        return "#roman";
    }
    return pattern;
}

float body_size(const std::vector<PdfPage>& pages) {
    std::map<int, std::size_t> bytes; // by half points
    for (const auto& page : pages)
        for (const auto& line : page.lines)
            bytes[static_cast<int>(std::lround(std::clamp(line.size, 0.0F, 500.0F) * 2))] += line.text.size();
    const auto most = std::max_element(bytes.begin(), bytes.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    return most == bytes.end() ? 0 : static_cast<float>(most->first) / 2;
}

/// The lines of the upper and the lower margin of one page, by pattern.
void collect(PdfPage& page, int number, float largest, Groups& groups) {
    std::vector<PdfLine*> lines;
    for (auto& line : page.lines)
        if (line.text.size() <= kLongest && line.size <= largest) lines.push_back(&line);
    const auto add = [&](PdfLine& line, char edge, float height) {
        Occurrence occurrence{number, &line, height, {}};
        const auto pattern = pattern_of(line.text, occurrence.numbers);
        if (!pattern.empty()) groups[edge + pattern].push_back(std::move(occurrence));
    };
    const float margin = page.height * kMargin;
    const auto outermost = std::min(lines.size(), kOutermost);
    std::sort(lines.begin(), lines.end(), [](const auto* a, const auto* b) { return a->top < b->top; });
    for (std::size_t i = 0; i < outermost && lines[i]->bottom <= margin; ++i)
        add(*lines[i], 'h', lines[i]->bottom);
    std::sort(lines.begin(), lines.end(), [](const auto* a, const auto* b) { return a->bottom > b->bottom; });
    for (std::size_t i = 0; i < outermost && lines[i]->top >= page.height - margin; ++i)
        add(*lines[i], 'f', page.height - lines[i]->top);
}

/// Each number stays, or counts with the pages.
bool goes_on(const Occurrence& before, const Occurrence& after) {
    if (before.page == after.page || after.page - before.page > kNear) return false;
    if (std::abs(before.height - after.height) > kSameHeight) return false;
    for (std::size_t i = 0; i < std::min(before.numbers.size(), after.numbers.size()); ++i) {
        const int difference = after.numbers[i].value - before.numbers[i].value;
        if (difference != 0 && difference != after.page - before.page) return false;
    }
    return before.numbers.size() == after.numbers.size();
}

/// The text of the number that counts with the pages, or nothing.
std::string counting(const Occurrence& before, const Occurrence& after, const Occurrence& of) {
    for (std::size_t i = 0; i < of.numbers.size(); ++i)
        if (after.numbers[i].value - before.numbers[i].value == after.page - before.page)
            return of.numbers[i].text;
    return {};
}

void mark(const std::vector<Occurrence*>& run, std::vector<PdfPage>& pages,
          std::vector<std::string>& labels) {
    const auto least = pages.size() < 6 ? std::max(kTimes, pages.size() - 1) : kTimes;
    if (run.size() < least) return;
    for (auto* occurrence : run) {
        occurrence->line->marginal = true;
        auto& label = labels[static_cast<std::size_t>(occurrence->page)];
        if (label.empty()) label = counting(*run.front(), *run.back(), *occurrence);
    }
}

/// The number printed on a page of which the file says it, however few pages are numbered so: the outermost line, which
/// holds nothing else.
void mark_printed_number(PdfPage& page) {
    if (page.label.empty() || page.lines.empty()) return;
    const auto highest = std::min_element(page.lines.begin(), page.lines.end(), [](const auto& a, const auto& b) { return a.top < b.top; });
    const auto lowest = std::max_element(page.lines.begin(), page.lines.end(), [](const auto& a, const auto& b) { return a.bottom < b.bottom; });
    const float margin = page.height * kMargin;
    if (highest->bottom <= margin && core_of(highest->text) == page.label) highest->marginal = true;
    if (lowest->top >= page.height - margin && core_of(lowest->text) == page.label) lowest->marginal = true;
}

bool has_marginal_line(const PdfPage& page) {
    return std::any_of(page.lines.begin(), page.lines.end(), [](const PdfLine& line) { return line.marginal; });
}

/// A page whose lines all run has no text that they could be running beside: they are its text.
void keep_whole(PdfPage& page) {
    if (std::all_of(page.lines.begin(), page.lines.end(), [](const PdfLine& line) { return line.marginal; }))
        for (auto& line : page.lines)
            line.marginal = false;
}

/// Parts a group into runs: a line may go on from one of several lines before it, so the runs are grown side
/// by side.
void mark_group(std::vector<Occurrence>& group, std::vector<PdfPage>& pages,
                std::vector<std::string>& labels) {
    std::vector<std::vector<Occurrence*>> runs;
    for (auto& occurrence : group) {
        const auto run = std::find_if(runs.begin(), runs.end(),
                                      [&](const auto& run) { return goes_on(*run.back(), occurrence); });
        if (run != runs.end()) {
            run->push_back(&occurrence);
            continue;
        }
        std::erase_if(runs, [&](const auto& old) { // what can grow no more
            const bool ended = occurrence.page - old.back()->page > kNear;
            if (ended) mark(old, pages, labels);
            return ended;
        });
        runs.push_back({&occurrence});
    }
    for (const auto& run : runs)
        mark(run, pages, labels);
}

} // namespace

void mark_running_lines(std::vector<PdfPage>& pages) {
    std::for_each(pages.begin(), pages.end(), mark_printed_number);
    const float largest = body_size(pages) * kNotLarger;
    Groups groups;
    for (std::size_t i = 0; i < pages.size() && pages.size() >= kTimes; ++i)
        collect(pages[i], static_cast<int>(i), largest, groups);
    std::vector<std::string> labels(pages.size());
    for (auto& [pattern, group] : groups)
        mark_group(group, pages, labels);
    std::for_each(pages.begin(), pages.end(), keep_whole);
    const bool labelled =
        std::any_of(pages.begin(), pages.end(), [](const PdfPage& page) { return !page.label.empty(); });
    for (std::size_t i = 0; i < pages.size() && !labelled; ++i)
        if (has_marginal_line(pages[i])) pages[i].label = labels[i]; // else it counts, but is text
}

} // namespace samling
