#include "indexer/extract/text_builder.h"

#include <algorithm>

#include "schema/text.h"
#include "schema/text_utf8.h"

namespace samling {
namespace {

constexpr std::string_view kBlanks = " \t\n\r\f\v";
constexpr std::size_t kHeadingBytes = 1000; ///< Longer ones are paragraphs in a heading's clothes.

std::string one_line(std::string_view text) {
    std::string result;
    for (const char character : text) {
        if (kBlanks.find(character) == std::string_view::npos)
            result += character;
        else if (!result.empty() && result.back() != ' ')
            result += ' ';
    }
    while (!result.empty() && result.back() == ' ')
        result.pop_back();
    return result;
}

} // namespace

void TextBuilder::put(std::string_view text) {
    if (text.empty() || full_) return;
    separate();
    if (total_ + text.size() > Limits::kTextBytes) {
        text = text.substr(0, Limits::kTextBytes - std::min(total_, Limits::kTextBytes));
        while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xc0) == 0x80)
            text.remove_suffix(1);
        if (!text.empty() && static_cast<unsigned char>(text.back()) >= 0xc0) text.remove_suffix(1);
        full_ = true;
        extraction_.truncated = true;
        note("only the first " + std::to_string(Limits::kTextBytes >> 20) + " MB of its text were read");
    }
    page_ += text;
    total_ += text.size();
    if (heading_level_ && heading_.size() < kHeadingBytes) heading_ += text;
}

/// Pays the gap that is owed; nothing leads a page.
void TextBuilder::separate() {
    constexpr std::string_view kGaps[] = {"", " ", "\n", "\n\n"};
    const auto gap = kGaps[static_cast<int>(gap_)];
    gap_ = Gap::none;
    if (!page_.empty()) page_ += gap, total_ += gap.size();
    if (heading_level_ && !heading_.empty() && !gap.empty()) heading_ += ' ';
}

void TextBuilder::text(std::string_view text) {
    while (!text.empty() && !full_) {
        const std::size_t word = std::min(text.find_first_not_of(kBlanks), text.size());
        if (word > 0) gap_ = std::max(gap_, Gap::blank);
        text.remove_prefix(word);
        const std::size_t end = std::min(text.find_first_of(kBlanks), text.size());
        put(text.substr(0, end));
        text.remove_prefix(end);
    }
}

void TextBuilder::verbatim(std::string_view text) {
    put(text);
}

void TextBuilder::line() {
    gap_ = std::max(gap_, Gap::line);
}

void TextBuilder::paragraph() {
    gap_ = Gap::paragraph;
}

void TextBuilder::end_page(std::string label) {
    if (heading_level_) end_heading();
    gap_ = Gap::none;
    std::string text = clean_utf8(page_);
    while (!text.empty() && kBlanks.find(text.back()) != std::string_view::npos)
        text.pop_back();
    page_.clear();
    if (label == std::to_string(extraction_.pages.size() + 1)) label.clear();
    extraction_.pages.push_back({std::move(text), clean_utf8(label.substr(0, 64)), {}});
    if (extraction_.pages.size() < Limits::kPages || full_) return;
    full_ = true;
    extraction_.truncated = true;
    note("only its first " + std::to_string(Limits::kPages) + " pages were read");
}

void TextBuilder::append_pages(const Extraction& inner, const std::string& name) {
    constexpr std::size_t kNameBytes = 48;
    const auto before = static_cast<int>(pages());
    const auto label = name.substr(0, analysis::cut_length(name, kNameBytes));
    for (std::size_t i = 0; i < inner.pages.size() && !full_; ++i) {
        const auto& page = inner.pages[i];
        verbatim(page.text);
        end_page(inner.pages.size() == 1 ? label : label + ", " + (page.label.empty() ? std::to_string(i + 1) : page.label));
    }
    for (const auto& heading : inner.headings)
        add_heading({heading.page + before, heading.level, heading.text});
}

void TextBuilder::begin_heading(int level) {
    if (heading_level_) return;
    paragraph();
    heading_level_ = std::clamp(level, 1, 9);
    heading_page_ = extraction_.pages.size() + 1;
    heading_.clear();
}

void TextBuilder::end_heading() {
    if (!heading_level_) return;
    add_heading({static_cast<int>(heading_page_), heading_level_, std::move(heading_)});
    heading_level_ = 0;
    heading_.clear();
    paragraph();
}

void TextBuilder::add_heading(Heading heading) {
    heading.text = one_line(clean_utf8(heading.text));
    if (heading.text.empty() || heading.text.size() >= kHeadingBytes) return;
    if (extraction_.headings.size() < Limits::kHeadings) extraction_.headings.push_back(std::move(heading));
}

void TextBuilder::damaged(const std::string& what) {
    if (!extraction_.truncated) note("it is damaged and was read in part: " + what);
    extraction_.truncated = true;
}

void TextBuilder::note(std::string note) {
    constexpr std::size_t kNotes = 20;
    auto& notes = extraction_.notes;
    note = clean_utf8(note.substr(0, 500));
    if (notes.size() < kNotes && std::find(notes.begin(), notes.end(), note) == notes.end())
        notes.push_back(std::move(note));
}

void TextBuilder::finish() {
    if (!page_.empty() || extraction_.pages.empty()) end_page();
    std::erase_if(extraction_.headings, [&](const Heading& heading) {
        return heading.page < 1 || static_cast<std::size_t>(heading.page) > extraction_.pages.size();
    });
}

} // namespace samling
