#include "schema/text_segment.h"

#include "schema/failure.h"
#include "schema/text_characters.h"
#include "schema/text_utf8.h"

#include <unicode/brkiter.h>
#include <unicode/unistr.h>
#include <unicode/utf16.h>

namespace samling::analysis {

struct Segmenter::Internal {
    std::unique_ptr<icu::BreakIterator> words; // made at first need: most texts have none
    icu::UnicodeString text;
    std::vector<std::size_t> byte_of; // of each UTF-16 unit of `text`, and of its end
    std::vector<Span> spans;

    void read(std::string_view run);
    void open();
};

Segmenter::Segmenter() : internal_(std::make_unique<Internal>()) {}
Segmenter::~Segmenter() = default;
Segmenter::Segmenter(Segmenter&&) noexcept = default;
Segmenter& Segmenter::operator=(Segmenter&&) noexcept = default;

void Segmenter::Internal::open() {
    UErrorCode status = U_ZERO_ERROR;
    words.reset(icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
    if (U_FAILURE(status)) throw Failure(ErrorCode::internal, "ICU has no data to find words with");
}

void Segmenter::Internal::read(std::string_view run) {
    text.remove();
    byte_of.clear();
    for (std::size_t at = 0; at < run.size();) {
        const Decoded c = decode(run, at);
        const auto value = static_cast<UChar32>(c.value == kMalformed ? 0xFFFD : c.value);
        text.append(value);
        byte_of.insert(byte_of.end(), static_cast<std::size_t>(U16_LENGTH(value)), at);
        at += c.size;
    }
    byte_of.push_back(run.size());
}

const std::vector<Span>& Segmenter::segment(std::string_view run) {
    Internal& in = *internal_;
    if (!in.words) in.open();
    in.read(run);
    in.spans.clear();
    in.words->setText(in.text);
    std::int32_t begin = in.words->first();
    for (std::int32_t end = in.words->next(); end != icu::BreakIterator::DONE; end = in.words->next()) {
        const UChar32 first = in.text.char32At(begin);
        const bool word = character(static_cast<char32_t>(first)).kind() == CharacterKind::dictionary;
        if (word) in.spans.push_back({in.byte_of[std::size_t(begin)], in.byte_of[std::size_t(end)]});
        begin = end;
    }
    return in.spans;
}

} // namespace samling::analysis
