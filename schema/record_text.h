#pragma once
// How text stands in a record: shared by its reader and its writer, which must agree.

#include <string>
#include <string_view>

namespace samling {

inline constexpr std::string_view kRecordNamespace = "urn:samling:record:1";

/// `text` with each run of blanks and line breaks as one blank, and none at its ends.
std::string squeezed(std::string_view text);

/// What a reader makes of `text` in the element called `field`: squeezed, but paragraphs of an abstract or a
/// rights statement stay apart. The writer marks text that this would change with xml:space="preserve".
std::string normalized(std::string_view field, std::string_view text);

} // namespace samling
