#include "schema/index_codec.h"

#include <algorithm>

#include "schema/varint.h"

namespace samling {
namespace {

constexpr std::uint64_t kEntryVersion = 1;

} // namespace

std::string encode(const IndexEntry& entry) {
    std::string out;
    put_number(out, kEntryVersion);
    for (const auto* text : {&entry.id, &entry.title, &entry.subtitle, &entry.date, &entry.language})
        put_text(out, *text);
    put_number(out, static_cast<std::uint64_t>(entry.version_key));
    put_number(out, entry.page_starts.size());
    std::uint32_t previous = 0;
    for (const auto start : entry.page_starts) {
        put_number(out, start - previous); // ascending, so differences are small
        previous = start;
    }
    put_number(out, entry.page_labels.size());
    for (const auto& label : entry.page_labels)
        put_text(out, label);
    return out;
}

IndexEntry decode_entry(std::string_view bytes) {
    ByteReader reader(bytes);
    if (reader.number() != kEntryVersion)
        throw Failure(ErrorCode::layout_mismatch,
                      "an index entry has another version; run `indexer rebuild`");
    IndexEntry entry;
    for (auto* text : {&entry.id, &entry.title, &entry.subtitle, &entry.date, &entry.language})
        *text = reader.text();
    entry.version_key = static_cast<std::int64_t>(reader.number());
    entry.page_starts.resize(reader.count());
    std::uint32_t previous = 0;
    for (auto& start : entry.page_starts)
        start = previous += static_cast<std::uint32_t>(reader.number());
    entry.page_labels.resize(reader.count());
    for (auto& label : entry.page_labels)
        label = reader.text();
    return entry;
}

int page_at(const IndexEntry& entry, std::uint32_t position) {
    const auto after = std::upper_bound(entry.page_starts.begin(), entry.page_starts.end(), position);
    return static_cast<int>(after - entry.page_starts.begin());
}

std::vector<std::string> decode_codes(std::string_view slot_value) {
    std::vector<std::string> codes;
    while (!slot_value.empty()) {
        const auto end = std::min(slot_value.find(kCodeSeparator), slot_value.size());
        codes.emplace_back(slot_value.substr(0, end));
        slot_value.remove_prefix(std::min(end + 1, slot_value.size()));
    }
    return codes;
}

std::string encode_codes(const std::vector<std::string>& codes) {
    std::string value;
    for (const auto& code : codes) {
        if (!value.empty()) value += kCodeSeparator;
        value += code;
    }
    return value;
}

std::string unique_term(std::string_view id) {
    return make_term(index_field("id")->prefix, id);
}

} // namespace samling
