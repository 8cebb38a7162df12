#pragma once
// Reads a document in this process, as the worker would.

#include <string>
#include <string_view>

#include "indexer/extract/extract_document.h"
#include "indexer/extract/warm_up.h"

namespace samling::test {

inline Extraction read_document(std::string_view bytes, std::string_view name = "file") {
    warm_up();
    return extract_document({bytes, name, bytes.size()});
}

/// The pages' texts, parted by form feeds.
inline std::string all_text(const Extraction& extraction) {
    std::string text;
    for (const auto& page : extraction.pages)
        text += (&page == &extraction.pages.front() ? "" : "\f") + page.text;
    return text;
}

} // namespace samling::test
