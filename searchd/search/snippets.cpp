#include "searchd/search/snippets.h"

#include <algorithm>
#include <map>
#include <set>

namespace samling {
namespace {

constexpr std::uint32_t kSnippetBytes = 220;
constexpr std::uint32_t kLeadBytes = 90; ///< How far back the beginning of a sentence is looked for.
constexpr std::uint32_t kWordBytes =
    64; ///< Read beyond the end of a snippet, to see whether a word ends there.
constexpr int kMaxPagesRead = 40;
constexpr std::size_t kStemKeyBytes = 2, kMinStemBytes = 3, kMaxFormsRead = 100;

struct Candidate {
    int page;
    std::set<std::size_t> words;
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
            candidate.words.insert(word);
            ++candidate.occurrences;
        }
    std::vector<Candidate> ranked;
    for (auto& [page, candidate] : found)
        ranked.push_back(std::move(candidate));
    std::stable_sort(ranked.begin(), ranked.end(), [](const Candidate& a, const Candidate& b) {
        return std::pair(a.words.size(), a.occurrences) > std::pair(b.words.size(), b.occurrences);
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

/// The mark at which the window with the most different words begins.
std::size_t densest(const std::vector<Mark>& marks) {
    std::size_t best = 0, best_words = 0;
    for (std::size_t i = 0; i < marks.size(); ++i) {
        std::set<std::size_t> words;
        for (auto j = i; j < marks.size() && marks[j].end <= marks[i].begin + kSnippetBytes; ++j)
            words.insert(marks[j].word);
        if (words.size() > best_words) best = i, best_words = words.size();
    }
    return best;
}

/// Where a snippet around `from` begins: at a sentence if one begins shortly before, else at a word.
std::uint32_t beginning(std::string_view text, std::uint32_t from) {
    const auto earliest = from > kLeadBytes ? from - kLeadBytes : 0;
    if (earliest == 0) return 0;
    const auto lead = text.substr(earliest, from - earliest);
    const auto line = lead.rfind("\n\n");
    if (line != std::string_view::npos) return earliest + static_cast<std::uint32_t>(line) + 2;
    for (const std::string_view end : {". ", "? ", "! ", "。", "؟ ", "। "})
        if (const auto at = lead.rfind(end); at != std::string_view::npos)
            return earliest + static_cast<std::uint32_t>(at + end.size());
    const auto space = lead.find_first_of(" \n");
    return space == std::string_view::npos ? from : earliest + static_cast<std::uint32_t>(space) + 1;
}

/// Where it ends: behind the last whole word that fits.
std::uint32_t ending(std::string_view text, std::uint32_t begin, std::uint32_t at_least, Analyzer& analyzer) {
    const auto limit = std::max(begin + kSnippetBytes, at_least);
    if (limit >= text.size()) return static_cast<std::uint32_t>(text.size());
    auto end = at_least;
    auto stop = std::min<std::size_t>(text.size(), limit + kWordBytes);
    while (stop < text.size() && (static_cast<unsigned char>(text[stop]) & 0xC0) == 0x80)
        --stop; // whole characters; the word that is cut here ends past the limit and is not used
    analyzer.tokenize(text.substr(begin, stop - begin), [&](const Token& token) {
        if (begin + token.end <= limit) end = std::max(end, begin + token.end);
    });
    return end;
}

} // namespace

std::vector<Mark> find_marks(std::string_view text, const WantedWords& wanted, Analyzer& analyzer) {
    struct Seen {
        Mark mark;
        std::uint32_t position;
    };
    std::vector<Seen> seen;
    std::vector<std::vector<std::uint32_t>> positions(wanted.forms.size());
    std::string exact, stem;
    analyzer.tokenize(text, [&](const Token& token) {
        exact = token.exact;
        stem = analyzer.stem_key();
        stem += token.stem;
        for (std::size_t word = 0; word < wanted.forms.size(); ++word)
            if (wanted.forms[word].contains(exact) || wanted.stems[word].contains(stem)) {
                seen.push_back({{token.begin, token.end, word}, token.position});
                positions[word].push_back(token.position);
            }
    });
    keep_phrases(positions, wanted);
    std::vector<Mark> marks;
    for (const auto& [mark, position] : seen)
        if (std::binary_search(positions[mark.word].begin(), positions[mark.word].end(), position))
            marks.push_back(mark);
    return marks;
}

void add_index_forms(WantedWords& wanted, IndexView& view) {
    for (std::size_t word = 0; word < wanted.forms.size(); ++word) {
        const auto stems = wanted.stems[word];
        for (const auto& keyed : stems) {
            const auto stem = keyed.substr(std::min(kStemKeyBytes, keyed.size()));
            if (stem.size() < kMinStemBytes) continue;
            std::size_t read = 0;
            for (auto term = view.database.allterms_begin(stem);
                 term != view.database.allterms_end(stem) && read++ < kMaxFormsRead; ++term)
                for (const auto& language : view.languages) {
                    auto& analyzer = view.analyzer(language);
                    if (!stems.contains(std::string(analyzer.stem_key()) + analyzer.stem(*term))) continue;
                    wanted.forms[word].insert(*term);
                    break;
                }
        }
    }
}

Snippet make_snippet(std::string_view text, const std::vector<Mark>& marks, Analyzer& analyzer) {
    const auto first = marks.empty() ? 0 : densest(marks);
    const auto begin = marks.empty() ? 0 : beginning(text, marks[first].begin);
    const auto end = ending(text, begin, marks.empty() ? 0 : marks[first].end, analyzer);
    Snippet snippet;
    if (begin > 0) snippet.push_back({"… ", false});
    auto at = begin;
    for (const auto& mark : marks) {
        if (mark.begin < at || mark.end > end) continue; // also a second wanted word in the same place
        append_flat(snippet, text.substr(at, mark.begin - at), false);
        append_flat(snippet, text.substr(mark.begin, mark.end - mark.begin), true);
        at = mark.end;
    }
    append_flat(snippet, text.substr(at, end - at), false);
    if (end < text.size()) snippet.push_back({" …", false});
    return snippet;
}

std::vector<PageHit> best_pages(const IndexEntry& entry, Xapian::docid document, const WantedWords& wanted,
                                IndexView& view, Catalog& catalog) {
    const int page_count = static_cast<int>(entry.page_starts.size());
    auto order = pages_by_position(entry, document, wanted, view);
    const bool located = !order.empty();
    for (int page = 1; !located && page <= std::min(page_count, kMaxPagesRead); ++page)
        order.push_back(page);

    struct Found {
        PageHit hit;
        std::size_t words;
    };
    std::vector<Found> found;
    std::optional<PageHit> opening;
    for (const int number : order) {
        if (found.size() == kMaxPageHits) break;
        const auto page = catalog.page(entry.version_key, number);
        if (!page) continue;
        auto& analyzer = view.analyzer(page->language.empty() ? entry.language : page->language);
        const auto marks = find_marks(page->text, wanted, analyzer);
        PageHit hit{number, page->label, make_snippet(page->text, marks, analyzer)};
        if (!marks.empty()) {
            std::set<std::size_t> words;
            for (const auto& mark : marks)
                words.insert(mark.word);
            found.push_back({std::move(hit), words.size()});
        } else if (!opening && !page->text.empty()) {
            opening = std::move(hit);
            if (wanted.empty()) break;
        }
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const Found& a, const Found& b) { return a.words > b.words; });
    std::vector<PageHit> hits;
    for (auto& page : found)
        hits.push_back(std::move(page.hit));
    if (hits.empty() && opening) hits.push_back(std::move(*opening));
    return hits;
}

} // namespace samling
