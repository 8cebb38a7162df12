#include "indexer/vanished.h"

#include <algorithm>
#include <set>

#include "corpus/utc_time.h"
#include "indexer/archive_members.h"
#include "indexer/file_owner.h"

namespace samling {
namespace fs = std::filesystem;

void release_source(CollectionWriter& writer, const Source& source) {
    auto& catalog = writer.catalog();
    writer.flush(); // what this run put counts
    auto others = catalog.sources_of(source.document_id);
    std::erase_if(others, [&](const Source& other) { return other.path == source.path; });
    if (others.empty() && !source.document_id.empty()) {
        writer.remove(source.document_id);
        return;
    }
    catalog.transaction([&] {
        catalog.remove_source(source.path);
        const bool led = std::any_of(others.begin(), others.end(),
                                     [](const Source& other) { return other.role == SourceRole::original; });
        if (others.empty() || led) return;
        others.front().role = SourceRole::original;
        catalog.put_source(others.front());
    });
}

std::vector<Source> vanished_sources(Catalog& catalog, const std::vector<fs::path>& paths,
                                     const ScanResult& found, const std::set<std::string>& archives) {
    std::set<std::string> settled;
    for (const auto& file : found.files)
        settled.insert(file.path.string());
    std::vector<Source> vanished;
    for (const auto& path : paths) {
        const auto root = fs::absolute(path).lexically_normal();
        // A folder that is not there may be a medium that is not mounted: nothing below it has vanished for
        // sure.
        std::error_code ignored;
        const bool is_folder = fs::is_directory(root, ignored);
        for (auto& source : catalog.sources_below(root.string())) {
            if (!is_folder && source.path != root.string()) continue;
            const bool left = archives.contains(archive_of(source.path));
            if (!(left || is_gone(source.path)) || !settled.insert(source.path).second) continue;
            vanished.push_back(std::move(source));
        }
    }
    return vanished;
}

void settle_vanished(const VanishedContext& context, const std::vector<fs::path>& paths,
                     const ScanResult& found, const std::function<void(const FileReport&)>& tell) {
    const auto now = utc_now();
    for (auto& source : vanished_sources(context.writer.catalog(), paths, found, context.archives)) {
        FileReport report;
        report.path = source.path;
        report.document_id = source.document_id;
        report.sha256 = source.sha256;
        report.bytes = source.size;
        report.outcome = context.remove ? FileOutcome::removed : FileOutcome::vanished;
        report.reason = "it is not there any more";
        tell(report);
        if (context.remove) {
            release_source(context.writer, source);
        } else if (source.missing_since.empty()) {
            source.missing_since = now;
            context.writer.put(std::nullopt, std::move(source));
        }
    }
    context.writer.flush();
}

} // namespace samling
