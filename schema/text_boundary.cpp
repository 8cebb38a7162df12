#include "schema/text.h"

#include "schema/failure.h"

#include <algorithm>
#include <memory>
#include <unicode/brkiter.h>
#include <unicode/utext.h>

namespace samling {
namespace {

/// Longer than any character people write; what is longer, by malice, is cut.
constexpr std::size_t kLongestCharacter = 512;

bool is_plain(char c) {
    return static_cast<unsigned char>(c) < 0x80 && c != '\r' && c != '\n';
}

/// Between two letters of ASCII, and mostly there is nothing else, ICU need not be asked.
bool surely_between(std::string_view text, std::size_t at) {
    return at == 0 || at >= text.size() || (is_plain(text[at]) && is_plain(text[at - 1]));
}

bool continues(char c) {
    return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

/// A piece of `text` around `at` that begins at a safe place where there is one: pairs make flags, so that it
/// matters where counting begins.
std::pair<std::size_t, std::size_t> neighbourhood(std::string_view text, std::size_t at) {
    std::size_t begin = at;
    while (begin > 0 && at - begin < kLongestCharacter && !(begin < at && is_plain(text[begin])))
        --begin;
    while (begin > 0 && continues(text[begin]))
        --begin;
    std::size_t end = std::min(text.size(), at + kLongestCharacter);
    while (end < text.size() && continues(text[end]))
        ++end;
    return {begin, end};
}

struct CloseText {
    void operator()(UText* text) const { utext_close(text); }
};

/// Opened once per thread: that costs as much as reading a page.
icu::BreakIterator& characters() {
    thread_local std::unique_ptr<icu::BreakIterator> iterator;
    UErrorCode status = U_ZERO_ERROR;
    if (!iterator) iterator.reset(icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), status));
    if (U_FAILURE(status)) throw Failure(ErrorCode::internal, "ICU has no data to find characters with");
    return *iterator;
}

enum class Side { before, after };

std::size_t boundary(std::string_view text, std::size_t at, Side side) {
    at = std::min(at, text.size());
    if (surely_between(text, at)) return at;
    const auto [begin, end] = neighbourhood(text, at);
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UText, CloseText> view(
        utext_openUTF8(nullptr, text.data() + begin, static_cast<std::int64_t>(end - begin), &status));
    auto& iterator = characters();
    iterator.setText(view.get(), status);
    if (U_FAILURE(status)) throw Failure(ErrorCode::internal, "ICU could not read a text");
    const auto place = static_cast<std::int32_t>(at - begin);
    if (iterator.isBoundary(place)) return at;
    const auto found = side == Side::before ? iterator.preceding(place) : iterator.following(place);
    return found == icu::BreakIterator::DONE ? at : begin + static_cast<std::size_t>(found);
}

} // namespace

std::size_t character_boundary_before(std::string_view text, std::size_t at) {
    return boundary(text, at, Side::before);
}

std::size_t character_boundary_after(std::string_view text, std::size_t at) {
    return boundary(text, at, Side::after);
}

} // namespace samling
