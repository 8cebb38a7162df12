#include "indexer/extract/package.h"

#include <array>
#include <vector>

#include "indexer/extract/embedded.h"
#include "indexer/extract/xml_reader.h"

namespace samling {
namespace {

class RelationshipEvents : public XmlEvents {
public:
    RelationshipEvents(std::string_view base, std::map<std::string, Relationship>& found)
        : base_(base), found_(found) {}
    void open(const XmlTag& element) override {
        if (element.name != "Relationship" || element.attribute("TargetMode") == "External") return;
        const auto type = element.attribute("Type");
        found_[std::string(element.attribute("Id"))] = {std::string(type.substr(type.rfind('/') + 1)),
                                                        resolve_part(base_, element.attribute("Target"))};
    }
    void close(const XmlTag&) override {}
    void characters(std::string_view) override {}

private:
    std::string_view base_;
    std::map<std::string, Relationship>& found_;
};

constexpr std::array<std::string_view, 5> kPropertySpaces = {
    "http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/",
    "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "urn:oasis:names:tc:opendocument:xmlns:meta:1.0", "http://purl.org/dc/elements/1.0/"};

class PropertyEvents : public XmlEvents {
public:
    explicit PropertyEvents(TextBuilder& builder) : builder_(builder) {}
    void open(const XmlTag& element) override {
        value_.clear();
        reading_ = false;
        for (const auto space : kPropertySpaces)
            reading_ = reading_ || (element.name_space == space && embedded_field(element.name, field_));
        if (element.name == "lastModifiedBy" || element.name == "category") reading_ = false;
    }
    void close(const XmlTag&) override {
        if (reading_) embed(builder_.metadata(), field_, value_);
        reading_ = false;
    }
    void characters(std::string_view text) override {
        if (reading_ && value_.size() < Limits::kMetadataBytes) value_ += text;
    }

private:
    TextBuilder& builder_;
    EmbeddedField field_ = EmbeddedField::title;
    bool reading_ = false;
    std::string value_;
};

} // namespace

std::string resolve_part(std::string_view base, std::string_view target) {
    std::vector<std::string_view> folders;
    const auto walk = [&](std::string_view path) {
        while (!path.empty()) {
            const std::size_t end = std::min(path.find('/'), path.size());
            const auto step = path.substr(0, end);
            path.remove_prefix(std::min(end + 1, path.size()));
            if (step == "..") {
                if (!folders.empty()) folders.pop_back();
            } else if (!step.empty() && step != ".") {
                folders.push_back(step);
            }
        }
    };
    if (!target.starts_with('/'))
        walk(base.substr(0, base.rfind('/') == std::string_view::npos ? 0 : base.rfind('/')));
    walk(target.substr(0, 1024));
    std::string result;
    for (const auto folder : folders)
        result.append(result.empty() ? "" : "/").append(folder);
    return result;
}

std::map<std::string, Relationship> relationships(const ZipParts& zip, std::string_view part) {
    const std::size_t slash = part.rfind('/');
    const auto folder = slash == std::string_view::npos ? std::string_view() : part.substr(0, slash + 1);
    const auto file = slash == std::string_view::npos ? part : part.substr(slash + 1);
    std::map<std::string, Relationship> found;
    RelationshipEvents events(part, found);
    const auto xml = zip.part(std::string(folder) + "_rels/" + std::string(file) + ".rels");
    if (!xml.empty()) read_xml_events(xml, events);
    return found;
}

std::string related_part(const ZipParts& zip, std::string_view type, std::string_view fallback) {
    for (const auto& [id, relationship] : relationships(zip, ""))
        if (relationship.type == type && !zip.part(relationship.target).empty()) return relationship.target;
    return std::string(fallback);
}

void read_core_properties(std::string_view xml, TextBuilder& builder) {
    if (xml.empty()) return;
    PropertyEvents events(builder);
    read_xml_events(xml, events);
}

} // namespace samling
