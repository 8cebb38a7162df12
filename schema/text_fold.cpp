#include "schema/text.h"

#include "schema/text_characters.h"
#include "schema/text_utf8.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>
#include <utility>

// Folding is by character, so that a table does it: NFKC and case folding, then diacritics off, Latin
// letters to ASCII (å -> a, ø -> o, æ -> ae, ß -> ss, đ -> d, ł -> l, ı -> i, þ -> th: whoever types without
// them finds), the equivalences of Arabic, Greek and Cyrillic, all digits to 0-9. Marks that make the word
// stay: й, ї, dakuten, and the vowel signs of Indic, Thai, Khmer, Burmese. Not folded, since it would join
// different words: ö to oe, å to aa, hiragana to katakana, traditional to simplified Chinese.

namespace samling {
namespace {

/// Returns whether a character was met that may compose with its neighbour, which the table cannot do.
bool append_folded(std::string& out, std::string_view text) {
    bool composes = false;
    for (std::size_t at = 0; at < text.size();) {
        const auto lead = static_cast<unsigned char>(text[at]);
        if (lead < 0x80) {
            out += static_cast<char>(lead >= 'A' && lead <= 'Z' ? lead + ('a' - 'A') : lead);
            ++at;
            continue;
        }
        const analysis::Decoded c = analysis::decode_multibyte(text, at);
        composes = composes || analysis::character(c.value).composes();
        analysis::append_folded(out, c.value);
        at += c.size;
    }
    return composes;
}

/// Case folding alone, for words that are nothing but what folding strips.
std::string casefold(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    std::string folded;
    icu::StringByteSink<std::string> sink(&folded);
    const icu::Normalizer2* nfkc = icu::Normalizer2::getNFKCInstance(status);
    if (U_SUCCESS(status))
        nfkc->normalizeUTF8(0, icu::StringPiece(text.data(), std::int32_t(text.size())), sink, nullptr,
                            status);
    return folded;
}

} // namespace

std::string fold(std::string_view text) {
    std::string folded;
    folded.reserve(text.size());
    if (append_folded(folded, text)) {
        folded.clear();
        append_folded(folded, analysis::compose(std::string(text)));
        folded = analysis::compose(std::move(folded));
    }
    return folded.empty() && !text.empty() ? casefold(text.substr(0, analysis::cut_length(text, 4096)))
                                           : folded;
}

} // namespace samling
