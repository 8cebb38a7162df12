#include "indexer/extract/markup_scan.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>

#include "indexer/extract/input.h"
#include "schema/text_case.h"

namespace samling {
namespace {

constexpr std::array<std::string_view, 30> kLeftOpen = {
    "area",  "base",   "br",    "col",   "embed",  "hr",       "img", "input", "link",     "meta",
    "param", "source", "track", "wbr",   "p",      "li",       "td",  "th",    "tr",       "dt",
    "dd",    "tbody",  "thead", "tfoot", "option", "optgroup", "rt",  "rp",    "colgroup", "keygen"};

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

std::string lower_name(std::string_view name) {
    return lower_ascii(name.substr(0, 16));
}

struct Tag {
    enum class Kind { open, close, other } kind = Kind::other; ///< `other`: comment, declaration, CDATA mark.
    std::string name;                                          ///< Lower case, cut at 16 bytes.
    std::size_t attributes = 0;
    bool self_closed = false;
    std::string_view cdata;
};

std::size_t past(std::string_view markup, std::string_view mark, std::size_t from) {
    const std::size_t at = markup.find(mark, from);
    return at == std::string_view::npos ? markup.size() : at + mark.size();
}

/// Counts each run of non-blanks outside quotes, so never fewer than the attributes there are.
std::size_t read_attributes(std::string_view markup, std::size_t at, Tag& tag) {
    bool in_word = false;
    while (at < markup.size() && markup[at] != '>') {
        const char c = markup[at];
        if (c == '"' || c == '\'') {
            const std::size_t close = markup.find(c, at + 1);
            if (close == std::string_view::npos) return markup.size();
            at = close;
            in_word = false; // <a b="1"c="2">
        } else if (is_blank(c) || c == '/') {
            in_word = false;
        } else if (!in_word) {
            in_word = true;
            ++tag.attributes;
        }
        ++at;
    }
    tag.self_closed = at > 0 && at < markup.size() && markup[at - 1] == '/';
    return std::min(at + 1, markup.size());
}

/// Reads the tag at `markup[at]`, which is '<'; returns where it ends, or `at` when it is none.
std::size_t read_tag(std::string_view markup, std::size_t at, Tag& tag) {
    const auto rest = markup.substr(at);
    tag = {};
    if (rest.starts_with("<!--")) return past(markup, "-->", at + 4);
    if (rest.starts_with("<![CDATA[")) {
        const std::size_t end = past(markup, "]]>", at + 9);
        tag.cdata = markup.substr(at + 9, end - at - 9);
        if (tag.cdata.ends_with("]]>")) tag.cdata.remove_suffix(3);
        return end;
    }
    if (rest.starts_with("<!") || rest.starts_with("<?")) return past(markup, ">", at);
    std::size_t name = at + 1;
    const bool closes = name < markup.size() && markup[name] == '/';
    name += closes;
    const auto first = name < markup.size() ? static_cast<unsigned char>(markup[name]) : 0;
    if (!std::isalpha(first) && first != '_' && first < 0x80)
        return at; // before any scan: "<<<<<" has no end
    std::size_t end = name;
    while (end < markup.size() && !is_blank(markup[end]) && markup[end] != '>' && markup[end] != '/')
        ++end;
    tag.kind = closes ? Tag::Kind::close : Tag::Kind::open;
    tag.name = lower_name(markup.substr(name, end - name));
    return read_attributes(markup, end, tag);
}

/// Appends the character for the entity at `text[0]` == '&'; returns its length, or 0 where it is none.
std::size_t read_entity(std::string_view text, std::string& out) {
    const std::size_t end = text.substr(0, 12).find(';');
    if (end == std::string_view::npos) return 0;
    const auto name = text.substr(1, end - 1);
    constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kNamed = {
        {{"amp", "&"}, {"lt", "<"}, {"gt", ">"}, {"quot", "\""}, {"apos", "'"}, {"nbsp", " "}}};
    for (const auto& [known, character] : kNamed)
        if (name == known) return out += character, end + 1;
    if (!name.starts_with('#')) return 0;
    const bool hex = name.size() > 1 && (name[1] == 'x' || name[1] == 'X');
    unsigned code = 0;
    std::from_chars(name.data() + 1 + hex, name.data() + name.size(), code, hex ? 16 : 10);
    if (code < 32 || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return 0;
    append_utf8(out, code);
    return end + 1;
}

bool is_raw(const Tag& tag) {
    return tag.kind == Tag::Kind::open && (tag.name == "script" || tag.name == "style");
}

/// Where the closing tag of a script or style begins, in whatever case it is written.
std::size_t end_of_raw(std::string_view markup, std::size_t at, const Tag& tag) {
    for (at = markup.find("</", at); at != std::string_view::npos; at = markup.find("</", at + 2))
        if (lower_name(markup.substr(at + 2, tag.name.size())) == tag.name) return at;
    return markup.size();
}

} // namespace

void append_utf8(std::string& out, unsigned code) {
    const auto put = [&](unsigned byte) { out += static_cast<char>(byte); };
    if (code < 0x80) return put(code);
    if (code < 0x800) return put(0xc0 | code >> 6), put(0x80 | (code & 0x3f));
    if (code < 0x10000)
        return put(0xe0 | code >> 12), put(0x80 | (code >> 6 & 0x3f)), put(0x80 | (code & 0x3f));
    put(0xf0 | code >> 18), put(0x80 | (code >> 12 & 0x3f)), put(0x80 | (code >> 6 & 0x3f)),
        put(0x80 | (code & 0x3f));
}

MarkupShape markup_shape(std::string_view markup, MarkupKind kind) {
    MarkupShape shape;
    std::size_t depth = 0;
    Tag tag;
    for (std::size_t at = markup.find('<'); at != std::string_view::npos && at < markup.size();) {
        const std::size_t end = read_tag(markup, at, tag);
        shape.attributes = std::max(shape.attributes, tag.attributes);
        const bool raw = kind == MarkupKind::html && is_raw(tag);
        const bool counts =
            tag.kind != Tag::Kind::other && !raw &&
            std::find(kLeftOpen.begin(), kLeftOpen.end(), std::string_view(tag.name)) == kLeftOpen.end();
        if (raw) at = end_of_raw(markup, end, tag); // and past its closing tag below
        if (counts && tag.kind == Tag::Kind::open && !tag.self_closed)
            shape.depth = std::max(shape.depth, ++depth);
        if (counts && tag.kind == Tag::Kind::close && depth > 0) --depth;
        at = markup.find('<', std::max(end, at + 1));
    }
    return shape;
}

bool is_tame(const MarkupShape& shape) {
    return shape.attributes <= Limits::kAttributes && shape.depth <= Limits::kDepth;
}

std::string strip_markup(std::string_view markup) {
    std::string out;
    Tag tag;
    for (std::size_t at = 0; at < markup.size();) {
        if (markup[at] == '&') {
            if (const std::size_t length = read_entity(markup.substr(at), out)) {
                at += length;
                continue;
            }
        }
        const std::size_t end = markup[at] == '<' ? read_tag(markup, at, tag) : at;
        if (end == at) {
            out += markup[at++];
            continue;
        }
        at = end;
        out += tag.cdata.empty() ? std::string_view(" ") : tag.cdata;
        if (is_raw(tag)) at = end_of_raw(markup, at, tag);
    }
    return out;
}

} // namespace samling
