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

bool newest_first(const FacetValue& a, const FacetValue& b) {
    return a.value.size() != b.value.size() ? a.value.size() > b.value.size() : a.value > b.value;
}

/// A value for each of `names`, in the places that `order` gives them.
NamedFacet put_in_order(std::vector<FacetName> names, bool (*order)(const FacetValue&, const FacetValue&)) {
    NamedFacet facet;
    facet.names = std::move(names);
    for (const auto& name : facet.names) facet.values.push_back({name.value, name.label, 0, false, name.broader});
    std::vector<std::uint32_t> numbers(facet.values.size());
    std::iota(numbers.begin(), numbers.end(), 0);
    std::sort(numbers.begin(), numbers.end(), [&](auto a, auto b) { return order(facet.values[a], facet.values[b]); });
    facet.places.resize(numbers.size());
    for (std::uint32_t place = 0; place < numbers.size(); ++place) facet.places[numbers[place]] = place;
    return facet;
}

FacetName name_of(const std::string& code, const Vocabulary& vocabulary, const std::string& language) {
    const auto* meant = vocabulary.find(code);
    return {code, vocabulary.label(code, language), meant ? meant->broader : std::vector<std::string>{}};
}

FacetName name_of(int year) { return {std::to_string(year), std::to_string(year), {}}; }

std::size_t bytes_of(const NamedFacet& facet) {
    std::size_t bytes = 0;
    for (const auto& name : facet.names)
        bytes += sizeof name + sizeof(FacetValue) + name.label.size() + name.broader.size() * sizeof(std::string);
    return bytes;
}

std::shared_ptr<const FacetNames> names_of(const Snapshot& snapshot, const std::string& language, const Vocabularies& vocabularies) {
    if (auto kept = snapshot.facet_names.find(language)) return kept;
    auto names = std::make_shared<FacetNames>();
    std::vector<FacetName> years;
    for (const int year : snapshot.columns.known_years) years.push_back(name_of(year));
    names->by_year = put_in_order(std::move(years), newest_first);
    auto bytes = sizeof(FacetNames) + bytes_of(names->by_year);
    for (const auto& [field, name] : kTagFields) {
        const auto index = static_cast<std::size_t>(field);
        std::vector<FacetName> codes;
        for (const auto& code : snapshot.columns.facets[index].codes) codes.push_back(name_of(code, vocabularies.of(field), language));
        names->by_code[index] = put_in_order(std::move(codes), by_name);
        bytes += bytes_of(names->by_code[index]);
    }
    snapshot.facet_names.put(language, names, bytes);
    return names;
}

/// What has documents, with its count; numbers are put in `order`, which is cheaper than values.
template <typename Order> std::vector<FacetValue> with_documents(const NamedFacet& named, const std::vector<std::int64_t>& counts, Order order) {
    std::vector<std::uint32_t> shown;
    for (std::uint32_t i = 0; i < counts.size(); ++i)
        if (counts[i] > 0) shown.push_back(i);
    std::sort(shown.begin(), shown.end(), order);
    std::vector<FacetValue> values;
    values.reserve(shown.size());
    for (const auto number : shown) {
        values.push_back(named.values[number]);
        values.back().count = counts[number];
    }
    return values;
}

/// Adds those of `selected` that have no document here; the vocabulary may not know them either.
void add_selected(Facet& facet, std::vector<FacetName> selected, bool (*order)(const FacetValue&, const FacetValue&)) {
    struct Names {
        std::shared_ptr<const void> counted;
        std::vector<FacetName> selected;
    };
    const auto names = std::make_shared<const Names>(Names{std::move(facet.names), std::move(selected)});
    for (const auto& name : names->selected) // named twice in the request, one is listed once
        if (std::none_of(facet.values.begin(), facet.values.end(), [&](const auto& value) { return value.value == name.value; }))
            facet.values.push_back({name.value, name.label, 0, true, name.broader});
    std::sort(facet.values.begin(), facet.values.end(), order);
    facet.names = names;
}

bool most_first(const FacetValue& a, const FacetValue& b) { return a.count != b.count ? a.count > b.count : by_name(a, b); }

Facet code_facet(TagField field, const std::shared_ptr<const FacetNames>& names, const Counted& counted) {
    const auto index = static_cast<std::size_t>(field);
    const auto& named = names->by_code[index];
    const auto& counts = counted.by_code[index];
    const auto name = std::string(tag_field_name(field));
    Facet facet{name, std::string(kFacetLabels.at(name)), {}, names};
    facet.values = with_documents(named, counts, [&](auto a, auto b) {
        return counts[a] != counts[b] ? counts[a] > counts[b] : named.places[a] < named.places[b];
    });
    return facet;
}

void select_codes(Facet& facet, const std::vector<std::string>& selected, const Vocabulary& vocabulary, const std::string& language) {
    std::vector<FacetName> chosen;
    for (const auto& code : selected) {
        chosen.push_back(name_of(code, vocabulary, language));
        for (auto& value : facet.values) value.selected = value.selected || value.value == code;
    }
    if (!chosen.empty()) add_selected(facet, std::move(chosen), most_first);
}

Facet year_facet(const std::shared_ptr<const FacetNames>& names, const Counted& counted, const std::optional<YearRange>& years) {
    const auto& named = names->by_year;
    Facet facet{"year", std::string(kFacetLabels.at("year")), {}, names};
    facet.values = with_documents(named, counted.by_year, [&](auto a, auto b) { return named.places[a] < named.places[b]; });
    if (!years) return facet;
    for (auto& value : facet.values) value.selected = within(*years, std::stoi(std::string(value.value)));
    if (years->from == years->to && years->from != 0) add_selected(facet, {name_of(years->from)}, newest_first);
    return facet;
}

} // namespace

std::vector<Facet> make_facets(const Snapshot& snapshot, const Counted& counted, const SearchRequest& request,
                               const Vocabularies& vocabularies) {
    const auto names = names_of(snapshot, request.language, vocabularies);
    std::vector<Facet> facets;
    facets.reserve(kTagFieldCount + 1);
    for (const auto& [field, name] : kTagFields) {
        auto& facet = facets.emplace_back(code_facet(field, names, counted));
        select_codes(facet, request.selected[static_cast<std::size_t>(field)], vocabularies.of(field), request.language);
    }
    facets.push_back(year_facet(names, counted, request.years));
    return facets;
}

} // namespace samling
