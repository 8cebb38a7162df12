// SKOS as we write it: an rdf:RDF with skos:Concept elements right below it.

#include <algorithm>
#include <optional>

#include "schema/failure.h"
#include "schema/file_text.h"
#include "schema/tagging_rule.h"
#include "schema/text.h"
#include "schema/trimmed.h"
#include "schema/vocabulary.h"
#include "schema/xml_element.h"

namespace samling {
namespace {

constexpr std::string_view kSkos = "http://www.w3.org/2004/02/skos/core#";
constexpr std::string_view kRdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
constexpr XmlLimits kLimits{64 << 20, 2'000'000, 16};
constexpr std::size_t kMaxMistakes = 50;

std::string code_of(const std::string& address) {
    return address.substr(address.find_last_of("/#") + 1);
}

bool is_code(const std::string& code) {
    return is_valid_id(code); // Codes stand in addresses and in terms of the index, as identifiers do.
}

/// Reads the concepts of one file and collects what is wrong.
class SkosReader {
public:
    explicit SkosReader(std::string place) : place_(std::move(place)) {}

    /// Each child of the root comes before the root itself, which is complete only then.
    void read_child(const XmlElement& child) {
        if (child.space == kSkos && child.name == "Concept") read_concept(child);
    }
    void read_root(const XmlElement& root) {
        if (root.space != kRdf || root.name != "RDF") {
            mistakes.clear();
            return mistake(root, "the root element is not rdf:RDF");
        }
        if (concepts.empty() && mistakes.empty()) mistake(root, "has no skos:Concept");
    }

    std::vector<Concept> concepts;
    std::vector<std::string> mistakes;

private:
    using Read = void (SkosReader::*)(const XmlElement&, Concept&);
    struct Property {
        std::string_view name;
        Read read;
    };
    static const std::vector<Property>& properties();

    static std::string full_name(const XmlElement& element) {
        return (element.space == kTaggingSpace ? "tagging:" : "skos:") + element.name;
    }

    void mistake(const XmlElement& at, const std::string& what) {
        mistakes.push_back(place_ + ":" + std::to_string(at.line) + ": " + what);
    }

    void read_concept(const XmlElement& element) {
        Concept item;
        item.line = element.line;
        const auto* about = element.attribute(kRdf, "about");
        if (about == nullptr) return mistake(element, "skos:Concept has no rdf:about");
        item.code = code_of(*about);
        if (!is_code(item.code))
            return mistake(element,
                           "rdf:about '" + *about +
                               "' ends in no code: letters, digits and . _ ~ - after the last / or #");
        for (const auto& child : element.children) {
            if (child.space == kTaggingSpace) read_rule(child, item);
            for (const auto& property : properties())
                if (child.space == kSkos && child.name == property.name) (this->*property.read)(child, item);
        }
        concepts.push_back(std::move(item));
    }

    /// The text and language of a label or note, or nothing and a mistake.
    std::optional<std::pair<std::string, std::string>> read_text(const XmlElement& element) {
        const auto* language = element.attribute(kXmlSpace, "lang");
        std::string text(trimmed(clean_utf8(element.text)));
        if (language == nullptr || language->empty())
            mistake(element, full_name(element) + " has no xml:lang");
        else if (text.empty())
            mistake(element, full_name(element) + " is empty");
        else
            return std::pair(*language, std::move(text));
        return std::nullopt;
    }

    void read_label(const XmlElement& element, Concept& item) {
        auto text = read_text(element);
        if (text && !item.labels.emplace(text->first, std::move(text->second)).second)
            mistake(element, "'" + item.code + "' has a second skos:prefLabel in '" + text->first + "'");
    }

    void read_alternative(const XmlElement& element, Concept& item) {
        if (auto text = read_text(element)) item.alternatives[text->first].push_back(std::move(text->second));
    }

    void read_hidden(const XmlElement& element, Concept& item) {
        if (auto text = read_text(element)) item.hidden[text->first].push_back(std::move(text->second));
    }

    void read_rule(const XmlElement& element, Concept& item) {
        const auto text = read_text(element);
        if (!text) return;
        TaggingRule rule;
        rule.language = text->first;
        const auto wrong = read_tagging_rule(element.name, text->second, rule);
        if (!wrong.empty()) return mistake(element, "tagging:" + element.name + " of '" + item.code + "' " + wrong);
        item.rules.push_back(std::move(rule));
    }

    /// A definition and a scope note in one language are one note.
    void read_note(const XmlElement& element, Concept& item) {
        const auto text = read_text(element);
        if (!text) return;
        auto& note = item.notes[text->first];
        note += (note.empty() ? "" : " ") + text->second;
    }

    void read_notation(const XmlElement& element, Concept& item) {
        if (!item.notation.empty()) mistake(element, "'" + item.code + "' has a second skos:notation");
        item.notation = trimmed(clean_utf8(element.text));
    }

    void read_link(const XmlElement& element, Concept& item) {
        const auto* resource = element.attribute(kRdf, "resource");
        if (resource == nullptr) return mistake(element, "skos:" + element.name + " has no rdf:resource");
        auto& codes = element.name == "broader"    ? item.broader
                      : element.name == "narrower" ? item.narrower
                                                   : item.related;
        if (std::find(codes.begin(), codes.end(), code_of(*resource)) == codes.end())
            codes.push_back(code_of(*resource));
    }

    std::string place_;
};

const std::vector<SkosReader::Property>& SkosReader::properties() {
    static const std::vector<Property> rows = {
        {"prefLabel", &SkosReader::read_label},   {"altLabel", &SkosReader::read_alternative},
        {"definition", &SkosReader::read_note},   {"scopeNote", &SkosReader::read_note},
        {"notation", &SkosReader::read_notation}, {"broader", &SkosReader::read_link},
        {"narrower", &SkosReader::read_link},     {"related", &SkosReader::read_link},
        {"hiddenLabel", &SkosReader::read_hidden},
    };
    return rows;
}

[[noreturn]] void fail(const std::vector<std::string>& mistakes) {
    std::string text;
    for (std::size_t i = 0; i < mistakes.size() && i < kMaxMistakes; ++i)
        text += (i == 0 ? "" : "\n") + mistakes[i];
    if (mistakes.size() > kMaxMistakes)
        text += "\nand " + std::to_string(mistakes.size() - kMaxMistakes) + " more mistakes";
    throw Failure(ErrorCode::invalid_vocabulary, text);
}

} // namespace

std::vector<Concept> read_skos_concepts(const std::filesystem::path& file) {
    SkosReader reader(file.string());
    try {
        reader.read_root(parse_xml(read_small_file(file, kLimits.bytes), kLimits, [&](const XmlElement& child) { reader.read_child(child); }));
    } catch (const XmlMistake& mistake) {
        fail({file.string() + ":" + std::to_string(mistake.line) + ": " + mistake.what()});
    }
    if (!reader.mistakes.empty()) fail(reader.mistakes);
    return std::move(reader.concepts);
}

Vocabulary read_skos(const std::filesystem::path& file, std::string name) {
    return Vocabulary(std::move(name), read_skos_concepts(file), file.string());
}

} // namespace samling
