#pragma once
// Documents to index entries and back. With index_layout.h this is the whole format of an index.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "schema/index_layout.h"
#include "schema/metadata.h"
#include "schema/ranking_settings.h"
#include "schema/vocabulary.h"

namespace Xapian {
class Document;
}

namespace samling {

/// What an index document keeps for showing a hit, as its data.
struct IndexEntry {
    std::string id;
    std::int64_t version_key = 0; ///< Catalog key under which the text of its pages lies.
    std::string title;
    std::string subtitle;
    std::string date;                       ///< As format_date gives it.
    std::string language;                   ///< First language code, or empty.
    std::vector<std::uint32_t> page_starts; ///< First word position of each page.
    std::vector<std::string> page_labels;   ///< Printed labels; empty altogether when none differs.
    friend bool operator==(const IndexEntry&, const IndexEntry&) = default;
};

/// Compact bytes: version byte, then varints and length-prefixed strings. decode throws
/// Failure{corrupt_data}.
std::string encode(const IndexEntry& entry);
IndexEntry decode_entry(std::string_view bytes);

/// The number of the page that holds word position `position`, from 1; 0 when it is before the first (the
/// title).
int page_at(const IndexEntry& entry, std::uint32_t position);

/// The codes in a slot's value.
std::vector<std::string> decode_codes(std::string_view slot_value);
std::string encode_codes(const std::vector<std::string>& codes);

/// Makes documents for the index. Keeps an analyser per language; NOT thread-safe: one per thread.
class IndexCodec {
public:
    /// Keeps a reference to `vocabularies`. `ranking` says how often a word of each field counts.
    explicit IndexCodec(const Vocabularies& vocabularies, const RankingSettings& ranking = {});
    ~IndexCodec();

    /// Terms, positions, slots and data of one document, as the layout says. The document's language chooses
    /// the stemmer, each page's own language where it has one. The unique term is
    /// unique_term(document.metadata.id).
    Xapian::Document make(const Document& document, std::int64_t version_key);

private:
    struct Internal;
    std::unique_ptr<Internal> internal_;
};

/// The one term that only the document with this id has.
std::string unique_term(std::string_view id);

} // namespace samling
