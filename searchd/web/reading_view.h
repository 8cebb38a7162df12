#pragma once
// What could be read of a document, told to programs and to people.

#include "corpus/catalog.h"
#include "schema/json_writer.h"
#include "searchd/web/template_store.h"

namespace samling {

/// An object: counts, languages with their confidence, which pages hold no text, what was cut, who read it and how long
/// that took.
void write_reading(JsonWriter& json, const StoredVersion& version);
/// The same of one page, or null where nothing is known of it.
void write_page_reading(JsonWriter& json, const ReadingReport& report, int page);

/// Rows of "name" and "value" for the page of the document.
ViewList reading_rows(const StoredVersion& version);

} // namespace samling
