#pragma once
// Vocabularies compiled into rules: what each phrase means, in one language.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "indexer/phrase_trie.h"
#include "indexer/tag_words.h"
#include "indexer/tagged_fields.h"
#include "schema/vocabulary.h"

namespace samling {

/// A concept that can become a tag.
struct TagConcept {
    std::size_t row; ///< In kTaggedFields.
    const Concept* source;
    std::string version;   ///< "2.1f3a9c04": of the tagger and of this concept's own words.
    bool has_required;
};

/// Every concept of the tagged fields, in the order of kTaggedFields; the rules refer to them by number. Keeps
/// pointers into `vocabularies`.
std::vector<TagConcept> tag_concepts(const Vocabularies& vocabularies);

/// What a phrase says of one concept.
struct PhraseUse {
    enum class Kind : std::uint8_t { label, rule, demonym, capital, name, excluded, required };
    std::uint32_t concept_number;
    std::uint32_t condition; ///< In TagRules::conditions; 0 for none.
    std::uint32_t forms;     ///< In TagRules::forms, of a phrase of one word compared by stem; 0 for none.
    float weight;
    Kind kind;
    std::uint8_t capitals; ///< Words that must begin with one, as they do in the phrase.
    bool acronym;          ///< Must stand in capitals.
    bool doubtful;         ///< Others bear the name too.
    bool inflected; ///< Of a name compared by stem: must begin with a capital that no sentence's beginning explains.
};
std::string_view use_name(PhraseUse::Kind kind);

/// Phrases of the same trie, by number.
struct TagCondition {
    std::vector<std::uint32_t> with, without;
};

/// Phrases compared by one form, with what they mean by phrase number.
struct PhraseSet {
    WordNumbers words;
    PhraseTrie trie;
    std::vector<std::vector<PhraseUse>> uses{1};
    std::vector<bool> is_cue{false}; ///< A condition asks for it.
};

/// The rules of one language, and English, which every document may quote. Immutable, so thread-safe.
struct TagRules {
    PhraseSet exact, stems; ///< Cues are phrases of `stems`.
    std::vector<TagCondition> conditions{1};
    std::vector<std::vector<std::string>> forms{1};
    std::size_t phrases() const { return exact.trie.size() + stems.trie.size(); }
    std::size_t longest_ending = 2; ///< Bytes by which a word may end otherwise than a form of its phrase.
};

/// Whether `word` is an inflected `form`: "elections" of "election", but not "access" of "accessibility", which a stemmer
/// takes for the same word. Both are folded.
bool is_inflection(std::string_view word, std::string_view form, std::size_t longest_ending);

/// `language` is a BCP 47 code; one that no label has gives the English ones as that language's analyser reads
/// them.
TagRules compile_rules(const std::vector<TagConcept>& concepts, const std::string& language);

} // namespace samling
