#pragma once
// The vocabularies of XML that are known: JATS, TEI, DocBook. What an element is, as tables.

#include <span>
#include <string>
#include <string_view>

#include "indexer/extract/embedded.h"
#include "indexer/extract/text_builder.h"
#include "indexer/extract/xml_reader.h"

namespace samling {

/// An element of the header and the field it fills. `path` is the end of the way to it: "article-meta/abstract".
struct XmlField {
    std::string_view path;
    EmbeddedField field;
};

struct XmlVocabulary {
    std::string_view name;
    std::span<const std::string_view> headers;  ///< Hold what the document says of itself: no text to read, but
    std::span<const std::string_view> readable; ///< these within, which readers see on the first page.
    std::span<const std::string_view> sections; ///< Nest: the depth of a title in them is its level.
    std::span<const std::string_view> titles;
    std::span<const std::string_view> paragraphs;
    std::span<const std::string_view> skipped;
    std::span<const XmlField> fields;
};

/// The vocabulary of a document by its root element's namespace, or, for those older than namespaces, by its root and
/// the element after it; null where it is none of them.
const XmlVocabulary* xml_vocabulary(const XmlTag& root, std::string_view second_element);

/// Reads a document of that vocabulary. Returns empty, or what is wrong with the XML, as read_xml_events.
std::string read_xml_by_vocabulary(std::string_view bytes, const XmlVocabulary& vocabulary, TextBuilder& builder);

} // namespace samling
