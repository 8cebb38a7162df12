#include "schema/dublin_core.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>

#include "schema/dublin_core_terms.h"
#include "schema/failure.h"
#include "schema/record_text.h"
#include "schema/text.h"
#include "schema/text_case.h"
#include "schema/xml_element.h"

namespace samling {
namespace {

constexpr XmlLimits kLimits{kDublinCoreBytes, 10'000, 16};
constexpr std::size_t kMaxMistakes = 50;
constexpr std::string_view kTerms = "http://purl.org/dc/";
constexpr std::array<std::string_view, 8> kRoots = {"dc",       "qualifieddc", "simpledc", "dcterms",
                                                    "metadata", "record",      "RDF",      "OAI-PMH"};

using Part = DublinCorePart;
using Term = DublinCoreTerm;
using Mistakes = std::multimap<int, std::string>; ///< By line.

/// One statement of a record, however it was written: <dcterms:issued> or element="date" qualifier="issued".
struct Statement {
    std::string name; ///< "date.issued": an element, or an element and its qualifier.
    std::string value;
    int line;
};

struct Prefix {
    std::string_view text, scheme;
};
constexpr std::array<Prefix, 8> kIdentifierPrefixes = {{
    {"https://doi.org/", "doi"}, {"http://doi.org/", "doi"}, {"http://dx.doi.org/", "doi"}, {"https://dx.doi.org/", "doi"},
    {"doi:", "doi"}, {"urn:isbn:", "isbn"}, {"isbn:", "isbn"}, {"isbn ", "isbn"},
}};

bool is_web_address(const std::string& value) {
    const auto compared = lower_ascii(value);
    return compared.find(' ') == std::string::npos && (compared.starts_with("http://") || compared.starts_with("https://"));
}

Identifier identifier_from(const Statement& statement) {
    const auto compared = lower_ascii(statement.value);
    for (const auto& prefix : kIdentifierPrefixes)
        if (compared.starts_with(prefix.text))
            return {std::string(prefix.scheme), squeezed(statement.value.substr(prefix.text.size()))};
    if (compared.starts_with("10.") && compared.find('/') != std::string::npos) return {"doi", statement.value};
    if (is_web_address(statement.value)) return {"url", statement.value};
    if (statement.name == "identifier.isbn") return {"isbn", statement.value};
    if (statement.name == "identifier.doi") return {"doi", statement.value};
    return {"other", statement.value};
}

/// The statements below an element, in the order they stand.
class StatementReader {
public:
    explicit StatementReader(Mistakes& mistakes, const std::string& name)
        : mistakes_(mistakes), name_(name) {}

    std::vector<Statement> read(const XmlElement& root) {
        if (root.name == "dublin_core")
            read_dspace(root);
        else
            read_below(root);
        if (statements_.empty() && mistakes_.empty() && root.name != "dublin_core")
            mistake(root.line, root.name, "holds no element of Dublin Core");
        return std::move(statements_);
    }

private:
    void mistake(int line, const std::string& element, const std::string& what) {
        mistakes_.emplace(line, name_ + ":" + std::to_string(line) + ": " + element + ": " + what);
    }

    void read_below(const XmlElement& parent) {
        const bool is_record = parent.name == "dc" || parent.name == "Description" || parent.name == "qualifieddc";
        if (is_record && !statements_.empty() && parent.name == "dc")
            return mistake(parent.line, parent.name, "is a second record; give each document a file of its own");
        for (const auto& child : parent.children)
            if (child.space.starts_with(kTerms) || (child.space.empty() && parent.name == "dc"))
                add(child.name, value_of(child), child.line);
            else if (child.space.empty() || !is_record)
                read_below(child);
    }

    void read_dspace(const XmlElement& root) {
        const auto* schema = root.attribute("", "schema");
        if (schema && *schema != "dc" && *schema != "dcterms") return; // of a place's own, which nobody else knows
        for (const auto& child : root.children) {
            const auto* element = child.attribute("", "element");
            const auto* qualifier = child.attribute("", "qualifier");
            if (child.name != "dcvalue")
                mistake(child.line, child.name, "is not known here; a <dublin_core> holds <dcvalue element=\"…\">");
            else if (!element || element->empty())
                mistake(child.line, child.name, "has no attribute 'element'");
            else
                add(*element + (qualifier && !qualifier->empty() && *qualifier != "none" ? "." + *qualifier : ""),
                    value_of(child), child.line);
        }
    }

    static std::string value_of(const XmlElement& element) {
        auto value = squeezed(clean_utf8(element.text));
        for (const auto& child : element.children) // <dcterms:creator><foaf:name>…
            if (value.empty()) value = value_of(child);
        for (const auto& attribute : element.attributes) // <dcterms:license rdf:resource="…"/>
            if (value.empty() && attribute.name == "resource") value = squeezed(clean_utf8(attribute.value));
        return value;
    }

    void add(const std::string& name, std::string value, int line) {
        if (!dublin_core_term(name)) return mistake(line, name, "is no element of Dublin Core");
        if (!value.empty()) statements_.push_back({name, std::move(value), line}); // others leave elements empty
    }

    Mistakes& mistakes_;
    const std::string& name_;
    std::vector<Statement> statements_;
};

class DublinCoreReader {
public:
    DublinCoreReader(std::string name, const Vocabularies& vocabularies)
        : name_(std::move(name)), vocabularies_(vocabularies) {}

    Metadata read(const XmlElement& root) {
        for (const auto& statement : StatementReader(mistakes, name_).read(root))
            take(statement, *dublin_core_term(statement.name));
        if (metadata_.creators.empty()) metadata_.creators = std::move(contributors_);
        return std::move(metadata_);
    }

    Mistakes mistakes;

private:
    void take(const Statement& statement, const Term& term) {
        const auto& value = statement.value;
        switch (term.part) {
        case Part::title: return keep(metadata_.title, statement, term);
        case Part::subtitle: return keep(metadata_.subtitle, statement, term);
        case Part::abstract: return keep(metadata_.abstract, statement, term);
        case Part::rights: return keep(metadata_.rights, statement, term);
        case Part::licence: return keep(metadata_.licence, statement, term);
        case Part::creator: return metadata_.creators.push_back({value, "", ""});
        case Part::contributor: return contributors_.push_back({value, "", ""});
        case Part::organisation: return metadata_.organisations.push_back({value, "", ""});
        case Part::identifier: return metadata_.identifiers.push_back(identifier_from(statement));
        case Part::date: return take_date(statement, term);
        case Part::language: return take_language(statement);
        case Part::source:
            if (is_web_address(value)) keep(metadata_.source_url, statement, term);
            return;
        case Part::subject: return tag(value, {TagField::theme, TagField::region, TagField::coalition, TagField::commitment});
        case Part::type: return tag(value, {TagField::type, TagField::category});
        case Part::place: return tag(value, {TagField::region});
        case Part::nothing: return;
        }
    }

    void mistake(const Statement& at, const std::string& what) {
        mistakes.emplace(at.line, name_ + ":" + std::to_string(at.line) + ": " + at.name + ": " + what);
    }

    void keep(std::string& field, const Statement& statement, const Term& term) {
        int& rank = ranks_[static_cast<std::size_t>(term.part)];
        if (!field.empty() && term.rank <= rank) return;
        field = statement.value;
        rank = term.rank;
    }

    /// W3CDTF: a day may be followed by a time.
    void take_date(const Statement& statement, const Term& term) {
        const auto date = parse_date(statement.value.substr(0, statement.value.find('T')));
        if (!date)
            return mistake(statement, "'" + statement.value.substr(0, 60) + "' is no date; write YYYY, YYYY-MM or YYYY-MM-DD");
        int& rank = ranks_[static_cast<std::size_t>(term.part)];
        if (metadata_.date.year != 0 && term.rank <= rank) return;
        metadata_.date = *date;
        rank = term.rank;
    }

    void add_tag(TagField field, const std::string& code) {
        auto& tags = metadata_.of(field);
        if (std::none_of(tags.begin(), tags.end(), [&](const Tag& tag) { return tag.code == code; }))
            tags.push_back({code, Origin::person, 0, {}});
    }

    void take_language(const Statement& statement) {
        if (const auto* meant = vocabularies_.of(TagField::language).resolve(statement.value)) return add_tag(TagField::language, meant->code);
        if (const auto word = lower_ascii(statement.value); word != "other" && word != "n/a") // DSpace's own ways to say nothing
            mistake(statement, "'" + statement.value.substr(0, 60) + "' is no language; write its code, as en");
    }

    /// In the first of `fields` whose vocabulary knows it; a catalogue's own keywords are not ours.
    void tag(const std::string& value, std::initializer_list<TagField> fields) {
        for (const auto field : fields)
            if (const auto* meant = vocabularies_.of(field).resolve(value)) return add_tag(field, meant->code);
    }

    std::string name_;
    const Vocabularies& vocabularies_;
    Metadata metadata_;
    std::vector<Agent> contributors_;
    std::array<int, static_cast<std::size_t>(Part::nothing) + 1> ranks_{};
};

/// The name of the first element, without its prefix; empty where there is none.
std::string_view root_name(std::string_view head) {
    for (auto at = head.find('<'); at != std::string_view::npos; at = head.find('<', at + 1)) {
        const auto rest = head.substr(at + 1);
        if (rest.starts_with("!--"))
            at = head.find("-->", at);
        else if (!rest.starts_with("?") && !rest.starts_with("!")) {
            auto name = rest.substr(0, rest.find_first_of(" \t\r\n/>"));
            return name.substr(name.find(':') == std::string_view::npos ? 0 : name.find(':') + 1);
        }
        if (at == std::string_view::npos) break;
    }
    return {};
}

[[noreturn]] void fail(const Mistakes& mistakes) {
    std::string text;
    std::size_t told = 0;
    for (const auto& [line, mistake] : mistakes)
        if (++told <= kMaxMistakes) text += (told == 1 ? "" : "\n") + mistake;
    if (told > kMaxMistakes) text += "\nand " + std::to_string(told - kMaxMistakes) + " more mistakes";
    throw Failure(ErrorCode::invalid_record, text);
}

} // namespace

bool is_dublin_core(std::string_view head) {
    const auto root = root_name(head.substr(0, kDublinCoreHead));
    if (root == "dublin_core" || root == "dc") return true;
    return std::find(kRoots.begin(), kRoots.end(), root) != kRoots.end() &&
           head.substr(0, kDublinCoreHead).find(kTerms) != std::string_view::npos;
}

Metadata parse_dublin_core(std::string_view xml, const std::string& name, const Vocabularies& vocabularies) {
    DublinCoreReader reader(name, vocabularies);
    try {
        auto metadata = reader.read(parse_xml(xml, kLimits));
        if (reader.mistakes.empty()) return metadata;
    } catch (const XmlMistake& mistake) {
        fail({{mistake.line, name + ":" + std::to_string(mistake.line) + ": record: " + mistake.what()}});
    }
    fail(reader.mistakes);
}

} // namespace samling
