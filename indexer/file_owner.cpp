#include "indexer/file_owner.h"

#include <algorithm>
#include <cerrno>
#include <sys/stat.h>

#include "indexer/archive_members.h"

namespace samling {

using Kind = Ownership::Kind;

bool is_gone(const std::string& path) {
    struct stat status {};
    if (::lstat(path.c_str(), &status) == 0 || (errno != ENOENT && errno != ENOTDIR)) return false;
    const auto archive = archive_of(path);
    return archive.empty() || is_gone(archive);
}

void FileOwners::remember(const Source& source) {
    if (!source.moved_from.empty()) moved_away_.insert(source.moved_from);
    if (source.document_id.empty() || source.outcome == Outcome::refused) return;
    by_id_.try_emplace(source.document_id, source);
    if (source.role == SourceRole::original) content_[source.document_id] = source.sha256;
    if (source.role == SourceRole::original)
        by_sha256_.insert_or_assign(source.sha256, source);
    else
        by_sha256_.try_emplace(source.sha256, source);
}

/// Digest of the newest version.
std::string FileOwners::content_of(const std::string& document_id) {
    if (const auto met = content_.find(document_id); met != content_.end()) return met->second;
    return catalog_ ? catalog_->current_object(document_id) : "";
}

std::optional<Source> FileOwners::known(const std::string& path) {
    return catalog_ ? catalog_->source(path) : std::nullopt;
}

/// Another file with this content (and this id, if one is given); rather one that is gone, then one that
/// leads.
std::optional<Source> FileOwners::twin(const FileContent& file) {
    const auto fits = [&](const Source& source) {
        return source.path != file.path && !source.document_id.empty() &&
               source.outcome != Outcome::refused && (file.id.empty() || source.document_id == file.id) &&
               !moved_away_.contains(source.path) && content_of(source.document_id) == file.sha256;
    };
    if (const auto met = by_sha256_.find(file.sha256); met != by_sha256_.end() && fits(met->second))
        return met->second;
    if (!catalog_) return std::nullopt;
    auto sources = catalog_->sources_with(file.sha256);
    std::erase_if(sources, [&](const Source& source) { return !fits(source); });
    std::stable_sort(sources.begin(), sources.end(),
                     [](const Source& a, const Source& b) { return a.role < b.role; });
    for (const auto& source : sources)
        if (is_gone(source.path)) return source;
    return sources.empty() ? std::nullopt : std::optional(sources.front());
}

Ownership FileOwners::by_content(const FileContent& file) {
    const auto other = twin(file);
    if (!other) return {Kind::fresh, file.id, std::nullopt, SourceRole::original, ""};
    if (is_gone(other->path)) return {Kind::moved, other->document_id, other, other->role, ""};
    const bool leads = !file.record.empty() && other->sidecar_sha256.empty();
    return {Kind::copy, other->document_id, other, leads ? SourceRole::original : SourceRole::copy, ""};
}

/// What stands in the way of an id that a person gave, or hands it over.
std::optional<Ownership> FileOwners::holder_of(const FileContent& file) {
    const auto taken_by = [&](const std::string& owner) {
        return Ownership{Kind::taken, file.id, std::nullopt, SourceRole::original, owner};
    };
    if (const auto met = by_id_.find(file.id); met != by_id_.end() && met->second.path != file.path)
        return taken_by(met->second.path);
    const auto document = catalog_ ? catalog_->find(file.id) : std::nullopt;
    if (!document) return std::nullopt;
    auto sources = catalog_->sources_of(file.id);
    if (sources.empty()) return taken_by("a ready record");
    std::erase_if(sources, [&](const Source& source) { return source.path == file.path; });
    if (sources.empty()) return std::nullopt;
    for (const auto& source : sources)
        if (!is_gone(source.path) && !moved_away_.contains(source.path)) return taken_by(source.path);
    return Ownership{Kind::moved, file.id, sources.front(), SourceRole::original, ""};
}

std::string FileOwners::free_id(const std::string& id) {
    std::string free = id;
    for (int number = 2; by_id_.contains(free) || (catalog_ && catalog_->find(free)); ++number)
        free = id + "-" + std::to_string(number);
    return free;
}

Ownership FileOwners::by_given_id(const FileContent& file) {
    if (const auto before = known(file.path);
        before && before->document_id == file.id && before->role == SourceRole::original)
        return {Kind::same, file.id, std::nullopt, SourceRole::original, ""};
    if (auto by_twin = by_content(file); by_twin.kind != Kind::fresh) return by_twin;
    return holder_of(file).value_or(Ownership{Kind::fresh, file.id, std::nullopt, SourceRole::original, ""});
}

Ownership FileOwners::of(const FileContent& file) {
    if (!file.id.empty()) return by_given_id(file);
    const auto before = known(file.path);
    if (before && !before->document_id.empty()) {
        if (before->role == SourceRole::original)
            return {Kind::same, before->document_id, std::nullopt, SourceRole::original, ""};
        if (before->sha256 == file.sha256 && file.record.empty() &&
            content_of(before->document_id) == file.sha256)
            return {Kind::copy, before->document_id, twin(file), SourceRole::copy, ""};
    }
    return by_content(file);
}

} // namespace samling
