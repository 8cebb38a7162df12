#include "corpus/file_name.h"

#include <algorithm>
#include <array>
#include <vector>

#include "schema/text.h"
#include "schema/trimmed.h"

namespace samling {
namespace {

constexpr std::size_t kMostCharacters = 200, kEnding = 30;
constexpr std::size_t kMostRead = 64 * 1024;
constexpr std::string_view kFallback = "file";

/// Marks without a shape of their own: byte order mark, zero width space, and those of direction.
constexpr std::array<std::string_view, 16> kUnseen = {
    "\xEF\xBB\xBF", "\xE2\x80\x8B", "\xE2\x80\x8E", "\xE2\x80\x8F", "\xE2\x80\xA8", "\xE2\x80\xA9", "\xE2\x80\xAA", "\xE2\x80\xAB", "\xE2\x80\xAC", "\xE2\x80\xAD", "\xE2\x80\xAE",
    "\xE2\x81\xA6", "\xE2\x81\xA7", "\xE2\x81\xA8", "\xE2\x81\xA9", "\xD8\x9C"};

bool begins_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }

std::string without_unseen(std::string text) {
    for (const auto mark : kUnseen)
        for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at)) text.erase(at, mark.size());
    std::replace_if(text.begin(), text.end(), [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
    return text;
}

/// Where each character begins.
std::vector<std::size_t> characters(const std::string& text) {
    std::vector<std::size_t> starts;
    for (std::size_t i = 0; i < text.size(); ++i)
        if (begins_character(text[i])) starts.push_back(i);
    return starts;
}

std::string shortened(const std::string& name) {
    const auto starts = characters(name);
    if (starts.size() <= kMostCharacters) return name;
    return name.substr(0, starts[kMostCharacters - kEnding - 1]) + "…" + name.substr(starts[starts.size() - kEnding]);
}

} // namespace

std::string kept_file_name(std::string_view given) {
    const auto last = given.find_last_of("/\\");
    if (last != std::string_view::npos) given.remove_prefix(last + 1);
    if (given.size() > kMostRead) given.remove_prefix(given.size() - kMostRead);
    const std::string name(trimmed(without_unseen(clean_utf8(given))));
    return name.find_first_not_of('.') == std::string::npos ? std::string(kFallback) : shortened(name);
}

} // namespace samling
