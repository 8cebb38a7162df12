#pragma once
// For which coalition a file is handed in.

#include <string>
#include <vector>

#include "searchd/web/routes.h"

namespace samling {

/// Codes of those that the viewer may hand in for: the own ones, of an administrator all.
inline std::vector<std::string> upload_coalitions(const Visit& visit) {
    if (!visit.viewer().is_administrator()) return visit.viewer().member;
    std::vector<std::string> all;
    for (const auto& entry : visit.vocabularies->of(TagField::coalition).concepts()) all.push_back(entry.code);
    return all;
}

/// `asked` if the viewer may; the only one there is if nothing was asked for; "" otherwise.
inline std::string upload_coalition(const Visit& visit, const std::string& asked) {
    const auto all = upload_coalitions(visit);
    if (asked.empty()) return all.size() == 1 ? all.front() : "";
    for (const auto& code : all)
        if (code == asked) return code;
    return "";
}

} // namespace samling
