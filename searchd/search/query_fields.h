#pragma once
// The fields a query can name, and the whole of the query language as one table. The help page, the API and a
// test that runs every example read it, so that what is said and what is done cannot part.

#include <span>
#include <string_view>

#include "schema/index_layout.h"

namespace samling {

/// A row of the table.
struct QuerySyntax {
    std::string_view example;
    std::string_view meaning;    ///< One line for readers.
    std::string_view understood; ///< What describe() says of it.
};

/// A field by the name it has in queries.
struct QueryField {
    std::string_view name;
    std::string_view alias; ///< Another name for it, or empty.
    std::string_view field; ///< Its name in index_fields().
    std::string_view meaning;
    std::string_view example;
    std::string_view understood;
};

std::span<const QuerySyntax> query_syntax();
std::span<const QueryField> query_fields();

/// The field that `name` means in a query, in letters of either case, or null.
const Field* query_field(std::string_view name);

} // namespace samling
