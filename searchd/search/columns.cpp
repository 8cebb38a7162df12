#include "searchd/search/columns.h"

#include <algorithm>
#include <charconv>
#include <unordered_map>
#include <xapian.h>

#include "schema/index_codec.h"

namespace samling {
namespace {

/// Numbers for the codes and sets of codes of one facet.
class ColumnLoader {
public:
    /// Goes on where the column ends.
    ColumnLoader(CodeColumn& column, std::size_t size) : column_(column) {
        column_.set_of.resize(size);
        if (column_.sets.empty()) column_.sets.emplace_back();
        for (std::uint32_t code = 0; code < column_.codes.size(); ++code)
            codes_.emplace(column_.codes[code], code);
        for (std::uint32_t set = 0; set < column_.sets.size(); ++set)
            sets_.emplace(value_of(column_.sets[set]), set);
    }

    void put(std::uint32_t document, const std::string& value) {
        const auto [known, fresh] = sets_.try_emplace(value, static_cast<std::uint32_t>(column_.sets.size()));
        if (fresh) column_.sets.push_back(numbers(value));
        column_.set_of.put(document, known->second);
    }

private:
    std::string value_of(const std::vector<std::uint32_t>& set) const {
        std::vector<std::string> codes;
        for (const auto code : set)
            codes.push_back(column_.codes[code]);
        return encode_codes(codes);
    }

    std::vector<std::uint32_t> numbers(const std::string& value) {
        std::vector<std::uint32_t> result;
        for (auto& code : decode_codes(value)) {
            const auto [known, fresh] =
                codes_.try_emplace(code, static_cast<std::uint32_t>(column_.codes.size()));
            if (fresh) column_.codes.push_back(std::move(code));
            result.push_back(known->second);
        }
        return result;
    }

    CodeColumn& column_;
    std::unordered_map<std::string, std::uint32_t> sets_, codes_;
};

/// Numbers the readerships as they come.
void put_readership(Columns& columns, std::uint32_t document, const std::string& value) {
    const auto readership = decode_readership(value);
    const auto known = std::find(columns.readerships.begin(), columns.readerships.end(), readership);
    columns.readership_of[document] = static_cast<std::uint32_t>(known - columns.readerships.begin());
    if (known == columns.readerships.end()) columns.readerships.push_back(readership);
}

int number(const std::string& digits) {
    int value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

/// Numbers the years as they come. There are few, and most documents have one of the last.
void put_date(Columns& columns, std::uint32_t document, std::int32_t date) {
    columns.date[document] = date;
    const int year = std::max(date / 10000, 0);
    const auto known = std::find(columns.known_years.begin(), columns.known_years.end(), year);
    columns.year_of.put(document, static_cast<std::uint32_t>(known - columns.known_years.begin()));
    if (known == columns.known_years.end()) columns.known_years.push_back(year);
}

} // namespace

Columns load_columns(const Xapian::Database& database) {
    Columns columns;
    const std::size_t size = std::size_t{database.get_lastdocid()} + 1;
    for (const auto& [field, name] : kTagFields) {
        ColumnLoader loader(columns.facets[static_cast<std::size_t>(field)], size);
        const auto slot = *facet_field(field).slot;
        for (auto value = database.valuestream_begin(slot); value != database.valuestream_end(slot); ++value)
            loader.put(value.get_docid(), *value);
    }
    columns.date.assign(size, 0);
    columns.year_of.resize(size);
    for (auto value = database.valuestream_begin(kDateSlot); value != database.valuestream_end(kDateSlot); ++value)
        put_date(columns, value.get_docid(), number(*value));
    columns.readership_of.assign(size, 0);
    for (auto value = database.valuestream_begin(kReadershipSlot); value != database.valuestream_end(kReadershipSlot); ++value)
        put_readership(columns, value.get_docid(), *value);
    columns.documents.reserve(database.get_doccount());
    for (auto document = database.postlist_begin(""); document != database.postlist_end(""); ++document)
        columns.documents.push_back(*document);
    return columns;
}

void update_columns(Columns& columns, const Xapian::Database& database,
                    const std::vector<std::uint32_t>& changed) {
    const std::size_t size = std::size_t{database.get_lastdocid()} + 1;
    std::vector<std::uint32_t> present;
    std::vector<Xapian::Document> documents;
    auto listed = database.postlist_begin("");
    for (const auto number : changed) {
        if (listed != database.postlist_end("")) listed.skip_to(number);
        if (listed == database.postlist_end("") || *listed != number) continue;
        present.push_back(number);
        documents.push_back(database.get_document(number));
    }
    for (const auto& [field, name] : kTagFields) {
        auto& column = columns.facets[static_cast<std::size_t>(field)];
        ColumnLoader loader(column, size);
        for (const auto number : changed)
            if (number < size) column.set_of.put(number, 0);
        for (std::size_t i = 0; i < present.size(); ++i)
            loader.put(present[i], documents[i].get_value(*facet_field(field).slot));
    }
    columns.date.resize(size, 0);
    columns.year_of.resize(size);
    for (const auto document : changed)
        if (document < size) put_date(columns, document, 0);
    for (std::size_t i = 0; i < present.size(); ++i)
        put_date(columns, present[i], number(documents[i].get_value(kDateSlot)));
    columns.readership_of.resize(size, 0);
    for (const auto document : changed)
        if (document < size) columns.readership_of[document] = 0;
    for (std::size_t i = 0; i < present.size(); ++i)
        put_readership(columns, present[i], documents[i].get_value(kReadershipSlot));
    std::vector<std::uint32_t> unchanged, all;
    std::set_difference(columns.documents.begin(), columns.documents.end(), changed.begin(), changed.end(),
                        std::back_inserter(unchanged));
    std::merge(unchanged.begin(), unchanged.end(), present.begin(), present.end(), std::back_inserter(all));
    columns.documents = std::move(all);
}

std::array<std::vector<std::string>, kTagFieldCount> codes_of(const Columns& columns, std::uint32_t document) {
    std::array<std::vector<std::string>, kTagFieldCount> codes;
    for (std::size_t f = 0; f < kTagFieldCount; ++f)
        for (const auto code : columns.facets[f].sets[columns.facets[f].set_of[document]])
            codes[f].push_back(columns.facets[f].codes[code]);
    return codes;
}

Selection::Selection(const Columns& columns, const SearchRequest& request)
    : columns_(columns), years_(request.years) {
    for (std::size_t facet = 0; facet < kTagFieldCount; ++facet) {
        const auto& chosen = request.selected[facet];
        if (chosen.empty()) continue;
        const auto& column = columns.facets[facet];
        std::vector<bool> code_chosen(column.codes.size());
        for (std::size_t i = 0; i < column.codes.size(); ++i)
            code_chosen[i] = std::find(chosen.begin(), chosen.end(), column.codes[i]) != chosen.end();
        Active active{facet, std::vector<char>(column.sets.size())};
        for (std::size_t i = 0; i < column.sets.size(); ++i)
            active.set_passes[i] = std::any_of(column.sets[i].begin(), column.sets[i].end(),
                                               [&](auto c) { return code_chosen[c]; });
        active_.push_back(std::move(active));
    }
}

std::size_t Selection::failed_facet(std::uint32_t document) const {
    std::size_t failed = kNone;
    for (const auto& [facet, set_passes] : active_) {
        if (set_passes[columns_.facets[facet].set_of[document]]) continue;
        if (failed != kNone) return kSeveral;
        failed = facet;
    }
    if (years_ && !within(*years_, columns_.known_years[columns_.year_of[document]]))
        return failed == kNone ? kYear : kSeveral;
    return failed;
}

namespace {

/// How often each number below `size` is that of one of `documents`.
std::vector<std::uint32_t> count_numbers(const NarrowNumbers& number_of, std::span<const std::uint32_t> documents, std::size_t size) {
    // Neighbours often have the same number, and one addition to a count waits for the one before: so two are kept.
    std::vector<std::uint32_t> even(size), odd(size);
    number_of.read([&](const auto& numbers) {
        std::size_t i = 0;
        for (; i + 1 < documents.size(); i += 2) {
            ++even[numbers[documents[i]]];
            ++odd[numbers[documents[i + 1]]];
        }
        if (i < documents.size()) ++even[numbers[documents[i]]];
    });
    for (std::size_t at = 0; at < size; ++at) even[at] += odd[at];
    return even;
}

/// Codes of `documents`: by sets, each then counted for its codes; where there are few documents, without that
/// detour.
void count_codes(const CodeColumn& column, std::span<const std::uint32_t> documents,
                 std::vector<std::int64_t>& by_code) {
    if (column.sets.size() < 2 || documents.empty()) return;
    if (documents.size() < column.sets.size() / 2) {
        for (const auto document : documents)
            for (const auto code : column.sets[column.set_of[document]])
                ++by_code[code];
        return;
    }
    const auto by_set = count_numbers(column.set_of, documents, column.sets.size());
    for (std::size_t set = 1; set < column.sets.size(); ++set)
        if (const auto count = by_set[set]; count != 0)
            for (const auto code : column.sets[set])
                by_code[code] += count;
}

void count_years(const Columns& columns, std::span<const std::uint32_t> documents, std::vector<std::int64_t>& by_year) {
    const auto counts = count_numbers(columns.year_of, documents, columns.known_years.size());
    for (std::size_t at = 1; at < counts.size(); ++at) by_year[at] += counts[at];
}

} // namespace

Counted count_facets(const Columns& columns, const Selection& selection,
                     std::span<const std::uint32_t> matching, Counting counting) {
    Counted counted;
    std::array<std::vector<std::uint32_t>, kTagFieldCount + 1> failing; // by the only facet they fail
    if (selection.empty()) {
        counted.passing.assign(matching.begin(), matching.end());
    } else {
        for (const auto document : matching) {
            const auto failed = selection.failed_facet(document);
            if (failed == Selection::kNone)
                counted.passing.push_back(document);
            else if (failed != Selection::kSeveral)
                failing[failed].push_back(document);
        }
    }
    if (counting == Counting::none) return counted;
    for (std::size_t f = 0; f < kTagFieldCount; ++f) {
        counted.by_code[f].assign(columns.facets[f].codes.size(), 0);
        count_codes(columns.facets[f], counted.passing, counted.by_code[f]);
        count_codes(columns.facets[f], failing[f], counted.by_code[f]);
    }
    counted.by_year.assign(columns.known_years.size(), 0);
    count_years(columns, counted.passing, counted.by_year);
    count_years(columns, failing[Selection::kYear], counted.by_year);
    return counted;
}

} // namespace samling
