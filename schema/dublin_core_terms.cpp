#include "schema/dublin_core_terms.h"

#include <algorithm>
#include <array>
#include <string>

namespace samling {
namespace {

using Term = DublinCoreTerm;
using Part = DublinCorePart;

/// The fifteen elements, their refinements in DCMI Metadata Terms, and what DSpace makes of them. A qualifier that is not
/// here counts as its element does where that is listed as "element.*".
constexpr std::array kTermTable = {
    Term{"title", Part::title, 1}, Term{"title.alternative", Part::subtitle}, Term{"alternative", Part::subtitle},
    Term{"title.*", Part::nothing},
    Term{"creator", Part::creator}, Term{"creator.*", Part::creator},
    Term{"contributor.author", Part::creator}, Term{"contributor", Part::contributor}, Term{"contributor.*", Part::contributor},
    Term{"contributor.advisor", Part::nothing},
    Term{"publisher", Part::organisation}, Term{"publisher.*", Part::nothing},
    Term{"description", Part::abstract, 1}, Term{"description.abstract", Part::abstract, 2}, Term{"abstract", Part::abstract, 2},
    Term{"description.*", Part::nothing}, Term{"tableOfContents", Part::nothing},
    Term{"date.issued", Part::date, 5}, Term{"issued", Part::date, 5}, Term{"date", Part::date, 4},
    Term{"date.created", Part::date, 3}, Term{"created", Part::date, 3}, Term{"date.copyright", Part::date, 2},
    Term{"dateCopyrighted", Part::date, 2}, Term{"date.*", Part::nothing}, Term{"available", Part::nothing},
    Term{"dateAccepted", Part::nothing}, Term{"dateSubmitted", Part::nothing}, Term{"modified", Part::nothing},
    Term{"valid", Part::nothing},
    Term{"identifier", Part::identifier}, Term{"identifier.*", Part::identifier}, Term{"identifier.citation", Part::nothing},
    Term{"bibliographicCitation", Part::nothing},
    Term{"language", Part::language}, Term{"language.*", Part::language},
    Term{"rights", Part::rights, 2}, Term{"accessRights", Part::rights, 1}, Term{"rights.license", Part::licence, 2},
    Term{"license", Part::licence, 2}, Term{"rights.uri", Part::licence, 1}, Term{"rights.*", Part::nothing},
    Term{"rightsHolder", Part::nothing},
    Term{"source", Part::source}, Term{"source.uri", Part::source}, Term{"source.*", Part::nothing},
    Term{"subject", Part::subject}, Term{"subject.*", Part::subject},
    Term{"type", Part::type}, Term{"type.*", Part::nothing},
    Term{"coverage", Part::place}, Term{"coverage.spatial", Part::place}, Term{"coverage.*", Part::nothing},
    Term{"spatial", Part::place}, Term{"temporal", Part::nothing},
    Term{"format", Part::nothing}, Term{"format.*", Part::nothing}, Term{"extent", Part::nothing}, Term{"medium", Part::nothing},
    Term{"relation", Part::nothing}, Term{"relation.*", Part::nothing}, Term{"conformsTo", Part::nothing},
    Term{"hasFormat", Part::nothing}, Term{"hasPart", Part::nothing}, Term{"hasVersion", Part::nothing},
    Term{"isFormatOf", Part::nothing}, Term{"isPartOf", Part::nothing}, Term{"isReferencedBy", Part::nothing},
    Term{"isReplacedBy", Part::nothing}, Term{"isRequiredBy", Part::nothing}, Term{"isVersionOf", Part::nothing},
    Term{"references", Part::nothing}, Term{"replaces", Part::nothing}, Term{"requires", Part::nothing},
    Term{"audience", Part::nothing}, Term{"audience.*", Part::nothing}, Term{"educationLevel", Part::nothing},
    Term{"mediator", Part::nothing}, Term{"instructionalMethod", Part::nothing}, Term{"provenance", Part::nothing},
    Term{"provenance.*", Part::nothing}, Term{"accrualMethod", Part::nothing}, Term{"accrualPeriodicity", Part::nothing},
    Term{"accrualPolicy", Part::nothing},
};

const Term* find(std::string_view wanted) {
    const auto row = std::find_if(kTermTable.begin(), kTermTable.end(), [&](const Term& term) { return term.name == wanted; });
    return row == kTermTable.end() ? nullptr : &*row;
}

} // namespace

const DublinCoreTerm* dublin_core_term(std::string_view name) {
    if (const auto* exact = find(name)) return exact;
    const auto dot = name.find('.');
    return dot == std::string_view::npos ? nullptr : find(std::string(name.substr(0, dot)) + ".*");
}

} // namespace samling
