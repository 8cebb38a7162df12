#include "indexer/extract/front_matter.h"

#include <algorithm>
#include <memory>
#include <vector>

#include <yaml.h>

#include "indexer/extract/embedded.h"

namespace samling {
namespace {

constexpr std::size_t kBlockBytes = 64 * 1024;
constexpr int kEvents = 10'000;
constexpr std::size_t kNesting = 16;

/// The block between the first line "---" and a line "---" or "..."; empty where there is none.
std::string_view front_block(std::string_view text, std::size_t& past) {
    const auto first = text.substr(0, std::min(text.find('\n'), text.size()));
    if (first.substr(0, 3) != "---" || first.find_first_not_of(" \t\r", 3) != std::string_view::npos)
        return {};
    const std::size_t begin = std::min(first.size() + 1, text.size());
    for (std::size_t at = begin; at < std::min(text.size(), kBlockBytes);) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        const auto line = text.substr(at, end - at);
        const bool closes = (line.starts_with("---") || line.starts_with("...")) &&
                            line.find_first_not_of(" \t\r", 3) == std::string_view::npos;
        if (closes) {
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
        // In a list of people only the names are of use: {name: …, email: …}.
        if (levels_.size() > 1 && level.kind == Level::mapping && inner_key_ != "name") return true;
        use(value);
        return true;
    }
    void use(std::string_view value) {
        if (EmbeddedField field; embedded_field(key_, field)) {
            embed(builder_.metadata(), field, value);
            return;
        }
        constexpr std::size_t kSentenceBlanks = 3;
        if (static_cast<std::size_t>(std::count(value.begin(), value.end(), ' ')) < kSentenceBlanks) return;
        text.append(value).append("\n\n");
    }

    TextBuilder& builder_;
    std::vector<Open> levels_;
    std::string key_, inner_key_;
};

} // namespace

FrontMatter read_front_matter(std::string_view markdown, TextBuilder& builder) {
    std::size_t past = 0;
    const auto block = front_block(markdown, past);
    if (past == 0) return {{}, markdown};
    yaml_parser_t raw;
    if (!yaml_parser_initialize(&raw)) throw std::bad_alloc();
    const std::unique_ptr<yaml_parser_t, decltype(&yaml_parser_delete)> parser(&raw, &yaml_parser_delete);
    yaml_parser_set_input_string(parser.get(), reinterpret_cast<const unsigned char*>(block.data()),
                                 block.size());
    yaml_parser_set_encoding(parser.get(), YAML_UTF8_ENCODING);
    Fields fields(builder);
    for (int i = 0; i < kEvents; ++i) {
        yaml_event_t event;
        if (!yaml_parser_parse(parser.get(), &event)) {
            builder.note("its front matter is no valid YAML and was read in part");
            break;
        }
        const bool more = fields.take(event);
        yaml_event_delete(&event);
        if (!more) break;
    }
    return {std::move(fields.text), markdown.substr(past)};
}

} // namespace samling
