#pragma once
// What a person says of a submission: fields as typed in a form or sent by a script, read into a record.

#include <array>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/submission.h"
#include "schema/viewer.h"
#include "schema/vocabulary.h"
#include "searchd/web/form.h"
#include "searchd/web/form_view.h"

namespace samling {

/// The values of each field by its name. Names are those of a record; "creator" and "organisation" hold "Name" or
/// "Name (DK, academia)", one a line; a tag field holds codes or names; "version_of" the id or the address of a document.
using ProposalFields = std::map<std::string, std::vector<std::string>, std::less<>>;

/// A field that holds one text.
struct ProposalText {
    std::string_view name, label;
    std::string Metadata::*member;
    std::size_t longest; ///< Bytes.
};
inline constexpr std::array<ProposalText, 6> kProposalTexts = {{{"title", "Title", &Metadata::title, 1000},
                                                                {"subtitle", "Subtitle", &Metadata::subtitle, 1000},
                                                                {"abstract", "Abstract", &Metadata::abstract, 20000},
                                                                {"licence", "Licence", &Metadata::licence, 300},
                                                                {"rights", "Rights", &Metadata::rights, 5000},
                                                                {"source", "Published at", &Metadata::source_url, 2000}}};

/// "Title" of "title", "Theme" of "theme": the name for people of any field of a proposal.
std::string proposal_label(std::string_view field);
/// Whether a proposal has a field of this name.
bool is_proposal_field(std::string_view name);

/// The fields of a form. Those of the form that have another name there ("licence" from a list or in words) are put together.
ProposalFields form_fields(const Form& form);
/// The fields of a JSON object: strings, lists of strings, and agents as {"name", "country", "actor"}. What is no object
/// throws Failure{invalid_argument}; what is wrong in a field goes to `mistakes`.
ProposalFields json_fields(const std::string& body, Mistakes& mistakes);
/// The strings and whole numbers of a JSON object as text, by name; throws as json_fields does.
std::map<std::string, std::string, std::less<>> json_scalars(const std::string& body);
/// What a record is in fields: fields_of(read_proposal(fields)) says the same as `fields`.
ProposalFields fields_of(const Submission& submission);

struct ProposalScope {
    const Vocabularies& vocabularies;
    const Viewer& viewer;
    enum class Absent { cleared, kept } absent = Absent::cleared; ///< What becomes of a field that is not among the fields.
    std::function<bool(const std::string& id)> knows;             ///< Whether the viewer may know of this document.
};

struct Proposal {
    Metadata record;
    std::string document; ///< Of which it is to be a new version; "" of none.
    Mistakes mistakes;    ///< All of them.
};

/// Reads `fields` over what `submission` has. A tag that was found keeps its evidence, one that is added is a person's. The
/// submission's own coalition is always among its tags, by a person; another one may be given by its members.
Proposal read_proposal(const ProposalFields& fields, const Submission& submission, const ProposalScope& scope);

} // namespace samling
