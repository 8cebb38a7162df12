#include "indexer/extract/front_matter.h"

#include <algorithm>
#include <memory>
#include <vector>

#include <yaml.h>

#include "indexer/extract/embedded.h"
#include "schema/trimmed.h"

namespace samling {
namespace {

constexpr std::size_t kBlockBytes = 64 * 1024;
constexpr int kEvents = 10'000;
constexpr std::size_t kNesting = 16;
constexpr std::string_view kYaml = "---", kToml = "+++";

/// Whether a line is `fence` and blanks.
bool is_fence(std::string_view line, std::string_view fence) {
    return line.starts_with(fence) && line.find_first_not_of(" \t\r", fence.size()) == std::string_view::npos;
}

/// The block between a first line `fence` and the next such line, or "..." in YAML; `past` stays 0 where there is none.
std::string_view front_block(std::string_view text, std::string_view fence, std::size_t& past) {
    const auto first = text.substr(0, std::min(text.find('\n'), text.size()));
    if (!is_fence(first, fence)) return {};
    const std::size_t begin = std::min(first.size() + 1, text.size());
    for (std::size_t at = begin; at < std::min(text.size(), kBlockBytes);) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        const auto line = text.substr(at, end - at);
        if (is_fence(line, fence) || (fence == kYaml && is_fence(line, "..."))) {
            past = std::min(end + 1, text.size());
            return text.substr(begin, at - begin);
        }
        at = end + 1;
    }
    return {};
}

/// Follows the nesting only as far as to know the name that a scalar stands under.
class Fields {
public:
    explicit Fields(TextBuilder& builder) : builder_(builder) {}
    std::string text; ///< Sentences under unknown names.
    bool any() const { return any_; }

    void use(std::string_view name, std::string_view value) {
        any_ = true;
        EmbeddedField field;
        embedded_field(name, field) ? embed(builder_.metadata(), field, value) : keep(value);
    }
    /// A sentence is text; single words are somebody's settings.
    void keep(std::string_view value) {
        constexpr std::size_t kSentenceBlanks = 3;
        if (static_cast<std::size_t>(std::count(value.begin(), value.end(), ' ')) < kSentenceBlanks) return;
        text.append(value).append("\n\n");
    }

    /// False to stop.
    bool take(const yaml_event_t& event) {
        switch (event.type) {
        case YAML_MAPPING_START_EVENT:
            return open(Level::mapping);
        case YAML_SEQUENCE_START_EVENT:
            return open(Level::sequence);
        case YAML_MAPPING_END_EVENT:
        case YAML_SEQUENCE_END_EVENT:
            if (!levels_.empty()) levels_.pop_back();
            if (levels_.size() == 1) key_.clear();
            return true;
        case YAML_ALIAS_EVENT:
            return scalar({});
        case YAML_SCALAR_EVENT:
            return scalar({reinterpret_cast<const char*>(event.data.scalar.value), event.data.scalar.length});
        case YAML_STREAM_END_EVENT:
        case YAML_DOCUMENT_END_EVENT:
            return false;
        default:
            return true;
        }
    }

private:
    enum class Level { mapping, sequence };
    struct Open {
        Level kind;
        bool expects_key;
    };

    bool open(Level kind) {
        if (levels_.size() >= kNesting) return false;
        if (levels_.empty() && kind != Level::mapping) return false; // a list between two rules
        any_ = true;
        if (!levels_.empty() && levels_.back().kind == Level::mapping) levels_.back().expects_key = true;
        levels_.push_back({kind, kind == Level::mapping});
        return true;
    }
    bool scalar(std::string_view value) {
        if (levels_.empty()) return false; // a bare scalar: no front matter but a rule and a heading
        auto& level = levels_.back();
        if (level.kind == Level::mapping) {
            level.expects_key = !level.expects_key;
            if (!level.expects_key) {
                if (levels_.size() == 1) key_ = value;
                inner_key_ = value;
                return true;
            }
        }
        // Of people only the names are metadata: {name: …, email: …}.
        const bool inner = levels_.size() > 1 && level.kind == Level::mapping && inner_key_ != "name";
        inner ? keep(value) : use(key_, value);
        return true;
    }

    TextBuilder& builder_;
    std::vector<Open> levels_;
    std::string key_, inner_key_;
    bool any_ = false;
};

/// Lines of a name, `sign` and a value, in quotes or not; a value in brackets is a list.
void read_lines(std::string_view block, char sign, Fields& fields) {
    while (!block.empty()) {
        const auto line = block.substr(0, block.find('\n'));
        block.remove_prefix(std::min(line.size() + 1, block.size()));
        const auto at = line.find(sign);
        const auto name = trimmed(line.substr(0, at));
        if (line.starts_with('#') || line.starts_with('[')) continue; // a comment, a section of TOML
        if (at == std::string_view::npos || name.find(' ') != std::string_view::npos) {
            fields.keep(trimmed(line)); // a sentence over several lines
            continue;
        }
        auto value = trimmed(line.substr(at + 1));
        const bool is_list = value.starts_with('[');
        if (is_list) value = trimmed(value, "[]");
        while (!value.empty()) {
            const auto item = value.substr(0, is_list ? value.find(',') : std::string_view::npos);
            value.remove_prefix(std::min(item.size() + 1, value.size()));
            fields.use(name, trimmed(item, " \t\"'"));
        }
    }
}

std::string_view from_line(std::string_view text, std::size_t line) {
    for (; line > 0 && !text.empty(); --line)
        text.remove_prefix(std::min(std::min(text.find('\n'), text.size()) + 1, text.size()));
    return text;
}

/// An event of the parser, or none.
class Event {
public:
    Event() = default;
    Event(Event&& other) noexcept { std::swap(event_, other.event_); }
    Event& operator=(Event&& other) noexcept {
        std::swap(event_, other.event_);
        return *this;
    }
    ~Event() { yaml_event_delete(&event_); }
    bool parse(yaml_parser_t& parser) { return yaml_parser_parse(&parser, &event_) == 1; }
    bool is_there() const { return event_.type != YAML_NO_EVENT; }
    const yaml_event_t& operator*() const { return event_; }
    const yaml_event_t* operator->() const { return &event_; }

private:
    yaml_event_t event_{};
};

void read_yaml(std::string_view block, Fields& fields, TextBuilder& builder) {
    yaml_parser_t raw;
    if (!yaml_parser_initialize(&raw)) throw std::bad_alloc();
    const std::unique_ptr<yaml_parser_t, decltype(&yaml_parser_delete)> parser(&raw, &yaml_parser_delete);
    yaml_parser_set_input_string(parser.get(), reinterpret_cast<const unsigned char*>(block.data()),
                                 block.size());
    yaml_parser_set_encoding(parser.get(), YAML_UTF8_ENCODING);
    Event last; // taken when the next one shows that it was whole: "a: b: c" breaks off within a value
    for (int i = 0; i < kEvents; ++i) {
        Event event;
        if (!event.parse(raw)) {
            if (last.is_there() && last->start_mark.line < raw.problem_mark.line) fields.take(*last);
            builder.note("its front matter is no valid YAML and was read in part");
            return read_lines(from_line(block, raw.problem_mark.line), ':', fields);
        }
        if (last.is_there() && !fields.take(*last)) return;
        std::swap(last, event);
    }
}

} // namespace

FrontMatter read_front_matter(std::string_view markdown, TextBuilder& builder) {
    Fields fields(builder);
    std::size_t past = 0;
    if (const auto yaml = front_block(markdown, kYaml, past); past > 0)
        read_yaml(yaml, fields, builder);
    else if (const auto toml = front_block(markdown, kToml, past); past > 0)
        read_lines(toml, '=', fields);
    if (!fields.any()) return {{}, markdown}; // words between two rules
    return {std::move(fields.text), markdown.substr(past)};
}

} // namespace samling
