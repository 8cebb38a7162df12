#pragma once
// Search as plain values: what is asked, what is answered. Rendered by searchd/web, answered by
// SearchService.

#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/data_directory.h"
#include "schema/metadata.h"
#include "schema/visibility.h"
#include "schema/vocabulary.h"
#include "schema/ranking_settings.h"

namespace samling {

/// Which documents match a query of several words. `best`: any word that is no stop word, documents with more
/// of the words first. `all` and `any` force it.
enum class Match { best, all, any };
enum class Sort { relevance, newest, oldest, title };

enum class Switch { off, on };

/// Inclusive; 0 leaves an end open.
struct YearRange {
    int from = 0;
    int to = 0;
    friend bool operator==(const YearRange&, const YearRange&) = default;
};

struct SearchRequest {
    std::string query; ///< As typed, valid UTF-8; empty: every document.
    Match match = Match::best;
    /// Codes chosen in each facet, by TagField: OR within one, AND across.
    std::array<std::vector<std::string>, kTagFieldCount> selected;
    std::optional<YearRange> years;
    Sort sort = Sort::relevance;
    std::size_t offset = 0;
    std::size_t limit = 10;      ///< Hits wanted, 0 to 100; 0 gives total and facets alone.
    std::string language = "en"; ///< Of the labels in the answer.
    enum class Facets { none, all } facets = Facets::all;
    enum class Snippets { none, best_pages } snippets = Snippets::best_pages;
    /// quieter: see quiet_voices.h; of results by relevance alone.
    enum class Voices { as_ranked, quieter } voices = Voices::as_ranked;
    enum class Explain { no, yes } explain = Explain::no;
    Audience audience = {}; ///< What others may not see is not there: not found, not counted, not offered.
    Switch decompound = Switch::on;  ///< Compounds are found by their parts, parts joined by the compound.
    Switch expand = Switch::on;      ///< Themes, regions and coalitions that the query names are found by their other names.
    std::vector<std::string> except; ///< Of what these would add, texts that are not wanted.
    friend bool operator==(const SearchRequest&, const SearchRequest&) = default;
};

/// A piece of text, marked where the query's words stand.
struct SnippetPart {
    std::string text; ///< Plain text, to be escaped by whoever renders it.
    bool marked = false;
};
using Snippet = std::vector<SnippetPart>;

/// A page that answers.
struct PageHit {
    int page = 1;      ///< Physical number, from 1.
    std::string label; ///< Printed number when it differs.
    Snippet snippet;
};

/// Why a hit has its score: what each word adds, and what the second look adds. All of it adds up to the score.
struct Explanation {
    struct Word {
        std::vector<std::string> terms; ///< Of the index, any of which it is found by; "Z" begins a stem.
        double weight = 0;              ///< The limit of what it adds: by its rarity, and how often it was typed.
        std::uint32_t frequency = 0;    ///< In the document, each field by its weight.
        double score = 0;
        std::vector<std::string> fields; ///< That it stands in.
    };
    std::vector<Word> words;
    double bm25 = 0, coverage = 0, proximity = 0, tags = 0, recency = 0;
};

struct Hit {
    std::string id;
    std::string title;
    std::string subtitle;
    std::string date;
    std::string language;
    double score = 0; ///< Comparable within one answer only.
    int page_count = 0;
    std::vector<PageHit> pages; ///< Best first, at most three; empty when only the record matched.
    /// Codes of each facet with their broader ones, by TagField, as far as the index has them.
    std::array<std::vector<std::string>, kTagFieldCount> codes = {};
    int raised = 0;         ///< Places that SearchRequest::Voices::quieter moved it up by; negative: down.
    std::string quiet = {}; ///< Why: the label of the continent or type of actor, when it rose.
    double quiet_share = 0; ///< The share of the collection that this has.

    std::string media_type = {}; ///< Of the original, where one is kept.

    const std::vector<std::string>& of(TagField field) const { return codes[static_cast<std::size_t>(field)]; }
    std::optional<Explanation> explanation = {}; ///< Where it was asked for and the order is by score.
};

/// A value of a facet. `count` is the number of results there would be after choosing it (when it is not
/// selected: beside what is selected in this facet already, its own documents), ignoring this facet's own
/// selection.
struct FacetValue {
    std::string_view value; ///< Code; a year as digits. Of its facet's `names`, as all that is text here.
    std::string_view label;
    std::int64_t count = 0;
    bool selected = false;
    std::span<const std::string> broader = {}; ///< Codes of direct parents in the vocabulary.
};

/// Counts of one facet over the documents that match the query and all other facets' selections. A document
/// counts once for each of its values and their ancestors. Selected values are present even with count 0.
struct Facet {
    std::string name;
    std::string label;
    std::vector<FacetValue> values; ///< By count, then label; years by year, newest first.
    std::shared_ptr<const void> names = {}; ///< Keeps the texts of the values: hundreds, which all answers of a revision share.
};

/// The query as it was most likely meant, and how many documents it finds under the same filters: never 0.
struct DidYouMean {
    std::string query;
    std::int64_t total = 0;
};

/// What was searched for beside what was typed.
struct QueryExpansion {
    enum class Why {
        compound,    ///< The parts of a compound.
        joined,      ///< The compound of two words.
        longer,      ///< A compound with the word.
        alternative, ///< Another name of what is named.
        narrower     ///< A name of something narrower.
    } why = Why::compound;
    std::string typed;    ///< The words of the query that it stands for.
    std::string added;    ///< Words that follow each other; of a compound, that stand near each other.
    std::string language; ///< BCP 47.
    double weight = 0;    ///< Of what it adds to a score, beside a word that was typed.
};

struct SearchPage {
    std::int64_t total = 0; ///< Exact: documents that match the query and every selection.
    std::string counted;    ///< What `total` counts, for the reader: "documents with all of the words".
    std::vector<Hit> hits;
    std::vector<Facet> facets; ///< In TagField order, then "year".
    bool escaped = false;      ///< The query's syntax was not understood and it was searched as plain words.
    std::optional<DidYouMean> did_you_mean = {}; ///< Where a word is in no document, and another is near.
    std::vector<std::string> notices; ///< For the reader: what was done differently from what was typed.
    bool cut = false; ///< The deadline passed: `total` and all counts are of what was found until then.
    std::uint64_t edition = 0; ///< Of the collection that answered: another one after every change.
    std::vector<QueryExpansion> expansions; ///< `total` counts what they find, too.
    std::string description;          ///< The query as understood, for tests and explain.
    std::chrono::microseconds took{0};
};

/// How searches are carried out.
struct SearchOptions {
    RankingSettings ranking = {};
    std::chrono::nanoseconds deadline{std::chrono::seconds(2)}; ///< For one search; 0: none.
    std::size_t list_cache_bytes = std::size_t{96} << 20; ///< For decoded lists of documents.
    std::size_t text_cache_bytes = std::size_t{32} << 20; ///< For texts of pages, their words found.
    std::size_t page_cache_bytes = std::size_t{16} << 20; ///< For whole answers, to be given again.
    /// Two thirds for lists, the rest for texts and answers.
    void share_out(std::size_t cache_bytes) {
        list_cache_bytes = cache_bytes / 3 * 2;
        text_cache_bytes = cache_bytes / 9 * 2;
        page_cache_bytes = cache_bytes / 9;
    }
    enum class Engine { evaluator, xapian } engine = Engine::evaluator; ///< xapian: slow, to compare with.
};

/// The state of what is served, for /healthz.
struct SearchState {
    std::int64_t documents = 0;
    std::uint64_t revision = 0; ///< Changes with every commit that is seen.
};

struct Crosstab;
struct DocumentSearchRequest;
struct DocumentSearchPage;
struct RelatedDocument;
struct SimilarDocument;
struct Suggestion;
struct CrosstabRequest;

/// Thread-safe. A committed change, and an index switched by a rebuild, is seen by the next call.
class SearchService {
public:
    /// Opens lazily: an index that is not there yet throws Failure{index_missing} from search(), not from
    /// here.
    SearchService(DataDirectory directory, std::shared_ptr<const Vocabularies> vocabularies,
                  const SearchOptions& options = {});
    ~SearchService();

    /// Throws Failure{index_missing | layout_mismatch | busy | timed_out | corrupt_data}; never for what the
    /// query says.
    SearchPage search(const SearchRequest& request) const;
    /// Two facets against each other; see crosstab.h. Throws as search() does, and Failure{invalid_argument} for a
    /// table that is too large.
    Crosstab crosstab(const CrosstabRequest& request) const;
    /// The pages of one document; see document_search.h. Throws as search() does, and Failure{not_found}.
    DocumentSearchPage search_document(const DocumentSearchRequest& request) const;
    /// As everybody sees it.
    SearchState state() const;
    /// What suggest.h offers `audience` for what has been typed.
    std::vector<Suggestion> suggest(const std::string& typed, std::size_t limit, const Audience& audience) const;
    /// What similar.h finds. Throws Failure{not_found} too.
    std::vector<SimilarDocument> similar(const std::string& id, std::size_t limit, const Audience& audience) const;
    /// What related.h finds for the document with this record. Throws Failure{not_found} too.
    std::vector<RelatedDocument> related(const Metadata& record, std::size_t limit, const Audience& audience) const;

private:
    struct Internal;
    std::unique_ptr<Internal> internal_;
};

} // namespace samling
