#pragma once
// Snowball stemmers by language.

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
    bool active() const { return stemmer_ != nullptr; }

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
    bool turkish_ = false;
    bool romanian_ = false;
};

} // namespace samling::analysis
