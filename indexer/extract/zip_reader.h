#pragma once
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace samling {

/// What was asked of a ZIP file.
struct ZipParts {
    std::map<std::string, std::string, std::less<>> parts; ///< Unpacked, by name.
    std::vector<std::string> names;                        ///< Of all entries, in their order.
    std::string damage;                                    ///< Why reading broke off, or empty.

    /// The part called `name`, or empty.
    std::string_view part(std::string_view name) const;
};

/// Lists a ZIP file and unpacks the entries that `wanted` names, each and together within Limits (beyond, it
/// is told as damage). Throws Failure{extraction_failed} where the entries wanted are encrypted.
ZipParts read_zip(std::string_view bytes, const std::function<bool(std::string_view name)>& wanted);

/// Unpacks the entry with this number (from 0, folders counted). Throws Failure{extraction_failed} with the reason where
/// that cannot be: it is not there, encrypted, broken, or unpacks to more than Limits::kMemberBytes.
std::string read_zip_member(std::string_view bytes, std::size_t index);

} // namespace samling
