#include "searchd/search/query_text.h"

#include <array>

#include "schema/text.h"
#include "searchd/search/query.h"

namespace samling {
namespace {

constexpr std::array<std::string_view, 14> kQuotes = {"\"", "“",  "”",  "„",  "‟",  "«",  "»",
                                                      "「", "」", "『", "』", "《", "》", "＂"};

constexpr std::array<std::pair<std::string_view, std::string_view>, 22> kReadAs = {{
    {"\u00A0", " "}, {"\u2002", " "}, {"\u2003", " "}, {"\u2009", " "}, {"\u202F", " "}, {"\u3000", " "},
    {"\uFF08", "("}, {"\uFF09", ")"}, {"\uFF1A", ":"}, {"\uFF0A", "*"}, {"\u2212", "-"}, {"\u200E", ""},
    {"\u200F", ""},  {"\u061C", ""},  {"\u202A", ""},  {"\u202B", ""},  {"\u202C", ""},  {"\u2066", ""},
    {"\u2067", ""},  {"\u2068", ""},  {"\u2069", ""},  {"\uFEFF", ""},
}};

} // namespace

std::string clean_query(std::string_view typed, std::vector<std::string>& notices) {
    // Cleaning can shorten a text, but one of twice the length is long enough whatever is in it.
    const bool endless = typed.size() > 2 * kMaxQueryBytes;
    auto cleaned = clean_utf8(typed.substr(0, 2 * kMaxQueryBytes));
    for (const auto& [from, to] : kReadAs)
        for (auto at = cleaned.find(from); at != std::string::npos; at = cleaned.find(from, at + to.size()))
            cleaned.replace(at, from.size(), to);
    if (!endless && cleaned.size() <= kMaxQueryBytes) return cleaned;
    auto size = std::min(kMaxQueryBytes, cleaned.size());
    while (size > 0 && size < cleaned.size() && (static_cast<unsigned char>(cleaned[size]) & 0xC0) == 0x80)
        --size; // whole characters
    cleaned.resize(size);
    notices.push_back("The query was cut to its first " + std::to_string(kMaxQueryBytes) + " bytes.");
    return cleaned;
}

std::size_t quote_at(std::string_view text, std::size_t at) {
    for (const auto quote : kQuotes)
        if (text.substr(at, quote.size()) == quote) return quote.size();
    return 0;
}

} // namespace samling
