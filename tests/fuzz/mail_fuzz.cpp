// The first byte chooses: a whole message, a header, an encoding of bodies, or the words of schema.org.
#include <cstddef>
#include <cstdint>

#include "indexer/extract/formats.h"
#include "indexer/extract/mime.h"
#include "indexer/extract/schema_org.h"
#include "indexer/extract/spreadsheet.h"
#include "indexer/extract/transfer_encoding.h"

namespace {

void message(std::string_view bytes) {
    samling::Extraction extraction;
    samling::TextBuilder builder(extraction);
    samling::read_mail({bytes, "a.eml", bytes.size()}, builder);
    builder.finish();
}

void header(std::string_view bytes) {
    samling::decode_header(bytes);
    samling::MimePart part;
    part.headers.emplace_back("content-type", std::string(bytes));
    part.parameter("content-type", "charset");
    part.file_name();
}

void encodings(std::string_view bytes) {
    samling::undo_base64(bytes, bytes.size());
    samling::undo_quoted_printable(bytes, bytes.size());
    samling::undo_percent(bytes);
    samling::is_date_format(bytes);
    samling::date_text(bytes, {});
}

using Target = void (*)(std::string_view);
constexpr Target kTargets[] = {message, header, encodings, [](std::string_view bytes) { samling::read_json_ld(bytes); }};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    kTargets[data[0] % std::size(kTargets)](bytes);
    return 0;
}
