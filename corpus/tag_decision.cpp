#include "corpus/tag_decision.h"

#include <algorithm>

namespace samling {

std::vector<TagDecision> decisions_in_force(const std::vector<TagDecision>& history) {
    std::vector<TagDecision> last;
    for (const auto& decision : history) {
        std::erase_if(last, [&](const TagDecision& other) { return other.field == decision.field && other.code == decision.code; });
        if (decision.verdict != TagDecision::Verdict::withdrawn) last.push_back(decision);
    }
    return last;
}

void apply_decisions(const std::vector<TagDecision>& in_force, Metadata& metadata) {
    for (const auto& decision : in_force) {
        auto& tags = metadata.of(decision.field);
        const auto found = std::find_if(tags.begin(), tags.end(), [&](const Tag& tag) { return tag.code == decision.code; });
        if (decision.verdict == TagDecision::Verdict::rejected) {
            if (found != tags.end()) tags.erase(found);
        } else if (found == tags.end()) {
            tags.push_back({decision.code, Origin::person, 0, {}});
        } else {
            found->origin = Origin::person;
            found->score = 0;
        }
    }
}

} // namespace samling
