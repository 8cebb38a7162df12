#pragma once
// A document's record as template values.

#include <string>
#include <vector>

#include "corpus/catalog.h"
#include "searchd/web/api.h"
#include "schema/vocabulary.h"
#include "searchd/web/template_store.h"

namespace samling {

/// Everything the document page shows.
View document_view(const StoredVersion& version, const DocumentContext& context, const Vocabularies& vocabularies);

/// The parts that are not empty, with `separator` between them.
std::string joined(const std::vector<std::string>& parts, const std::string& separator);
/// "1 page", "2 pages".
std::string count_of(std::int64_t count, const std::string& one, const std::string& many);

} // namespace samling
