#pragma once
// What a document says of each concept: mentions, where they stand and how much they weigh.

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "indexer/mention_place.h"
#include "indexer/tag_rules.h"

namespace samling {

inline constexpr std::size_t kMostEvidence = 3;

/// A part of a document that is read.
struct TagZone {
    int page = 0;      ///< From 1; 0 for what stands on no page and so gives weight but no quote.
    double weight = 1; ///< Of a mention in it.
};

/// Of one concept in one document.
struct Mentions {
    double certain = 0;  ///< Sum of weights.
    double doubtful = 0; ///< Of names that others bear too.
    int pages = 0;       ///< On which it is mentioned.
    int last_page = 0;
    bool required_seen = false;
    std::vector<Evidence> evidence;
    double quoted_weight = 0; ///< Of the mention that the last of them quotes.
};

/// Reads one document, page by page. NOT thread-safe.
class TagReading {
public:
    explicit TagReading(const std::vector<TagConcept>& concepts) : concepts_(concepts) {}

    /// `rules` and `analyzer` are of the language of `text`.
    void read(const TagRules& rules, Analyzer& analyzer, std::string_view text, const TagZone& zone);

    /// By concept number.
    std::unordered_map<std::uint32_t, Mentions>& mentions() { return mentions_; }
    std::size_t words() const { return words_on_pages_; }
    int pages() const { return pages_with_words_; }

private:
    struct Match {
        std::uint32_t from, length;
        const PhraseUse* use;
    };
    struct Sentence; // what is found in one

    void read_sentence(const Sentence& sentence);
    void collect(const Sentence& sentence);
    bool holds(const Sentence& sentence, const Match& match) const;
    bool is_part_of_a_name(const Sentence& sentence, const Match& match) const;
    bool is_excluded(const Match& match) const;
    static bool speaks_of_dealings(const Sentence& sentence);
    bool names_several(const std::vector<Match>& mentions) const;
    MentionPlace place_of(const Sentence& sentence, const Match& match) const;
    double share_of_mention(const Sentence& sentence, const Match& match) const;
    void settle(const Sentence& sentence, std::vector<Match>& matches);
    void count(const Sentence& sentence, const Match& match);

    const std::vector<TagConcept>& concepts_;
    std::unordered_map<std::uint32_t, Mentions> mentions_;
    std::size_t words_on_pages_ = 0;
    int pages_with_words_ = 0;
    // Of the sentence under way; kept for their memory.
    std::array<std::vector<Match>, kTaggedFields.size()> matches_;
    std::vector<Match> exclusions_;
    std::vector<std::uint32_t> cues_;
    bool enumerates_ = false; ///< It names several countries.
    bool deals_ = false;      ///< It speaks of what goes on between states.
};

} // namespace samling
