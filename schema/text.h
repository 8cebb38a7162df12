#pragma once
// Text analysis: how characters become searchable terms. The same code reads documents and queries, or
// nothing would match. ICU normalises and segments, Snowball stems.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace samling {

/// Valid UTF-8 in NFC with control characters (but tab and newline) removed; malformed bytes become U+FFFD.
std::string clean_utf8(std::string_view bytes);
bool is_valid_utf8(std::string_view bytes);

/// The form in which words are compared: NFKC, case folded, width folded, diacritics removed, and the
/// equivalences of each script (Arabic alef forms and tatweel, Greek final sigma and tonos, Cyrillic ё, …).
/// Never empties a word of letters and never loses a script. `text` is valid UTF-8.
std::string fold(std::string_view text);

/// One word of a text. Views and offsets are into the text analysed; the strings are valid during the call
/// only.
struct Token {
    std::string_view exact; ///< Folded form, at most 64 bytes (longer words are cut behind a letter and its signs).
    std::string_view stem; ///< Folded stem in the analyser's language; equals exact where nothing is removed.
    std::uint32_t begin;   ///< Byte offsets in the text as given.
    std::uint32_t end;
    std::uint32_t position; ///< From 0; consecutive words differ by one.
};

/// Turns text of one language into tokens. Cheap to keep, memoises stems; NOT thread-safe: one per thread.
class Analyzer {
public:
    /// `language` is a BCP 47 code; one without a stemmer, or empty, gives stem == exact.
    explicit Analyzer(std::string_view language);
    ~Analyzer();
    Analyzer(Analyzer&&) noexcept;
    Analyzer& operator=(Analyzer&&) noexcept;

    /// Calls `visit` for each word of valid UTF-8 `text`, in order; what is not valid is passed over.
    /// Segments Chinese, Japanese, Thai, Khmer, Lao and Burmese by ICU's dictionaries, and splits all else at
    /// whatever is no letter, digit or mark, but for 3.14, 1,000, U.N., don't. Leaves off l' d' qu' dell' and
    /// 's. The exact form is the same in every language, so that a text and a query read in different
    /// languages meet by it; stems meet only within one, and mostly also when diacritics were left out in
    /// typing. `visit` may call stem(), but not tokenize() of the same analyser. Throws Failure{too_large}
    /// from 4 GiB.
    void tokenize(std::string_view text, const std::function<void(const Token&)>& visit);

    /// The stem of one folded or unfolded word.
    std::string stem(std::string_view word);

    /// Two letters that stand for the stemmer, so that stems of one are told from another's; empty without one.
    std::string_view stem_key() const;

private:
    struct Internal;
    std::unique_ptr<Internal> internal_;
};

/// Languages that have a stemmer, as BCP 47 codes, sorted.
std::vector<std::string> stemmed_languages();

/// Ends of the sentences in `text` as byte offsets, the last being text.size(); for cutting snippets.
std::vector<std::uint32_t> sentence_ends(std::string_view text, std::string_view language);

/// The next place at or before, at or behind `at` where a text can be cut without parting what a reader sees as one
/// character (a letter with its marks, a family of emoji, a flag); byte offsets.
std::size_t character_boundary_before(std::string_view text, std::size_t at);
std::size_t character_boundary_after(std::string_view text, std::size_t at);

} // namespace samling
