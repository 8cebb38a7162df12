#pragma once
// Who may see a document. Plain values; nothing here is shared or locked.

#include <string>
#include <string_view>
#include <vector>

#include "schema/metadata.h"

namespace samling {

/// Who is looking, as far as visibility is concerned. As made by default: somebody who has not signed in.
struct Audience {
    bool everything = false;             ///< An administrator, or the collection's own programs.
    std::vector<std::string> coalitions; ///< Codes of those in which somebody is a member or a curator.
    friend bool operator==(const Audience&, const Audience&) = default;
};

/// To whom a document is open. As made by default: to everybody.
struct Readership {
    bool restricted = false;
    Date until;                          ///< The first day on which everybody may see it; unknown: never.
    std::vector<std::string> coalitions; ///< Whose people see it until then; ascending.
    friend bool operator==(const Readership&, const Readership&) = default;
};

/// What a record says: Metadata::visibility and Metadata::embargo, and the coalitions that a person gave it. A rule that
/// found a coalition's name in the text lets nobody in.
Readership readership_of(const Metadata& record);

/// What is wrong with what a record says of its visibility, for whoever wrote it, or "": one that is shut to others and
/// names no coalition is shut to all.
std::string visibility_mistake(const Metadata& record);

/// True when `audience` may see on the day `today` what has this `readership`.
bool may_see(const Readership& readership, const Audience& audience, const Date& today);

/// Readership as the value of an index's slot: empty for what is open to all, else "YYYYMMDD" (zeros: for good), then the
/// codes, each after kCodeSeparator. decode_readership(encode_readership(a)) == a; bytes that are nothing of the kind shut the
/// document to all but administrators.
std::string encode_readership(const Readership& readership);
Readership decode_readership(std::string_view value);

} // namespace samling
