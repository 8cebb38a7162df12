#include "indexer/extract/pdf_lexer.h"

#include <array>
#include <cstring>

namespace samling {
namespace {

enum class Class : unsigned char { regular, blank, delimiter };

constexpr std::array<Class, 256> kClasses = [] {
    std::array<Class, 256> classes{};
    for (const unsigned char c : {'\0', '\t', '\n', '\f', '\r', ' '})
        classes[c] = Class::blank;
    for (const unsigned char c : {'(', ')', '<', '>', '[', ']', '{', '}', '/', '%'})
        classes[c] = Class::delimiter;
    return classes;
}();

Class class_of(char c) {
    return kClasses[static_cast<unsigned char>(c)];
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

int hexadecimal(char c) {
    if (is_digit(c)) return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

using Kind = PdfToken::Kind;

} // namespace

void PdfLexer::skip_blanks() {
    for (; at_ < end_; ++at_) {
        if (*at_ == '%') {
            while (at_ < end_ && *at_ != '\n' && *at_ != '\r')
                ++at_;
            if (at_ == end_) return;
        } else if (class_of(*at_) != Class::blank) {
            return;
        }
    }
}

PdfToken PdfLexer::next() {
    while (true) {
        skip_blanks();
        if (at_ == end_) return {};
        const char c = *at_;
        const bool doubled = at_ + 1 < end_ && at_[1] == c;
        switch (c) {
        case '(':
            return literal_string();
        case '/':
            return name();
        case '[':
            return ++at_, PdfToken{Kind::open_array, 0, {}};
        case ']':
            return ++at_, PdfToken{Kind::close_array, 0, {}};
        case '<':
            if (!doubled) return hexadecimal_string();
            return at_ += 2, PdfToken{Kind::open_dictionary, 0, {}};
        case '>':
            if (doubled) return at_ += 2, PdfToken{Kind::close_dictionary, 0, {}};
            [[fallthrough]];
        case ')':
        case '{':
        case '}':
            ++at_; // means nothing here
            continue;
        default:
            break;
        }
        if (is_digit(c) || c == '.' || c == '-' || c == '+') return number();
        const char* start = at_;
        while (at_ < end_ && class_of(*at_) == Class::regular)
            ++at_;
        return {Kind::word, 0, {start, static_cast<std::size_t>(at_ - start)}};
    }
}

/// Writers err in many ways ("--5", "1.-2", "0.0.1"): the digits count as far as they make sense.
PdfToken PdfLexer::number() {
    bool negative = false;
    for (; at_ < end_ && (*at_ == '-' || *at_ == '+'); ++at_)
        negative |= *at_ == '-';
    double value = 0, scale = 1;
    bool fraction = false;
    for (; at_ < end_ && class_of(*at_) == Class::regular; ++at_) {
        if (is_digit(*at_)) {
            value = value * 10 + (*at_ - '0');
            if (fraction) scale *= 10;
        } else if (*at_ == '.' && !fraction) {
            fraction = true;
        } else if (*at_ != '-') {
            break;
        }
    }
    constexpr double kHuge = 1e15; // beyond it sums lose their sense, and infinities are near
    if (!(value < kHuge * scale)) value = kHuge, scale = 1;
    return {Kind::number, (negative ? -value : value) / scale, {}};
}

PdfToken PdfLexer::literal_string() {
    char* to = ++at_;
    const char* start = to;
    for (int depth = 1; at_ < end_; ++at_) {
        if (*at_ == '(') {
            ++depth;
        } else if (*at_ == ')' && --depth == 0) {
            break;
        } else if (*at_ == '\\' && at_ + 1 < end_) {
            ++at_;
            constexpr std::string_view kLetters = "nrtbf", kMeanings = "\n\r\t\b\f";
            const std::size_t letter = kLetters.find(*at_);
            if (*at_ == '\r' || *at_ == '\n') { // a line that goes on
                if (*at_ == '\r' && at_ + 1 < end_ && at_[1] == '\n') ++at_;
            } else if (*at_ >= '0' && *at_ <= '7') {
                int code = *at_ - '0';
                for (int i = 0; i < 2 && at_ + 1 < end_ && at_[1] >= '0' && at_[1] <= '7'; ++i)
                    code = code * 8 + (*++at_ - '0');
                *to++ = static_cast<char>(code);
            } else {
                *to++ = letter != std::string_view::npos ? kMeanings[letter] : *at_;
            }
            continue;
        }
        *to++ = *at_;
    }
    if (at_ < end_) ++at_;
    return {Kind::string, 0, {start, static_cast<std::size_t>(to - start)}};
}

PdfToken PdfLexer::hexadecimal_string() {
    char* to = ++at_;
    const char* start = to;
    int high = -1;
    for (; at_ < end_ && *at_ != '>'; ++at_) {
        const int digit = hexadecimal(*at_);
        if (digit < 0) continue;
        if (high < 0) {
            high = digit;
        } else {
            *to++ = static_cast<char>(high * 16 + digit);
            high = -1;
        }
    }
    if (high >= 0) *to++ = static_cast<char>(high * 16);
    if (at_ < end_) ++at_;
    return {Kind::string, 0, {start, static_cast<std::size_t>(to - start)}};
}

PdfToken PdfLexer::name() {
    char* to = ++at_;
    const char* start = to;
    for (; at_ < end_ && class_of(*at_) == Class::regular; ++at_) {
        if (*at_ == '#' && end_ - at_ > 2 && hexadecimal(at_[1]) >= 0 && hexadecimal(at_[2]) >= 0) {
            *to++ = static_cast<char>(hexadecimal(at_[1]) * 16 + hexadecimal(at_[2]));
            at_ += 2;
        } else {
            *to++ = *at_;
        }
    }
    return {Kind::name, 0, {start, static_cast<std::size_t>(to - start)}};
}

/// The picture's bytes may hold anything, an "EI" too: the true one stands alone, with text behind it.
void PdfLexer::skip_inline_image() {
    for (auto token = next(); !(token.kind == Kind::word && token.text == "ID"); token = next())
        if (token.kind == Kind::end) return;
    constexpr std::ptrdiff_t kLookedAt = 12;
    while (end_ - at_ >= 3) {
        at_ = static_cast<char*>(std::memchr(at_ + 1, 'E', static_cast<std::size_t>(end_ - at_ - 1)));
        if (!at_ || end_ - at_ < 2) break;
        if (at_[1] != 'I' || class_of(at_[-1]) != Class::blank) continue;
        const char* behind = at_ + 2;
        bool text = behind == end_ || class_of(*behind) == Class::blank;
        for (; text && behind < end_ && behind - at_ < kLookedAt; ++behind)
            text =
                (*behind >= ' ' && *behind <= '~') || *behind == '\n' || *behind == '\r' || *behind == '\t';
        if (text) {
            at_ += 2;
            return;
        }
    }
    at_ = end_;
}

} // namespace samling
