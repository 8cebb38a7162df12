#pragma once
// Which typed words find which written ones, language by language: for the tests of text analysis, and of the search
// through a real index.

#include <span>
#include <string>

namespace samling::test {

enum class Meets {
    exact,    ///< By the folded form, in whatever languages text and query are read.
    stem,     ///< By the stem, and not by the folded form.
    language, ///< By stem or form when both are read in the language of the row.
    none,
};

struct LanguageRow {
    std::string language, in_text, typed;
    Meets expected;
};

std::span<const LanguageRow> language_rows();

} // namespace samling::test
