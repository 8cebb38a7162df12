#include "indexer/extract/xmp.h"

#include "indexer/extract/embedded.h"
#include "indexer/extract/xml_reader.h"
#include "schema/failure.h"

namespace samling {
namespace {

constexpr std::string_view kDublinCore = "http://purl.org/dc/elements/1.1/";
constexpr std::string_view kXmp = "http://ns.adobe.com/xap/1.0/";

class XmpEvents : public XmlEvents {
public:
    explicit XmpEvents(Metadata& metadata) : metadata_(metadata) {}

    void open(const XmlTag& element) override {
        if (element.name_space == kDublinCore && embedded_field(element.name, field_)) inside_ = true;
        if (element.name_space == kXmp && element.name == "CreateDate")
            inside_ = true, field_ = EmbeddedField::date;
        for (const auto& [name, value] : element.attributes) // simple properties may be attributes
            if (element.name == "Description" && name == "CreateDate") created_ = value;
        value_.clear();
    }
    void close(const XmlTag& element) override {
        if (inside_ && !value_.empty()) {
            if (element.name_space == kXmp)
                created_ = value_;
            else if (field_ != EmbeddedField::language || value_ != "x-unknown")
                embed(metadata_, field_, value_);
        }
        value_.clear();
        if (element.name_space == kDublinCore || element.name_space == kXmp) inside_ = false;
    }
    void characters(std::string_view text) override {
        if (inside_ && value_.size() < 65536) value_ += text;
        if (value_.find_first_not_of(" \t\r\n") == std::string::npos) value_.clear();
    }
    /// Of the file, not the work: only where dc:date does not say.
    void finish() { embed(metadata_, EmbeddedField::date, created_); }

private:
    Metadata& metadata_;
    EmbeddedField field_ = EmbeddedField::title;
    bool inside_ = false;
    std::string value_, created_;
};

} // namespace

void read_xmp(std::string_view packet, Metadata& metadata) {
    if (packet.empty()) return;
    XmpEvents events(metadata);
    try {
        read_xml_events(packet, events);
    } catch (const Failure&) { // a hostile packet is no reason to lose the pages
    }
    events.finish();
}

} // namespace samling
