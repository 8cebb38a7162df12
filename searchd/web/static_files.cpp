#include "searchd/web/static_files.h"

#include <array>
#include <fstream>
#include <sstream>
#include <string_view>

#include "corpus/object_store.h"
#include "schema/failure.h"

namespace samling {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kTypes = {{
    {".css", "text/css; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".svg", "image/svg+xml"},
}};
constexpr std::size_t kDigits = 16;

std::string_view type_of(const std::filesystem::path& file) {
    const auto ending = file.extension().string();
    for (const auto& [known, type] : kTypes)
        if (known == ending) return type;
    return {};
}

} // namespace

StaticFiles::StaticFiles(const std::filesystem::path& directory) {
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(directory, error)) {
        const auto type = type_of(entry.path());
        if (type.empty() || !entry.is_regular_file()) continue;
        std::ostringstream content;
        content << std::ifstream(entry.path(), std::ios::binary).rdbuf();
        const auto digest = sha256(content.str()).substr(0, kDigits);
        files_[entry.path().filename().string()] = {content.str(), std::string(type), "\"" + digest + "\""};
    }
    if (!files_.contains("samling.css"))
        throw Failure(ErrorCode::unreadable_file, "there is no samling.css in " + directory.string());
    std::string all;
    for (const auto& [name, file] : files_) all += name + file.tag;
    version_ = sha256(all).substr(0, kDigits);
}

Response StaticFiles::answer(const std::string& name, const std::string& version) const {
    const auto found = files_.find(name);
    if (found == files_.end()) throw Failure(ErrorCode::not_found, "there is no such file");
    Response response;
    response.content_type = found->second.type;
    response.body = found->second.content;
    response.headers.emplace_back("ETag", found->second.tag);
    response.headers.emplace_back("Cache-Control",
                                  version == version_ ? "public, max-age=31536000, immutable" : "public, no-cache");
    return response;
}

} // namespace samling
