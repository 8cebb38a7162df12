// The first byte chooses: a whole compound file, or a stream of Word, PowerPoint or Excel in a sound one, so that the
// readers behind it are reached.
#include <cstddef>
#include <cstdint>

#include "indexer/extract/formats.h"
#include "schema/failure.h"
#include "tests/support/office_files.h"

namespace {

using samling::test::compound_file;

void read(void (*reader)(const samling::Input&, samling::TextBuilder&), std::string_view bytes) {
    samling::Extraction extraction;
    samling::TextBuilder builder(extraction);
    try {
        reader({bytes, "a", bytes.size()}, builder);
        builder.finish();
    } catch (const samling::Failure&) {
    }
}

void read_each(std::string_view bytes) {
    for (const auto reader : {samling::read_doc, samling::read_ppt, samling::read_xls})
        read(reader, bytes);
}

/// Word's stream and its table, cut where the second byte says.
void word(std::string_view bytes) {
    if (bytes.empty()) return;
    const auto cut = bytes.size() * static_cast<unsigned char>(bytes[0]) / 256;
    read(samling::read_doc, compound_file({{"WordDocument", std::string(bytes.substr(0, cut))}, {"1Table", std::string(bytes.substr(cut))}}));
}

void slides(std::string_view bytes) {
    if (bytes.size() < 4) return;
    const std::string user = std::string(16, '\0') + std::string(bytes.substr(0, 4));
    read(samling::read_ppt, compound_file({{"PowerPoint Document", std::string(bytes.substr(4))}, {"Current User", user}}));
}

void sheets(std::string_view bytes) {
    read(samling::read_xls, compound_file({{"Workbook", std::string(bytes)}}));
}

void properties(std::string_view bytes) {
    read(samling::read_doc, compound_file({{"\005SummaryInformation", std::string(bytes)}}));
}

using Target = void (*)(std::string_view);
constexpr Target kTargets[] = {read_each, word, slides, sheets, properties};
constexpr std::size_t kLargest = 48 * 1024; // compound_file() has room for 64 KB of streams

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0 || size > kLargest) return 0;
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    kTargets[data[0] % std::size(kTargets)](bytes);
    return 0;
}
