// ZIP: what lies in it. Each member is a document of its own, which the indexer asks for one by one; nothing is unpacked
// here.
#include <algorithm>

#include "indexer/extract/formats.h"
#include "indexer/extract/zip_reader.h"
#include "schema/failure.h"

namespace samling {
namespace {

/// Folders, and what systems leave behind in archives.
bool is_document(std::string_view name) {
    if (name.empty() || name.ends_with('/') || name.starts_with("__MACOSX/")) return false;
    const auto slash = name.rfind('/');
    return !name.substr(slash == std::string_view::npos ? 0 : slash + 1).starts_with('.');
}

} // namespace

void read_archive(const Input& input, TextBuilder& builder) {
    const auto zip = read_zip(input.bytes, [](std::string_view) { return false; });
    auto& members = builder.extraction().members;
    for (std::size_t i = 0; i < zip.names.size() && members.size() < Limits::kArchiveMembers; ++i)
        if (is_document(zip.names[i])) members.push_back({zip.names[i], i});
    if (members.empty())
        throw Failure(ErrorCode::extraction_failed, zip.damage.empty() ? "it is an archive without a file in it" : "it is a damaged archive: " + zip.damage);
    if (members.size() == Limits::kArchiveMembers)
        builder.damaged("only the first " + std::to_string(Limits::kArchiveMembers) + " files in it are taken in");
    if (!zip.damage.empty()) builder.damaged(zip.damage);
}

} // namespace samling
