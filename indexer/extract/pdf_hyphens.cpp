#include "indexer/extract/pdf_hyphens.h"

#include <algorithm>

namespace samling {
namespace {

constexpr std::string_view kSoftHyphen = "\xc2\xad", kHyphen = "\xe2\x80\x90";

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

std::string lower(std::string_view text) {
    std::string result(text);
    for (char& c : result)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return result;
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

bool hyphen_break(std::string_view line, std::string_view next, PdfLineBreak& found) {
    for (const std::string_view hyphen : {std::string_view("-"), kSoftHyphen, kHyphen}) {
        if (!line.ends_with(hyphen)) continue;
        line.remove_suffix(hyphen.size());
        if (line.empty() || next.empty() || !is_letter(line.back()) || !is_letter(next.front())) return false;
        found = {line, next, hyphen == kSoftHyphen};
        return true;
    }
    return false;
}

PdfHyphens::PdfHyphens(const std::vector<PdfPage>& pages) {
    collect(pages);
    if (seen_.empty()) return;
    for (const auto& page : pages)
        for (const auto& line : page.lines)
            count(line.text);
    std::size_t stay = 0, go = 0, lines = 0, hyphens = 0;
    each_pair(pages, [&](const PdfLine& line, const PdfLine& next) {
        PdfLineBreak at;
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

void PdfHyphens::collect(const std::vector<PdfPage>& pages) {
    each_pair(pages, [&](const PdfLine& line, const PdfLine& next) {
        PdfLineBreak at;
        if (!hyphen_break(line.text, next.text, at)) return;
        const auto first = lower(last_word(at.before)), second = lower(first_word(at.after));
        for (const auto& word :
             {first, second, first + second, other_number(first + second), first + "-" + second})
            seen_.try_emplace(word, 0);
    });
}

/// The first and the last word of a line may be halves of one.
void PdfHyphens::count(std::string_view line) {
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
void PdfHyphens::count_word(std::string_view word) {
    const auto add = [&](std::string_view part) {
        if (const auto known = seen_.find(lower(part)); known != seen_.end()) ++known->second;
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

std::size_t PdfHyphens::seen(const std::string& word) const {
    const auto known = seen_.find(word);
    return known == seen_.end() ? 0 : known->second;
}

PdfHyphens::Verdict PdfHyphens::judge(const PdfLineBreak& at) const {
    if (at.soft) return Verdict::goes;
    if (begins_large(at.after)) return Verdict::stays;
    const auto first = lower(last_word(at.before)), second = lower(first_word(at.after));
    const auto hyphenated = seen(first + "-" + second),
               whole = seen(first + second) + seen(other_number(first + second));
    if (hyphenated != whole) return hyphenated > whole ? Verdict::stays : Verdict::goes;
    if (hyphenated > 0) return Verdict::goes;
    if (seen(first) > 0 && seen(second) > 0) return Verdict::stays;
    return Verdict::unknown;
}

bool PdfHyphens::stays(const PdfLineBreak& at) const {
    const auto verdict = judge(at);
    return verdict == Verdict::stays || (verdict == Verdict::unknown && unknown_stays_);
}

} // namespace samling
