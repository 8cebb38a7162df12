#include "schema/text_scan.h"

#include "schema/text_characters.h"
#include "schema/text_utf8.h"

#include <algorithm>
#include <array>

namespace samling::analysis {
namespace {

constexpr std::size_t kLongestRun = 4096; // characters handed to the dictionary at once

enum : std::uint8_t { kBreak, kLetter, kDigit, kApostrophe, kBeyondAscii };

constexpr std::array<std::uint8_t, 256> kBytes = [] {
    std::array<std::uint8_t, 256> kinds{};
    for (int c = 0; c < 256; ++c) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        kinds[c] = c >= 0x80 ? kBeyondAscii : letter ? kLetter : c >= '0' && c <= '9' ? kDigit : kBreak;
    }
    kinds['\''] = kApostrophe;
    return kinds;
}();

std::uint8_t byte_kind(char c) {
    return kBytes[static_cast<unsigned char>(c)];
}

bool is_ascii_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_hebrew_lead(char c) {
    return c == '\xD6' || c == '\xD7';
}

/// How many ASCII digits stand at `at`.
std::size_t digits_at(std::string_view text, std::size_t at) {
    std::size_t n = 0;
    while (at + n < text.size() && is_ascii_digit(text[at + n]))
        ++n;
    return n;
}

} // namespace

bool WordScanner::next(Piece& piece) {
    if (!skip_to_word()) return false;
    const bool beyond = byte_kind(text_[at_]) == kBeyondAscii;
    piece.dictionary = beyond && character(decode(text_, at_).value).kind() == CharacterKind::dictionary;
    piece.span = piece.dictionary ? scan_run() : scan_word();
    at_ = piece.span.end;
    return true;
}

bool WordScanner::skip_to_word() {
    for (; at_ < text_.size(); ++at_) {
        const std::uint8_t kind = byte_kind(text_[at_]);
        if (kind == kLetter || kind == kDigit) return true;
        if (kind != kBeyondAscii) continue;
        const Decoded c = decode_multibyte(text_, at_);
        const CharacterKind part = character(c.value).kind();
        if (part == CharacterKind::letter || part == CharacterKind::digit ||
            part == CharacterKind::dictionary)
            return true;
        at_ += c.size - 1;
    }
    return false;
}

Span WordScanner::scan_word() {
    const std::size_t begin = at_;
    std::size_t end = at_; // after the last letter, digit or mark
    std::size_t at = at_;  // may run ahead over ignored characters
    std::size_t letters = 0;
    only_digits_ = true;
    while (at < text_.size()) {
        const std::uint8_t kind = byte_kind(text_[at]);
        if (kind == kLetter || kind == kDigit) {
            only_digits_ = only_digits_ && kind == kDigit;
            ++letters;
            end = ++at;
            continue;
        }
        if (kind != kBeyondAscii) {
            if (end != at || !joins(at, 1)) break;
            only_digits_ = false;
            ++at;
            continue;
        }
        const Decoded c = decode_multibyte(text_, at);
        const CharacterKind part = character(c.value).kind();
        const bool joiner = part == CharacterKind::joiner || c.value == 0xB7;
        if (part == CharacterKind::dictionary || (joiner && (end != at || !joins(at, c.size)))) break;
        if (part == CharacterKind::separator && !joiner) break;
        if (part == CharacterKind::letter || part == CharacterKind::digit) ++letters;
        only_digits_ = false;
        at += c.size;
        if (part != CharacterKind::ignored && !joiner) end = at;
    }
    const Span word{begin, end};
    if (end < text_.size() && only_digits_) return {begin, number_end(word)};
    if (end < text_.size() && letters == 1 && text_[end] == '.')
        return {begin, std::max(end, initials_end(begin))};
    return word;
}

/// Whether the character of `size` bytes at `at`, which follows a letter, digit or mark, joins it to a
/// letter.
bool WordScanner::joins(std::size_t at, std::size_t size) const {
    const char joiner = text_[at];
    const std::size_t after = at + size;
    if (at == 0 || after >= text_.size()) return false;
    if (joiner == '"') return at >= 2 && is_hebrew_lead(text_[at - 2]) && is_hebrew_lead(text_[after]);
    if (size == 1 && joiner != '\'') return false;
    if (joiner == '\xC2') return (text_[at - 1] | 0x20) == 'l' && (text_[after] | 0x20) == 'l';
    return begins_letter(after);
}

bool WordScanner::begins_letter(std::size_t at) const {
    if (at >= text_.size()) return false;
    const std::uint8_t kind = byte_kind(text_[at]);
    if (kind != kBeyondAscii) return kind == kLetter;
    return character(decode_multibyte(text_, at).value).kind() == CharacterKind::letter;
}

/// The end of dotted initials that begin at `begin` ("U.N" of "U.N."), or 0: a chain of single letters, two
/// at least, of which none belongs to a longer word or name ("a.b.com").
std::size_t WordScanner::initials_end(std::size_t begin) const {
    if (begin > 0 && text_[begin - 1] == '.') return 0;
    std::size_t at = begin, end = 0;
    for (std::size_t letters = 0; begins_letter(at); ++letters) {
        const std::size_t after = at + decode(text_, at).size;
        if (letters > 0) end = after;
        if (after >= text_.size() || text_[after] != '.') {
            const bool longer =
                after < text_.size() && (begins_letter(after) || is_ascii_digit(text_[after]));
            return longer ? 0 : end;
        }
        at = after + 1;
    }
    return at < text_.size() && is_ascii_digit(text_[at]) ? 0 : end;
}

/// Extends a word of digits over one decimal part (a point or comma) or over groups of three. Dates
/// (1.2.2020), section numbers (2.1.3) and a note mark after a year (2018.15) are no numbers, so their parts
/// are found.
std::size_t WordScanner::number_end(Span digits) const {
    const std::size_t whole = digits.end - digits.begin;
    const char mark = text_[digits.end];
    if (whole > 3 || (mark != '.' && mark != ',')) return digits.end;
    if (digits.begin > 0 && (text_[digits.begin - 1] == '.' || text_[digits.begin - 1] == ',') &&
        digits.begin > 1 && is_ascii_digit(text_[digits.begin - 2]))
        return digits.end; // the middle of a longer chain
    std::size_t end = digits.end, groups = 0;
    bool thousands = true;
    while (end < text_.size() && text_[end] == mark) {
        const std::size_t n = digits_at(text_, end + 1);
        if (n == 0) break;
        thousands = thousands && n == 3;
        end += 1 + n;
        ++groups;
        if (groups > 1 && !thousands) return digits.end;
    }
    const bool decimal = groups == 1 && (mark == '.' || end - digits.end <= 3);
    if (!(groups > 0 && (thousands || decimal)) || begins_letter(end)) return digits.end;
    const bool more =
        end + 1 < text_.size() && (text_[end] == '.' || text_[end] == ',') && is_ascii_digit(text_[end + 1]);
    if (!more) return end;
    const std::size_t fraction = thousands ? digits_at(text_, end + 1) : 0; // 1,234.56
    const std::size_t after = end + 1 + fraction;
    return fraction > 0 && !begins_letter(after) ? after : digits.end;
}

Span WordScanner::scan_run() {
    const std::size_t begin = at_;
    std::size_t end = at_, at = at_;
    for (std::size_t n = 0; at < text_.size() && n < kLongestRun; ++n) {
        if (byte_kind(text_[at]) != kBeyondAscii) break;
        const Decoded c = decode_multibyte(text_, at);
        const CharacterKind part = character(c.value).kind();
        if (part != CharacterKind::dictionary && part != CharacterKind::mark &&
            part != CharacterKind::ignored)
            break;
        at += c.size;
        if (part != CharacterKind::ignored) end = at;
    }
    return {begin, end};
}

} // namespace samling::analysis
