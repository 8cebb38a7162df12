#pragma once
// What files say of themselves, brought into one form. Word processors fill these fields with junk; what is
// no title or name of anything is left out.

#include <string>
#include <string_view>

#include "schema/metadata.h"

namespace samling {

/// The fields that extractors know to fill, by the names under which formats carry them.
enum class EmbeddedField {
    title,
    subtitle,
    abstract,
    creator,
    organisation,
    keywords,
    date,
    language,
    licence,
    rights,
    identifier,
    source
};

/// Adds `value` to what `metadata` holds of `field`. A single-valued field keeps its first value; junk and
/// what is beyond Limits is ignored. Lists are parted by ";" and, for keywords, by ",".
void embed(Metadata& metadata, EmbeddedField field, std::string_view value);

/// The date at the front of `text`: ISO 8601 with or without a time, "20230131…", "D:20230131…", a year
/// alone.
Date loose_date(std::string_view text);

/// The field that a name in Dublin Core, HTML meta, Open Graph or front matter means; false where it means
/// none. Case and the prefixes dc:, dc., dcterms., og:, article:, citation_ are ignored.
bool embedded_field(std::string_view name, EmbeddedField& field);

} // namespace samling
