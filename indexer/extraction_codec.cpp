// The message: "SXTR", version, then the fields in the order of `fields()`. Numbers are little-endian; a
// string is its length (u32) and bytes, a list its count (u32) and items. One walk serves both ways, so they
// cannot differ.
#include <bit>
#include <cmath>
#include <cstring>
#include <type_traits>

#include "indexer/extraction.h"
#include "schema/failure.h"

namespace samling {
namespace {

constexpr std::string_view kMagic = "SXTR";
constexpr std::uint32_t kVersion = 4;

class Writer {
public:
    static constexpr bool kReads = false;

    template <typename Integer>
    void number(const Integer& value) {
        auto rest = static_cast<std::uint64_t>(static_cast<std::int64_t>(value));
        for (int i = 0; i < 8; ++i, rest >>= 8)
            out_ += static_cast<char>(rest & 0xff);
    }
    void real(const double& value) { number(std::bit_cast<std::int64_t>(value)); }
    void bytes(const std::string& value) {
        length(value.size());
        out_ += value;
    }
    void length(std::size_t value) {
        for (int i = 0; i < 4; ++i, value >>= 8)
            out_ += static_cast<char>(value & 0xff);
    }
    template <typename Item>
    std::size_t open_list(const std::vector<Item>& items) {
        length(items.size());
        return items.size();
    }
    void begin() {
        out_ += kMagic;
        length(kVersion);
    }
    std::string take() { return std::move(out_); }

private:
    std::string out_;
};

class Reader {
public:
    static constexpr bool kReads = true;
    explicit Reader(std::string_view message) : rest_(message) {}

    template <typename Integer>
    void number(Integer& value) {
        const auto raw = static_cast<std::int64_t>(unsigned_number(8));
        using Plain = typename std::conditional_t<std::is_enum_v<Integer>, std::underlying_type<Integer>,
                                                  std::type_identity<Integer>>::type;
        if constexpr (std::is_same_v<Plain, bool>) {
            if (raw != 0 && raw != 1) damaged();
        } else if (static_cast<std::int64_t>(static_cast<Plain>(raw)) != raw) {
            damaged();
        }
        value = static_cast<Integer>(raw);
    }
    void real(double& value) {
        value = std::bit_cast<double>(unsigned_number(8));
        if (!std::isfinite(value)) damaged();
    }
    void bytes(std::string& value) { value = take(length()); }
    std::size_t length() { return unsigned_number(4); }
    /// Every item takes at least four bytes, so a count beyond a quarter of the rest is a lie.
    template <typename Item>
    std::size_t open_list(std::vector<Item>& items) {
        const std::size_t count = length();
        if (count > rest_.size() / 4) damaged();
        items.clear();
        return count;
    }
    void begin() {
        if (take(kMagic.size()) != kMagic || length() != kVersion) damaged();
    }
    void end() const {
        if (!rest_.empty()) damaged();
    }
    [[noreturn]] static void damaged() {
        throw Failure(ErrorCode::corrupt_data, "The extractor's answer cannot be understood.");
    }

private:
    std::string_view take(std::size_t count) {
        if (count > rest_.size()) damaged();
        const auto taken = rest_.substr(0, count);
        rest_.remove_prefix(count);
        return taken;
    }
    std::uint64_t unsigned_number(std::size_t width) {
        const auto raw = take(width);
        std::uint64_t value = 0;
        for (std::size_t i = width; i-- > 0;)
            value = value << 8 | static_cast<unsigned char>(raw[i]);
        return value;
    }

    std::string_view rest_;
};

template <typename Codec, typename Items, typename Each>
void list(Codec& codec, Items& items, const Each& each) {
    const std::size_t count = codec.open_list(items);
    for (std::size_t i = 0; i < count; ++i) {
        if constexpr (Codec::kReads) items.emplace_back();
        each(items[i]);
    }
}

template <typename Enum, typename Codec, typename Value>
void choice(Codec& codec, Value& value, Enum last) {
    codec.number(value);
    if constexpr (Codec::kReads)
        if (static_cast<int>(value) < 0 || value > last) Reader::damaged();
}

template <typename Codec, typename Value>
void tag(Codec& codec, Value& value) {
    codec.bytes(value.code);
    choice(codec, value.origin, Origin::rule);
    codec.real(value.score);
    list(codec, value.evidence, [&](auto& evidence) {
        codec.number(evidence.page);
        codec.number(evidence.offset);
        codec.bytes(evidence.quote);
        codec.bytes(evidence.rule);
    });
}

template <typename Codec, typename Agents>
void agents(Codec& codec, Agents& items) {
    list(codec, items, [&](auto& agent) {
        codec.bytes(agent.name);
        codec.bytes(agent.country);
        codec.bytes(agent.actor);
    });
}

template <typename Codec, typename Value>
void metadata(Codec& codec, Value& value) {
    for (auto* text : {&value.id, &value.title, &value.subtitle, &value.abstract, &value.licence,
                       &value.rights, &value.source_url})
        codec.bytes(*text);
    agents(codec, value.creators);
    agents(codec, value.organisations);
    for (auto* part : {&value.date.year, &value.date.month, &value.date.day})
        codec.number(*part);
    list(codec, value.identifiers, [&](auto& identifier) {
        codec.bytes(identifier.scheme);
        codec.bytes(identifier.value);
    });
    for (auto& tags : value.tags)
        list(codec, tags, [&](auto& item) { tag(codec, item); });
}

template <typename Codec, typename Value>
void fields(Codec& codec, Value& value) {
    choice(codec, value.status, Extraction::Status::archive);
    for (auto* text : {&value.reason, &value.media_type, &value.extractor, &value.encoding})
        codec.bytes(*text);
    codec.number(value.truncated);
    codec.real(value.cpu_seconds);
    list(codec, value.notes, [&](auto& note) { codec.bytes(note); });
    list(codec, value.pictured, [&](auto& page) { codec.number(page); });
    metadata(codec, value.embedded);
    list(codec, value.pages, [&](auto& page) {
        for (auto* text : {&page.text, &page.label, &page.language})
            codec.bytes(*text);
    });
    list(codec, value.readings, [&](auto& reading) {
        for (auto* number : {&reading.words, &reading.language_confidence, &reading.recognition})
            codec.number(*number);
    });
    list(codec, value.headings, [&](auto& heading) {
        codec.number(heading.page);
        codec.number(heading.level);
        codec.bytes(heading.text);
    });
    list(codec, value.links, [&](auto& link) {
        codec.number(link.page);
        codec.bytes(link.address);
        codec.number(link.target);
    });
    list(codec, value.members, [&](auto& member) {
        codec.bytes(member.name);
        codec.number(member.index);
    });
    codec.bytes(value.content);
}

/// What the type cannot say: headings and links stand on pages that are there, and every page was read in one way.
void check(const Extraction& extraction) {
    const auto pages = static_cast<int>(std::min<std::size_t>(extraction.pages.size(), 1u << 30));
    for (const int page : extraction.pictured)
        if (page < 1 || page > pages) Reader::damaged();
    for (const auto& heading : extraction.headings)
        if (heading.page < 1 || heading.page > pages || heading.level < 1 || heading.level > 99)
            Reader::damaged();
    for (const auto& link : extraction.links) {
        const bool within = link.address.empty();
        if (link.page < 1 || link.page > pages || link.target < 0 || (link.target > 0) != within) Reader::damaged();
    }
    if (!extraction.readings.empty() && extraction.readings.size() != extraction.pages.size()) Reader::damaged();
    for (const auto& reading : extraction.readings)
        if (reading.words < 0 || reading.language_confidence < 0 || reading.language_confidence > 100 ||
            reading.recognition < PageReading::kNotRecognized || reading.recognition > 100)
            Reader::damaged();
}

} // namespace

std::string encode(const Extraction& extraction) {
    Writer writer;
    writer.begin();
    fields(writer, extraction);
    return writer.take();
}

Extraction decode_extraction(std::string_view message) {
    Reader reader(message);
    Extraction extraction;
    reader.begin();
    fields(reader, extraction);
    reader.end();
    check(extraction);
    return extraction;
}

} // namespace samling
