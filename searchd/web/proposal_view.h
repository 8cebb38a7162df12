#pragma once
// A proposal as a form, and beside what was read.

#include "searchd/web/proposal.h"
#include "searchd/web/template_store.h"

namespace samling {

/// A document that a submission looks like, and that the reader may know of.
struct ShownLookalike {
    Lookalike lookalike;
    std::string title;
    int versions = 1; ///< How many it has.
};

/// A proposal as it stands in the form.
struct ProposalForm {
    const Submission& submission;
    const ProposalFields& fields; ///< As saved, or as typed.
    const Mistakes& mistakes;
    const Vocabularies& vocabularies;
    const Viewer& viewer; ///< Is offered only coalitions of their own.
};

/// What the form of a proposal (templates/part-proposal.html) needs: the fields in it, each mistake beside its field and all
/// of them above, every tag that was found with its evidence, whatever was chosen.
void fill_proposal_form(View& view, const ProposalForm& form);
/// "This looks like version 2 of …", as choices: of which document it is to be a new version.
void fill_version_choices(View& view, const std::vector<ShownLookalike>& lookalikes, const std::string& chosen);
/// Rows of name, read, proposed and whether they differ, for every field that either has.
ViewList compared_rows(const Submission& submission, const Vocabularies& vocabularies);

} // namespace samling
