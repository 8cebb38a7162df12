#include "indexer/extract/line_hyphens.h"

#include <algorithm>

#include "schema/text_case.h"
#include "schema/trimmed.h"

namespace samling {
namespace {

constexpr std::string_view kSoftHyphen = "\xc2\xad";
constexpr std::string_view kHyphens[] = {"-", kSoftHyphen, "\xe2\x80\x90"};

/// What follows a hyphen that stands for the second half of another word. None that ends words of its language.
constexpr std::string_view kConjunctions[] = {"and", "or", "und", "oder", "bzw", "sowie", "og", "eller", "och"};

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80);
}

/// Capital letters of ASCII, Latin-1, Greek and Cyrillic, by their first bytes.
bool begins_large(std::string_view text) {
    if (text.empty()) return false;
    const auto first = static_cast<unsigned char>(text[0]);
    if (first < 0x80) return first >= 'A' && first <= 'Z';
    const auto second = text.size() > 1 ? static_cast<unsigned char>(text[1]) : 0;
    if (first == 0xc3) return second < 0x9f;
    if (first == 0xce) return second < 0xac;
    return first == 0xd0 && second < 0xb0;
}

/// A word of which `word` is the plural, or the other way round, as far as an "s" tells.
std::string other_number(const std::string& word) {
    return word.ends_with('s') ? word.substr(0, word.size() - 1) : word + "s";
}

std::string_view last_word(std::string_view line) {
    std::size_t from = line.size();
    while (from > 0 && is_letter(line[from - 1]))
        --from;
    return line.substr(from);
}

std::string_view first_word(std::string_view line) {
    std::size_t end = 0;
    while (end < line.size() && is_letter(line[end]))
        ++end;
    return line.substr(0, end);
}

constexpr std::string_view kBlanks = " \t";

/// Takes a line off the beginning of `text`, and the break behind it.
std::string_view take_line(std::string_view& text) {
    const auto end = std::min(text.find_first_of("\r\n\f"), text.size());
    const auto line = text.substr(0, end);
    text.remove_prefix(end);
    text.remove_prefix(text.starts_with("\r\n") ? 2 : std::min<std::size_t>(text.size(), 1));
    return line;
}

/// Blank lines, and the ends of pages, are empty lines, which part what stands around them. Words are judged by so
/// many lines that a book is judged whole.
std::vector<PdfPage> wrapped_pages(std::string_view text) {
    constexpr std::size_t kMostLines = 200'000;
    std::vector<PdfPage> pages(1);
    auto& lines = pages.front().lines;
    while (!text.empty() && lines.size() < kMostLines) {
        lines.emplace_back().text = trimmed(take_line(text), kBlanks);
    }
    return pages;
}

/// Visits each pair of lines that follow each other in a page's text.
template <typename Visit>
void each_pair(const std::vector<PdfPage>& pages, const Visit& visit) {
    for (const auto& page : pages) {
        const PdfLine* before = nullptr;
        for (const auto& line : page.lines) {
            if (line.marginal) continue;
            if (before) visit(*before, line);
            before = &line;
        }
    }
}

} // namespace

bool ends_in_hyphen(std::string_view text) {
    return std::any_of(std::begin(kHyphens), std::end(kHyphens), [&](auto hyphen) { return text.ends_with(hyphen); });
}

bool hyphen_break(std::string_view line, std::string_view next, LineBreak& found) {
    for (const auto hyphen : kHyphens) {
        if (!line.ends_with(hyphen)) continue;
        line.remove_suffix(hyphen.size());
        if (line.empty() || next.empty() || !is_letter(line.back()) || !is_letter(next.front())) return false;
        found = {line, next, hyphen == kSoftHyphen};
        return true;
    }
    return false;
}

LineHyphens::LineHyphens(const std::vector<PdfPage>& pages) {
    collect(pages);
    if (seen_.empty()) return;
    for (const auto& page : pages)
        for (const auto& line : page.lines)
            count(line.text);
    std::size_t stay = 0, go = 0, lines = 0, hyphens = 0;
    each_pair(pages, [&](const PdfLine& line, const PdfLine& next) {
        LineBreak at;
        ++lines;
        hyphens += hyphen_break(line.text, next.text, at);
        if (!hyphen_break(line.text, next.text, at) || begins_large(at.after)) return;
        const auto verdict = judge(at);
        stay += verdict == Verdict::stays;
        go += verdict == Verdict::goes;
    });
    // Where words are parted at all, one line in twenty or so ends in a hyphen; compounds alone are far
    // fewer.
    constexpr std::size_t kRare = 40;
    unknown_stays_ = stay > go && hyphens * kRare <= lines;
}

LineHyphens::LineHyphens(std::string_view wrapped_text) : LineHyphens(wrapped_pages(wrapped_text)) {}

void LineHyphens::collect(const std::vector<PdfPage>& pages) {
    each_pair(pages, [&](const PdfLine& line, const PdfLine& next) {
        LineBreak at;
        if (!hyphen_break(line.text, next.text, at)) return;
        const auto first = lower_ascii(last_word(at.before)), second = lower_ascii(first_word(at.after));
        for (const auto& word :
             {first, second, first + second, other_number(first + second), first + "-" + second})
            seen_.try_emplace(word, 0);
    });
}

/// The first and the last word of a line may be halves of one.
void LineHyphens::count(std::string_view line) {
    std::size_t at = 0;
    while (at < line.size()) {
        while (at < line.size() && !is_letter(line[at]))
            ++at;
        const std::size_t start = at;
        while (at < line.size() && (is_letter(line[at]) || (line[at] == '-' && at + 1 < line.size())))
            ++at;
        if (start > 0 && at < line.size()) count_word(line.substr(start, at - start));
    }
}

/// "state-of-the-art" is an example of "state-of", too.
void LineHyphens::count_word(std::string_view word) {
    const auto add = [&](std::string_view part) {
        if (const auto known = seen_.find(lower_ascii(part)); known != seen_.end()) ++known->second;
    };
    std::size_t hyphen = word.find('-');
    if (hyphen == std::string_view::npos) return add(word);
    for (std::size_t start = 0; hyphen != std::string_view::npos;) {
        const std::size_t second = hyphen + 1, next = word.find('-', second);
        add(word.substr(start, std::min(next, word.size()) - start));
        start = second;
        hyphen = next;
    }
}

std::size_t LineHyphens::seen(const std::string& word) const {
    const auto known = seen_.find(word);
    return known == seen_.end() ? 0 : known->second;
}

LineHyphens::Verdict LineHyphens::judge(const LineBreak& at) const {
    if (at.soft) return Verdict::goes;
    if (begins_large(at.after)) return Verdict::stays;
    const auto first = lower_ascii(last_word(at.before)), second = lower_ascii(first_word(at.after));
    const auto hyphenated = seen(first + "-" + second),
               whole = seen(first + second) + seen(other_number(first + second));
    if (hyphenated != whole) return hyphenated > whole ? Verdict::stays : Verdict::goes;
    if (hyphenated > 0) return Verdict::goes;
    if (std::find(std::begin(kConjunctions), std::end(kConjunctions), second) != std::end(kConjunctions))
        return Verdict::two_lines;
    if (seen(first) > 0 && seen(second) > 0) return Verdict::stays;
    return Verdict::unknown;
}

bool LineHyphens::joins(std::string_view line, std::string_view next, std::string_view& before) const {
    LineBreak at;
    if (!hyphen_break(line, next, at)) return false;
    const auto verdict = judge(at);
    const bool stays = verdict == Verdict::stays || (verdict == Verdict::unknown && unknown_stays_);
    before = stays ? line : at.before;
    return verdict != Verdict::two_lines;
}

std::string with_whole_words(std::string_view text, const LineHyphens& hyphens) {
    std::string result;
    result.reserve(text.size());
    for (auto end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
        const auto line = text.substr(0, end);
        text.remove_prefix(end + 1);
        const auto next = text.substr(std::min(text.find_first_not_of(kBlanks), text.size()));
        std::string_view before;
        if (hyphens.joins(line, next, before)) {
            result += before;
            text = next;
        } else {
            result.append(line) += '\n';
        }
    }
    return result.append(text);
}

} // namespace samling
