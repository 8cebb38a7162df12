#pragma once
// How long a document is, as people count.

#include <cstdint>
#include <string_view>
#include <vector>

#include "schema/metadata.h"

namespace samling {

/// Runs of anything but white space; of Chinese and Japanese each character, as word processors count. Other scripts
/// without spaces count by their runs: it tells sizes apart, no more.
int count_words(std::string_view text);
std::int64_t count_words(const std::vector<Page>& pages);

} // namespace samling
