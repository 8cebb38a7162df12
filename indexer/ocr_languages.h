#pragma once
#include "indexer/worker_pool.h"
#include "schema/vocabulary.h"

namespace samling {

/// Finds the data of tesseract for `wanted`: languages as the vocabulary knows them (codes or names,
/// "fr,English") or as tesseract does ("chi_sim"), parted by commas; when empty, the languages in which the
/// vocabularies are labelled, as far as they are installed. `missing` of the result says why where tesseract
/// has no data at all. Throws Failure{invalid_argument} that names what is installed where one that was asked
/// for is not.
OcrOptions find_ocr_data(const std::string& wanted, const Vocabulary& languages);

} // namespace samling
