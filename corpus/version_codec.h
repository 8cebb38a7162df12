#pragma once
// The parts of a version that are lists, as bytes for the catalog. Metadata has its own:
// schema/metadata_codec.h.

#include <string>
#include <string_view>
#include <vector>

#include "corpus/catalog.h"

namespace samling {

/// Inverses of each other, thread-safe; decoding throws Failure{corrupt_data} for any other bytes.
std::string encode_report(const ReadingReport& report);
ReadingReport decode_report(std::string_view bytes);

std::string encode_headings(const std::vector<Heading>& headings);
std::vector<Heading> decode_headings(std::string_view bytes);

} // namespace samling
