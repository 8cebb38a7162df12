#pragma once
// The lines of a page, with their place and size.

#include <string>
#include <vector>

class TextPage;

namespace samling {

struct PdfLine {
    std::string text;                               ///< UTF-8, in the order of reading, without a line break.
    float left = 0, right = 0, top = 0, bottom = 0; ///< In points, from the upper left corner of the page.
    float size = 0;                                 ///< Of its type, in points.
    bool bold = false;
    bool ends_paragraph = false;
    bool marginal = false; ///< A running head or a page number: see mark_running_lines.
};

struct PdfPage {
    std::vector<PdfLine> lines; ///< In the order of reading.
    float width = 0, height = 0;
    bool pictured = false; ///< It shows a picture.
    std::string label;     ///< The number printed on it, as the file or the page itself says; may be empty.
};

/// The lines of `text`, which has been laid out.
std::vector<PdfLine> lines_of(TextPage& text);

} // namespace samling
