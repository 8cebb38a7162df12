#pragma once
// Stemmers by language: Snowball's, or a light one.

#include "schema/text_light_stem.h"

#include <memory>
#include <string>
#include <string_view>

struct sb_stemmer;

namespace samling::analysis {

/// The stemmer of one language. Not thread-safe.
class Stemmer {
public:
    /// `language` is a BCP 47 code, of which the region is ignored; without a stemmer, stem() is fold().
    explicit Stemmer(std::string_view language);
    bool active() const { return !key_.empty(); }
    /// Two letters that stand for the stemmer; empty without one.
    std::string_view key() const { return key_; }

    /// The folded stem of a word in any case. `word` is valid UTF-8 without apostrophes. The stemmer sees the
    /// word with its diacritics, as its rules need them; only what it leaves is folded.
    std::string stem(std::string_view word) const;

    /// Whether what follows an apostrophe is a suffix in this language: Türkiye'nin.
    bool suffix_after_apostrophe() const { return turkish_; }

private:
    std::string lowercase(std::string_view word) const;

    struct Close {
        void operator()(sb_stemmer* stemmer) const;
    };
    std::unique_ptr<sb_stemmer, Close> stemmer_;
    std::span<const LightStep> light_;
    std::string_view key_;
    bool turkish_ = false;
    bool romanian_ = false;
};

} // namespace samling::analysis
