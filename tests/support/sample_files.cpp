#include "tests/support/sample_files.h"

#include <cstdint>

#include <sys/mman.h>
#include <unistd.h>

#include "tests/support/pdf_builder.h"

namespace samling::test {
namespace {

std::uint32_t crc32(std::string_view bytes) {
    std::uint32_t crc = ~0u;
    for (const unsigned char byte : bytes) {
        crc ^= byte;
        for (int i = 0; i < 8; ++i)
            crc = crc >> 1 ^ (crc & 1 ? 0xedb88320u : 0);
    }
    return ~crc;
}

void put(std::string& out, std::uint64_t value, int bytes) {
    for (int i = 0; i < bytes; ++i, value >>= 8)
        out += static_cast<char>(value & 0xff);
}

/// What the local and the central header share, from "version needed" to the lengths.
std::string entry_fields(const std::pair<std::string, std::string>& entry) {
    std::string fields;
    put(fields, 20, 2);
    put(fields, 0x800, 2); // names are UTF-8
    put(fields, 0, 2);     // stored
    put(fields, 0x58210000, 4);
    put(fields, crc32(entry.second), 4);
    put(fields, entry.second.size(), 4);
    put(fields, entry.second.size(), 4);
    put(fields, entry.first.size(), 2);
    put(fields, 0, 2);
    return fields;
}

constexpr std::string_view kContentTypes =
    R"(<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/x" ContentType="application/vnd.openxmlformats-officedocument.KIND.main+xml"/></Types>)";

std::string content_types(std::string_view kind) {
    std::string text(kContentTypes);
    return text.replace(text.find("KIND"), 4, kind);
}

std::string relationship_list(const std::vector<std::string>& targets) {
    std::string xml =
        R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)";
    for (std::size_t i = 0; i < targets.size(); ++i)
        xml += R"(<Relationship Id="rId)" + std::to_string(i + 1) + R"(" Type="http://x/slide" Target=")" +
               targets[i] + R"("/>)";
    return xml + "</Relationships>";
}

} // namespace

std::string zip_file(const ZipEntries& entries) {
    std::string file, directory;
    for (const auto& entry : entries) {
        const auto offset = file.size();
        file += "PK\3\4" + entry_fields(entry) + entry.first + entry.second;
        directory += std::string("PK\1\2\x14\0", 6) + entry_fields(entry);
        put(directory, 0, 2 + 2 + 2 + 4);
        put(directory, offset, 4);
        directory += entry.first;
    }
    const auto begin = file.size();
    file += directory + std::string("PK\5\6\0\0\0\0", 8);
    put(file, entries.size(), 2);
    put(file, entries.size(), 2);
    put(file, directory.size(), 4);
    put(file, begin, 4);
    put(file, 0, 2);
    return file;
}

std::string docx_file(std::string_view body) {
    return zip_file(
        {{"[Content_Types].xml", content_types("wordprocessingml.document")},
         {"word/document.xml",
          R"(<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>)" +
              std::string(body) + "</w:body></w:document>"},
         {"word/styles.xml",
          R"(<w:styles xmlns:w="w"><w:style w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style></w:styles>)"},
         {"docProps/core.xml",
          R"(<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"><dc:title>A policy</dc:title><dc:creator>Ada; Grace</dc:creator><cp:keywords>open data, rights</cp:keywords><dcterms:created>2021-03-04T05:06:07Z</dcterms:created></cp:coreProperties>)"}});
}

namespace {

std::string open_document_file(const std::string& type, const std::string& element, std::string_view content) {
    return zip_file(
        {{"mimetype", "application/vnd.oasis.opendocument." + type},
         {"content.xml",
          R"(<o:document-content xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><o:body><o:)" +
              element + ">" + std::string(content) + "</o:" + element + "></o:body></o:document-content>"}});
}

} // namespace

std::string odt_file(std::string_view office_text) {
    return open_document_file("text", "text", office_text);
}

std::string ods_file(std::string_view office_spreadsheet) {
    return open_document_file("spreadsheet", "spreadsheet", office_spreadsheet);
}

std::string xlsx_file(const ZipEntries& sheets, const std::vector<std::string>& shared_strings) {
    ZipEntries entries = {{"[Content_Types].xml", content_types("spreadsheetml.sheet")}};
    std::string list = R"(<workbook xmlns:r="r"><sheets>)", strings = "<sst>";
    std::vector<std::string> targets;
    for (std::size_t i = 0; i < sheets.size(); ++i) {
        const auto number = std::to_string(i + 1);
        list += R"(<sheet name=")" + sheets[i].first + R"(" sheetId=")" + number + R"(" r:id="rId)" + number + R"("/>)";
        targets.push_back("worksheets/sheet" + number + ".xml");
        entries.emplace_back("xl/" + targets.back(), "<worksheet><sheetData>" + sheets[i].second + "</sheetData></worksheet>");
    }
    for (const auto& shared : shared_strings) strings += "<si><t>" + shared + "</t></si>";
    entries.emplace_back("xl/workbook.xml", list + "</sheets></workbook>");
    entries.emplace_back("xl/_rels/workbook.xml.rels", relationship_list(targets));
    entries.emplace_back("xl/sharedStrings.xml", strings + "</sst>");
    entries.emplace_back("xl/styles.xml", R"(<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>)");
    return zip_file(entries);
}

std::string pptx_file(const std::vector<std::string>& slides) {
    ZipEntries entries = {{"[Content_Types].xml", content_types("presentationml.presentation")}};
    std::string order = R"(<p:presentation xmlns:p="p" xmlns:r="r"><p:sldIdLst>)";
    std::vector<std::string> targets;
    for (std::size_t i = 1; i <= slides.size(); ++i) {
        order +=
            R"(<p:sldId id=")" + std::to_string(255 + i) + R"(" r:id="rId)" + std::to_string(i) + R"("/>)";
        targets.push_back("slides/slide" + std::to_string(i) + ".xml");
        entries.emplace_back("ppt/" + targets.back(),
                             R"(<p:sld xmlns:p="p" xmlns:a="a">)" + slides[i - 1] + "</p:sld>");
    }
    entries.emplace_back("ppt/presentation.xml", order + "</p:sldIdLst></p:presentation>");
    entries.emplace_back("ppt/_rels/presentation.xml.rels", relationship_list(targets));
    return zip_file(entries);
}

std::string epub_file(const std::vector<std::string>& chapters) {
    std::string manifest, spine;
    ZipEntries entries = {
        {"mimetype", "application/epub+zip"},
        {"META-INF/container.xml",
         R"(<container><rootfiles><rootfile full-path="O/p.opf"/></rootfiles></container>)"}};
    for (std::size_t i = 0; i < chapters.size(); ++i) {
        const std::string id = "c" + std::to_string(i);
        manifest +=
            R"(<item id=")" + id + R"(" href=")" + id + R"(.xhtml" media-type="application/xhtml+xml"/>)";
        spine += R"(<itemref idref=")" + id + R"("/>)";
        entries.emplace_back("O/" + id + ".xhtml", "<html><body>" + chapters[i] + "</body></html>");
    }
    entries.emplace_back(
        "O/p.opf",
        R"(<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>A book</dc:title><dc:language>fr</dc:language></metadata><manifest>)" +
            manifest + "</manifest><spine>" + spine + "</spine></package>");
    return zip_file(entries);
}

std::string pdf_file(const std::vector<std::vector<std::string>>& pages) {
    PdfBuilder builder;
    for (const auto& lines : pages)
        builder.add_page(pdf_lines(lines));
    return builder.file("/PageLabels<</Nums[0<</S/r>> 2<</S/D>>]>>",
                        "/Title(A report)/Author(Ada)/CreationDate(D:20190203040506Z)/Keywords(water, rights)");
}

OpenFile::OpenFile(std::string_view content) : descriptor_(memfd_create("sample", MFD_CLOEXEC)) {
    while (!content.empty()) {
        const auto written = write(descriptor_, content.data(), content.size());
        if (written <= 0) break;
        content.remove_prefix(static_cast<std::size_t>(written));
    }
}

OpenFile::~OpenFile() {
    close(descriptor_);
}

} // namespace samling::test
