// The body of a form with files, as it was stored, and the names of files in it.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "schema/failure.h"
#include "searchd/net/multipart.h"
#include "tests/support/scratch.h"

namespace {

/// The first line is the rest of the content type behind its boundary, so that both are reached.
samling::Request sent(std::string_view bytes, const std::filesystem::path& directory) {
    const auto line = bytes.substr(0, bytes.find('\n'));
    samling::Request request;
    request.headers["content-type"] = "multipart/form-data; boundary=X" + std::string(line);
    request.streamed = std::make_shared<samling::StreamedBody>(directory);
    request.streamed->append(bytes.substr(std::min(line.size() + 1, bytes.size())));
    request.streamed->set_complete();
    return request;
}

void check(const samling::MultipartForm& form, std::size_t size) {
    std::size_t all = 0;
    for (const auto& [name, value] : form.fields) all += value.size();
    for (const auto& file : form.files) all += file.content->size();
    if (all > size || form.fields.size() + form.files.size() > samling::kMostParts) std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const samling::test::Scratch scratch;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    samling::sent_file_name(bytes);
    const auto request = sent(bytes, scratch.path());
    try {
        check(samling::read_multipart(request, scratch.path()), size);
    } catch (const samling::Failure& failure) {
        if (failure.code() != samling::ErrorCode::bad_request && failure.code() != samling::ErrorCode::too_large) std::abort();
    }
    return 0;
}
