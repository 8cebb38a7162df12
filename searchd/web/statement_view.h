#pragma once
// Statements of intent, as template values and as JSON.

#include <vector>

#include "corpus/statement_decision.h"
#include "schema/json_writer.h"
#include "schema/vocabulary.h"
#include "searchd/web/template_store.h"

namespace samling {

/// Puts the first of them into `view`, and how many there are.
void add_statement_views(View& view, const std::vector<const FoundStatement*>& statements, const Vocabularies& vocabularies);

/// Writes the member "statements", an array of at most a hundred, and "statementsTotal", into the object under way.
void write_statements(JsonWriter& json, const std::vector<const FoundStatement*>& statements, const Vocabularies& vocabularies);

} // namespace samling
