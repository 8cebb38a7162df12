#pragma once
// Snowball stemmers by language.

#include <memory>
#include <string>
#include <string_view>

struct sb_stemmer;

namespace samling::analysis {

/// A stemmer of one language. NOT thread-safe.
class Stemmer {
public:
    /// For a language that has none, stem() returns its word.
    explicit Stemmer(std::string_view language);

    /// `word` is lower-case and unfolded: the algorithms need the diacritics. The view is valid until the
    /// next call.
    std::string_view stem(std::string_view word);
    bool exists() const { return stemmer_ != nullptr; }

private:
    struct Deleter {
        void operator()(sb_stemmer* stemmer) const;
    };
    std::unique_ptr<sb_stemmer, Deleter> stemmer_;
};

} // namespace samling::analysis
