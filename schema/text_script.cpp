#include "schema/text_script.h"

#include <algorithm>
#include <array>

#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

namespace samling {
namespace {

struct ScriptRow {
    UScriptCode code;
    std::string_view name;
    std::string_view language;
};
constexpr std::array kScripts = {
    ScriptRow{USCRIPT_LATIN, "Latn", ""},       ScriptRow{USCRIPT_CYRILLIC, "Cyrl", ""},
    ScriptRow{USCRIPT_ARABIC, "Arab", ""},      ScriptRow{USCRIPT_DEVANAGARI, "Deva", ""},
    ScriptRow{USCRIPT_ETHIOPIC, "Ethi", ""},    ScriptRow{USCRIPT_HEBREW, "Hebr", ""},
    ScriptRow{USCRIPT_HAN, "Hani", "zh"},       ScriptRow{USCRIPT_HIRAGANA, "Jpan", "ja"},
    ScriptRow{USCRIPT_KATAKANA, "Jpan", "ja"},  ScriptRow{USCRIPT_HANGUL, "Kore", "ko"},
    ScriptRow{USCRIPT_THAI, "Thai", "th"},      ScriptRow{USCRIPT_LAO, "Laoo", "lo"},
    ScriptRow{USCRIPT_KHMER, "Khmr", "km"},     ScriptRow{USCRIPT_MYANMAR, "Mymr", "my"},
    ScriptRow{USCRIPT_TIBETAN, "Tibt", "bo"},   ScriptRow{USCRIPT_GEORGIAN, "Geor", "ka"},
    ScriptRow{USCRIPT_ARMENIAN, "Armn", "hy"},  ScriptRow{USCRIPT_GREEK, "Grek", "el"},
    ScriptRow{USCRIPT_BENGALI, "Beng", "bn"},   ScriptRow{USCRIPT_TAMIL, "Taml", "ta"},
    ScriptRow{USCRIPT_TELUGU, "Telu", "te"},    ScriptRow{USCRIPT_KANNADA, "Knda", "kn"},
    ScriptRow{USCRIPT_MALAYALAM, "Mlym", "ml"}, ScriptRow{USCRIPT_GUJARATI, "Gujr", "gu"},
    ScriptRow{USCRIPT_GURMUKHI, "Guru", "pa"},  ScriptRow{USCRIPT_ORIYA, "Orya", "or"},
    ScriptRow{USCRIPT_SINHALA, "Sinh", "si"},   ScriptRow{USCRIPT_THAANA, "Thaa", "dv"},
    ScriptRow{USCRIPT_MONGOLIAN, "Mong", "mn"}, ScriptRow{USCRIPT_CANADIAN_ABORIGINAL, "Cans", "iu"},
    ScriptRow{USCRIPT_CHEROKEE, "Cher", "chr"}, ScriptRow{USCRIPT_NKO, "Nkoo", "nqo"},
    ScriptRow{USCRIPT_TIFINAGH, "Tfng", "zgh"}, ScriptRow{USCRIPT_SYRIAC, "Syrc", "syr"},
    ScriptRow{USCRIPT_OL_CHIKI, "Olck", "sat"}, ScriptRow{USCRIPT_YI, "Yiii", "ii"}};

constexpr std::size_t kHan = 6, kHiragana = 7, kKatakana = 8, kHangul = 9;

/// ICU's script code is an index into this: 255 where the script is none of ours.
constexpr auto kRows = [] {
    std::array<unsigned char, 256> rows{};
    rows.fill(255);
    for (std::size_t i = 0; i < kScripts.size(); ++i)
        rows[kScripts[i].code] = static_cast<unsigned char>(i);
    return rows;
}();

} // namespace

ScriptGuess guess_script(std::string_view text) {
    constexpr std::size_t kSample = 8 * 1024;
    text = text.substr(0, kSample);
    std::array<std::size_t, kScripts.size()> counts{};
    const int32_t size = static_cast<int32_t>(text.size());
    for (int32_t i = 0; i < size;) {
        UChar32 c;
        U8_NEXT(text.data(), i, size, c);
        if (c < 0) continue;
        if (c < 0x80) {
            counts[0] += static_cast<unsigned>((c | 32) - 'a') < 26;
            continue;
        }
        UErrorCode status = U_ZERO_ERROR;
        const int script = u_isalpha(c) ? uscript_getScript(c, &status) : 0;
        if (script > 0 && script < 256 && kRows[static_cast<std::size_t>(script)] != 255)
            ++counts[kRows[static_cast<std::size_t>(script)]];
    }
    std::size_t letters = 0;
    for (const auto count : counts)
        letters += count;
    // Han characters are also Japanese and Korean: a little of their own scripts decides.
    const std::size_t kana = counts[kHiragana] + counts[kKatakana];
    const std::size_t owner = kana * 12 > counts[kHan]             ? kHiragana
                              : counts[kHangul] * 4 > counts[kHan] ? kHangul
                                                                   : kHan;
    std::size_t east = counts[kHan] + kana;
    if (owner == kHangul) east += counts[kHangul];
    counts[kHan] = counts[kHiragana] = counts[kKatakana] = 0;
    counts[owner] = east; // a character of these says as much as a few letters
    if (letters == 0) return {};
    const auto most =
        static_cast<std::size_t>(std::max_element(counts.begin(), counts.end()) - counts.begin());
    return {kScripts[most].name, kScripts[most].language,
            static_cast<double>(counts[most]) / static_cast<double>(letters), letters};
}

} // namespace samling
