#pragma once
#include "corpus/catalog.h"
#include "indexer/extraction.h"

namespace samling {

/// What could be read, told honestly: of a file as its extractor tells it, with the words counted here; of a
/// ready record what its pages hold.
ReadingReport report_of(const Extraction& extraction);
ReadingReport report_of(const Document& ready_record);

} // namespace samling
