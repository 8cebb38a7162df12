#include "indexer/simple_archive.h"

#include <algorithm>

#include "schema/record_text.h"
#include "schema/text.h"

namespace samling {
namespace {

/// What stands before the next `end`; `text` goes on behind it.
std::string_view cut(std::string_view& text, char end) {
    const auto at = std::min(text.find(end), text.size());
    const auto part = text.substr(0, at);
    text.remove_prefix(std::min(at + 1, text.size()));
    return part;
}

Bitstream read_line(std::string_view line) {
    Bitstream bitstream;
    bitstream.file = std::string(cut(line, '\t'));
    while (!bitstream.file.empty() && bitstream.file.back() == ' ')
        bitstream.file.pop_back();
    if (bitstream.file.starts_with("-r "))
        bitstream.mistake = "the file lies in the asset store of an installation: export it with its files";
    else if (bitstream.file.find('\0') != std::string::npos || bitstream.file.starts_with('/') ||
             bitstream.file.find("..") != std::string::npos)
        bitstream.mistake = "a file of an item lies in its folder; the path leads elsewhere";
    while (!line.empty()) {
        auto value = cut(line, '\t');
        const auto key = cut(value, ':');
        if (key == "bundle" && !value.empty()) bitstream.bundle = squeezed(value);
        if (key == "description") bitstream.description = squeezed(clean_utf8(value));
        if (key == "primary") bitstream.primary = squeezed(value) == "true";
    }
    return bitstream;
}

} // namespace

std::vector<Bitstream> read_contents(std::string_view text) {
    std::vector<Bitstream> lines;
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    for (int number = 1; !text.empty(); ++number) {
        auto line = cut(text, '\n');
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (line.find_first_not_of(" \t") == std::string_view::npos) continue;
        lines.push_back(read_line(line));
        lines.back().line = number;
    }
    return lines;
}

} // namespace samling
