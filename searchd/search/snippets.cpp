#include "searchd/search/snippets.h"

#include <algorithm>
#include <bitset>
#include <map>
#include <numeric>
#include <optional>

namespace samling {
namespace {

constexpr std::uint32_t kSnippetBytes = 220;
constexpr std::uint32_t kLeadBytes = 120; ///< How far before a mark its sentence may begin.
constexpr std::uint32_t kShortBytes = 110; ///< A snippet that would be shorter goes on into the next sentence.
constexpr int kMaxPagesRead = 40;
constexpr int kFewPages = 3; ///< So many are read as they are; of more, positions in the index tell which.
constexpr std::size_t kStemKeyBytes = 2, kMinStemBytes = 3, kMaxFormsRead = 100;

/// How many different words a place or a page has: those typed count before those that stand for them, or a page in
/// another language would be shown by its English headline.
class DifferentWords {
public:
    void add(std::size_t word, bool added) { (added ? added_ : typed_).set(word % kBits); }
    std::pair<std::size_t, std::size_t> rank() const { return {typed_.count(), added_.count()}; }

private:
    /// More than a query has words: the names that are added to a few fill 64 bits, and two words would be one.
    static constexpr std::size_t kBits = 512;
    std::bitset<kBits> typed_, added_;
};

struct Candidate {
    int page;
    DifferentWords words;
    std::size_t occurrences = 0;
};

/// Leaves of the positions of words in phrases those where the whole phrase stands. `positions` are sorted,
/// by word.
void keep_phrases(std::vector<std::vector<std::uint32_t>>& positions, const WantedWords& wanted) {
    for (const auto& phrase : wanted.phrases) {
        std::vector<std::uint32_t> starts;
        for (const auto start : positions[phrase.front()]) {
            bool stands = true;
            for (std::size_t i = 1; stands && i < phrase.size(); ++i)
                stands = std::binary_search(positions[phrase[i]].begin(), positions[phrase[i]].end(),
                                            start + static_cast<std::uint32_t>(i));
            if (stands) starts.push_back(start);
        }
        for (std::size_t i = 0; i < phrase.size(); ++i) {
            positions[phrase[i]] = starts;
            for (auto& position : positions[phrase[i]])
                position += static_cast<std::uint32_t>(i);
        }
    }
}

/// Where each wanted word stands in the document, sorted.
std::vector<std::vector<std::uint32_t>> wanted_positions(Xapian::docid document, const WantedWords& wanted,
                                                         const Xapian::Database& database) {
    std::vector<std::vector<std::uint32_t>> positions(wanted.forms.size());
    for (std::size_t word = 0; word < wanted.forms.size(); ++word) {
        for (const auto& form : wanted.forms[word])
            positions[word].insert(positions[word].end(), database.positionlist_begin(document, form),
                                   database.positionlist_end(document, form));
        std::sort(positions[word].begin(), positions[word].end());
    }
    keep_phrases(positions, wanted);
    return positions;
}

/// Pages on which the words stand in a known form, by the index's positions; best first.
std::vector<int> pages_by_position(const IndexEntry& entry, Xapian::docid document, const WantedWords& wanted,
                                   IndexView& view) {
    std::map<int, Candidate> found;
    const auto positions = wanted_positions(document, wanted, view.database);
    for (std::size_t word = 0; word < positions.size(); ++word)
        for (const auto position : positions[word]) {
            const int page = page_at(entry, position);
            if (page == 0) continue;
            auto& candidate = found.try_emplace(page, Candidate{page, {}, 0}).first->second;
            candidate.words.add(word, wanted.added.contains(word));
            ++candidate.occurrences;
        }
    std::vector<Candidate> ranked;
    for (auto& [page, candidate] : found)
        ranked.push_back(std::move(candidate));
    std::stable_sort(ranked.begin(), ranked.end(), [](const Candidate& a, const Candidate& b) {
        return std::pair(a.words.rank(), a.occurrences) > std::pair(b.words.rank(), b.occurrences);
    });
    std::vector<int> pages;
    for (const auto& candidate : ranked)
        pages.push_back(candidate.page);
    return pages;
}

/// A space for each run of white space: lines of a page are no lines of a snippet.
void append_flat(Snippet& snippet, std::string_view text, bool marked) {
    std::string flat;
    for (const char c : text) {
        const bool space = c == ' ' || c == '\n' || c == '\t';
        if (!space)
            flat += c;
        else if (!flat.empty() ? flat.back() != ' ' : !snippet.empty())
            flat += ' ';
    }
    if (!flat.empty()) snippet.push_back({std::move(flat), marked});
}

/// Where a snippet around the mark `first` begins: with the page where it is near, with the mark's sentence, or where
/// that began long before, with a word.
std::uint32_t beginning(const AnalysedPage& page, const Mark& first) {
    if (first.begin <= kLeadBytes) return 0;
    const auto& ends = page.sentences;
    const auto next = std::upper_bound(ends.begin(), ends.end(), first.begin);
    const auto sentence = next == ends.begin() ? 0 : *std::prev(next);
    if (first.begin - sentence <= kLeadBytes)
        return static_cast<std::uint32_t>(page.page.text.find_first_not_of(" \t\n", sentence));
    const auto earliest = first.begin - kLeadBytes;
    const auto word = std::lower_bound(page.tokens.begin(), page.tokens.end(), earliest,
                                       [](const auto& token, auto offset) { return token.begin < offset; });
    const auto begin = word == page.tokens.end() ? first.begin : std::min(word->begin, first.begin);
    return static_cast<std::uint32_t>(character_boundary_before(page.page.text, begin));
}

/// Of the marks from `first` to the byte `end`.
std::pair<std::size_t, std::size_t> rank_until(const std::vector<Mark>& marks, std::size_t first, std::uint32_t end) {
    DifferentWords words;
    for (auto i = first; i < marks.size() && marks[i].end <= end; ++i)
        words.add(marks[i].word, marks[i].added);
    return words.rank();
}

/// The mark around which a snippet has the most different words. What is before the mark takes room from what follows it.
std::size_t densest(const AnalysedPage& page, const std::vector<Mark>& marks) {
    std::size_t best = 0;
    std::pair<std::size_t, std::size_t> best_rank;
    for (std::size_t i = 0; i < marks.size(); ++i) {
        if (rank_until(marks, i, marks[i].begin + kSnippetBytes) <= best_rank) continue;
        const auto rank = rank_until(marks, i, beginning(page, marks[i]) + kSnippetBytes);
        if (rank > best_rank) best = i, best_rank = rank;
    }
    return best;
}

/// Where it ends: behind the last whole sentence that fits, unless that leaves little; else behind the last whole
/// word, and where there are no words behind a character.
std::uint32_t ending(const AnalysedPage& page, std::uint32_t begin, std::uint32_t at_least) {
    const std::string_view text = page.page.text;
    const auto limit = std::max(begin + kSnippetBytes, at_least);
    if (limit >= text.size()) return static_cast<std::uint32_t>(text.size());
    const auto sentence = std::upper_bound(page.sentences.begin(), page.sentences.end(), limit);
    if (sentence != page.sentences.begin() && *std::prev(sentence) >= std::max(begin + kShortBytes, at_least)) {
        const auto last = text.find_last_not_of(" \t\n", *std::prev(sentence) - 1);
        return std::max(at_least, static_cast<std::uint32_t>(last == std::string_view::npos ? 0 : last + 1));
    }
    const auto after = std::upper_bound(page.tokens.begin(), page.tokens.end(), limit,
                                        [](auto offset, const auto& token) { return offset < token.end; });
    const bool has_word = after != page.tokens.begin() && std::prev(after)->end >= begin + kShortBytes;
    const auto end = has_word ? std::max(at_least, std::prev(after)->end) : limit;
    const auto whole = character_boundary_before(text, end);
    return static_cast<std::uint32_t>(whole > begin && whole >= at_least ? whole : character_boundary_after(text, end));
}

void add_index_forms(WantedWords& wanted, IndexView& view) {
    for (std::size_t word = 0; word < wanted.forms.size(); ++word) {
        const auto stems = wanted.stems[word];
        for (const auto& keyed : stems) {
            const auto stem = keyed.substr(std::min(kStemKeyBytes, keyed.size()));
            if (stem.size() < kMinStemBytes) continue;
            std::size_t read = 0;
            for (auto term = view.database.allterms_begin(stem);
                 term != view.database.allterms_end(stem) && read++ < kMaxFormsRead && !view.deadline.passed(); ++term)
                for (const auto& language : view.languages) {
                    auto& analyzer = view.analyzer(language);
                    if (!stems.contains(std::string(analyzer.stem_key()) + analyzer.stem(*term))) continue;
                    wanted.forms[word].insert(*term);
                    break;
                }
        }
    }
}

/// Pages to look at, in this order.
std::vector<int> pages_in_question(const IndexEntry& entry, Xapian::docid document, WordFinder& words,
                                   IndexView& view) {
    const int page_count = static_cast<int>(entry.page_starts.size());
    std::vector<int> pages;
    if (page_count > kFewPages && !words.empty())
        pages = pages_by_position(entry, document, words.with_index_forms(view), view);
    if (pages.empty()) {
        pages.resize(static_cast<std::size_t>(std::min(page_count, kMaxPagesRead)));
        std::iota(pages.begin(), pages.end(), 1);
    }
    return pages;
}

} // namespace

WordFinder::WordFinder(WantedWords wanted) : wanted_(std::move(wanted)) {
    const auto add = [&](const auto& words, auto& hashes) {
        for (std::size_t word = 0; word < words.size(); ++word)
            for (const auto& form : words[word]) {
                hashes.emplace_back(word_hash(form), word);
                filter_ |= std::uint64_t{1} << (hashes.back().first % 64);
            }
        std::sort(hashes.begin(), hashes.end());
    };
    add(wanted_.forms, forms_);
    add(wanted_.stems, stems_);
}

const WantedWords& WordFinder::with_index_forms(IndexView& view) {
    if (!has_index_forms_) add_index_forms(wanted_, view);
    has_index_forms_ = true;
    return wanted_;
}

std::vector<Mark> WordFinder::find(const std::vector<PlacedToken>& tokens) const {
    struct Seen {
        Mark mark;
        std::uint32_t position;
    };
    std::vector<Seen> seen;
    std::vector<std::size_t> found; // words of one token
    const auto look_up = [&](const auto& hashes, std::uint64_t hash) {
        if ((filter_ >> (hash % 64) & 1) == 0) return;
        auto at = std::lower_bound(hashes.begin(), hashes.end(), std::pair(hash, std::size_t{0}));
        for (; at != hashes.end() && at->first == hash; ++at)
            if (std::find(found.begin(), found.end(), at->second) == found.end()) found.push_back(at->second);
    };
    for (const auto& token : tokens) {
        found.clear();
        look_up(forms_, token.exact);
        look_up(stems_, token.stem);
        std::sort(found.begin(), found.end());
        for (const auto word : found)
            seen.push_back({{token.begin, token.end, word, wanted_.added.contains(word)}, token.position});
    }
    std::vector<Mark> marks;
    if (wanted_.phrases.empty()) {
        for (const auto& [mark, position] : seen)
            marks.push_back(mark);
        return marks;
    }
    std::vector<std::vector<std::uint32_t>> positions(wanted_.forms.size());
    for (const auto& [mark, position] : seen)
        positions[mark.word].push_back(position);
    keep_phrases(positions, wanted_);
    for (const auto& [mark, position] : seen)
        if (std::binary_search(positions[mark.word].begin(), positions[mark.word].end(), position))
            marks.push_back(mark);
    return marks;
}

Snippet make_snippet(const AnalysedPage& page, const std::vector<Mark>& marks) {
    const std::string_view text = page.page.text;
    const auto first = marks.empty() ? 0 : densest(page, marks);
    const auto begin = marks.empty() ? 0 : beginning(page, marks[first]);
    const auto end = ending(page, begin, marks.empty() ? 0 : marks[first].end);
    Snippet snippet;
    if (begin > 0) snippet.push_back({"… ", false});
    std::size_t at = begin;
    for (const auto& mark : marks) {
        if (mark.begin < at || mark.end > end) continue; // also a second wanted word in the same place
        const auto from = std::max<std::size_t>(at, character_boundary_before(text, mark.begin));
        const auto to = std::min<std::size_t>(end, character_boundary_after(text, mark.end));
        append_flat(snippet, text.substr(at, from - at), false);
        append_flat(snippet, text.substr(from, to - from), true);
        at = to;
    }
    append_flat(snippet, text.substr(at, end - at), false);
    if (end < text.size()) snippet.push_back({" …", false});
    return snippet;
}

std::vector<PageHit> best_pages(const IndexEntry& entry, Xapian::docid document, WordFinder& words,
                                IndexView& view, const PageTexts& texts) {
    struct Found {
        PageHit hit;
        std::pair<std::pair<std::size_t, std::size_t>, std::size_t> rank; ///< Different words, and how often they stand there.
    };
    std::vector<Found> found;
    std::optional<PageHit> opening;
    const auto analyzer = [&](const std::string& language) -> Analyzer& {
        return view.analyzer(language.empty() ? entry.language : language);
    };
    for (const int number : pages_in_question(entry, document, words, view)) {
        if (found.size() == kMaxPageHits || (opening && words.empty()) || view.deadline.passed()) break;
        const auto page = texts.page(entry.version_key, number, analyzer);
        if (!page) continue;
        const auto marks = words.find(page->tokens);
        if (marks.empty() && (opening || page->page.text.empty())) continue;
        PageHit hit{number, page->page.label, make_snippet(*page, marks)};
        DifferentWords different;
        for (const auto& mark : marks)
            different.add(mark.word, mark.added);
        if (marks.empty())
            opening = std::move(hit);
        else
            found.push_back({std::move(hit), {different.rank(), marks.size()}});
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const Found& a, const Found& b) { return a.rank > b.rank; });
    std::vector<PageHit> hits;
    for (auto& page : found)
        hits.push_back(std::move(page.hit));
    if (hits.empty() && opening) hits.push_back(std::move(*opening));
    return hits;
}

} // namespace samling
