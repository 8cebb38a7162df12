// The first byte chooses: XML by its vocabulary, or one part of a sound Office, OpenDocument or EPUB package, so that the
// readers behind the unpacking are reached.
#include <cstddef>
#include <cstdint>
#include <string>

#include "indexer/extract/formats.h"
#include "schema/failure.h"
#include "tests/support/sample_files.h"

namespace {

namespace test = samling::test;

struct Target {
    void (*reader)(const samling::Input&, samling::TextBuilder&);
    std::string (*file)(const std::string& bytes);
};

constexpr Target kTargets[] = {
    {samling::read_xml, [](const std::string& bytes) { return bytes; }},
    {samling::read_docx, [](const std::string& bytes) { return test::docx_file(bytes); }},
    {samling::read_pptx, [](const std::string& bytes) { return test::pptx_file({bytes}); }},
    {samling::read_xlsx, [](const std::string& bytes) { return test::xlsx_file({{"A", bytes}}, {"a", "b"}); }},
    {samling::read_open_document, [](const std::string& bytes) { return test::odt_file(bytes); }},
    {samling::read_open_document, [](const std::string& bytes) { return test::ods_file(bytes); }},
    {samling::read_epub, [](const std::string& bytes) { return test::epub_file({bytes}); }},
    {samling::read_docx, [](const std::string& bytes) { return bytes; }}}; // no sound package at all

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const auto& target = kTargets[data[0] % std::size(kTargets)];
    const auto file = target.file(std::string(reinterpret_cast<const char*>(data) + 1, size - 1));
    samling::Extraction extraction;
    samling::TextBuilder builder(extraction);
    try {
        target.reader({file, "a", file.size()}, builder);
        builder.finish();
    } catch (const samling::Failure&) {
    }
    return 0;
}
