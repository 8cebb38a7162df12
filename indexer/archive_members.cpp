#include "indexer/archive_members.h"

#include <set>
#include <vector>

#include "schema/failure.h"

namespace samling {
namespace {

constexpr std::string_view kInside = "!/";
constexpr int kDepth = 3;
constexpr std::size_t kUnpackedBytes = std::size_t{1} << 30;

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

class Unpacking {
public:
    Unpacking(const PrepareContext& context, bool retry, const std::function<bool(PreparedFile)>& take)
        : context_(context), retry_(retry), take_(take) {}

    /// The members of `archive`, then itself; false to stop.
    bool walk(PreparedFile archive, int depth) {
        std::set<std::string> seen;
        for (const auto& member : archive.extraction->members) {
            auto file = begin(archive, member);
            if (!seen.insert(file.file.path.string()).second) continue; // the first of a name is what unpackers keep
            settle(file, {archive, member}, depth);
            const bool nested = file.extraction && file.extraction->status == Extraction::Status::archive && file.refusal.empty();
            if (!(nested ? walk(std::move(file), depth + 1) : take_(std::move(file)))) return false;
        }
        archive.extraction->members.clear();
        return take_(std::move(archive));
    }

private:
    struct Place {
        const PreparedFile& archive;
        const ArchiveMember& member;
    };

    PreparedFile begin(const PreparedFile& archive, const ArchiveMember& member) const {
        PreparedFile file;
        file.file.path = archive.file.path.string() + std::string(kInside) + steps_below(member.name);
        file.mtime_ns = archive.mtime_ns;
        file.known = context_.known(file.file.path.string());
        return file;
    }

    void settle(PreparedFile& file, const Place& place, int depth) {
        try {
            file.given = context_.records.read(file.file, file.known ? file.known->record : "");
            if (unpacked_ >= kUnpackedBytes) {
                file.refusal = "the archive unpacks to more than 1 GB: hand in its files by themselves";
                return;
            }
            const auto content = unpack(place);
            if (!content.reason.empty()) {
                file.refusal = content.reason;
                return;
            }
            unpacked_ += content.content.size();
            file.size = static_cast<std::int64_t>(content.content.size());
            file.sha256 = context_.objects.put(content.content);
            const bool failed = file.known && file.known->outcome != Outcome::indexed;
            examine(file, retry_ && failed, context_);
            if (file.extraction && file.extraction->status == Extraction::Status::archive && depth >= kDepth)
                file.refusal = "it is an archive in an archive in an archive: unpack it and hand in the files in it";
        } catch (const Failure& failure) {
            if (failure.code() == ErrorCode::storage_failed) throw;
            file.refusal = failure.what();
        }
    }

    Extraction unpack(const Place& place) const {
        return extract_object({place.archive.sha256, place.member.name, place.member.index}, context_);
    }

    const PrepareContext& context_;
    bool retry_;
    const std::function<bool(PreparedFile)>& take_;
    std::size_t unpacked_ = 0;
};

} // namespace

std::string archive_of(const std::string& path) {
    const auto inside = path.rfind(kInside);
    return inside == std::string::npos ? std::string() : path.substr(0, inside);
}

bool prepare_with_members(const FileToPrepare& wanted, const PrepareContext& context,
                          const std::function<bool(PreparedFile)>& take) {
    auto file = prepare_file(wanted, context);
    if (!file.extraction || file.extraction->status != Extraction::Status::archive) return take(std::move(file));
    return Unpacking(context, wanted.retry, take).walk(std::move(file), 1);
}

} // namespace samling
