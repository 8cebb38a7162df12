#include "searchd/search/facets.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace samling {
namespace {

/// Names of facets by language; English where another is not there.
const std::map<std::string_view, std::string_view> kFacetLabels = {{"coalition", "Coalition"},
                                                                   {"theme", "Theme"},
                                                                   {"region", "Region"},
                                                                   {"type", "Document type"},
                                                                   {"category", "Category of action"},
                                                                   {"commitment", "Commitment"},
                                                                   {"actor", "Type of actor"},
                                                                   {"language", "Language"},
                                                                   {"year", "Year"}};

bool by_name(const FacetValue& a, const FacetValue& b) {
    return a.label != b.label ? a.label < b.label : a.value < b.value;
}

NamedFacet named(const CodeColumn& column, const Vocabulary& vocabulary, const std::string& language) {
    NamedFacet facet;
    for (const auto& code : column.codes) {
        const auto* meant = vocabulary.find(code);
        facet.values.push_back({code, vocabulary.label(code, language), 0, false,
                                meant ? meant->broader : std::vector<std::string>{}});
    }
    std::vector<std::uint32_t> order(facet.values.size());
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(), [&](auto a, auto b) { return by_name(facet.values[a], facet.values[b]); });
    facet.places.resize(order.size());
    for (std::uint32_t place = 0; place < order.size(); ++place) facet.places[order[place]] = place;
    return facet;
}

std::shared_ptr<const FacetNames> names_of(const Snapshot& snapshot, const std::string& language, const Vocabularies& vocabularies) {
    if (auto kept = snapshot.facet_names.find(language)) return kept;
    auto names = std::make_shared<FacetNames>();
    std::size_t bytes = sizeof(FacetNames);
    for (const auto& [field, name] : kTagFields) {
        const auto index = static_cast<std::size_t>(field);
        (*names)[index] = named(snapshot.columns.facets[index], vocabularies.of(field), language);
        for (const auto& value : (*names)[index].values)
            bytes += sizeof value + value.label.size() + value.broader.size() * sizeof(std::string);
    }
    snapshot.facet_names.put(language, names, bytes);
    return names;
}

/// A value that no document of the collection has; `code` may be one that the vocabulary does not know.
FacetValue without_documents(const std::string& code, const SearchRequest& request, const Vocabulary& vocabulary) {
    const auto* meant = vocabulary.find(code);
    return {code, vocabulary.label(code, request.language), 0, true, meant ? meant->broader : std::vector<std::string>{}};
}

Facet code_facet(TagField field, const NamedFacet& names, const std::vector<std::int64_t>& counts,
                 const SearchRequest& request, const Vocabulary& vocabulary) {
    const auto& selected = request.selected[static_cast<std::size_t>(field)];
    const auto name = std::string(tag_field_name(field));
    const auto is_selected = [&](const std::string& code) { return std::find(selected.begin(), selected.end(), code) != selected.end(); };
    std::vector<std::uint32_t> shown; // numbers are put in order, which is cheaper than values
    for (std::uint32_t i = 0; i < names.values.size(); ++i)
        if (counts[i] > 0 || (!selected.empty() && is_selected(names.values[i].value))) shown.push_back(i);
    std::sort(shown.begin(), shown.end(), [&](auto a, auto b) {
        return counts[a] != counts[b] ? counts[a] > counts[b] : names.places[a] < names.places[b];
    });
    Facet facet{name, std::string(kFacetLabels.at(name)), {}};
    facet.values.reserve(shown.size() + selected.size());
    for (const auto number : shown) {
        auto& value = facet.values.emplace_back(names.values[number]);
        value.count = counts[number];
        value.selected = is_selected(value.value);
    }
    std::vector<FacetValue> missing; // named twice in the request, one is listed once
    for (const auto& code : selected)
        if (std::none_of(facet.values.begin(), facet.values.end(), [&](const auto& value) { return value.value == code; }) &&
            std::none_of(missing.begin(), missing.end(), [&](const auto& value) { return value.value == code; }))
            missing.push_back(without_documents(code, request, vocabulary));
    if (missing.empty()) return facet;
    facet.values.insert(facet.values.end(), missing.begin(), missing.end());
    std::sort(facet.values.begin(), facet.values.end(),
              [](const auto& a, const auto& b) { return a.count != b.count ? a.count > b.count : by_name(a, b); });
    return facet;
}

Facet year_facet(const Counted& counted, const SearchRequest& request) {
    Facet facet{"year", std::string(kFacetLabels.at("year")), {}};
    const auto& years = request.years;
    auto by_year = counted.by_year;
    if (years && years->from == years->to && years->from != 0) by_year.try_emplace(years->from, 0);
    facet.values.reserve(by_year.size());
    for (auto at = by_year.rbegin(); at != by_year.rend(); ++at) {
        const auto& [year, count] = *at;
        const auto digits = std::to_string(year);
        facet.values.push_back({digits, digits, count, years && within(*years, year), {}});
    }
    return facet;
}

} // namespace

std::vector<Facet> make_facets(const Snapshot& snapshot, const Counted& counted, const SearchRequest& request,
                               const Vocabularies& vocabularies) {
    const auto names = names_of(snapshot, request.language, vocabularies);
    std::vector<Facet> facets;
    for (const auto& [field, name] : kTagFields) {
        const auto index = static_cast<std::size_t>(field);
        facets.push_back(code_facet(field, (*names)[index], counted.by_code[index], request, vocabularies.of(field)));
    }
    facets.push_back(year_facet(counted, request));
    return facets;
}

} // namespace samling
