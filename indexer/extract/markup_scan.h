#pragma once
// A linear look at markup before a parser sees it: the parsers compare each attribute of an element with
// each, and nest without end.

#include <cstddef>
#include <string>
#include <string_view>

namespace samling {

struct MarkupShape {
    std::size_t attributes = 0; ///< Most on one element, at least as many as a parser would see.
    std::size_t depth = 0;      ///< Deepest nesting, elements that HTML lets stay open not counted.
};

/// In HTML what scripts and styles hold is no markup; in XML it is.
enum class MarkupKind { html, xml };
MarkupShape markup_shape(std::string_view markup, MarkupKind kind);

/// True when `shape` is within Limits.
bool is_tame(const MarkupShape& shape);

/// The text without tags, comments, scripts and styles, for markup that no parser may see. Entities of XML
/// and numeric ones are resolved.
std::string strip_markup(std::string_view markup);

/// Appends one code point; the caller sees to it that it is one.
void append_utf8(std::string& out, unsigned code);

} // namespace samling
