// OpenDocument text, presentations and spreadsheets: content.xml in its order; a slide is a page, and so is a sheet.
#include <algorithm>
#include <array>
#include <charconv>

#include "indexer/extract/formats.h"
#include "indexer/extract/package.h"
#include "indexer/extract/spreadsheet.h"
#include "indexer/extract/xml_reader.h"
#include "schema/failure.h"

namespace samling {
namespace {

constexpr std::array<std::string_view, 6> kSkipped = {"tracked-changes", "annotation", "sequence-decls",
                                                      "forms", "dde-connection-decls", "note-citation"};

class ContentEvents : public XmlEvents {
public:
    explicit ContentEvents(TextBuilder& builder) : builder_(builder) {}

    void open(const XmlTag& element) override {
        if (skipped_ > 0 || std::find(kSkipped.begin(), kSkipped.end(), element.name) != kSkipped.end()) {
            ++skipped_;
            return;
        }
        if (element.name == "body") in_body_ = true;
        if (element.name == "note") ++in_note_;
        if (in_note_ > 0) return;
        if (element.name == "spreadsheet") in_spreadsheet_ = true;
        if (is_sheet(element.name)) begin_sheet(element.attribute("name"), builder_);
        if (element.name == "p" || element.name == "h") ++paragraphs_;
        if (element.name == "h") builder_.begin_heading(level_of(element.attribute("outline-level")));
        if (element.name == "frame" && element.attribute("class") == "title") builder_.begin_heading(1);
        if (element.name == "s" || element.name == "tab") builder_.text(" ");
        if (element.name == "line-break") builder_.line();
        if (element.name == "table") ++tables_;
    }
    void close(const XmlTag& element) override {
        if (skipped_ > 0) {
            --skipped_;
            return;
        }
        if (in_note_ > 0) return close_in_note(element.name);
        if (element.name == "h" || element.name == "frame") builder_.end_heading();
        if (element.name == "p" || element.name == "h") {
            --paragraphs_;
            end_paragraph();
        }
        if (element.name == "table") --tables_;
        if (in_spreadsheet_ && element.name == "table-row")
            builder_.line();
        else if (element.name == "table-row" || element.name == "table" || element.name == "frame")
            builder_.paragraph();
        if (element.name == "page" || is_sheet(element.name)) builder_.end_page();
        if (element.name == "spreadsheet") in_spreadsheet_ = false;
    }
    void characters(std::string_view text) override {
        if (!in_body_ || skipped_ > 0) return;
        if (in_note_ > 0) notes_ += text;
        else if (paragraphs_ > 0) builder_.text(text);
    }
    bool done() const override { return builder_.full(); }

private:
    /// A table within a cell belongs to its sheet.
    bool is_sheet(std::string_view name) const { return in_spreadsheet_ && name == "table" && tables_ == 0; }
    void end_paragraph() {
        if (in_spreadsheet_) return builder_.text(" ");
        tables_ > 0 ? builder_.line() : builder_.paragraph();
        if (paragraphs_ > 0 || notes_.empty()) return;
        builder_.text(notes_);
        builder_.paragraph();
        notes_.clear();
    }
    /// A footnote stands in the middle of a sentence; it is read after the paragraph.
    void close_in_note(std::string_view name) {
        if (name == "note") --in_note_;
        if (name == "p" || name == "s" || name == "tab" || name == "line-break") notes_ += ' ';
    }
    static int level_of(std::string_view text) {
        int level = 1;
        std::from_chars(text.data(), text.data() + text.size(), level);
        return level;
    }

    TextBuilder& builder_;
    bool in_body_ = false, in_spreadsheet_ = false;
    int paragraphs_ = 0; ///< Depth: text boxes lie within paragraphs.
    int tables_ = 0;
    int skipped_ = 0;
    int in_note_ = 0;
    std::string notes_; ///< Of the paragraph at hand.
};

} // namespace

void read_open_document(const Input& input, TextBuilder& builder) {
    const auto zip = read_zip(
        input.bytes, [](std::string_view name) { return name == "content.xml" || name == "meta.xml"; });
    const auto content = zip.part("content.xml");
    if (content.empty())
        throw Failure(ErrorCode::extraction_failed, "it is damaged: its text cannot be found" +
                                                        (zip.damage.empty() ? "" : " (" + zip.damage + ")"));
    read_core_properties(zip.part("meta.xml"), builder);
    ContentEvents events(builder);
    const std::string error = read_xml_events(content, events);
    if (!error.empty()) builder.damaged(error);
    if (!zip.damage.empty()) builder.damaged(zip.damage);
}

} // namespace samling
