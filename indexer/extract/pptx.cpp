// PowerPoint: a slide is a page; its notes follow its text.
#include <vector>

#include "indexer/extract/formats.h"
#include "indexer/extract/package.h"
#include "indexer/extract/xml_reader.h"
#include "schema/failure.h"

namespace samling {
namespace {

/// The slides' relationship ids, in the order of the show.
class OrderEvents : public XmlEvents {
public:
    void open(const XmlTag& element) override {
        if (element.name != "sldId" || slides.size() >= Limits::kPages) return;
        // Two attributes are called id; the relationship's is not a number.
        for (const auto& [name, value] : element.attributes)
            if (name == "id" && value.starts_with("rId")) slides.emplace_back(value);
    }
    void close(const XmlTag&) override {}
    void characters(std::string_view) override {}
    std::vector<std::string> slides;
};

class SlideEvents : public XmlEvents {
public:
    explicit SlideEvents(TextBuilder& builder) : builder_(builder) {}
    void open(const XmlTag& element) override {
        if (skipped_ > 0 || element.name == "Fallback") {
            ++skipped_;
            return;
        }
        const auto type = element.attribute("type");
        if (element.name == "sp")
            title_ = number_ = false;
        else if (element.name == "ph") {
            title_ = type == "title" || type == "ctrTitle";
            number_ = type == "sldNum" || type == "dt" || type == "ftr" || type == "hdr" || type == "sldImg";
        } else if (element.name == "txBody" && title_)
            builder_.begin_heading(1);
        else if (element.name == "t")
            in_text_ = true;
        else if (element.name == "br" || element.name == "tab")
            builder_.text(" ");
    }
    void close(const XmlTag& element) override {
        if (skipped_ > 0) {
            --skipped_;
            return;
        }
        if (element.name == "t")
            in_text_ = false;
        else if (element.name == "p")
            builder_.line();
        else if (element.name == "txBody")
            builder_.end_heading(), builder_.paragraph();
        else if (element.name == "tr")
            builder_.paragraph();
    }
    void characters(std::string_view text) override {
        if (in_text_ && !number_ && skipped_ == 0) builder_.text(text);
    }
    bool done() const override { return builder_.full(); }

private:
    TextBuilder& builder_;
    bool in_text_ = false;
    bool title_ = false, number_ = false; ///< What the shape at hand is.
    int skipped_ = 0;
};

void read_part(std::string_view xml, TextBuilder& builder) {
    if (xml.empty()) return;
    SlideEvents events(builder);
    builder.paragraph();
    const std::string error = read_xml_events(xml, events);
    if (!error.empty()) builder.damaged(error);
}

} // namespace

void read_pptx(const Input& input, TextBuilder& builder) {
    const auto zip = read_zip(input.bytes, [](std::string_view name) {
        return name.ends_with(".rels") ||
               (name.ends_with(".xml") && name.find("slideLayout") == std::string_view::npos &&
                name.find("slideMaster") == std::string_view::npos &&
                name.find("theme") == std::string_view::npos);
    });
    const std::string show = related_part(zip, "officeDocument", "ppt/presentation.xml");
    OrderEvents order;
    if (!zip.part(show).empty()) read_xml_events(zip.part(show), order);
    const auto related = relationships(zip, show);
    read_core_properties(zip.part(related_part(zip, "core-properties", "docProps/core.xml")), builder);
    if (zip.part(show).empty())
        throw Failure(ErrorCode::extraction_failed, "it is damaged: its list of slides cannot be found" +
                                                        (zip.damage.empty() ? "" : " (" + zip.damage + ")"));
    for (const auto& id : order.slides) {
        const auto slide = related.find(id);
        if (slide == related.end() || builder.full()) continue;
        read_part(zip.part(slide->second.target), builder);
        for (const auto& [note_id, note] : relationships(zip, slide->second.target))
            if (note.type == "notesSlide") read_part(zip.part(note.target), builder);
        builder.end_page();
    }
    if (!zip.damage.empty()) builder.damaged(zip.damage);
}

} // namespace samling
