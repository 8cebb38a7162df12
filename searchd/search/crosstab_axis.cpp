#include "searchd/search/crosstab_axis.h"

#include <algorithm>

namespace samling {
Axis::Axis(const AxisRequest& request, const CrosstabRequest& table, const Columns& columns, const Vocabularies& vocabularies)
    : request_(request), language_(table.base.language), opened_(request.opened.begin(), request.opened.end()) {
    if (request.field) {
        vocabulary_ = &vocabularies.of(*request.field);
        column_ = &columns.facets[static_cast<std::size_t>(*request.field)];
        outline(table);
    } else {
        use_years(columns);
    }
    add_slots();
}

/// All years from the first to the last that a document has, newest first; the gaps between them too.
void Axis::use_years(const Columns& columns) {
    constexpr int kMostYears = 150; // what is older than that before the newest is not shown
    int first = 0, last = 0;
    for (const auto date : columns.date)
        if (const int year = date / 10000; year != 0) {
            first = first == 0 ? year : std::min(first, year);
            last = std::max(last, year);
        }
    first = std::max(first, last - kMostYears);
    years_.sets.emplace_back();
    for (int year = last; year >= first && year != 0; --year) {
        years_.sets.push_back({static_cast<std::uint32_t>(years_.codes.size())});
        years_.codes.push_back(std::to_string(year));
        add_value(years_.codes.back(), "", 0);
    }
    years_.set_of.resize(columns.date.size());
    for (std::size_t document = 0; document < columns.date.size(); ++document)
        if (const int year = columns.date[document] / 10000; year >= first && year != 0)
            years_.set_of.put(document, static_cast<std::uint32_t>(last - year + 1));
    column_ = &years_;
}

void Axis::outline(const CrosstabRequest& table) {
    const auto& selected = table.base.selected[static_cast<std::size_t>(*request_.field)];
    if (!selected.empty()) {
        opened_.insert(selected.begin(), selected.end());
        for (const auto& code : selected)
            if (!shown_.contains(code)) add_below(code, "", 0);
        return;
    }
    if (request_.field == TagField::language) return add_foreign_codes(); // ICU knows hundreds that nobody wrote in
    auto tops = vocabulary_->top_concepts();
    if (tops.size() == 1 && !tops.front()->narrower.empty()) { // the world: what lies below it says more
        for (const auto& code : tops.front()->narrower) add_below(code, "", 0);
    } else {
        for (const auto* top : tops) add_below(top->code, "", 0);
    }
    add_foreign_codes();
}

/// A value and, as far as it is opened, what is below it; a value with several broader ones stands under the first.
void Axis::add_below(const std::string& code, const std::string& broader, int depth) {
    if (shown_.contains(code)) return;
    add_value(code, broader, depth);
    if (!opens(code)) return;
    for (const auto& below : narrower(code)) {
        if (request_.show == AxisRequest::Show::groups && !opened_.contains(code) && narrower(below).empty()) continue;
        add_below(below, code, depth + 1);
    }
}

void Axis::add_value(const std::string& code, const std::string& broader, int depth) {
    shown_.insert(code);
    const auto label = vocabulary_ ? vocabulary_->label(code, language_) : code;
    const bool has_narrower = !narrower(code).empty();
    values_.push_back({code, label, broader, depth, 0, has_narrower, has_narrower && opens(code)});
}

/// Codes that documents have and the vocabulary has not.
void Axis::add_foreign_codes() {
    auto codes = column_->codes;
    std::sort(codes.begin(), codes.end());
    for (const auto& code : codes)
        if (request_.field == TagField::language || !vocabulary_->find(code))
            if (!shown_.contains(code)) add_value(code, "", 0);
}

bool Axis::opens(const std::string& code) const {
    return request_.show != AxisRequest::Show::top || opened_.contains(code);
}

std::vector<std::string> Axis::narrower(const std::string& code) const {
    const auto* found = vocabulary_ ? vocabulary_->find(code) : nullptr;
    return found ? found->narrower : std::vector<std::string>{};
}

void Axis::add_slots() {
    const auto add = [&](const std::string& code) {
        if (slot_of_.try_emplace(code, slots_.size()).second) slots_.push_back(code);
    };
    for (const auto& value : values_) add(value.code);
    if (!vocabulary_) return;
    const auto tops = vocabulary_->top_concepts();
    for (const auto& value : values_)
        for (const auto& code : vocabulary_->ancestors(value.code))
            if (tops.size() > 1 || code != tops.front()->code) add(code); // "in the world" is near nothing
}

std::vector<std::vector<std::uint32_t>> Axis::slots_by_set() const {
    std::vector<std::vector<std::uint32_t>> result(column_->sets.size());
    for (std::size_t set = 0; set < result.size(); ++set)
        for (const auto code : column_->sets[set])
            if (const auto slot = slot_of_.find(column_->codes[code]); slot != slot_of_.end())
                result[set].push_back(static_cast<std::uint32_t>(slot->second));
    return result;
}

std::vector<std::size_t> Axis::broader_slots(std::size_t slot) const {
    std::vector<std::size_t> result;
    if (!vocabulary_) return result;
    for (const auto& code : vocabulary_->ancestors(slots_[slot]))
        if (const auto found = slot_of_.find(code); found != slot_of_.end()) result.push_back(found->second);
    return result;
}

std::vector<std::size_t> Axis::related_slots(std::size_t slot) const {
    std::vector<std::size_t> result;
    if (!vocabulary_) return result;
    auto codes = vocabulary_->ancestors(slots_[slot]);
    codes.insert(codes.begin(), slots_[slot]);
    for (const auto& code : codes)
        if (const auto* item = vocabulary_->find(code))
            for (const auto& related : item->related)
                if (const auto found = slot_of_.find(related); found != slot_of_.end()) result.push_back(found->second);
    return result;
}

std::vector<std::pair<std::size_t, int>> Axis::slots_beside(std::size_t slot) const {
    std::vector<std::pair<std::size_t, int>> result;
    for (std::size_t other = 0; other < values_.size(); ++other) {
        if (other == slot || values_[other].broader != values_[slot].broader) continue;
        const auto far = static_cast<int>(other > slot ? other - slot : slot - other); // years stand one by one
        result.emplace_back(other, request_.field ? 1 : far);
    }
    return result;
}

void Axis::set_counts(const std::vector<std::int64_t>& by_slot) {
    for (std::size_t i = 0; i < values_.size(); ++i) values_[i].count = by_slot[i];
}

} // namespace samling
