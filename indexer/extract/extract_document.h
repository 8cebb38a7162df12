#pragma once
#include "indexer/extract/input.h"
#include "indexer/extraction.h"

namespace samling {

/// Finds out what a file is and reads it. Never throws for what the file holds, but std::bad_alloc.
Extraction extract_document(const Input& input);

/// Formats read, as media types, sorted.
std::vector<std::string_view> readable_media_types();

} // namespace samling
