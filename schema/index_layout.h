#pragma once
// The one table of everything the index can be asked for. The writer, the query builder, the facets, the
// API documentation and the pages loop over it; no prefix and no slot number stands anywhere else.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "schema/metadata.h"

namespace samling {

/// Version of everything said in this file and in index_codec. An index says with which it was written;
/// another version is refused (Failure{layout_mismatch}) and `indexer rebuild` makes it anew. Raise it at any
/// change.
inline constexpr int kLayoutVersion = 4;
/// Key of the index's own metadata under which the version stands, as decimal digits.
inline constexpr std::string_view kLayoutKey = "samling.layout";
/// Key under which the languages of the collection stand: "en 310\nfr 12\n…", documents by language, most
/// first.
inline constexpr std::string_view kLanguagesKey = "samling.languages";

enum class FieldKind {
    text,  ///< Words: folded form under `prefix` with positions; where the stem is another, stem_term() without.
    exact, ///< A whole value, folded, as one boolean term.
    code,  ///< Vocabulary codes and all their ancestors, as boolean terms and together in the slot.
    date   ///< No terms; "YYYYMMDD" in the slot, unknown parts "00", no value if unknown.
};

struct Field {
    std::string_view name;   ///< Public: in queries ("title:"), parameters, JSON.
    std::string_view prefix; ///< Xapian term prefix, as Omega has it where it has one.
    FieldKind kind;
    std::optional<std::uint32_t> slot;
    std::optional<TagField> facet; ///< code: the tag field it holds.
};

inline constexpr std::uint32_t kDateSlot = 0;
/// Who may see the document, as encode_readership writes it; no value: everybody. No field: nobody searches for it.
inline constexpr std::uint32_t kReadershipSlot = 9;

/// Every field. `text` is first: it has no prefix, and all text fields feed it, each with its weight of
/// ranking_settings.h, so that a plain word is one posting list whatever part of the document it stands in.
std::span<const Field> index_fields();
/// The field called `name`, or null.
const Field* index_field(std::string_view name);
/// The field that holds the facet.
const Field& facet_field(TagField facet);

/// Codes in a slot are parted by this byte, which no code contains.
inline constexpr char kCodeSeparator = '\x1f';

/// A term for `value` under `prefix`, with a colon after a prefix that ends in an upper-case letter when the
/// value begins with one (Omega's rule), and shortened to 240 bytes with a digest of the rest.
std::string make_term(std::string_view prefix, std::string_view value);

/// The term for the stem of words in a text field with `prefix`: written where the stem differs from the folded form,
/// which alone halves the postings of a text. So a stem is looked for under this term and as a form. `key` is
/// Analyzer::stem_key(): stems of different languages are different terms, or "policies" by the French stemmer would
/// find "police" in English.
std::string stem_term(std::string_view prefix, std::string_view key, std::string_view stem);

/// Word positions. A document's title stands from kTitlePosition; page n's words stand from page_starts[n-1];
/// between fields and between pages there are kPositionGap empty positions, so that no phrase crosses them.
inline constexpr std::uint32_t kTitlePosition = 1;
inline constexpr std::uint32_t kPositionGap = 20;

} // namespace samling
