// Plain text in any charset. A form feed parts pages; words that a line's end parts are whole again, as in PDF.
#include <algorithm>

#include "indexer/extract/charset.h"
#include "indexer/extract/formats.h"
#include "indexer/extract/line_hyphens.h"

namespace samling {
namespace {

/// Lines end by LF alone; three and more line breaks are a paragraph's end.
std::string settled_lines(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    std::size_t breaks = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        if (c == '\r') {
            if (i + 1 < text.size() && text[i + 1] == '\n') continue;
            c = '\n';
        }
        if (c == '\n') {
            while (!result.empty() && (result.back() == ' ' || result.back() == '\t'))
                result.pop_back();
            if (++breaks > 2) continue;
        } else if (c != ' ' && c != '\t') {
            breaks = 0;
        }
        result += c;
    }
    return result;
}

} // namespace

void read_plain_text(const Input& input, TextBuilder& builder) {
    const auto decoded = decode_text(beginning(input.bytes, Limits::kTextBytes + 4));
    builder.encoding(decoded.encoding);
    const LineHyphens hyphens(decoded.text);
    std::string_view rest = decoded.text;
    while (!builder.full()) {
        const std::size_t end = std::min(rest.find('\f'), rest.size());
        auto page = rest.substr(0, end);
        page.remove_prefix(std::min(page.find_first_not_of("\r\n"), page.size()));
        builder.verbatim(with_whole_words(settled_lines(page), hyphens));
        if (end == rest.size()) break;
        builder.end_page();
        rest.remove_prefix(end + 1);
    }
}

} // namespace samling
