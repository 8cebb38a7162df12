#include "schema/text.h"

#include "schema/failure.h"

#include <algorithm>
#include <memory>
#include <string>
#include <unicode/brkiter.h>
#include <unicode/utext.h>

namespace samling {
namespace {

constexpr std::size_t kLongestText = std::size_t{1} << 30; // ICU counts in int32

/// Words after whose full stop a sentence goes on; folded, sorted, without the last stop.
constexpr std::string_view kAbbreviations[] = {
    "abs",  "adv", "al",  "approx", "arr",   "art", "arts",  "av",   "bl.a", "bzw",  "ca",   "cf",   "ch",
    "cit",  "col", "cp",  "d.h",    "dept",  "doc", "doctr", "dott", "dr",   "dra",  "e.g",  "ed",   "eds",
    "ej",   "etc", "evt", "ex",     "f.eks", "fig", "figs",  "fl",   "fr",   "gen",  "gov",  "hr",   "i.e",
    "ibid", "inc", "jf",  "jr",     "kap",   "lic", "ltd",   "m",    "max",  "min",  "mm",   "mr",   "mrs",
    "ms",   "mt",  "n",   "no",     "nos",   "nr",  "num",   "o.a",  "op",   "p",    "p.ej", "para", "paras",
    "pag",  "pp",  "pr",  "prof",   "red",   "ref", "rep",   "s",    "sec",  "sect", "sen",  "sr",   "sra",
    "st",   "vgl", "viz", "vol",    "vols",  "vs",  "z.b",
};

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n';
}

/// Whether the sentence `text[0..end)` ends in an abbreviation's full stop rather than its own. A blank line
/// ends it whatever stands before.
bool ends_in_abbreviation(std::string_view text, std::size_t end) {
    std::size_t last = end;
    while (last > 0 && is_space(text[last - 1]))
        --last;
    const std::string_view gap = text.substr(last, end - last);
    if (last == 0 || text[last - 1] != '.' || std::ranges::count(gap, '\n') > 1) return false;
    std::size_t begin = --last;
    constexpr std::size_t kLongest = 8;
    while (begin > 0 && last - begin <= kLongest && !is_space(text[begin - 1]) && text[begin - 1] != '(')
        --begin;
    const std::string word = fold(text.substr(begin, last - begin));
    const bool initial = word.size() == 1 && text[begin] >= 'A' && text[begin] <= 'Z'; // J. Smith
    return initial || std::ranges::binary_search(kAbbreviations, std::string_view(word));
}

/// Opened once per thread: that costs as much as reading a page. Greek ends questions with a semicolon.
icu::BreakIterator& sentences(std::string_view language) {
    thread_local std::unique_ptr<icu::BreakIterator> greek, others;
    const bool is_greek = language.substr(0, 2) == "el";
    std::unique_ptr<icu::BreakIterator>& iterator = is_greek ? greek : others;
    UErrorCode status = U_ZERO_ERROR;
    if (!iterator)
        iterator.reset(icu::BreakIterator::createSentenceInstance(icu::Locale(is_greek ? "el" : ""), status));
    if (U_FAILURE(status)) throw Failure(ErrorCode::internal, "ICU has no data to find sentences with");
    return *iterator;
}

struct CloseText {
    void operator()(UText* text) const { utext_close(text); }
};

} // namespace

std::vector<std::uint32_t> sentence_ends(std::string_view text, std::string_view language) {
    std::vector<std::uint32_t> ends;
    if (text.empty()) return ends;
    if (text.size() >= kLongestText)
        throw Failure(ErrorCode::too_large, "a text of 1 GiB or more cannot be cut into sentences; split it");
    icu::BreakIterator& iterator = sentences(language);
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UText, CloseText> view(
        utext_openUTF8(nullptr, text.data(), static_cast<std::int64_t>(text.size()), &status));
    iterator.setText(view.get(), status);
    if (U_FAILURE(status)) throw Failure(ErrorCode::internal, "ICU could not read a text");
    iterator.first();
    for (std::int32_t end = iterator.next(); end != icu::BreakIterator::DONE; end = iterator.next()) {
        const bool last = static_cast<std::size_t>(end) == text.size();
        if (last || !ends_in_abbreviation(text, static_cast<std::size_t>(end)))
            ends.push_back(static_cast<std::uint32_t>(end));
    }
    return ends;
}

} // namespace samling
