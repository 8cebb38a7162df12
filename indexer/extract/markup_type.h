#pragma once
// What kind of markup a text is. Thread-safe.

#include <string>
#include <string_view>

namespace samling {

/// The media type by the beginning of a text, in UTF-8; empty where it plainly begins with no kind of markup.
std::string markup_type(std::string_view head);

/// Whether the file `bytes`, whose text begins with `head`, is XML that does not say so: it begins with a tag, ends with
/// the one that closes it, and is sound in between. Throws Failure{extraction_failed} for XML made to harm.
bool is_one_element(std::string_view head, std::string_view bytes);

} // namespace samling
