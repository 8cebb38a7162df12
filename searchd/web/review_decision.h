#pragma once
// A curator's word on a submission, from a page or from a script.

#include <optional>
#include <string>

#include "corpus/submissions.h"
#include "searchd/web/form_view.h"
#include "searchd/web/submission_acts.h"

namespace samling {

struct Decision {
    const SubmissionAct* act = nullptr;    ///< A curator's.
    std::int64_t revision = 0;             ///< That was looked at.
    std::string reason;
    std::optional<std::string> version_of; ///< The document of which it becomes a new version, "" of none; nothing: as proposed.
};

/// Decides on the submission in the address. Returns what is wrong with the decision: "reason" where one is missing,
/// "version_of" for a document that is none or not the viewer's to decide on. Throws Failure{conflict} when somebody was
/// faster, Failure{not_found} for what is not the viewer's.
Mistakes decide(const SiteContext& context, const Visit& visit, const Decision& decision);

/// What the viewer may look through: of the coalition (or all of theirs for ""), in `state` (a name; "" for what waits,
/// "all"), with `text` in it. Nothing where no coalition is theirs.
std::optional<SubmissionFilter> review_filter(const Visit& visit, const std::string& coalition, const std::string& state, const std::string& text);

} // namespace samling
