#pragma once
// XML as plain values, for the small files of this box (records, vocabularies): libxml2 parses, nothing of it
// shows here.

#include <cstddef>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace samling {

struct XmlAttribute {
    std::string space; ///< Namespace address, or empty.
    std::string name;
    std::string value;
};

struct XmlElement {
    std::string space;
    std::string name;
    std::vector<XmlAttribute> attributes;
    std::vector<XmlElement> children;
    std::string text; ///< Its own text, without that of its children.
    int line = 0;

    /// The value of an attribute, or null.
    const std::string* attribute(std::string_view name_space, std::string_view name) const;
};

inline constexpr std::string_view kXmlSpace = "http://www.w3.org/XML/1998/namespace";

struct XmlLimits {
    std::size_t bytes;
    std::size_t elements;
    std::size_t depth;
};

/// Why a text is no XML for us.
struct XmlMistake : std::runtime_error {
    XmlMistake(int where, const std::string& what) : std::runtime_error(what), line(where) {}
    int line; ///< From 1.
};

/// The root element of `xml`, which is UTF-8 whatever its declaration says. A document type declaration is
/// refused, so there are no entities beyond the five of XML and nothing is fetched; so is a tag with more
/// than 64 attributes, on which libxml2 would be quadratic. Throws XmlMistake. Thread-safe.
XmlElement parse_xml(std::string_view xml, const XmlLimits& limits);

/// Takes a child of the root; must not throw, as it is called from C.
using TakeXmlChild = std::function<void(XmlElement)>;
/// The same, but the root comes without its children, which go to `take` one by one as they are read: a large file is never
/// in memory as a whole tree. They may have been taken before a mistake further down is found.
XmlElement parse_xml(std::string_view xml, const XmlLimits& limits, TakeXmlChild take);

} // namespace samling
