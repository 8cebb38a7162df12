#include "searchd/web/facet_search.h"

#include <cctype>

#include "schema/text.h"

namespace samling {
namespace {

/// With one kind of apostrophe, which begins a word: Côte d’Ivoire.
std::string comparable(std::string_view text) {
    constexpr std::string_view kCurly = "\u2019";
    auto folded = fold(clean_utf8(text));
    for (auto at = folded.find(kCurly); at != std::string::npos; at = folded.find(kCurly, at + 1))
        folded.replace(at, kCurly.size(), "'");
    return folded;
}

bool has_word_beginning(const std::string& folded, const std::string& beginning) {
    const auto within_word = [&](std::size_t at) {
        const auto before = static_cast<unsigned char>(folded[at - 1]);
        return before >= 0x80 || std::isalnum(before) != 0; // a byte of a letter that is not ASCII
    };
    for (auto at = folded.find(beginning); at != std::string::npos; at = folded.find(beginning, at + 1))
        if (at == 0 || !within_word(at)) return true;
    return false;
}

} // namespace

Facet values_beginning(const Facet& facet, std::string_view beginning, std::size_t limit) {
    Facet found{facet.name, facet.label, {}, facet.names};
    const auto wanted = comparable(beginning);
    for (const auto& value : facet.values) {
        if (found.values.size() == limit) break;
        if (has_word_beginning(comparable(value.label), wanted) || has_word_beginning(comparable(value.value), wanted))
            found.values.push_back(value);
    }
    return found;
}

} // namespace samling
