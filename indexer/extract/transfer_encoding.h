#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace samling {

/// Undo what mail does to bytes. What is no part of the encoding is skipped, as every mail program does; at most
/// `limit` bytes come out.
std::string undo_base64(std::string_view text, std::size_t limit);
std::string undo_quoted_printable(std::string_view text, std::size_t limit);
/// %C3%AF and its like.
std::string undo_percent(std::string_view text);

} // namespace samling
