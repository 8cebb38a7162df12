#include "searchd/search/facets.h"

#include <algorithm>
#include <map>

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

void sort_values(std::vector<FacetValue>& values) {
    std::sort(values.begin(), values.end(), [](const FacetValue& a, const FacetValue& b) {
        return a.count != b.count   ? a.count > b.count
               : a.label != b.label ? a.label < b.label
                                    : a.value < b.value;
    });
}

Facet code_facet(TagField field, const CodeColumn& column, const std::vector<std::int64_t>& counts,
                 const SearchRequest& request, const Vocabulary& vocabulary) {
    const auto& selected = request.selected[static_cast<std::size_t>(field)];
    const auto name = std::string(tag_field_name(field));
    Facet facet{name, std::string(kFacetLabels.at(name)), {}};
    const auto add = [&](const std::string& code, std::int64_t count, bool chosen) {
        const auto* meant = vocabulary.find(code);
        facet.values.push_back({code, vocabulary.label(code, request.language), count, chosen,
                                meant ? meant->broader : std::vector<std::string>{}});
    };
    for (std::size_t i = 0; i < column.codes.size(); ++i) {
        const bool chosen = std::find(selected.begin(), selected.end(), column.codes[i]) != selected.end();
        if (counts[i] > 0 || chosen) add(column.codes[i], counts[i], chosen);
    }
    for (const auto& code : selected)
        if (std::none_of(facet.values.begin(), facet.values.end(),
                         [&](const auto& value) { return value.value == code; }))
            add(code, 0, true); // no document has it; named twice in the request, it is listed once
    sort_values(facet.values);
    return facet;
}

Facet year_facet(const Counted& counted, const SearchRequest& request) {
    Facet facet{"year", std::string(kFacetLabels.at("year")), {}};
    for (const auto& [year, count] : counted.by_year) {
        const auto& years = request.years;
        const bool chosen = years && year >= years->from && (years->to == 0 || year <= years->to);
        facet.values.push_back({std::to_string(year), std::to_string(year), count, chosen, {}});
    }
    if (const auto& years = request.years;
        years && years->from == years->to && years->from != 0 && !counted.by_year.contains(years->from))
        facet.values.push_back({std::to_string(years->from), std::to_string(years->from), 0, true, {}});
    std::sort(facet.values.begin(), facet.values.end(),
              [](const auto& a, const auto& b) { return std::stoi(a.value) > std::stoi(b.value); });
    return facet;
}

} // namespace

std::vector<Facet> make_facets(const Columns& columns, const Counted& counted, const SearchRequest& request,
                               const Vocabularies& vocabularies) {
    std::vector<Facet> facets;
    for (const auto& [field, name] : kTagFields) {
        const auto index = static_cast<std::size_t>(field);
        facets.push_back(code_facet(field, columns.facets[index], counted.by_code[index], request,
                                    vocabularies.of(field)));
    }
    facets.push_back(year_facet(counted, request));
    return facets;
}

} // namespace samling
