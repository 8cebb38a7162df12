#pragma once
// Where one document is named in another: by its title, DOI, symbol or address.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/metadata.h"
#include "searchd/search/deadline.h"
#include "searchd/search/index_reader.h"
#include "searchd/search/page_texts.h"

namespace samling {

/// What a document may be named by in another, ready to be looked for.
struct CitableName {
    enum class Kind { title, doi, symbol, address } kind = Kind::title;
    std::string text;
    std::vector<std::string> words; ///< Folded forms.
};
/// "title", "doi", "symbol", "address".
std::string_view citation_name(CitableName::Kind kind);

/// A place where a name stands.
struct Citation {
    CitableName::Kind kind = CitableName::Kind::title;
    int page = 0;             ///< Physical, from 1.
    std::uint32_t offset = 0; ///< Byte offset of the quote in that page's text.
    std::string quote;        ///< The name with a few words around it, byte for byte.
};

/// The names of a document that say enough to be no chance: titles of four words and more, and what stands before a
/// colon in them, DOIs, symbols, addresses with a path. At most eight.
std::vector<CitableName> citable_names(const Metadata& record, Analyzer& analyzer);

/// Documents that have one of `names` as a phrase somewhere, ascending; as many as are found until the deadline.
std::vector<std::uint32_t> documents_naming(const std::vector<CitableName>& names, IndexView& view, const Deadline& deadline);

/// The first page of `document` on which one of `names` stands, looked for in this order.
std::optional<Citation> find_citation(const std::vector<CitableName>& names, std::uint32_t document, IndexView& view, const PageTexts& texts);

} // namespace samling
