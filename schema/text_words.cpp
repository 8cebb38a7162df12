#include "schema/text_words.h"

#include <algorithm>
#include <array>
#include <unicode/brkiter.h>
#include <unicode/utext.h>

#include "schema/failure.h"
#include "schema/text_characters.h"
#include "schema/text_utf8.h"

namespace samling::analysis {
namespace {

/// What French, Italian, Catalan and others elide before a vowel.
constexpr std::array<std::string_view, 24> kElided = {
    "l",      "d",   "j",    "m",    "t",    "s",    "n",  "c",  "qu",    "jusqu", "lorsqu", "puisqu",
    "quoiqu", "all", "dall", "dell", "nell", "sull", "un", "gl", "quest", "quell", "agl",    "degl"};

bool is_elided(std::string_view part) {
    std::array<char, 8> lower{};
    if (part.size() >= lower.size()) return false;
    std::transform(part.begin(), part.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    return std::find(kElided.begin(), kElided.end(), std::string_view(lower.data(), part.size())) !=
           kElided.end();
}

bool is_word_part(CharacterKind kind) {
    using enum CharacterKind;
    return kind == letter || kind == digit || kind == mark || kind == ignored;
}
bool begins_word(CharacterKind kind) {
    return kind == CharacterKind::letter || kind == CharacterKind::digit;
}

} // namespace

struct WordFinder::Internal {
    std::unique_ptr<icu::BreakIterator> segmenter;

    icu::BreakIterator& dictionary() {
        if (!segmenter) {
            UErrorCode status = U_ZERO_ERROR;
            segmenter.reset(icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
            if (U_FAILURE(status)) throw Failure(ErrorCode::internal, "ICU lacks its segmentation data");
        }
        return *segmenter;
    }

    void segment(std::string_view text, std::uint32_t begin, std::uint32_t end,
                 const std::function<void(const WordSpan&)>& visit) {
        UErrorCode status = U_ZERO_ERROR;
        UText* run = utext_openUTF8(nullptr, text.data() + begin, end - begin, &status);
        auto& breaks = dictionary();
        breaks.setText(run, status);
        std::int32_t from = breaks.first();
        for (auto to = breaks.next(); U_SUCCESS(status) && to != icu::BreakIterator::DONE;
             from = to, to = breaks.next())
            if (breaks.getRuleStatus() >= UBRK_WORD_NONE_LIMIT)
                visit({begin + static_cast<std::uint32_t>(from), begin + static_cast<std::uint32_t>(to),
                       false});
        utext_close(run);
    }
};

WordFinder::WordFinder() : internal_(new Internal) {}
WordFinder::~WordFinder() = default;
WordFinder::WordFinder(WordFinder&&) noexcept = default;
WordFinder& WordFinder::operator=(WordFinder&&) noexcept = default;

void WordFinder::find(std::string_view text, const std::function<void(const WordSpan&)>& visit) {
    const auto kind_at = [&](std::size_t at, std::uint32_t& size) {
        const auto c = decode(text, at);
        size = c.size;
        return character(c.value).kind();
    };
    std::uint32_t size = 0;
    for (std::size_t at = 0; at < text.size();) {
        const auto kind = kind_at(at, size);
        const auto begin = static_cast<std::uint32_t>(at);
        at += size;
        if (kind == CharacterKind::dictionary) {
            while (at < text.size()) {
                const auto next = kind_at(at, size);
                using enum CharacterKind;
                if (next != dictionary && next != mark && next != ignored) break;
                at += size;
            }
            internal_->segment(text, begin, static_cast<std::uint32_t>(at), visit);
            continue;
        }
        if (!begins_word(kind)) continue;
        WordSpan word{begin, static_cast<std::uint32_t>(at), false};
        std::uint32_t last_joiner = 0, after_joiner = 0;
        while (at < text.size()) {
            const auto next = kind_at(at, size);
            if (is_word_part(next)) {
                at += size;
                word.end = static_cast<std::uint32_t>(at);
                continue;
            }
            std::uint32_t following = 0;
            if (next != CharacterKind::joiner || at + size >= text.size() ||
                !begins_word(kind_at(at + size, following)))
                break;
            if (!word.has_joiner && is_elided(text.substr(word.begin, word.end - word.begin))) {
                word.begin = static_cast<std::uint32_t>(at + size);
            } else {
                word.has_joiner = true;
                last_joiner = static_cast<std::uint32_t>(at);
                after_joiner = static_cast<std::uint32_t>(at + size);
            }
            kind_at(at, size);
            at += size;
        }
        if (word.has_joiner && word.end - after_joiner == 1 && (text[after_joiner] | 32) == 's') {
            word.end = last_joiner;
            word.has_joiner = text.substr(word.begin, word.end - word.begin).find_first_of("'\xE2") !=
                              std::string_view::npos;
        }
        visit(word);
    }
}

} // namespace samling::analysis
