// Word: the body in its order, then foot- and endnotes. Deleted text, field codes and fallback pictures are
// no text.
#include <algorithm>
#include <array>
#include <charconv>
#include <map>

#include "indexer/extract/formats.h"
#include "indexer/extract/package.h"
#include "indexer/extract/xml_reader.h"
#include "schema/failure.h"

namespace samling {
namespace {

using HeadingStyles = std::map<std::string, int, std::less<>>;

/// Heading level of each style, by its built-in name or outline level: identifiers are translated, these are
/// not.
class StyleEvents : public XmlEvents {
public:
    explicit StyleEvents(HeadingStyles& styles) : styles_(styles) {}
    void open(const XmlTag& element) override {
        if (element.name == "style") style_ = element.attribute("styleId");
        if (style_.empty()) return;
        const auto value = element.attribute("val");
        if (element.name == "name" && (value.starts_with("heading ") || value.starts_with("Heading ")) &&
            value.size() == 9 && value[8] >= '1' && value[8] <= '9')
            styles_[style_] = value[8] - '0';
        if (element.name == "name" && (value == "Title" || value == "title")) styles_[style_] = 1;
        if (element.name == "outlineLvl" && value.size() == 1 && value[0] >= '0' && value[0] < '9')
            styles_.try_emplace(style_, value[0] - '0' + 1);
    }
    void close(const XmlTag& element) override {
        if (element.name == "style") style_.clear();
    }
    void characters(std::string_view) override {}

private:
    HeadingStyles& styles_;
    std::string style_;
};

class BodyEvents : public XmlEvents {
public:
    BodyEvents(TextBuilder& builder, const HeadingStyles& styles) : builder_(builder), styles_(styles) {}

    void open(const XmlTag& element) override {
        if (skipped_ > 0 || among(kSkipped, element.name)) {
            ++skipped_;
            return;
        }
        if (element.name == "t" || element.name == "delText")
            in_text_ = element.name == "t";
        else if (element.name == "tbl")
            ++tables_;
        else if (element.name == "tab")
            builder_.text(" ");
        else if (element.name == "br" || element.name == "cr")
            builder_.line();
        else if (element.name == "noBreakHyphen")
            builder_.text("-");
        else if (element.name == "pStyle")
            begin_styled(element.attribute("val"));
        else if (element.name == "outlineLvl" && element.attribute("val").size() == 1)
            begin_heading(element.attribute("val")[0] - '0' + 1);
    }
    void close(const XmlTag& element) override {
        if (skipped_ > 0) {
            --skipped_;
            return;
        }
        if (element.name == "t")
            in_text_ = false;
        else if (element.name == "tbl")
            --tables_, builder_.paragraph();
        else if (element.name == "tr")
            builder_.paragraph();
        else if (element.name == "p") {
            builder_.end_heading();
            tables_ > 0 ? builder_.line() : builder_.paragraph();
        }
    }
    void characters(std::string_view text) override {
        if (in_text_ && skipped_ == 0) builder_.text(text);
    }
    bool done() const override { return builder_.full(); }

private:
    static constexpr std::array<std::string_view, 4> kSkipped = {"Fallback", "instrText", "del", "moveFrom"};
    static bool among(const auto& table, std::string_view name) {
        return std::find(table.begin(), table.end(), name) != table.end();
    }
    void begin_styled(std::string_view style) {
        if (const auto found = styles_.find(style); found != styles_.end()) begin_heading(found->second);
    }
    void begin_heading(int level) {
        if (level >= 1 && level <= 9 && tables_ == 0) builder_.begin_heading(level);
    }

    TextBuilder& builder_;
    const HeadingStyles& styles_;
    bool in_text_ = false;
    int skipped_ = 0; ///< Depth within an element that is left out.
    int tables_ = 0;
};

} // namespace

void read_docx(const Input& input, TextBuilder& builder) {
    const auto zip = read_zip(input.bytes, [](std::string_view name) {
        return name.ends_with(".rels") ||
               (name.ends_with(".xml") && name.find("theme") == std::string_view::npos);
    });
    const std::string body = related_part(zip, "officeDocument", "word/document.xml");
    if (zip.part(body).empty())
        throw Failure(ErrorCode::extraction_failed, "it is damaged: its text cannot be found" +
                                                        (zip.damage.empty() ? "" : " (" + zip.damage + ")"));
    read_core_properties(zip.part(related_part(zip, "core-properties", "docProps/core.xml")), builder);
    HeadingStyles styles;
    const auto folder = body.substr(0, body.rfind('/') + 1);
    if (const auto xml = zip.part(folder + "styles.xml"); !xml.empty()) {
        StyleEvents events(styles);
        read_xml_events(xml, events);
    }
    for (const std::string& part : {body, folder + "footnotes.xml", folder + "endnotes.xml"}) {
        if (zip.part(part).empty()) continue;
        BodyEvents events(builder, styles);
        builder.paragraph();
        const std::string error = read_xml_events(zip.part(part), events);
        if (!error.empty()) builder.damaged(error);
    }
    if (!zip.damage.empty()) builder.damaged(zip.damage);
}

} // namespace samling
