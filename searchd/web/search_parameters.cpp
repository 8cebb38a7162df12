#include "searchd/web/search_parameters.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>

#include "schema/nearest_name.h"
#include "schema/text_utf8.h"

namespace samling {
namespace {

constexpr std::size_t kMaxLimit = 100;
constexpr std::size_t kMaxFacetValues = 200;
constexpr std::size_t kMaxFacetValueLength = 100;
/// What a program is offered; the facets come from kTagFields.
constexpr std::array<std::string_view, 12> kOffered = {"q",    "match",  "sort",    "limit",      "cursor", "year",
                                                       "lang", "voices", "explain", "decompound", "expand", "except"};
constexpr std::size_t kMaxExcept = 50, kMaxExceptLength = 300;

template <typename Value>
struct Named {
    std::string_view name;
    Value value;
};
constexpr std::array kMatches = {Named<Match>{"best", Match::best}, Named<Match>{"all", Match::all}, Named<Match>{"any", Match::any}};
constexpr std::array kSorts = {Named<Sort>{"relevance", Sort::relevance}, Named<Sort>{"newest", Sort::newest},
                               Named<Sort>{"oldest", Sort::oldest}, Named<Sort>{"title", Sort::title}};

constexpr std::array kSwitches = {Named<Switch>{"on", Switch::on}, Named<Switch>{"off", Switch::off}};
constexpr std::array kVoices = {Named<SearchRequest::Voices>{"as-ranked", SearchRequest::Voices::as_ranked},
                                Named<SearchRequest::Voices>{"quieter", SearchRequest::Voices::quieter}};

std::optional<std::size_t> number(std::string_view text) {
    std::size_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() && !text.empty() ? std::optional(value) : std::nullopt;
}

std::optional<YearRange> year_range(std::string_view text) {
    const auto year = [](std::string_view digits) -> std::optional<int> {
        if (digits.empty()) return 0;
        const auto date = digits.size() == 4 ? parse_date(digits) : std::nullopt;
        return date ? std::optional(date->year) : std::nullopt;
    };
    const auto dots = text.find("..");
    const auto from = year(text.substr(0, dots));
    const auto to = dots == std::string_view::npos ? from : year(text.substr(dots + 2));
    if (!from || !to || (*from == 0 && *to == 0) || (*to != 0 && *from > *to)) return std::nullopt;
    return YearRange{*from, *to};
}

std::uint64_t fingerprint(std::string_view text) {
    std::uint64_t hash = 14695981039346656037u;
    for (const unsigned char c : text) hash = (hash ^ c) * 1099511628211u;
    return hash;
}

template <typename Table>
std::string_view name_of(const Table& table, auto value) {
    for (const auto& row : table)
        if (row.value == value) return row.name;
    return "";
}

bool has_control(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; });
}

/// Names the nearest parameter, or else all of them.
std::string unknown(const std::string& name) {
    std::vector<std::string_view> names(kOffered.begin(), kOffered.end());
    for (const auto& row : kTagFields) names.push_back(row.name);
    const auto nearest = nearest_name(name, names);
    if (!nearest.empty()) return "there is no such parameter; did you mean " + std::string(nearest) + "?";
    std::string all;
    for (const auto known : names) all += (all.empty() ? "" : ", ") + std::string(known);
    return "there is no such parameter; there are " + all;
}

/// What a cursor holds.
struct CursorParts {
    std::uint64_t offset, edition, search; ///< `search`: a mark of all parameters that choose and order the results.
};

/// "offset-edition-search-check". The check tells a cursor that was changed from one of another search; it keeps no secret,
/// since a place in an answer is none.
std::string cursor_of(const CursorParts& parts) {
    char text[80];
    std::snprintf(text, sizeof text, "%llu-%llx-%llx", static_cast<unsigned long long>(parts.offset),
                  static_cast<unsigned long long>(parts.edition), static_cast<unsigned long long>(parts.search));
    char check[24];
    std::snprintf(check, sizeof check, "-%08llx", static_cast<unsigned long long>(fingerprint(text) & 0xffffffff));
    return std::string(text) + check;
}

std::optional<CursorParts> parts_of(const std::string& cursor) {
    unsigned long long offset = 0, edition = 0, search = 0;
    if (cursor.size() > 80 || std::sscanf(cursor.c_str(), "%20llu-%16llx-%16llx-", &offset, &edition, &search) != 3) return std::nullopt;
    const CursorParts parts{offset, edition, search};
    if (offset > 4'000'000'000 || cursor_of(parts) != cursor) return std::nullopt;
    return parts;
}

class ParameterReader {
public:
    ParameterReader(const Vocabularies& vocabularies, ParsedParameters& result) : vocabularies_(vocabularies), result_(result) {}

    using Read = void (ParameterReader::*)(const std::string& value);
    struct Row {
        std::string_view name;
        Read read;
    };

    static const Row* row(std::string_view name) {
        static constexpr std::array kRows = {
            Row{"q", &ParameterReader::read_query},      Row{"year", &ParameterReader::read_year},
            Row{"voices", &ParameterReader::read_voices}, Row{"sort", &ParameterReader::read_sort},    Row{"match", &ParameterReader::read_match},
            Row{"limit", &ParameterReader::read_limit},  Row{"cursor", &ParameterReader::read_cursor},
            Row{"page", &ParameterReader::read_page},    Row{"lang", &ParameterReader::read_language},
            Row{"explain", &ParameterReader::read_explain}, Row{"decompound", &ParameterReader::read_decompound},
            Row{"expand", &ParameterReader::read_expand}, Row{"except", &ParameterReader::read_except},
            Row{"year_from", &ParameterReader::read_year_from}, Row{"year_to", &ParameterReader::read_year_to}};
        for (const auto& candidate : kRows)
            if (candidate.name == name) return &candidate;
        return nullptr;
    }

    void read_facet(TagField field, const std::string& value) {
        const auto name = std::string(tag_field_name(field));
        auto& chosen = result_.request.selected[static_cast<std::size_t>(field)];
        if (value.empty()) return;
        if (has_control(value)) return fail(name, "a value has visible characters only");
        if (analysis::count_characters(value) > kMaxFacetValueLength) return fail(name, "a value has at most 100 characters");
        if (chosen.size() >= kMaxFacetValues) return fail(name, "at most 200 values can be chosen");
        const auto* meant = vocabularies_.of(field).find(value);
        if (!meant) meant = vocabularies_.of(field).resolve(value);
        const auto code = meant ? meant->code : value;
        if (std::find(chosen.begin(), chosen.end(), code) == chosen.end()) chosen.push_back(code);
    }

    void finish() {
        if (page_ > 1) result_.request.offset = (page_ - 1) * result_.request.limit;
        if (years_from_ || years_to_) {
            const YearRange range{years_from_.value_or(0), years_to_.value_or(0)};
            if (range.to != 0 && range.from > range.to) fail("year_from", "it is later than year_to");
            else result_.request.years = range;
        }
        if (!cursor_.empty()) use_cursor();
    }

    void fail(std::string_view parameter, std::string detail) {
        Mistake mistake{std::string(parameter), std::move(detail)};
        if (std::find(result_.mistakes.begin(), result_.mistakes.end(), mistake) == result_.mistakes.end())
            result_.mistakes.push_back(std::move(mistake));
    }

private:
    void read_explain(const std::string& value) {
        if (value != "0" && value != "1") return fail("explain", "'" + value + "' is neither 0 nor 1");
        result_.request.explain = value == "1" ? SearchRequest::Explain::yes : SearchRequest::Explain::no;
    }

    void read_query(const std::string& value) { result_.request.query = value; }

    void read_year(const std::string& value) {
        if (value.empty()) return;
        const auto range = year_range(value);
        if (!range) return fail("year", "'" + value + "' is none of 2022, 2021..2023, 2021.. and ..2023");
        auto& years = result_.request.years; // several years: the range that holds them
        if (!years) years = range;
        else years = YearRange{std::min(years->from, range->from), years->to == 0 || range->to == 0 ? 0 : std::max(years->to, range->to)};
    }

    void read_bound(std::string_view name, const std::string& value, std::optional<int>& bound) {
        if (value.empty()) return;
        const auto date = value.size() == 4 ? parse_date(value) : std::nullopt;
        if (!date) return fail(name, "'" + value + "' is no year of four digits");
        bound = date->year;
    }
    void read_year_from(const std::string& value) { read_bound("year_from", value, years_from_); }
    void read_year_to(const std::string& value) { read_bound("year_to", value, years_to_); }

    template <typename Table, typename Target>
    void read_name(std::string_view parameter, const Table& table, const std::string& value, Target& target) {
        if (value.empty()) return;
        std::string names;
        for (const auto& candidate : table) {
            if (candidate.name == value) {
                target = candidate.value;
                return;
            }
            names += (names.empty() ? "" : ", ") + std::string(candidate.name);
        }
        fail(parameter, "'" + value + "' is none of " + names);
    }
    void read_sort(const std::string& value) { read_name("sort", kSorts, value, result_.request.sort); }
    void read_decompound(const std::string& value) { read_name("decompound", kSwitches, value, result_.request.decompound); }
    void read_expand(const std::string& value) { read_name("expand", kSwitches, value, result_.request.expand); }
    void read_except(const std::string& value) {
        auto& except = result_.request.except;
        if (value.empty() || std::find(except.begin(), except.end(), value) != except.end()) return;
        if (value.size() > kMaxExceptLength) return fail("except", "a text has at most 300 bytes");
        if (except.size() >= kMaxExcept) return fail("except", "at most 50 texts can be left out; expand=off leaves out all");
        except.push_back(value);
    }
    void read_voices(const std::string& value) { read_name("voices", kVoices, value, result_.request.voices); }
    void read_match(const std::string& value) { read_name("match", kMatches, value, result_.request.match); }

    void read_limit(const std::string& value) {
        if (value.empty()) return;
        const auto limit = number(value);
        if (!limit || *limit > kMaxLimit) return fail("limit", "'" + value + "' is no number from 0 to 100");
        result_.request.limit = *limit;
    }

    void read_page(const std::string& value) {
        if (value.empty()) return;
        const auto page = number(value);
        if (!page || *page < 1 || *page > 10'000'000) return fail("page", "'" + value + "' is no page number; the first is 1");
        page_ = *page;
    }

    void read_language(const std::string& value) {
        const bool letters = std::all_of(value.begin(), value.end(), [](char c) { return c >= 'a' && c <= 'z'; });
        if (!letters || value.size() < 2 || value.size() > 3) return fail("lang", "'" + value + "' is no language code, such as en, fr or ar");
        result_.request.language = value;
    }

    void read_cursor(const std::string& value) { cursor_ = value; }

    void use_cursor() {
        const auto parts = parts_of(cursor_);
        if (!parts) return fail("cursor", "it is none that a search has given, or it was changed on its way; begin again without it");
        if (parts->search != fingerprint(query_string(result_.request)))
            return fail("cursor", "it was given by another search; ask again with the parameters it came from, or begin this search without it");
        result_.request.offset = parts->offset;
        result_.edition = parts->edition;
    }

    const Vocabularies& vocabularies_;
    ParsedParameters& result_;
    std::size_t page_ = 1;
    std::string cursor_;
    std::optional<int> years_from_, years_to_;
};

std::string four_digits(int year) {
    char digits[16];
    std::snprintf(digits, sizeof digits, "%04d", year % 10000);
    return year == 0 ? "" : digits;
}

} // namespace

void add_parameter(std::string& text, std::string_view key, std::string_view value) {
    if (!text.empty()) text += '&';
    ((text += key) += '=') += percent_encode(value);
}

ParsedParameters parse_parameters(const Request& request, const Vocabularies& vocabularies, Caller caller) {
    ParsedParameters result;
    ParameterReader reader(vocabularies, result);
    for (const auto& [name, value] : request.query) {
        if (const auto field = tag_field(name)) reader.read_facet(*field, value);
        else if (const auto* row = ParameterReader::row(name)) (reader.*row->read)(value);
        else if (caller == Caller::program) reader.fail(name, unknown(name));
    }
    reader.finish();
    return result;
}

std::string_view match_name(Match match) { return name_of(kMatches, match); }
std::string_view sort_name(Sort sort) { return name_of(kSorts, sort); }

std::string year_text(const YearRange& years) {
    const auto from = four_digits(years.from), to = four_digits(years.to);
    return from == to ? from : from + ".." + to;
}

std::string query_string(const SearchRequest& request) {
    std::string text;
    if (!request.query.empty()) add_parameter(text, "q", request.query);
    for (const auto& [field, name] : kTagFields)
        for (const auto& code : request.selected[static_cast<std::size_t>(field)]) add_parameter(text, name, code);
    if (request.years) add_parameter(text, "year", year_text(*request.years));
    if (request.match != Match::best) add_parameter(text, "match", match_name(request.match));
    if (request.sort != Sort::relevance) add_parameter(text, "sort", sort_name(request.sort));
    if (request.voices != SearchRequest::Voices::as_ranked) add_parameter(text, "voices", name_of(kVoices, request.voices));
    if (request.decompound != Switch::on) add_parameter(text, "decompound", name_of(kSwitches, request.decompound));
    if (request.expand != Switch::on) add_parameter(text, "expand", name_of(kSwitches, request.expand));
    for (const auto& unwanted : request.except) add_parameter(text, "except", unwanted);
    if (request.language != "en") add_parameter(text, "lang", request.language);
    if (request.limit != SearchRequest{}.limit) add_parameter(text, "limit", std::to_string(request.limit));
    return text;
}

std::string make_cursor(const SearchRequest& request, std::size_t offset, std::uint64_t edition) {
    return cursor_of({offset, edition, fingerprint(query_string(request))});
}

std::string changed_since(const ParsedParameters& parsed, std::uint64_t edition) {
    if (!parsed.edition || *parsed.edition == edition) return "";
    return "The collection has changed since the page before this one was given: a result may appear again or have been passed "
           "over. Begin again without the cursor to see all of it.";
}

} // namespace samling
