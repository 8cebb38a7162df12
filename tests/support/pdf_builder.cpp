#include "tests/support/pdf_builder.h"

#include <cstdio>

namespace samling::test {

// The first three objects are the catalog, the list of pages and the font.
PdfBuilder::PdfBuilder()
    : objects_{"", "", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"} {}

int PdfBuilder::add(std::string object) {
    objects_.push_back(std::move(object));
    return static_cast<int>(objects_.size());
}

int PdfBuilder::add_stream(std::string_view dictionary, std::string_view bytes) {
    std::string object =
        "<<" + std::string(dictionary) + "/Length " + std::to_string(bytes.size()) + ">>stream\n";
    return add(object.append(bytes) + "\nendstream");
}

int PdfBuilder::add_page(std::string_view content, std::string_view entries, std::string_view resources) {
    const int stream = add_stream("", content);
    std::string page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F 3 0 R>>";
    page.append(resources).append(">>/Contents " + std::to_string(stream) + " 0 R").append(entries);
    const int number = add(page + ">>");
    kids_ += std::to_string(number) + " 0 R ";
    ++pages_;
    return number;
}

std::string PdfBuilder::file(std::string_view catalog, std::string_view info) const {
    auto objects = objects_;
    objects[0] = "<</Type/Catalog/Pages 2 0 R" + std::string(catalog) + ">>";
    objects[1] = "<</Type/Pages/Kids[" + kids_ + "]/Count " + std::to_string(pages_) + ">>";
    objects.push_back("<<" + std::string(info) + ">>");
    std::string file = "%PDF-1.5\n", table;
    for (std::size_t i = 0; i < objects.size(); ++i) {
        char row[24];
        std::snprintf(row, sizeof row, "%010zu 00000 n \n", file.size());
        table += row;
        file += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
    }
    const auto count = std::to_string(objects.size() + 1);
    const auto begin = std::to_string(file.size());
    return file + "xref\n0 " + count + "\n0000000000 65535 f \n" + table + "trailer<</Size " + count +
           "/Root 1 0 R/Info " + std::to_string(objects.size()) + " 0 R>>\nstartxref\n" + begin + "\n%%EOF\n";
}

std::string pdf_lines(const std::vector<std::string>& lines) {
    std::string content = "BT /F 12 Tf 72 720 Td 14 TL ";
    for (const auto& line : lines)
        content += "(" + line + ") Tj T* ";
    return content + "ET";
}

} // namespace samling::test
