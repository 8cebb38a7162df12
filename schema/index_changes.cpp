#include "schema/index_changes.h"

#include <algorithm>

#include "schema/failure.h"
#include "schema/varint.h"

namespace samling {
namespace {

constexpr std::size_t kMostCommits = 64, kMostDocuments = 2000;

} // namespace

void IndexChanges::add(Commit commit) {
    if (!commits_.empty() && commits_.back().to != commit.from) commits_.clear();
    std::sort(commit.documents.begin(), commit.documents.end());
    commit.documents.erase(std::unique(commit.documents.begin(), commit.documents.end()),
                           commit.documents.end());
    commits_.push_back(std::move(commit));
    std::size_t documents = 0, kept = 0;
    for (auto i = commits_.rbegin(); i != commits_.rend() && kept < kMostCommits; ++i, ++kept)
        if ((documents += i->documents.size()) > kMostDocuments) break;
    commits_.erase(commits_.begin(), commits_.end() - static_cast<std::ptrdiff_t>(kept));
}

std::optional<std::vector<std::uint32_t>> IndexChanges::between(std::uint64_t from, std::uint64_t to) const {
    const auto first = std::find_if(commits_.begin(), commits_.end(),
                                    [&](const Commit& commit) { return commit.from == from; });
    if (first == commits_.end() || commits_.back().to != to) return std::nullopt;
    std::vector<std::uint32_t> documents;
    for (auto commit = first; commit != commits_.end(); ++commit)
        documents.insert(documents.end(), commit->documents.begin(), commit->documents.end());
    std::sort(documents.begin(), documents.end());
    documents.erase(std::unique(documents.begin(), documents.end()), documents.end());
    return documents;
}

std::string IndexChanges::encode() const {
    std::string bytes;
    put_number(bytes, commits_.size());
    for (const auto& commit : commits_) {
        put_number(bytes, commit.from);
        put_number(bytes, commit.to - commit.from);
        put_number(bytes, commit.documents.size());
        std::uint32_t before = 0;
        for (const auto document : commit.documents) {
            put_number(bytes, document - before);
            before = document;
        }
    }
    return bytes;
}

IndexChanges IndexChanges::decode(std::string_view bytes) {
    IndexChanges changes;
    if (bytes.empty()) return changes;
    try {
        ByteReader reader(bytes);
        changes.commits_.resize(reader.count());
        for (auto& commit : changes.commits_) {
            commit.from = reader.number();
            commit.to = commit.from + reader.number();
            commit.documents.resize(reader.count());
            std::uint32_t before = 0;
            for (auto& document : commit.documents)
                document = before += static_cast<std::uint32_t>(reader.number());
        }
    } catch (const Failure&) {
        changes.commits_.clear();
    }
    return changes;
}

} // namespace samling
