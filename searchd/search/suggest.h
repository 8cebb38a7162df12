#pragma once
// What to offer somebody who is still typing.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/catalog_pool.h"
#include "schema/vocabulary.h"
#include "searchd/search/index_reader.h"

namespace samling {

struct Suggestion {
    enum class Kind { query, title, theme, region, coalition } kind = Kind::query;
    std::string text;       ///< To be shown, and what would be searched for.
    std::string value;      ///< title: the document's id; theme, region, coalition: the code.
    std::int64_t count = 0; ///< Documents that it leads to, never 0.
};

/// Names of concepts, folded once, since a suggestion has milliseconds. Immutable, so thread-safe.
class ConceptNames {
public:
    explicit ConceptNames(const Vocabularies& vocabularies);
    struct Name {
        std::string folded, label;
        TagField field;
        std::string code;
        int rank = 0; ///< 0: the English label, 1: another name. Of several that fit, the lower one is shown.
    };
    /// All names a word of which begins with `beginning`, which is folded, those that begin with it first.
    std::vector<const Name*> beginning_with(std::string_view beginning) const;

private:
    std::vector<Name> names_;
};

/// What suggestions are made with: immutable or thread-safe.
struct SuggestTools {
    const ConceptNames& names;
    const CatalogPool& catalogs;
};

/// At most `limit` suggestions for what has been `typed`: concepts that documents are tagged with, titles with these
/// words, and queries that complete the last word as it is written in documents. All of them lead to documents. What is not found
/// within some milliseconds is left out: the next letter is typed by then.
std::vector<Suggestion> suggest(const std::string& typed, std::size_t limit, IndexView& view, const SuggestTools& tools);

} // namespace samling
