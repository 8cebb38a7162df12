#pragma once
// Texts of pages with their words found, as many as fit into memory.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "corpus/catalog_pool.h"
#include "schema/text.h"
#include "searchd/search/byte_cache.h"

namespace samling {

/// A word of a text: where it stands, and what it is compared by.
struct PlacedToken {
    std::uint32_t begin, end; ///< Byte offsets.
    std::uint32_t position;   ///< From 0; consecutive words differ by one.
    std::uint64_t exact, stem; ///< word_hash of its form, and of its stem behind the analyser's stem_key().
};

std::uint64_t word_hash(std::string_view word);
std::vector<PlacedToken> place_tokens(std::string_view text, Analyzer& analyzer);

struct AnalysedPage {
    Page page;
    std::vector<PlacedToken> tokens;
    std::vector<std::uint32_t> sentences; ///< Where sentences end; a line that goes on in the next one ends none.
};

std::vector<std::uint32_t> page_sentences(const Page& page);

/// Finds words and sentences of a page, once for all snippets that it will give.
AnalysedPage analyse_page(Page page, Analyzer& analyzer);

/// Thread-safe. A version's pages never change, so what is kept stays true.
class PageTexts {
public:
    PageTexts(std::filesystem::path catalog, std::size_t cache_bytes);

    /// Gives the analyser for a page of this language; empty where the page does not say.
    using AnalyzerOf = std::function<Analyzer&(const std::string& language)>;

    /// Page `number` of a version, from 1; null if there is none. Throws as Catalog does.
    std::shared_ptr<const AnalysedPage> page(std::int64_t version_key, int number,
                                             const AnalyzerOf& analyzer) const;

    /// The media type of a document's original; empty where there is none. `version_key` is its newest version.
    std::string original_type(const std::string& id, std::int64_t version_key) const;

    const CatalogPool& catalogs() const { return catalogs_; }

private:
    struct PlaceHash {
        std::size_t operator()(const std::pair<std::int64_t, int>& place) const {
            return std::hash<std::int64_t>()(place.first * 8191 + place.second);
        }
    };
    CatalogPool catalogs_;
    mutable ByteCache<std::int64_t, std::string> types_{std::size_t{4} << 20};
    mutable ByteCache<std::pair<std::int64_t, int>, AnalysedPage, PlaceHash> cache_;
};

} // namespace samling
