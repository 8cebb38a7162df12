#pragma once
// Codes are expanded when a document is indexed: it is found under everything broader. This tells whose expansion
// has changed since.

#include <string>
#include <vector>

#include "schema/metadata.h"
#include "schema/vocabulary.h"

namespace samling {

/// Under which name the catalog keeps the hierarchy that its index was made with.
inline constexpr const char* kHierarchySetting = "hierarchy";

/// Every code that has broader ones, with all of them: a line each.
std::string hierarchy_text(const Vocabularies& vocabularies);

/// What lies between two hierarchies.
class HierarchyChange {
public:
    HierarchyChange(const std::string& before, const std::string& now);
    /// Whether one of its tags is expanded otherwise than before, so that it must be indexed again.
    bool concerns(const Metadata& metadata) const;

private:
    std::vector<std::string> changed_; ///< "field code", sorted.
};

} // namespace samling
