#include "schema/text_case.h"
#include "schema/text_utf8.h"

#include <unicode/locid.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

namespace samling {
namespace {

UChar32 character_at(std::string_view text, std::size_t at) {
    return at < text.size() ? static_cast<UChar32>(analysis::decode(text, at).value) : 0;
}

/// "Word", neither "word" nor "WORD".
bool is_capitalised(std::string_view word) {
    return !word.empty() && u_isupper(character_at(word, 0)) && u_islower(character_at(word, analysis::decode(word, 0).size));
}

} // namespace

std::string lower_ascii(std::string_view text) {
    std::string result(text);
    for (char& c : result)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
    return result;
}

std::string lower(std::string_view text) {
    std::string result;
    icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())}).toLower(icu::Locale::getRoot()).toUTF8String(result);
    return result;
}

std::string inside_sentence(std::string_view label) {
    const auto space = label.find(' ');
    const bool is_name = space != std::string_view::npos && is_capitalised(label.substr(space + 1));
    if (is_name || !is_capitalised(label)) return std::string(label);
    std::string result;
    analysis::append_utf8(result, static_cast<char32_t>(u_tolower(character_at(label, 0))));
    return result.append(label.substr(analysis::decode(label, 0).size));
}

} // namespace samling
