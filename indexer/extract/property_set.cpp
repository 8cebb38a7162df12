#include "indexer/extract/property_set.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <string>

#include "indexer/extract/charset.h"
#include "indexer/extract/embedded.h"
#include "indexer/extract/input.h"
#include "indexer/extract/little_endian.h"

namespace samling {
namespace {

enum ValueType : std::uint32_t { kShort = 2, kString = 30, kWideString = 31, kTime = 64 };
constexpr std::uint32_t kCodePage = 1;
constexpr unsigned kUtf16Page = 1200;

struct Property {
    std::uint32_t id;
    EmbeddedField field;
};
constexpr std::array kSummary = {Property{2, EmbeddedField::title}, Property{3, EmbeddedField::subtitle},
                                 Property{4, EmbeddedField::creator}, Property{5, EmbeddedField::keywords},
                                 Property{12, EmbeddedField::date}};
constexpr std::array kMore = {Property{15, EmbeddedField::organisation}, Property{28, EmbeddedField::language}};

/// Hundreds of nanoseconds since 1601.
std::string time_text(std::uint64_t time) {
    using namespace std::chrono;
    constexpr std::uint64_t kPerDay = 864'000'000'000, kDays = 1'000'000;
    if (time / kPerDay == 0 || time / kPerDay > kDays) return {};
    const year_month_day day{sys_days{1601y / 1 / 1} + days{static_cast<int>(time / kPerDay)}};
    return format_date({int{day.year()}, static_cast<int>(unsigned{day.month()}), static_cast<int>(unsigned{day.day()})});
}

class PropertySet {
public:
    explicit PropertySet(std::string_view stream) : section_(slice(stream, u32(stream, 44), stream.size())) {
        page_ = u16(section_, place_of(kCodePage) + 4);
        if (place_of(kCodePage) == 0 || page_ == 0) page_ = 1252;
    }
    std::string text(std::uint32_t id) const {
        const std::size_t place = place_of(id);
        if (place == 0) return {};
        const std::size_t length = std::min<std::size_t>(u32(section_, place + 4), Limits::kMetadataBytes);
        switch (u32(section_, place)) {
        case kString:
            return decoded(slice(section_, place + 8, length));
        case kWideString:
            return without_end(utf16_to_utf8(slice(section_, place + 8, length * 2)));
        case kTime:
            return time_text(little_endian(section_, place + 4, 8));
        default:
            return {};
        }
    }

private:
    /// 0: there is none.
    std::size_t place_of(std::uint32_t id) const {
        const std::size_t count = std::min<std::size_t>(u32(section_, 4), section_.size() / 8);
        for (std::size_t i = 0; i < count; ++i)
            if (u32(section_, 8 + i * 8) == id) return u32(section_, 12 + i * 8);
        return 0;
    }
    std::string decoded(std::string_view bytes) const {
        if (page_ == kUtf16Page) return without_end(utf16_to_utf8(bytes));
        std::string text;
        bytes = bytes.substr(0, bytes.find('\0'));
        const std::string charset = page_ == 65001 ? "UTF-8" : page_ == 10000 ? "macintosh" : "windows-" + std::to_string(page_);
        if (!convert_to_utf8(bytes, charset, text)) text = western_to_utf8(bytes);
        return text;
    }
    static std::string without_end(std::string text) {
        text.resize(std::min(text.find('\0'), text.size()));
        return text;
    }

    std::string_view section_;
    unsigned page_ = 1252;
};

template <typename Table>
void read_set(const CompoundFile& file, std::string_view name, const Table& table, Metadata& metadata) {
    const auto stream = file.read(name, 1u << 20);
    if (stream.size() < 48) return;
    const PropertySet set(stream);
    for (const auto& [id, field] : table)
        embed(metadata, field, set.text(id));
}

} // namespace

void read_property_sets(const CompoundFile& file, Metadata& metadata) {
    read_set(file, "\005SummaryInformation", kSummary, metadata);
    read_set(file, "\005DocumentSummaryInformation", kMore, metadata);
}

} // namespace samling
