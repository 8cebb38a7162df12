#pragma once
// XML as events. Entities are never expanded but the five of XML itself, nothing outside the bytes is ever
// read.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace samling {

/// The tag with which an element opens or closes; views hold during the call. Attributes only where it opens.
struct XmlTag {
    std::string_view name;                                                 ///< Without prefix.
    std::string_view name_space;                                           ///< The URI, or empty.
    std::vector<std::pair<std::string_view, std::string_view>> attributes; ///< Names without prefix.

    /// The value of the first attribute called `wanted`, or empty.
    std::string_view attribute(std::string_view wanted) const;
};

class XmlEvents {
public:
    virtual ~XmlEvents() = default;
    virtual void open(const XmlTag& element) = 0;
    virtual void close(const XmlTag& element) = 0;
    virtual void characters(std::string_view text) = 0;
    /// True to stop reading early.
    virtual bool done() const { return false; }
};

/// Feeds `bytes`, in whatever encoding they are, to `events`. Returns empty, or what is wrong with the XML
/// where it broke off or had to be mended. Throws Failure{extraction_failed} for XML made to harm.
std::string read_xml_events(std::string_view bytes, XmlEvents& events);

} // namespace samling
