#pragma once
// Metadata as compact bytes: what the catalog stores. XML (record_xml.h) is for people and for other
// programs; this is read back 80,000 times by a rebuild, so it needs no parser and no validation beyond
// "these are our bytes".

#include <string>
#include <string_view>

#include "schema/metadata.h"

namespace samling {

/// The first byte is the version of the encoding; fields and origins are written by name, so that the order
/// of an enumeration may change. Thread-safe.
std::string encode_metadata(const Metadata& metadata);

/// decode_metadata(encode_metadata(m)) == m for every m, valid as a record or not.
/// Throws Failure{corrupt_data} for any other bytes; memory stays in proportion to their number. Thread-safe.
Metadata decode_metadata(std::string_view bytes);

} // namespace samling
