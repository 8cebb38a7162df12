// EPUB: the package document lists the chapters in reading order; a chapter is a page.
#include <map>
#include <vector>

#include "indexer/extract/charset.h"
#include "indexer/extract/formats.h"
#include "indexer/extract/html_tree.h"
#include "indexer/extract/package.h"
#include "indexer/extract/transfer_encoding.h"
#include "indexer/extract/xml_reader.h"
#include "schema/failure.h"

namespace samling {
namespace {

class ContainerEvents : public XmlEvents {
public:
    void open(const XmlTag& element) override {
        if (element.name == "rootfile" && root.empty()) root = element.attribute("full-path");
    }
    void close(const XmlTag&) override {}
    void characters(std::string_view) override {}
    std::string root;
};

/// The manifest by id, and the spine.
class PackageEvents : public XmlEvents {
public:
    explicit PackageEvents(std::string_view base) : base_(base) {}
    void open(const XmlTag& element) override {
        const bool is_page = element.attribute("media-type").find("html") != std::string_view::npos;
        const bool is_contents = element.attribute("properties").find("nav") != std::string_view::npos;
        if (element.name == "item" && is_page && !is_contents)
            items_[std::string(element.attribute("id"))] =
                resolve_part(base_, undo_percent(element.attribute("href")));
        if (element.name == "itemref" && chapters.size() < Limits::kPages)
            if (const auto item = items_.find(element.attribute("idref")); item != items_.end())
                chapters.push_back(item->second);
    }
    void close(const XmlTag&) override {}
    void characters(std::string_view) override {}
    std::vector<std::string> chapters;

private:
    std::string_view base_;
    std::map<std::string, std::string, std::less<>> items_;
};

} // namespace

void read_epub(const Input& input, TextBuilder& builder) {
    const auto zip = read_zip(input.bytes, [](std::string_view name) {
        const auto ending = name.substr(std::min(name.rfind('.'), name.size()));
        return ending == ".xml" || ending == ".opf" || ending == ".xhtml" || ending == ".html" ||
               ending == ".htm";
    });
    ContainerEvents container;
    if (const auto xml = zip.part("META-INF/container.xml"); !xml.empty()) read_xml_events(xml, container);
    const auto package = zip.part(container.root);
    if (package.empty())
        throw Failure(ErrorCode::extraction_failed,
                      "it is damaged: the EPUB's list of chapters cannot be found" +
                          (zip.damage.empty() ? "" : " (" + zip.damage + ")"));
    read_core_properties(package, builder);
    PackageEvents events(container.root);
    const std::string error = read_xml_events(package, events);
    if (!error.empty()) builder.damaged(error);
    for (const auto& chapter : events.chapters) {
        const auto html = zip.part(chapter);
        if (builder.full()) break;
        if (html.empty()) {
            builder.damaged("the chapter " + chapter + " is missing");
            continue;
        }
        append_html(decode_text(beginning(html, Limits::kHtmlBytes)).text, builder, HtmlUse::chapter);
        if (!builder.page_is_empty()) builder.end_page();
    }
    if (!zip.damage.empty()) builder.damaged(zip.damage);
}

} // namespace samling
