#pragma once
// Whose documents are there, and whose are shown.

#include <string>
#include <vector>

#include "schema/vocabulary.h"
#include "searchd/search/search.h"
#include "searchd/web/exposure_log.h"
#include "searchd/web/template_store.h"

namespace samling {

struct Voice {
    std::string code, label;
    int depth = 0;
    std::int64_t documents = 0;
    double share = 0; ///< Of the documents, from 0 to 1. A document has several regions, so shares may exceed 1 together.
    double shown = 0; ///< Of what searches displayed, from 0 to 1.
    /// shown / share; 0 where there is nothing to compare.
    double ratio() const { return share > 0 ? shown / share : 0; }
};

struct VoiceTable {
    TagField field = TagField::region;
    double exposure = 0; ///< Everything that searches displayed; 0: nothing yet.
    std::vector<Voice> voices; ///< Regions down to those that hold countries, each below what it lies in.
};

/// Region and actor. `all` is a search for everything.
std::vector<VoiceTable> voice_tables(const SearchPage& all, const Exposure& exposure, const Vocabularies& vocabularies);

std::string voices_json(const std::vector<VoiceTable>& tables, int days);
View voices_view(const std::vector<VoiceTable>& tables, int days);

} // namespace samling
