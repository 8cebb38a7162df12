#pragma once
// Who looks: the one value that decides what may be seen and done. Made once for each request (or each search of a
// program) and handed down; nothing below asks cookies, tokens or the catalog again.

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

namespace samling {

/// By default nobody in particular: sees what is public and may do nothing else.
struct Viewer {
    std::int64_t account = 0; ///< Its key in the catalog; 0: nobody is signed in.
    enum class Administrator { no, yes } administrator = Administrator::no;
    std::vector<std::string> member;  ///< Codes of coalitions, sorted; whoever curates one is a member of it too.
    std::vector<std::string> curator; ///< Codes of coalitions, sorted.

    bool is_signed_in() const { return account != 0; }
    bool is_administrator() const { return administrator == Administrator::yes; }
    /// Whether what is for `coalition` alone is for this viewer: members, curators, and administrators.
    bool is_member_of(const std::string& coalition) const {
        return is_administrator() || std::binary_search(member.begin(), member.end(), coalition);
    }
    /// Whether this viewer decides what `coalition` publishes: curators, and administrators.
    bool is_curator_of(const std::string& coalition) const {
        return is_administrator() || std::binary_search(curator.begin(), curator.end(), coalition);
    }
    friend bool operator==(const Viewer&, const Viewer&) = default;
};

/// What an address asks of whoever comes; each includes what stands before it. The coalition that a document belongs to
/// is not known before the document is: is_curator_of and is_member_of are asked then.
enum class Access { anyone, signed_in, member, curator, administrator };

/// Whether `viewer` has it: member and curator of any coalition.
inline bool may(const Viewer& viewer, Access access) {
    switch (access) {
    case Access::anyone: return true;
    case Access::signed_in: return viewer.is_signed_in();
    case Access::member: return viewer.is_administrator() || !viewer.member.empty();
    case Access::curator: return viewer.is_administrator() || !viewer.curator.empty();
    case Access::administrator: return viewer.is_administrator();
    }
    return false;
}

} // namespace samling
