#pragma once
#include <string>
#include <vector>

#include "schema/metadata.h"

namespace samling {

struct OutlineItem {
    int level = 1;
    std::string title;
};

/// Finds the page of each outline item by its words, since poppler's C++ interface does not tell the target:
/// items go forward through the pages, and a page that holds many of the titles is taken for a table of
/// contents. Items that are found nowhere get the page of the item before them.
std::vector<Heading> place_outline(const std::vector<OutlineItem>& outline, const std::vector<Page>& pages);

} // namespace samling
