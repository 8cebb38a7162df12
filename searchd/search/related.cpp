#include "searchd/search/related.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "schema/failure.h"
#include "schema/index_codec.h"
#include "searchd/search/similar.h"

namespace samling {
namespace {

constexpr std::chrono::milliseconds kBudget{500};
constexpr std::size_t kCandidates = 40; ///< Of each kind of reason.
constexpr std::size_t kMostCiting = 40; ///< Whose pages are read.
constexpr double kNamesIt = 4, kIsNamed = 3; ///< Beside at most 1 for the subject and 1 for words.
constexpr std::string_view kWorld = "001";

/// What a document has in common with the one asked about, in one facet.
struct SharedCodes {
    std::vector<std::vector<std::string>> codes; ///< By set.
    std::vector<double> weight;                  ///< By set: rare codes tell more; 1 for all of them.
};

std::vector<std::string> own_codes(const Metadata& record, TagField field) {
    std::vector<std::string> codes;
    for (const auto& tag : record.of(field))
        if (tag.code != kWorld) codes.push_back(tag.code);
    return codes;
}

const CodeColumn& column(const IndexView& view, TagField field) {
    return view.snapshot->columns.facets[static_cast<std::size_t>(field)];
}

SharedCodes shared_codes(const Metadata& record, TagField field, const IndexView& view) {
    const auto& facet = column(view, field);
    const auto own = own_codes(record, field);
    std::vector<double> documents_of_set(facet.sets.size(), 0), documents_of_code(facet.codes.size(), 0);
    for (const auto document : view.snapshot->columns.documents) ++documents_of_set[facet.set_of[document]];
    for (std::size_t set = 0; set < facet.sets.size(); ++set)
        for (const auto code : facet.sets[set]) documents_of_code[code] += documents_of_set[set];
    const auto weight_of = [&](std::uint32_t code) { return std::log(1 + view.snapshot->documents / (1 + documents_of_code[code])); };
    SharedCodes shared{std::vector<std::vector<std::string>>(facet.sets.size()), std::vector<double>(facet.sets.size(), 0)};
    double all = 0;
    for (std::uint32_t code = 0; code < facet.codes.size(); ++code)
        if (std::find(own.begin(), own.end(), facet.codes[code]) != own.end()) all += weight_of(code);
    if (all <= 0) return shared;
    for (std::size_t set = 0; set < facet.sets.size(); ++set)
        for (const auto code : facet.sets[set])
            if (std::find(own.begin(), own.end(), facet.codes[code]) != own.end()) {
                shared.codes[set].push_back(facet.codes[code]);
                shared.weight[set] += weight_of(code) / all;
            }
    return shared;
}

class Relating {
public:
    Relating(const Metadata& record, IndexView& view, const PageTexts& texts)
        : record_(record), view_(view), texts_(texts), themes_(shared_codes(record, TagField::theme, view)),
          regions_(shared_codes(record, TagField::region, view)), of_own_coalition_(column(view, TagField::coalition).sets.size(), false) {
        const auto term = unique_term(record.id);
        const auto found = view.database.postlist_begin(term);
        if (found == view.database.postlist_end(term) || !view.visible(*found)) throw Failure(ErrorCode::not_found, "there is no document '" + record.id + "'");
        self_ = *found;
        const auto own = own_codes(record, TagField::coalition);
        const auto& coalitions = column(view, TagField::coalition);
        for (std::size_t set = 0; set < coalitions.sets.size(); ++set)
            for (const auto code : coalitions.sets[set])
                if (std::find(own.begin(), own.end(), coalitions.codes[code]) != own.end()) of_own_coalition_[set] = true;
    }

    std::vector<RelatedDocument> best(std::size_t limit) {
        add_those_naming();
        add_of_same_subject();
        add_of_same_words();
        add_named();
        std::vector<std::pair<std::uint32_t, RelatedDocument>> all(std::make_move_iterator(found_.begin()), std::make_move_iterator(found_.end()));
        std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
            return a.second.score != b.second.score ? a.second.score > b.second.score : a.first < b.first;
        });
        all.resize(std::min(all.size(), limit));
        std::vector<RelatedDocument> result;
        for (auto& [document, related] : all) result.push_back(std::move(related));
        return result;
    }

private:
    bool is_other(std::uint32_t document) const {
        return document != self_ && view_.visible(document) && !of_own_coalition_[column(view_, TagField::coalition).set_of[document]];
    }
    std::size_t theme_set(std::uint32_t document) const { return column(view_, TagField::theme).set_of[document]; }
    std::size_t region_set(std::uint32_t document) const { return column(view_, TagField::region).set_of[document]; }

    double subject(std::uint32_t document) const {
        const auto theme = themes_.weight[theme_set(document)], region = regions_.weight[region_set(document)];
        return theme > 0 && region > 0 ? (theme + region) / 2 : 0;
    }

    /// The entry of a document among the found ones, made when it is first named.
    RelatedDocument& at(std::uint32_t document) {
        auto [place, is_new] = found_.try_emplace(document);
        auto& related = place->second;
        if (!is_new) return related;
        auto entry = decode_entry(view_.database.get_document(document).get_data());
        related.id = std::move(entry.id);
        related.title = std::move(entry.title);
        related.date = std::move(entry.date);
        related.language = std::move(entry.language);
        related.coalitions = codes_of(view_.snapshot->columns, document)[static_cast<std::size_t>(TagField::coalition)];
        if (const auto value = subject(document); value > 0) {
            related.themes = themes_.codes[theme_set(document)];
            related.regions = regions_.codes[region_set(document)];
            related.score += value;
        }
        return related;
    }

    void add_those_naming() {
        const auto names = citable_names(record_, view_.analyzer("en"));
        const auto own_title = fold(record_.title);
        std::size_t read = 0;
        for (const auto document : documents_naming(names, view_, deadline_)) {
            if (!is_other(document)) continue;
            if (read == kMostCiting || deadline_.passed()) return;
            ++read;
            const auto citation = find_citation(names, document, view_, texts_);
            if (!citation) continue;
            // A document of the same title names itself.
            const auto title = fold(decode_entry(view_.database.get_document(document).get_data()).title);
            if (citation->kind == CitableName::Kind::title && title.find(own_title) != std::string::npos) continue;
            auto& related = at(document);
            related.cites = citation;
            related.score += kNamesIt;
        }
    }

    void add_of_same_subject() {
        std::vector<std::pair<double, std::uint32_t>> candidates;
        for (const auto document : view_.snapshot->columns.documents)
            if (const auto value = subject(document); value > 0 && is_other(document)) candidates.emplace_back(value, document);
        const auto& dates = view_.snapshot->columns.date;
        const auto kept = std::min(kCandidates, candidates.size());
        std::partial_sort(candidates.begin(), candidates.begin() + static_cast<std::ptrdiff_t>(kept), candidates.end(), [&](const auto& a, const auto& b) {
            if (a.first != b.first) return a.first > b.first;
            return dates[a.second] != dates[b.second] ? dates[a.second] > dates[b.second] : a.second < b.second;
        });
        for (std::size_t i = 0; i < kept; ++i) at(candidates[i].second);
    }

    void add_of_same_words() {
        const auto similar = similar_documents(record_.id, kCandidates, view_, [&](std::uint32_t document) { return is_other(document); });
        for (const auto& one : similar) {
            auto& related = at(one.document);
            related.terms = one.shared;
            related.score += similar.front().score > 0 ? one.score / similar.front().score : 0;
        }
    }

    /// Of those found, which the document itself names.
    void add_named() {
        for (auto& [document, related] : found_) {
            if (deadline_.passed()) return;
            Metadata other;
            other.title = related.title;
            if (fold(record_.title).find(fold(other.title)) != std::string::npos) continue;
            related.cited = find_citation(citable_names(other, view_.analyzer("en")), self_, view_, texts_);
            if (related.cited) related.score += kIsNamed;
        }
    }

    const Metadata& record_;
    IndexView& view_;
    const PageTexts& texts_;
    const SharedCodes themes_, regions_;
    std::vector<bool> of_own_coalition_; ///< By set of coalitions.
    std::uint32_t self_ = 0;
    const Deadline deadline_{kBudget};
    std::map<std::uint32_t, RelatedDocument> found_;
};

} // namespace

std::vector<RelatedDocument> related_documents(const Metadata& record, std::size_t limit, IndexView& view, const PageTexts& texts) {
    return Relating(record, view, texts).best(limit);
}

} // namespace samling
