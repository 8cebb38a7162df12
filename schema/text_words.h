#pragma once
// Where the words of a text are.

#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>

namespace samling::analysis {

struct WordSpan {
    std::uint32_t begin; ///< Byte offsets.
    std::uint32_t end;
    bool has_joiner; ///< An apostrophe stands in it, to be left out.
};

/// Finds words. NOT thread-safe: keeps ICU's dictionary segmenter, opened at first need.
class WordFinder {
public:
    WordFinder();
    ~WordFinder();
    WordFinder(WordFinder&&) noexcept;
    WordFinder& operator=(WordFinder&&) noexcept;

    /// Calls `visit` for each word in order. An elided article is left off ("l'homme" is "homme"), so is a
    /// possessive
    /// ("Denmark's" is "Denmark"); any other apostrophe between letters stays inside ("O'Brien"). The rule is
    /// the same in all languages, since the language of a query is not known.
    void find(std::string_view text, const std::function<void(const WordSpan&)>& visit);

private:
    struct Internal;
    std::unique_ptr<Internal> internal_;
};

} // namespace samling::analysis
