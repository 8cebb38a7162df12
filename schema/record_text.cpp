#include "schema/record_text.h"

namespace samling {
namespace {

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/// The end of the paragraph that begins at `begin`: before a line without words.
std::size_t paragraph_end(std::string_view text, std::size_t begin) {
    for (auto i = text.find('\n', begin); i != std::string_view::npos; i = text.find('\n', i + 1)) {
        const auto next = text.find_first_not_of(" \t\r", i + 1);
        if (next != std::string_view::npos && text[next] == '\n') return i;
    }
    return text.size();
}

} // namespace

std::string squeezed(std::string_view text) {
    std::string result;
    for (const char c : text) {
        if (!is_blank(c))
            result += c;
        else if (!result.empty() && result.back() != ' ')
            result += ' ';
    }
    if (!result.empty() && result.back() == ' ') result.pop_back();
    return result;
}

std::string normalized(std::string_view field, std::string_view text) {
    if (field != "abstract" && field != "rights") return squeezed(text);
    std::string result;
    for (std::size_t begin = 0; begin < text.size();) {
        const auto end = paragraph_end(text, begin);
        const auto paragraph = squeezed(text.substr(begin, end - begin));
        if (!paragraph.empty()) result += (result.empty() ? "" : "\n\n") + paragraph;
        begin = end + 1;
    }
    return result;
}

} // namespace samling
