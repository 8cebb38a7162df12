#pragma once
// Controlled vocabularies: concepts with labels in several languages, in a polyhierarchy. Coalitions,
// themes, document types, categories, commitments and actor types are SKOS files in schema/vocabulary
// (RDF/XML); regions and languages come from ICU. Immutable after loading, so thread-safe.

#include <array>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "schema/metadata.h"

namespace samling {

/// The languages in which every concept we ship is named, in the order of their columns in documents.
inline constexpr std::array<std::string_view, 7> kLabelLanguages = {"en", "da", "fr", "es", "ar", "ru", "zh"};

/// Text by language code ("en", "da", "fr", "es", "ar", "ru", "zh").
using Labels = std::map<std::string, std::string, std::less<>>;

/// How a concept is recognised in texts beyond its labels. Phrases are plain words, never patterns.
struct TaggingRule {
    enum class Kind {
        phrase,    ///< Counts as a mention, with `weight`; one that is also a label replaces the label's weight.
        demonym,   ///< People and adjectives of a place: counts a third.
        capital,   ///< A city that stands for its state: counts a third.
        ambiguous, ///< A name that others bear too: counts half until something certain is found.
        excluded,  ///< No mention where it stands, and what lies within it is none either.
        required,  ///< Without one of these somewhere in the document the concept is no tag.
    };
    Kind kind = Kind::phrase;
    std::string language;
    std::vector<std::string> phrases;
    std::vector<std::string> with;    ///< Counts only where one of these stands in the same sentence.
    std::vector<std::string> without; ///< Counts only where none of these stands in the same sentence.
    double weight = 1;
    friend bool operator==(const TaggingRule&, const TaggingRule&) = default;
};

struct Concept {
    std::string code;     ///< Stable and public: a slug, ISO 3166-1 alpha-2, UN M49 or a language code.
    std::string notation; ///< Another public code of it ("3" of a commitment, "KEN" of a country), or empty.
    Labels labels;        ///< skos:prefLabel; "en" is always there.
    std::map<std::string, std::vector<std::string>, std::less<>> alternatives; ///< skos:altLabel by language.
    /// skos:hiddenLabel by language: spellings that are understood and never shown.
    std::map<std::string, std::vector<std::string>, std::less<>> hidden;
    std::vector<TaggingRule> rules;   ///< In file order.
    Labels notes;                     ///< skos:definition or skos:scopeNote.
    std::vector<std::string> broader; ///< Codes; so narrower (derived when absent) and related.
    std::vector<std::string> narrower;
    std::vector<std::string> related;
    int line = 0; ///< Where it stands in its file; 0 for regions and languages.
};

class Vocabulary {
public:
    /// Checks and links `concepts`: unknown targets, cycles, duplicate codes and a missing English label
    /// throw Failure{invalid_vocabulary} naming `name` and each concept's line. Narrower is derived from
    /// broader.
    Vocabulary(std::string name, std::vector<Concept> concepts);
    /// Names `place`, a file, in what it throws.
    Vocabulary(std::string name, std::vector<Concept> concepts, const std::string& place);
    ~Vocabulary();
    Vocabulary(Vocabulary&&) noexcept;

    const std::string& name() const { return name_; }
    /// In file order.
    const std::vector<Concept>& concepts() const { return concepts_; }
    /// Those without a broader one, in file order.
    std::vector<const Concept*> top_concepts() const;
    /// The concept with exactly this code, or null.
    const Concept* find(std::string_view code) const;
    /// The code meant by `text`: a code, notation, label or alternative in any language, compared after
    /// case and diacritics folding. A code comes before a notation, that before a label, that before an
    /// alternative; null if unknown or if two concepts claim it with equal right. So "Africa", "afrique" and
    /// "002" are one region. Of languages a tag is its language, too: "pt-BR" is Portuguese.
    const Concept* resolve(std::string_view text) const;
    /// All broader codes of `code`, nearest first, without duplicates and without `code`; empty if unknown.
    std::vector<std::string> ancestors(std::string_view code) const;
    /// The label in `language`, else in English, else the code itself (a code that has left the vocabulary).
    std::string label(std::string_view code, std::string_view language) const;

private:
    std::string name_;
    std::vector<Concept> concepts_;
    std::unordered_map<std::string, std::size_t> by_code_;
    /// What folded text means whom; made when first asked for, since most programs never ask most vocabularies.
    struct Names;
    std::unique_ptr<Names> names_;
};

/// Reads one SKOS RDF/XML file with libxml2: no network, no entities, 64 MB at most. Reads skos:Concept with
/// notation, prefLabel, altLabel, hiddenLabel, definition, scopeNote, broader, narrower, related, inScheme; ignores the
/// rest. The code is what stands after the last '/' or '#' of rdf:about. Throws Failure{invalid_vocabulary |
/// unreadable_file} with file and line.
Vocabulary read_skos(const std::filesystem::path& file, std::string name);
/// Its concepts as they stand there, not linked and not checked against each other; throws likewise.
std::vector<Concept> read_skos_concepts(const std::filesystem::path& file);

/// Every country (ISO 3166-1) and every UN M49 grouping from the world (001) down, with containment and with
/// names in the seven languages, from ICU's region data. "Sub-Saharan Africa" (202), "Latin America and the
/// Caribbean" (419) included.
Vocabulary make_regions();
/// The same with what `file` (SKOS) adds: labels, rules and notes for the regions it names by code, and regions of
/// its own, which have an English label. Throws as read_skos does.
Vocabulary make_regions(const std::filesystem::path& file);

/// The ISO 639 languages that ICU knows, by BCP 47 code, with names in the seven languages and in themselves.
Vocabulary make_languages();

/// The vocabulary of every tag field.
class Vocabularies {
public:
    /// Reads coalition.rdf, theme.rdf, type.rdf, category.rdf, commitment.rdf and actor.rdf from `directory`, and
    /// region.rdf where there is one.
    explicit Vocabularies(const std::filesystem::path& directory);
    const Vocabulary& of(TagField field) const { return vocabularies_[static_cast<std::size_t>(field)]; }

private:
    std::vector<Vocabulary> vocabularies_; ///< By TagField.
};

} // namespace samling
