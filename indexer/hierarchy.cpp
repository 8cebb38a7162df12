#include "indexer/hierarchy.h"

#include <algorithm>
#include <map>
#include <sstream>

namespace samling {
namespace {

std::string key_of(std::string_view field, const std::string& code) {
    return std::string(field) + " " + code;
}

/// "field code" -> the rest of its line.
std::map<std::string, std::string> lines_of(const std::string& text) {
    std::map<std::string, std::string> lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);)
        if (const auto tab = line.find('\t'); tab != std::string::npos) lines.emplace(line.substr(0, tab), line.substr(tab + 1));
    return lines;
}

} // namespace

std::string hierarchy_text(const Vocabularies& vocabularies) {
    std::string text;
    for (const auto& [field, name] : kTagFields)
        for (const auto& item : vocabularies.of(field).concepts()) {
            auto broader = vocabularies.of(field).ancestors(item.code);
            if (broader.empty()) continue;
            std::sort(broader.begin(), broader.end());
            text += key_of(name, item.code) + "\t";
            for (const auto& code : broader) text += code + " ";
            text += "\n";
        }
    return text;
}

HierarchyChange::HierarchyChange(const std::string& before, const std::string& now) {
    if (before == now) return;
    const auto old_lines = lines_of(before), new_lines = lines_of(now);
    for (const auto& [key, broader] : old_lines)
        if (const auto found = new_lines.find(key); found == new_lines.end() || found->second != broader) changed_.push_back(key);
    for (const auto& [key, broader] : new_lines)
        if (!old_lines.contains(key)) changed_.push_back(key);
    std::sort(changed_.begin(), changed_.end());
}

bool HierarchyChange::concerns(const Metadata& metadata) const {
    if (changed_.empty()) return false;
    for (const auto& [field, name] : kTagFields)
        for (const auto& tag : metadata.of(field))
            if (std::binary_search(changed_.begin(), changed_.end(), key_of(name, tag.code))) return true;
    return false;
}

} // namespace samling
