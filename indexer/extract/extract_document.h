#pragma once
#include <string_view>
#include <vector>

#include "indexer/extract/input.h"
#include "indexer/extraction.h"

namespace samling {

/// Finds out what a file is and reads it. Never throws for what the file holds, but std::bad_alloc.
Extraction extract_document(const Input& input);

/// The bytes of one member of an archive, or why it cannot be unpacked. Throws as extract_document.
Extraction unpack_member(std::string_view archive, std::size_t index);

/// Formats read, as media types, sorted.
std::vector<std::string_view> readable_media_types();

} // namespace samling
