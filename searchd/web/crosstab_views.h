#pragma once
// A table of two facets as JSON, as CSV and as template values.

#include <string>

#include "searchd/web/crosstab_parameters.h"
#include "searchd/web/template_store.h"

namespace samling {

std::string crosstab_json(const ParsedCrosstab& asked, const Crosstab& table);
/// RFC 4180, a line for each cell; what a spreadsheet would take for a formula is made plain text.
std::string crosstab_csv(const ParsedCrosstab& asked, const Crosstab& table);
View crosstab_view(const ParsedCrosstab& asked, const Crosstab& table, const Vocabularies& vocabularies);

/// One field of CSV, quoted where need be.
std::string csv_field(std::string text);

} // namespace samling
