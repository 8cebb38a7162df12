#pragma once
namespace samling {

/// How one page was read.
struct PageReading {
    int words = 0;               ///< As count_words counts them; 0: a page without text.
    int language_confidence = 0; ///< Percent; 0 where the language of the page is unsure.
    int recognition = kNotRecognized; ///< Percent: mean confidence of text recognition (OCR), of a page read by it.

    static constexpr int kNotRecognized = -1; ///< The text stood in the file.
    friend bool operator==(const PageReading&, const PageReading&) = default;
};

} // namespace samling
