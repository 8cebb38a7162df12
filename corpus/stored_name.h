#pragma once
// Reading back what a store wrote by name.

#include <string>

#include "schema/failure.h"
#include "schema/named_values.h"

namespace samling {

/// The value stored as `name`; `of` is what it was stored for. Throws Failure{corrupt_data} for a name that is none.
template <typename Value, std::size_t count>
Value stored_value(const NamedValues<Value, count>& table, const std::string& name, const std::string& of) {
    if (const auto value = value_named(table, name)) return *value;
    throw Failure(ErrorCode::corrupt_data, "the catalog holds the unknown word '" + name + "' for " + of);
}

} // namespace samling
