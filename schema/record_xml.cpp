// Reading a record. A table of elements does the reading and words the mistakes, since libxml2's words about
// RELAX NG
// ("Element record has extra content: date") help nobody; the schema then has the last word.

#include "schema/record_xml.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "schema/failure.h"
#include "schema/file_text.h"
#include "schema/record_text.h"
#include "schema/relaxng.h"
#include "schema/text.h"
#include "schema/xml_element.h"

namespace samling {
namespace {

constexpr XmlLimits kLimits{1'000'000, 10'000, 16};
constexpr std::size_t kMaxMistakes = 50;
constexpr std::size_t kMaxEvidence = 3;
constexpr std::array<std::string_view, 5> kSchemes = {"doi", "url", "symbol", "isbn", "other"};

/// The number that is all of `text`, or nothing.
template <typename Number>
std::optional<Number> number(const std::string& text) {
    Number value{};
    const auto* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    return error == std::errc() && stop == end ? std::optional(value) : std::nullopt;
}

bool is_web_address(const std::string& text) {
    const auto scheme = text.starts_with("https://") ? 8U : text.starts_with("http://") ? 7U : 0U;
    return scheme != 0 && text.size() > scheme && text.find_first_of(" \t\r\n") == std::string::npos;
}

/// For messages: a value as long as a person can use.
std::string shown(const std::string& value) {
    if (value.size() <= 60) return "'" + value + "'";
    auto end = std::size_t{57};
    while ((static_cast<unsigned char>(value[end]) & 0xC0) == 0x80)
        --end;
    return "'" + value.substr(0, end) + "…'";
}

class RecordReader {
public:
    explicit RecordReader(std::string name) : name_(std::move(name)) {}

    Metadata read(const XmlElement& root) {
        if (root.name != "record" || root.space != kRecordNamespace) {
            mistake(root,
                    "the root element must be <record xmlns=\"" + std::string(kRecordNamespace) + "\">");
            return {};
        }
        check_attributes(root, {});
        check_no_text(root);
        for (const auto& child : root.children)
            read_field(child);
        return std::move(metadata_);
    }

    std::vector<std::string> mistakes;

private:
    struct Field {
        std::string_view name;
        void (RecordReader::*read)(const XmlElement&);
        std::string Metadata::*target; ///< Of a field of plain words.
    };
    static const std::vector<Field>& fields();

    void mistake(const XmlElement& at, const std::string& what) {
        mistakes.push_back(name_ + ":" + std::to_string(at.line) + ": " + at.name + ": " + what);
    }

    void read_field(const XmlElement& element) {
        if (element.space != kRecordNamespace)
            return mistake(element, "is not in the namespace " + std::string(kRecordNamespace));
        if (tag_field(element.name)) return read_tag(element);
        const auto& rows = fields();
        const auto row =
            std::find_if(rows.begin(), rows.end(), [&](const Field& f) { return f.name == element.name; });
        if (row == rows.end()) return mistake(element, "is no field of a record");
        if (row->target != nullptr && !first(element)) return;
        (this->*row->read)(element);
    }

    /// False, with a mistake, when a field that stands once stands again.
    bool first(const XmlElement& element) {
        if (std::find(seen_.begin(), seen_.end(), element.name) == seen_.end()) {
            seen_.push_back(element.name);
            return true;
        }
        mistake(element, "is given twice; keep one");
        return false;
    }

    void check_attributes(const XmlElement& element, std::initializer_list<std::string_view> allowed) {
        for (const auto& [space, name, value] : element.attributes) {
            const bool is_xml_space = space == kXmlSpace && name == "space" && value == "preserve" &&
                                      element.name != "record" && element.name != "evidence";
            if (is_xml_space ||
                (space.empty() && std::find(allowed.begin(), allowed.end(), name) != allowed.end()))
                continue;
            mistake(element, "has no attribute " + shown(name));
        }
    }

    void check_no_text(const XmlElement& element) {
        if (const auto text = squeezed(element.text); !text.empty())
            mistake(element, "has the stray text " + shown(text) + "; put it into a field");
    }

    /// The text of an element without children; empty, with a mistake, when there is none.
    std::string words(const XmlElement& element) {
        for (const auto& child : element.children)
            if (element.name == child.name || child.name != "evidence")
                mistake(child, "may not stand inside '" + element.name + "'");
        const auto clean = clean_utf8(element.text);
        const auto normal = normalized(element.name, clean);
        if (normal.empty()) mistake(element, "is empty; give a value or leave the element out");
        const auto* space = element.attribute(kXmlSpace, "space");
        return space != nullptr && *space == "preserve" ? clean : normal;
    }

    /// The words of a field that stands once and holds nothing else; empty, with a mistake, when there are none.
    std::string words_once(const XmlElement& element) {
        check_attributes(element, {});
        refuse_evidence(element);
        return first(element) ? words(element) : "";
    }

    void read_words(const XmlElement& element) {
        check_attributes(element, {});
        refuse_evidence(element);
        for (const auto& row : fields())
            if (row.name == element.name) metadata_.*row.target = words(element);
    }

    void read_id(const XmlElement& element) {
        read_words(element);
        if (!metadata_.id.empty() && !is_valid_id(metadata_.id))
            mistake(element, shown(metadata_.id) +
                                 " is no identifier; use 1 to 120 letters (A to Z), digits and . _ ~ -");
    }

    void read_source(const XmlElement& element) {
        read_words(element);
        if (!metadata_.source_url.empty() && !is_web_address(metadata_.source_url))
            mistake(element, shown(metadata_.source_url) +
                                 " is no web address; it begins with https:// or http:// and has no blanks");
    }

    void read_date(const XmlElement& element) {
        const auto text = words_once(element);
        if (text.empty()) return;
        if (const auto date = parse_date(text))
            metadata_.date = *date;
        else
            mistake(element, shown(text) + " is no date; write YYYY, YYYY-MM or YYYY-MM-DD");
    }

    void read_visibility(const XmlElement& element) {
        const auto text = words_once(element);
        if (text.empty()) return;
        if (const auto named = visibility(text))
            metadata_.visibility = *named;
        else
            mistake(element, shown(text) + " is unknown; write public or coalition");
    }

    void read_embargo(const XmlElement& element) {
        const auto text = words_once(element);
        if (text.empty()) return;
        if (const auto date = parse_date(text); date && date->day != 0)
            metadata_.embargo = *date;
        else
            mistake(element, shown(text) + " is no whole date; write YYYY-MM-DD, the day on which everybody may see it");
    }

    void read_agent(const XmlElement& element) {
        check_attributes(element, {"country", "actor"});
        refuse_evidence(element);
        const auto value = [&](std::string_view name) {
            const auto* text = element.attribute("", name);
            return text == nullptr ? "" : clean_utf8(*text);
        };
        auto& agents = element.name == "creator" ? metadata_.creators : metadata_.organisations;
        agents.push_back({words(element), value("country"), value("actor")});
    }

    void read_identifier(const XmlElement& element) {
        check_attributes(element, {"scheme"});
        refuse_evidence(element);
        const auto* scheme = element.attribute("", "scheme");
        if (scheme == nullptr || std::find(kSchemes.begin(), kSchemes.end(), *scheme) == kSchemes.end())
            mistake(element,
                    (scheme == nullptr ? "has no scheme" : "the scheme " + shown(*scheme) + " is unknown") +
                        std::string("; write scheme=\"doi\", \"url\", \"symbol\", \"isbn\" or \"other\""));
        metadata_.identifiers.push_back({scheme == nullptr ? "other" : *scheme, words(element)});
    }

    void read_tag(const XmlElement& element) {
        Tag tag;
        check_attributes(element, {"origin", "score"});
        if (const auto* text = element.attribute("", "origin")) {
            const auto named = origin(*text);
            if (!named)
                mistake(element,
                        "the origin " + shown(*text) + " is unknown; write person, embedded or rule");
            tag.origin = named.value_or(Origin::person);
        }
        tag.code = words(element);
        if (tag.origin == Origin::rule)
            read_reason(element, tag);
        else {
            refuse_evidence(element);
            if (element.attribute("", "score") != nullptr)
                mistake(element, "only a tag with origin=\"rule\" has a score");
        }
        metadata_.of(*tag_field(element.name)).push_back(std::move(tag));
    }

    void read_reason(const XmlElement& element, Tag& tag) {
        if (const auto* text = element.attribute("", "score")) {
            const auto score = number<double>(*text);
            if (!score || !std::isfinite(*score))
                mistake(element, "the score " + shown(*text) + " is no number");
            else
                tag.score = *score;
        }
        for (const auto& child : element.children)
            if (child.name == "evidence") read_evidence(child, tag);
    }

    void read_evidence(const XmlElement& element, Tag& tag) {
        if (element.space != kRecordNamespace) return mistake(element, "is not in the record's namespace");
        check_attributes(element, {"page", "offset", "rule"});
        for (const auto& child : element.children)
            mistake(child, "may not stand inside 'evidence'");
        const auto value = [&](std::string_view name) {
            const auto* text = element.attribute("", name);
            if (text == nullptr) mistake(element, "has no attribute '" + std::string(name) + "'");
            return text == nullptr ? "" : *text;
        };
        const auto page = number<int>(value("page"));
        const auto offset = number<std::uint32_t>(value("offset"));
        if (!page || *page < 0) mistake(element, "page is no page number");
        if (!offset) mistake(element, "offset is no number of bytes");
        if (tag.evidence.size() == kMaxEvidence)
            return mistake(element, "is the fourth of its tag; at most three are kept");
        tag.evidence.push_back({page.value_or(0), offset.value_or(0), element.text, value("rule")});
    }

    void refuse_evidence(const XmlElement& element) {
        for (const auto& child : element.children)
            if (child.name == "evidence") mistake(child, "only a tag with origin=\"rule\" has evidence");
    }

    std::string name_;
    Metadata metadata_;
    std::vector<std::string> seen_;
};

const std::vector<RecordReader::Field>& RecordReader::fields() {
    using R = RecordReader;
    static const std::vector<Field> rows = {
        {"id", &R::read_id, &Metadata::id},
        {"title", &R::read_words, &Metadata::title},
        {"subtitle", &R::read_words, &Metadata::subtitle},
        {"abstract", &R::read_words, &Metadata::abstract},
        {"creator", &R::read_agent, nullptr},
        {"organisation", &R::read_agent, nullptr},
        {"date", &R::read_date, nullptr},
        {"identifier", &R::read_identifier, nullptr},
        {"licence", &R::read_words, &Metadata::licence},
        {"rights", &R::read_words, &Metadata::rights},
        {"source", &R::read_source, &Metadata::source_url},
        {"visibility", &R::read_visibility, nullptr},
        {"embargo", &R::read_embargo, nullptr},
    };
    return rows;
}

[[noreturn]] void fail(const std::vector<std::string>& mistakes) {
    std::string text;
    for (std::size_t i = 0; i < mistakes.size() && i < kMaxMistakes; ++i)
        text += (i == 0 ? "" : "\n") + mistakes[i];
    if (mistakes.size() > kMaxMistakes)
        text += "\nand " + std::to_string(mistakes.size() - kMaxMistakes) + " more mistakes";
    throw Failure(ErrorCode::invalid_record, text);
}

XmlElement parse_root(std::string_view xml, const std::string& name) {
    try {
        return parse_xml(xml, kLimits);
    } catch (const XmlMistake& mistake) {
        fail({name + ":" + std::to_string(mistake.line) + ": record: " + mistake.what()});
    }
}

} // namespace

Metadata parse_record_xml(std::string_view xml, const std::string& name) {
    RecordReader reader(name);
    auto metadata = reader.read(parse_root(xml, name));
    if (reader.mistakes.empty())
        for (const auto& mistake : relaxng_mistakes(xml))
            reader.mistakes.push_back(name + ":" + mistake);
    if (!reader.mistakes.empty()) fail(reader.mistakes);
    return metadata;
}

Metadata read_record_xml(const std::filesystem::path& file) {
    return parse_record_xml(read_small_file(file, kLimits.bytes), file.string());
}

} // namespace samling
