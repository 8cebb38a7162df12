#pragma once
// Read-only views of the index in use, for many threads.

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include <xapian.h>

#include "corpus/data_directory.h"
#include "schema/ranking_settings.h"
#include "schema/text.h"
#include "searchd/search/compound_words.h"
#include "searchd/search/concept_texts.h"
#include "searchd/search/deadline.h"
#include "searchd/search/ideographs.h"
#include "searchd/search/snapshot.h"
#include "searchd/search/visible.h"

namespace samling {

/// What one search works with, used by one thread at a time: Xapian and analysers know no locks.
struct IndexView {
    Xapian::Database database;
    std::shared_ptr<const Snapshot> snapshot; ///< Of the database's revision.
    Visible visible;                          ///< To the audience of the search that uses the view.
    std::vector<std::string> languages;     ///< With a stemmer, by number of documents.
    std::map<std::string, Analyzer, std::less<>> analyzers;
    std::vector<float> scores; ///< By document number; room to work in.
    RankingSettings ranking = {};
    Deadline deadline{std::chrono::nanoseconds(0)}; ///< Of the search at work; none until it sets one.
    CompoundMemo compounds = {};
    ConceptMemo concepts = {};
    std::unordered_map<std::string, std::string> written_forms = {}; ///< By folded word: written_form.h.
    IdeographMemo ideographs = {};

    Analyzer& analyzer(const std::string& language) {
        return analyzers.try_emplace(language, language).first->second;
    }
};

struct ReaderOptions {
    Bm25 bm25;
    std::size_t list_cache_bytes = 0;
    RankingSettings ranking = {};
};

/// Thread-safe. Keeps a view for each thread that searches at the same time.
class IndexReader {
public:
    IndexReader(DataDirectory directory, const ReaderOptions& options);
    ~IndexReader();

    /// Runs `use` on a view of the newest commit, which shows what `audience` may see today, at most three times: when the
    /// writer has overwritten what a slow search still reads, it begins again on the new one. `use` copies out plain values
    /// and has no other effect. An index that a rebuild has switched in is opened first. Throws Failure{index_missing |
    /// layout_mismatch | busy | corrupt_data} and what `use` throws.
    void with_view(const Audience& audience, const std::function<void(IndexView&)>& use) const;

private:
    struct Internal;
    std::unique_ptr<Internal> internal_;
};

} // namespace samling
