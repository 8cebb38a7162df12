#include "searchd/search/suggest.h"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>

#include "schema/index_codec.h"
#include "searchd/search/edit_distance.h"
#include "searchd/search/evaluator.h"
#include "searchd/search/order.h"
#include "searchd/search/query_words.h"
#include "searchd/search/term_expansion.h"
#include "searchd/search/word_terms.h"
#include "searchd/search/written_form.h"

namespace samling {
namespace {

constexpr std::array kFields = {std::pair{TagField::theme, Suggestion::Kind::theme},
                                std::pair{TagField::coalition, Suggestion::Kind::coalition},
                                std::pair{TagField::region, Suggestion::Kind::region}};
constexpr std::size_t kMostBytes = 200, kMostWords = 8, kEach = 3;
constexpr std::size_t kLeastLetters = 2; ///< Before a word of ASCII is completed: "a*" is half of the vocabulary.
constexpr std::chrono::milliseconds kBudget{10}; ///< For words, and again for titles.

bool can_complete(const std::string& word) {
    const bool ascii = std::all_of(word.begin(), word.end(), [](unsigned char c) { return c < 0x80; });
    return characters_of(word).size() >= (ascii ? kLeastLetters : 1);
}

std::int64_t documents_with(TagField field, const std::string& code, const IndexView& view) {
    return view.visible.count(view.database, make_term(facet_field(field).prefix, code));
}

void add_concepts(std::string_view typed, IndexView& view, const ConceptNames& names, std::vector<Suggestion>& found) {
    std::set<std::string> seen;
    for (const auto& [field, kind] : kFields) {
        std::size_t added = 0;
        for (const auto* name : names.beginning_with(fold(typed))) {
            if (name->field != field || added == kEach) continue;
            const auto count = documents_with(field, name->code, view);
            if (count == 0 || !seen.insert(std::string(tag_field_name(field)) + name->code).second) continue;
            found.push_back({kind, name->label, name->code, count});
            ++added;
        }
    }
}

/// Words that are whole, and the last as a beginning.
struct Typed {
    std::vector<std::string> whole;
    std::string beginning;
};

Typed read(std::string_view text) {
    Typed typed;
    typed.whole = query_words(text);
    if (typed.whole.size() > kMostWords) typed.whole.resize(kMostWords);
    const bool open = !text.empty() && text.back() != ' ';
    if (open && !typed.whole.empty()) {
        typed.beginning = fold(typed.whole.back());
        typed.whole.pop_back();
    }
    return typed;
}

Plan word_plan(const std::string& word, std::string_view prefix, IndexView& view) {
    const auto terms = word_terms(word, prefix, view).terms;
    return Plan::word({terms.begin(), terms.end()});
}

void add_titles(const Typed& typed, IndexView& view, std::vector<Suggestion>& found) {
    view.deadline = Deadline(kBudget);
    const auto prefix = index_field("title")->prefix;
    std::vector<Plan> parts;
    for (const auto& word : typed.whole)
        parts.push_back(word_plan(word, prefix, view));
    if (can_complete(typed.beginning)) {
        std::vector<std::string> terms;
        for (const auto& word : expand_pattern(view, std::string(prefix), typed.beginning + "*").words)
            terms.push_back(std::string(prefix) + word);
        if (terms.empty()) return;
        parts.push_back(Plan::word(std::move(terms)));
    }
    if (parts.empty()) return;
    Evaluator evaluator(view, view.deadline);
    const auto matching = evaluator.match(Plan::of(Plan::Kind::all, std::move(parts)));
    std::vector<std::uint32_t> documents(matching.begin(), matching.end());
    view.scores.assign(view.snapshot->lengths.size(), 0);
    evaluator.score(documents, view.scores);
    SearchRequest page;
    page.limit = kEach;
    for (const auto& ranked : order_by_score(std::move(documents), view.scores, page)) {
        const auto entry = decode_entry(view.database.get_document(ranked.document).get_data());
        found.push_back({Suggestion::Kind::title, entry.title, entry.id, 1});
    }
}

/// Documents with all of the words.
std::int64_t count_of(const std::vector<std::string>& words, IndexView& view) {
    std::vector<Plan> parts;
    for (const auto& word : words)
        parts.push_back(word_plan(word, "", view));
    Evaluator evaluator(view, view.deadline);
    return static_cast<std::int64_t>(evaluator.match(Plan::of(Plan::Kind::all, std::move(parts))).size());
}

/// Queries that end in a whole word.
void add_queries(const Typed& typed, IndexView& view, const CatalogPool& catalogs, std::vector<Suggestion>& found) {
    if (!can_complete(typed.beginning)) return;
    view.deadline = Deadline(kBudget);
    std::string before;
    for (const auto& word : typed.whole)
        before += word + " ";
    std::size_t tried = 0;
    for (const auto& folded : expand_pattern(view, "", typed.beginning + "*").words) {
        if (++tried > 2 * kEach) break;
        auto words = typed.whole;
        words.push_back(written_form(folded, view, catalogs));
        const auto count = count_of(words, view);
        if (view.deadline.was_noticed()) break; // the count is of what was found until then
        if (count > 0) found.push_back({Suggestion::Kind::query, before + words.back(), "", count});
    }
}

} // namespace

ConceptNames::ConceptNames(const Vocabularies& vocabularies) {
    for (const auto& [field, kind] : kFields)
        for (const auto& entry : vocabularies.of(field).concepts()) {
            for (const auto& [language, label] : entry.labels)
                names_.push_back({fold(label), label, field, entry.code, language == "en" ? 0 : 1});
            for (const auto& [language, labels] : entry.alternatives)
                for (const auto& label : labels)
                    names_.push_back({fold(label), label, field, entry.code, 1});
        }
    std::sort(names_.begin(), names_.end(),
              [](const Name& a, const Name& b) { return std::tie(a.rank, a.folded) < std::tie(b.rank, b.folded); });
}

std::vector<const ConceptNames::Name*> ConceptNames::beginning_with(std::string_view beginning) const {
    std::vector<const Name*> first, later;
    if (beginning.empty()) return first;
    const auto inside = " " + std::string(beginning);
    for (const auto& name : names_)
        if (name.folded.starts_with(beginning))
            first.push_back(&name);
        else if (name.folded.find(inside) != std::string::npos)
            later.push_back(&name);
    first.insert(first.end(), later.begin(), later.end());
    return first;
}

std::vector<Suggestion> suggest(const std::string& text, std::size_t limit, IndexView& view, const SuggestTools& tools) {
    std::vector<Suggestion> found;
    if (text.size() > kMostBytes) return found;
    const auto typed = read(text);
    add_queries(typed, view, tools.catalogs, found);
    add_concepts(text.substr(0, text.find_last_not_of(' ') + 1), view, tools.names, found);
    add_titles(typed, view, found);
    if (found.size() > limit) found.resize(limit);
    return found;
}

} // namespace samling
