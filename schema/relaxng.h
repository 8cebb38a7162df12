#pragma once
// Validation of a metadata record by its RELAX NG schema.

#include <string>
#include <string_view>
#include <vector>

namespace samling {

/// What schema/record.rng says against `xml`, which parse_xml has taken, in libxml2's words as "line:
/// message"; empty when it is valid. Thread-safe.
std::vector<std::string> relaxng_mistakes(std::string_view xml);

} // namespace samling
