#include "searchd/web/facet_views.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <unordered_set>

#include "schema/text.h"
#include "schema/text_case.h"
#include "searchd/net/http.h"
#include "searchd/search/query.h"
#include "searchd/web/html.h"
#include "searchd/web/search_parameters.h"

namespace samling {
namespace {

using List = ViewList;

constexpr std::size_t kShown = 10;
constexpr std::size_t kMostYears = 40;
constexpr int kDeepest = 4; // as far as the style sheet indents

View value_view(const Facet& facet, const FacetValue& value, int depth) {
    View view;
    view["name"] = facet.name;
    view["value"] = std::string(value.value);
    view["label"] = std::string(value.label);
    view["count"] = std::to_string(value.count);
    view["encoded"] = percent_encode(value.value);
    view["depth"] = std::to_string(depth);
    view["selected"] = flag(value.selected);
    return view;
}

/// Values under their broader ones, each once, in the facet's order among siblings.
class Outline {
public:
    explicit Outline(const std::vector<const FacetValue*>& values) {
        for (const auto* value : values) by_code_[value->value] = value;
        for (const auto* value : values) {
            const auto& broader = value->broader;
            const auto parent = std::find_if(broader.begin(), broader.end(), [&](auto& code) { return by_code_.contains(code); });
            children_[parent == broader.end() ? std::string_view() : *parent].push_back(value);
        }
    }

    std::vector<std::pair<const FacetValue*, int>> lines() {
        add("", 0);
        return std::move(lines_);
    }

private:
    void add(std::string_view parent, int depth) {
        for (const auto* value : children_[parent])
            if (seen_.insert(value->value).second) {
                lines_.emplace_back(value, std::min(depth, kDeepest));
                add(value->value, depth + 1);
            }
    }

    std::map<std::string_view, const FacetValue*> by_code_;
    std::map<std::string_view, std::vector<const FacetValue*>> children_;
    std::set<std::string_view> seen_;
    std::vector<std::pair<const FacetValue*, int>> lines_;
};

View facet_view(const Facet& facet) {
    View view;
    view["label"] = facet.label;
    // What counts most is shown, with all that is chosen; the outline is of these alone.
    std::vector<const FacetValue*> shown, more;
    for (const auto& value : facet.values) (shown.size() < kShown || value.selected ? shown : more).push_back(&value);
    const auto lines = [&](const std::vector<const FacetValue*>& values) {
        List list;
        for (const auto& [value, depth] : Outline(values).lines()) list.push_back(value_view(facet, *value, depth));
        return list;
    };
    view["values"] = View(lines(shown));
    view["has_more"] = flag(!more.empty());
    view["more_count"] = std::to_string(more.size());
    view["more"] = View(lines(more));
    return view;
}

std::string search_address(const SearchRequest& request) { return "/search?" + query_string(request); }

void add_chip(List& chips, const std::string& facet, const std::string& label, const SearchRequest& without) {
    View chip;
    chip["facet"] = facet;
    chip["label"] = label;
    chip["href"] = search_address(without);
    chips.push_back(chip);
}

List chips_of(const SearchRequest& request, const std::vector<Facet>& facets) {
    List chips;
    for (const auto& [field, name] : kTagFields) {
        const auto index = static_cast<std::size_t>(field);
        for (const auto& code : request.selected[index]) {
            auto without = request;
            std::erase(without.selected[index], code);
            std::string label = code;
            for (const auto& facet : facets)
                for (const auto& value : facet.values)
                    if (facet.name == name && value.value == code) label = std::string(value.label);
            add_chip(chips, facet_label(name), label, without);
        }
    }
    if (request.years) {
        auto without = request;
        without.years.reset();
        const auto bound = [](int year) { return year == 0 ? std::string("…") : std::to_string(year); };
        add_chip(chips, "Year", bound(request.years->from) + "–" + bound(request.years->to), without);
    }
    return chips;
}

List years_of(const Facet& facet, const SearchRequest& request, std::int64_t& most) {
    List years;
    for (const auto& value : facet.values) {
        if (years.size() == kMostYears) break;
        auto only = request;
        const int year = std::stoi(std::string(value.value));
        only.years = YearRange{year, year};
        View row;
        row["value"] = std::string(value.value);
        row["count"] = std::to_string(value.count);
        row["href"] = search_address(only);
        years.push_back(row);
        most = std::max(most, value.count);
    }
    return years;
}

void collect_words(const QueryNode& node, std::unordered_set<std::string>& forms, Analyzer& analyzer) {
    if (node.sign == QueryNode::Sign::excluded || node.kind == QueryNode::Kind::code) return;
    for (const auto& word : node.words)
        analyzer.tokenize(word, [&](const Token& token) { forms.insert(std::string(token.stem)); });
    for (const auto& child : node.children) collect_words(child, forms, analyzer);
}

} // namespace

std::string facet_label(std::string_view name) {
    static const std::map<std::string_view, std::string_view> kLabels = {
        {"coalition", "Coalition"}, {"theme", "Theme"}, {"region", "Region"}, {"type", "Document type"},
        {"category", "Category of action"}, {"commitment", "Commitment"}, {"actor", "Type of actor"}, {"language", "Language"}, {"year", "Year"}};
    const auto found = kLabels.find(name);
    return std::string(found == kLabels.end() ? name : found->second);
}

std::string label_in_sentence(TagField field, const std::string& label) {
    constexpr std::array kOfNames = {TagField::coalition, TagField::region, TagField::language};
    if (std::find(kOfNames.begin(), kOfNames.end(), field) != kOfNames.end()) return label;
    return inside_sentence(label);
}

List plain_values(const Facet& facet, std::size_t most) {
    List list;
    for (const auto& value : facet.values)
        if (list.size() < most) list.push_back(value_view(facet, value, 0));
    return list;
}

void fill_facets(View& view, const SearchRequest& request, const std::vector<Facet>& facets) {
    List list;
    std::int64_t most = 1;
    for (const auto& facet : facets) {
        if (facet.name == "year") {
            auto years = years_of(facet, request, most);
            view["has_years"] = flag(!years.empty());
            view["years"] = View(years);
            view["most"] = std::to_string(most);
        } else if (!facet.values.empty()) {
            list.push_back(facet_view(facet));
        }
    }
    view["facets"] = View(list);
    auto chips = chips_of(request, facets);
    view["has_chips"] = flag(!chips.empty());
    view["chips"] = View(chips);
}

std::vector<std::string> marked_paragraphs(const std::string& text, const MarkedWords& words, const std::string& language) {
    Analyzer analyzer(language);
    std::unordered_set<std::string> wanted;
    collect_words(parse_query(words.query).root, wanted, analyzer);
    for (const auto& also : words.also) collect_words(parse_query(also).root, wanted, analyzer);
    std::vector<std::string> paragraphs;
    for (std::size_t from = 0; from < text.size();) {
        const auto end = std::min(text.find("\n\n", from), text.size());
        const std::string_view paragraph = std::string_view(text).substr(from, end - from);
        Snippet parts;
        std::uint32_t at = 0;
        if (!wanted.empty())
            analyzer.tokenize(paragraph, [&](const Token& token) {
                if (!wanted.contains(std::string(token.stem))) return;
                parts.push_back({std::string(paragraph.substr(at, token.begin - at)), false});
                parts.push_back({std::string(paragraph.substr(token.begin, token.end - token.begin)), true});
                at = token.end;
            });
        parts.push_back({std::string(paragraph.substr(at)), false});
        if (paragraph.find_first_not_of(" \n\t") != std::string_view::npos) paragraphs.push_back(snippet_html(parts));
        from = end + 2;
    }
    return paragraphs;
}

} // namespace samling
