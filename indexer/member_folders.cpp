#include "indexer/member_folders.h"

namespace samling {
namespace {

/// A name in an archive as steps below it: no "..", nothing empty, backslashes as the slashes they were meant for.
std::string steps_below(std::string_view name) {
    std::vector<std::string> steps(1);
    for (const char c : name) {
        if (c == '/' || c == '\\') steps.emplace_back();
        else if (c != '\0') steps.back() += c;
    }
    std::string result;
    for (const auto& step : steps)
        if (!step.empty() && step != "." && step != "..") result += (result.empty() ? "" : "/") + step;
    return result.empty() ? "unnamed" : result;
}

std::size_t name_at(const std::string& path) {
    return path.rfind('/') + 1; // npos + 1 is 0
}

} // namespace

MemberFolders::MemberFolders(const std::vector<ArchiveMember>& members, Unpack unpack) : unpack_(std::move(unpack)) {
    for (const auto& member : members) {
        auto path = steps_below(member.name);
        const auto at = name_at(path);
        if (folders_[path.substr(0, at)].members.try_emplace(path.substr(at), &member).second)
            members_.emplace_back(std::move(path), &member);
    }
}

FolderRecords& MemberFolders::records(Folder& folder) {
    if (folder.records) return *folder.records;
    FolderView view;
    for (const auto& [name, member] : folder.members)
        view.names.insert(name);
    view.read = [&](const std::string& name, std::size_t) { return unpack_(*folder.members.at(name)); };
    folder.records = std::make_unique<FolderRecords>(std::move(view));
    return *folder.records;
}

std::vector<std::pair<std::string, const ArchiveMember*>> MemberFolders::documents() {
    std::vector<std::pair<std::string, const ArchiveMember*>> documents;
    for (const auto& [path, member] : members_)
        if (const auto at = name_at(path); records(folders_[path.substr(0, at)]).is_document(path.substr(at)))
            documents.emplace_back(path, member);
    return documents;
}

std::vector<RecordFile> MemberFolders::records_of(const std::string& path) {
    const auto at = name_at(path);
    auto& folder = folders_[path.substr(0, at)];
    std::vector<RecordFile> found;
    for (const auto& name : records(folder).records_of(path.substr(at)))
        found.push_back({path.substr(0, at) + name, unpack_(*folder.members.at(name))});
    return found;
}

std::vector<std::pair<std::string, std::string>> MemberFolders::mistakes() const {
    std::vector<std::pair<std::string, std::string>> all;
    for (const auto& [path, folder] : folders_)
        if (folder.records)
            for (const auto& [name, reason] : folder.records->mistakes())
                all.emplace_back(path + name, reason);
    return all;
}

} // namespace samling
