// Excel: a sheet is a page, a row a line; comments and text boxes follow the rows. Dates are told from numbers by the
// cell's format, since a serial number is nothing that anybody looks for.
#include <algorithm>
#include <charconv>
#include <vector>

#include "indexer/extract/formats.h"
#include "indexer/extract/package.h"
#include "indexer/extract/spreadsheet.h"
#include "indexer/extract/xml_reader.h"
#include "schema/failure.h"

namespace samling {
namespace {

std::size_t number_of(std::string_view text) {
    std::size_t value = SIZE_MAX;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

struct SheetName {
    std::string name, relationship;
};

class WorkbookEvents : public XmlEvents {
public:
    void open(const XmlTag& element) override {
        if (element.name == "workbookPr")
            dates.from_1904 = element.attribute("date1904") == "1" || element.attribute("date1904") == "true";
        if (element.name != "sheet" || sheets.size() >= Limits::kPages) return;

        std::string relationship;
        for (const auto& [name, value] : element.attributes)
            if (name == "id") relationship = value;
        sheets.push_back({std::string(element.attribute("name")), std::move(relationship)});
    }
    void close(const XmlTag&) override {}
    void characters(std::string_view) override {}
    std::vector<SheetName> sheets;
    DateSystem dates;
};

/// Which cell formats show a date.
class StyleEvents : public XmlEvents {
public:
    void open(const XmlTag& element) override {
        if (element.name == "numFmt" && is_date_format(element.attribute("formatCode")))
            custom_.push_back(number_of(element.attribute("numFmtId")));
        if (element.name == "cellXfs") in_formats_ = true;
        if (element.name != "xf" || !in_formats_ || is_date.size() >= 65'536) return;
        const auto format = number_of(element.attribute("numFmtId"));
        is_date.push_back(is_builtin_date_format(format) ||
                          std::find(custom_.begin(), custom_.end(), format) != custom_.end());
    }
    void close(const XmlTag& element) override {
        if (element.name == "cellXfs") in_formats_ = false;
    }
    void characters(std::string_view) override {}
    std::vector<bool> is_date;

private:
    std::vector<std::size_t> custom_;
    bool in_formats_ = false;
};

/// The strings that cells share. Phonetic guides are no text of their own.
class StringEvents : public XmlEvents {
public:
    void open(const XmlTag& element) override {
        if (element.name == "si") strings.emplace_back();
        in_text_ = element.name == "t" && !in_guide_ && !strings.empty();
        if (element.name == "rPh") in_guide_ = true;
    }
    void close(const XmlTag& element) override {
        if (element.name == "t") in_text_ = false;
        if (element.name == "rPh") in_guide_ = false;
    }
    void characters(std::string_view text) override {
        if (in_text_) strings.back() += text;
    }
    std::vector<std::string> strings;

private:
    bool in_text_ = false, in_guide_ = false;
};

struct Workbook {
    std::vector<std::string> strings;
    std::vector<bool> is_date;
    DateSystem dates;
};

class SheetEvents : public XmlEvents {
public:
    SheetEvents(TextBuilder& builder, const Workbook& workbook) : builder_(builder), workbook_(workbook) {}
    void open(const XmlTag& element) override {
        if (element.name == "c") {
            type_ = element.attribute("t");
            style_ = number_of(element.attribute("s"));
            value_.clear();
        }
        reading_ = element.name == "v" || (element.name == "t" && type_ == "inlineStr");
        if (element.name == "oddHeader" || element.name == "oddFooter") reading_ = false;
    }
    void close(const XmlTag& element) override {
        if (element.name == "v" || element.name == "t") reading_ = false;
        if (element.name == "c") put_cell();
        if (element.name == "row") builder_.line();
    }
    void characters(std::string_view text) override {
        if (reading_) value_ += text;
    }
    bool done() const override { return builder_.full(); }

private:
    void put_cell() {
        if (type_ == "s") {
            const auto index = number_of(value_);
            if (index < workbook_.strings.size()) builder_.text(workbook_.strings[index]);
        } else if (type_ == "b") {
            builder_.text(value_ == "1" ? "TRUE" : "FALSE");
        } else if (type_ == "inlineStr" || type_ == "str" || type_ == "d") {
            builder_.text(value_);
        } else if (type_ != "e") {
            const bool dated = style_ < workbook_.is_date.size() && workbook_.is_date[style_];
            builder_.text(dated ? date_text(value_, workbook_.dates) : number_text(value_));
        }
        builder_.text(" ");
    }

    TextBuilder& builder_;
    const Workbook& workbook_;
    std::string type_, value_;
    std::size_t style_ = 0;
    bool reading_ = false;
};

/// All <t> of comments and drawings.
class LooseTextEvents : public XmlEvents {
public:
    explicit LooseTextEvents(TextBuilder& builder) : builder_(builder) {}
    void open(const XmlTag& element) override { in_text_ = element.name == "t"; }
    void close(const XmlTag& element) override {
        if (element.name == "t") in_text_ = false;
        if (element.name == "p" || element.name == "comment" || element.name == "txBody") builder_.line();
    }
    void characters(std::string_view text) override {
        if (in_text_) builder_.text(text);
    }
    bool done() const override { return builder_.full(); }

private:
    TextBuilder& builder_;
    bool in_text_ = false;
};

void read_events(std::string_view xml, XmlEvents& events, TextBuilder& builder) {
    if (xml.empty()) return;
    const std::string error = read_xml_events(xml, events);
    if (!error.empty()) builder.damaged(error);
}

void read_sheet(const ZipParts& zip, const std::string& part, const Workbook& workbook, TextBuilder& builder) {
    SheetEvents events(builder, workbook);
    read_events(zip.part(part), events, builder);
    for (const auto& [id, related] : relationships(zip, part)) {
        if (related.type != "comments" && related.type != "drawing") continue;
        builder.paragraph();
        LooseTextEvents loose(builder);
        read_events(zip.part(related.target), loose, builder);
    }
}

} // namespace

void read_xlsx(const Input& input, TextBuilder& builder) {
    const auto zip = read_zip(input.bytes, [](std::string_view name) {
        return name.ends_with(".rels") ||
               (name.ends_with(".xml") && name.find("theme") == std::string_view::npos &&
                name.find("pivot") == std::string_view::npos && name.find("calcChain") == std::string_view::npos);
    });
    const std::string main = related_part(zip, "officeDocument", "xl/workbook.xml");
    if (zip.part(main).empty())
        throw Failure(ErrorCode::extraction_failed, "it is damaged: its list of sheets cannot be found" +
                                                        (zip.damage.empty() ? "" : " (" + zip.damage + ")"));
    read_core_properties(zip.part(related_part(zip, "core-properties", "docProps/core.xml")), builder);
    const auto folder = main.substr(0, main.rfind('/') + 1);
    WorkbookEvents sheets;
    StringEvents strings;
    StyleEvents styles;
    read_events(zip.part(main), sheets, builder);
    read_events(zip.part(folder + "sharedStrings.xml"), strings, builder);
    read_events(zip.part(folder + "styles.xml"), styles, builder);
    const Workbook workbook{std::move(strings.strings), std::move(styles.is_date), sheets.dates};
    const auto related = relationships(zip, main);
    for (const auto& sheet : sheets.sheets) {
        const auto part = related.find(sheet.relationship);
        if (part == related.end() || builder.full()) continue;
        begin_sheet(sheet.name, builder);
        read_sheet(zip, part->second.target, workbook, builder);
        builder.end_page();
    }
    if (!zip.damage.empty()) builder.damaged(zip.damage);
}

} // namespace samling
