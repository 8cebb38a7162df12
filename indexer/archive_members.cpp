#include "indexer/archive_members.h"

#include <vector>

#include "indexer/member_folders.h"
#include "schema/failure.h"

namespace samling {
namespace {

constexpr std::string_view kInside = "!/";
constexpr int kDepth = 3;
constexpr std::size_t kUnpackedBytes = std::size_t{1} << 30;

class Unpacking {
public:
    Unpacking(const PrepareContext& context, bool retry, const std::function<bool(PreparedFile)>& take)
        : context_(context), retry_(retry), take_(take) {}

    /// The members of `archive`, then itself; false to stop.
    bool walk(PreparedFile archive, int depth) {
        MemberFolders folders(archive.extraction->members, [&](const ArchiveMember& member) {
            return unpack_record({archive, member});
        });
        for (const auto& [path, member] : folders.documents()) {
            auto file = begin(archive, path);
            for (auto& record : folders.records_of(path))
                file.file.records.push_back({archive.file.path.string() + std::string(kInside) + record.path.string(),
                                             std::move(record.content)});
            settle(file, {archive, *member}, depth);
            const bool nested = file.extraction && file.extraction->status == Extraction::Status::archive && file.refusal.empty();
            if (!(nested ? walk(std::move(file), depth + 1) : take_(std::move(file)))) return false;
        }
        for (const auto& [path, reason] : folders.mistakes()) {
            auto file = begin(archive, path);
            file.refusal = reason;
            if (!take_(std::move(file))) return false;
        }
        archive.extraction->members.clear();
        return take_(std::move(archive));
    }

private:
    struct Place {
        const PreparedFile& archive;
        const ArchiveMember& member;
    };

    PreparedFile begin(const PreparedFile& archive, const std::string& path) const {
        PreparedFile file;
        file.file.path = archive.file.path.string() + std::string(kInside) + path;
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
        return extract_object({place.archive.sha256, place.member.name, place.member.index}, context_.objects, context_.workers);
    }

    /// Empty where it cannot be had; then it says nothing, or is told of as no record.
    std::string unpack_record(const Place& place) const {
        try {
            return unpack(place).content;
        } catch (const Failure& failure) {
            if (failure.code() == ErrorCode::storage_failed) throw;
            return {};
        }
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
