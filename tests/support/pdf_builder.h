#pragma once
// PDF files made in memory, object by object.

#include <string>
#include <string_view>
#include <vector>

namespace samling::test {

class PdfBuilder {
public:
    PdfBuilder();

    /// Adds an object and returns its number.
    int add(std::string object);
    /// `dictionary` without its brackets and its length, as "/Type/XObject/Subtype/Form".
    int add_stream(std::string_view dictionary, std::string_view bytes);
    /// Adds a page of 612 by 792 points with this content. "/F" is Helvetica; `entries` go into the page's
    /// dictionary, `resources` into that of its resources. Returns the page's number as an object.
    int add_page(std::string_view content, std::string_view entries = {}, std::string_view resources = {});

    /// `catalog` and `info` go into those dictionaries.
    std::string file(std::string_view catalog = {}, std::string_view info = {}) const;

private:
    std::vector<std::string> objects_;
    std::string kids_;
    int pages_ = 0;
};

/// The content of a page of 12-point lines, from the top, 14 points apart.
std::string pdf_lines(const std::vector<std::string>& lines);

} // namespace samling::test
