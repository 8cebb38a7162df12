#pragma once
#include <string>

#include "indexer/extract/input.h"

namespace samling {

/// What a file is, by its content; its name only tells the kinds of plain text from each other. Never empty:
/// "application/octet-stream" where nothing is known. Throws Failure{extraction_failed} for an encrypted
/// container.
std::string media_type(const Input& input);

/// Loads libmagic's database, which later calls use. Called once, before the process is confined; without it,
/// or where the database is missing, formats that only libmagic knows stay unknown.
void load_magic();

} // namespace samling
