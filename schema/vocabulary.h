#pragma once
// Controlled vocabularies: concepts with labels in several languages, in a polyhierarchy. Coalitions,
// themes, document types, categories, commitments and actor types are SKOS files in schema/vocabulary
// (RDF/XML); regions and languages come from ICU. Immutable after loading, so thread-safe.

#include <array>
#include <filesystem>
#include <map>
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

struct Concept {
    std::string code;     ///< Stable and public: a slug, ISO 3166-1 alpha-2, UN M49 or a language code.
    std::string notation; ///< Another public code of it ("3" of a commitment, "KEN" of a country), or empty.
    Labels labels;        ///< skos:prefLabel; "en" is always there.
    std::map<std::string, std::vector<std::string>, std::less<>> alternatives; ///< skos:altLabel by language.
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
    /// "002" are one region.
    const Concept* resolve(std::string_view text) const;
    /// All broader codes of `code`, nearest first, without duplicates and without `code`; empty if unknown.
    std::vector<std::string> ancestors(std::string_view code) const;
    /// The label in `language`, else in English, else the code itself (a code that has left the vocabulary).
    std::string label(std::string_view code, std::string_view language) const;

private:
    std::string name_;
    std::vector<Concept> concepts_;
    std::unordered_map<std::string, std::size_t> by_code_;
    /// Who claims a folded text, and how strongly: 0 as a code, 3 as an alternative.
    struct Claim {
        std::size_t concept_number; ///< kAmbiguous where two claim it with equal right.
        int rank;
    };
    static constexpr std::size_t kAmbiguous = static_cast<std::size_t>(-1);
    std::unordered_map<std::string, Claim> by_folded_text_;

    void claim(const std::string& text, const Claim& claim);
};

/// Reads one SKOS RDF/XML file with libxml2: no network, no entities, 64 MB at most. Reads skos:Concept with
/// notation, prefLabel, altLabel, definition, scopeNote, broader, narrower, related, inScheme; ignores the
/// rest. The code is what stands after the last '/' or '#' of rdf:about. Throws Failure{invalid_vocabulary |
/// unreadable_file} with file and line.
Vocabulary read_skos(const std::filesystem::path& file, std::string name);

/// Every country (ISO 3166-1) and every UN M49 grouping from the world (001) down, with containment and with
/// names in the seven languages, from ICU's region data. "Sub-Saharan Africa" (202), "Latin America and the
/// Caribbean" (419) included.
Vocabulary make_regions();

/// The ISO 639 languages that ICU knows, by BCP 47 code, with names in the seven languages and in themselves.
Vocabulary make_languages();

/// The vocabulary of every tag field.
class Vocabularies {
public:
    /// Reads coalition.rdf, theme.rdf, type.rdf, category.rdf, commitment.rdf and actor.rdf from `directory`.
    explicit Vocabularies(const std::filesystem::path& directory);
    const Vocabulary& of(TagField field) const { return vocabularies_[static_cast<std::size_t>(field)]; }

private:
    std::vector<Vocabulary> vocabularies_; ///< By TagField.
};

} // namespace samling
