#pragma once
// Which part of a record a term of Dublin Core is about. A pure function over one table, thread-safe.

#include <string_view>

namespace samling {

enum class DublinCorePart {
    title, subtitle, abstract, creator, contributor, organisation, date, identifier, language, rights,
    licence, source, subject, type, place, nothing
};

struct DublinCoreTerm {
    std::string_view name;
    DublinCorePart part;
    int rank = 0; ///< Of values for one field the highest stays; of equals the first.
};

/// The row of an element ("creator"), a refinement ("issued") or an element with its qualifier ("date.issued"). Null for
/// what is neither the standard's nor known from DSpace.
const DublinCoreTerm* dublin_core_term(std::string_view name);

} // namespace samling
