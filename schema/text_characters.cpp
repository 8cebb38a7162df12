#include "schema/text_characters.h"

#include "schema/failure.h"
#include "schema/text_utf8.h"

#include <array>
#include <atomic>
#include <cstring>
#include <memory>
#include <mutex>
#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

namespace samling::analysis {
namespace {

constexpr char32_t kPageSize = 256;
constexpr std::size_t kPages = 0x110000 / kPageSize;

/// The ICU services a page is computed with. Used under the lock of the page table only: a Transliterator
/// is not safe to share.
struct Icu {
    const icu::Normalizer2 *nfc, *nfd, *nfkc_casefold;
    std::unique_ptr<icu::Transliterator> latin_to_ascii;

    Icu() {
        UErrorCode status = U_ZERO_ERROR;
        nfc = icu::Normalizer2::getNFCInstance(status);
        nfd = icu::Normalizer2::getNFDInstance(status);
        nfkc_casefold = icu::Normalizer2::getNFKCCasefoldInstance(status);
        latin_to_ascii.reset(icu::Transliterator::createInstance("Latin-ASCII", UTRANS_FORWARD, status));
        if (U_FAILURE(status)) throw Failure(ErrorCode::internal, "ICU lacks its normalisation data");
    }
};

struct Equivalence {
    UChar32 from, to;
};

/// Letters that are one letter to readers, or that keyboards of neighbouring languages write for each other,
/// beyond what decomposition gives (which takes أ إ آ to ا and ؤ ئ to و ي).
constexpr Equivalence kEquivalences[] = {
    {0x0649, 0x064A}, // ى alef maksura -> ي
    {0x06CC, 0x064A}, // ی Persian yeh -> ي
    {0x0629, 0x0647}, // ة teh marbuta -> ه
    {0x06C1, 0x0647}, // ہ Urdu heh -> ه
    {0x06C3, 0x0647}, // ۃ Urdu teh marbuta -> ه
    {0x06BE, 0x0647}, // ھ -> ه
    {0x06D5, 0x0647}, // ە Kurdish -> ه, written with ه and a non-joiner by many
    {0x06A9, 0x0643}, // ک Persian kaf -> ك
    {0x0671, 0x0627}, // ٱ alef wasla -> ا
    {0x0451, 0x0435}, // ё -> е
    {0x0450, 0x0435}, // ѐ -> е
    {0x045D, 0x0438}, // ѝ -> и
    {0x03C2, 0x03C3}, // ς -> σ
    {0x0259, 0x0065}, // ə -> e, as Azerbaijani is typed without it
};

UChar32 equivalent(UChar32 c) {
    for (const Equivalence& pair : kEquivalences)
        if (pair.from == c) return pair.to;
    return c;
}

UScriptCode script_of(UChar32 c) {
    UErrorCode status = U_ZERO_ERROR;
    return uscript_getScript(c, &status);
}

/// Marks that readers leave out when typing. Those of all other scripts are vowels or tones that make the
/// word, as are the two sound marks of kana.
bool is_stripped_mark(UChar32 c) {
    const std::int8_t category = u_charType(c);
    if (category != U_NON_SPACING_MARK && category != U_ENCLOSING_MARK) return false;
    if (c == 0x3099 || c == 0x309A) return false;
    if (c == 0x093C || c == 0x0A3C) return true; // nukta of Devanagari and Gurmukhi; Bengali ড় য় are letters
    switch (script_of(c)) {
    case USCRIPT_INHERITED:
    case USCRIPT_COMMON:
    case USCRIPT_LATIN:
    case USCRIPT_GREEK:
    case USCRIPT_COPTIC:
    case USCRIPT_CYRILLIC:
    case USCRIPT_ARABIC:
    case USCRIPT_HEBREW:
    case USCRIPT_SYRIAC:
        return true;
    default:
        return false;
    }
}

bool is_word_category(UChar32 c) {
    return (U_GET_GC_MASK(c) & (U_GC_L_MASK | U_GC_M_MASK | U_GC_ND_MASK | U_GC_NL_MASK)) != 0;
}

bool is_modifier_apostrophe(UChar32 c) {
    return (c >= 0x02B9 && c <= 0x02DF) || c == 0xA78B || c == 0xA78C;
}

bool has_dictionary(UChar32 c) {
    if ((U_GET_GC_MASK(c) & (U_GC_ND_MASK | U_GC_P_MASK | U_GC_S_MASK | U_GC_Z_MASK | U_GC_CN_MASK)) != 0)
        return false;
    if (u_getIntPropertyValue(c, UCHAR_LINE_BREAK) == U_LB_COMPLEX_CONTEXT) return true; // Thai, Khmer, Lao …
    if (c == 0x30FC || c == 0xFF70 || c == 0xFF9E || c == 0xFF9F) return true; // marks of sound and length
    const UScriptCode script = script_of(c);
    return script == USCRIPT_HAN || script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA;
}

bool is_apostrophe(UChar32 c) {
    return c == 0x27 || c == 0x2018 || c == 0x2019 || c == 0xFF07 || c == 0x05F3 || c == 0x05F4;
}

bool is_subscript_figure(UChar32 c) {
    return c >= 0x2080 && c <= 0x2089;
}

CharacterKind kind_of(UChar32 c) {
    const std::uint32_t category = U_GET_GC_MASK(c);
    if (c == 0x200B) return CharacterKind::separator; // zero-width space parts words in Khmer and Thai
    if (is_apostrophe(c)) return CharacterKind::joiner;
    if (has_dictionary(c)) return CharacterKind::dictionary;
    if (is_modifier_apostrophe(c)) return CharacterKind::mark;
    if ((category & U_GC_ND_MASK) != 0 || is_subscript_figure(c)) return CharacterKind::digit;
    if ((category & (U_GC_L_MASK | U_GC_NL_MASK)) != 0) return CharacterKind::letter;
    if ((category & U_GC_M_MASK) != 0) return CharacterKind::mark;
    if ((category & U_GC_CF_MASK) != 0) return CharacterKind::ignored;
    return CharacterKind::separator;
}

/// A Cyrillic letter with a mark is a letter of its own (й, ї, ў), but for those in the table.
bool keeps_its_marks(UChar32 c) {
    return script_of(c) == USCRIPT_CYRILLIC && u_isalpha(c) != 0;
}

icu::UnicodeString strip_and_map(const icu::UnicodeString& text, bool word) {
    icu::UnicodeString kept;
    for (std::int32_t at = 0; at < text.length();) {
        const UChar32 c = text.char32At(at);
        at += U16_LENGTH(c);
        // Inside words nothing but letters: some NFKC forms hold spaces and dots.
        if (is_stripped_mark(c) || c == 0x0640 || (word && !is_word_category(c))) continue;
        if (word && is_modifier_apostrophe(c)) continue;
        kept.append(equivalent(c));
    }
    return kept;
}

std::string fold_character(const Icu& icu, UChar32 c) {
    if (u_charType(c) == U_DECIMAL_DIGIT_NUMBER) return std::string(1, char('0' + u_charDigitValue(c)));
    UErrorCode status = U_ZERO_ERROR;
    icu::UnicodeString form = icu.nfkc_casefold->normalize(icu::UnicodeString(c), status);
    if (!form.isEmpty() && !keeps_its_marks(form.char32At(0))) form = icu.nfd->normalize(form, status);
    form = icu.nfc->normalize(strip_and_map(form, is_word_category(c) || is_subscript_figure(c)), status);
    if (!form.isEmpty() && script_of(form.char32At(0)) == USCRIPT_LATIN) {
        icu.latin_to_ascii->transliterate(form);
        form.foldCase();
    }
    std::string folded;
    if (U_SUCCESS(status)) form.toUTF8String(folded);
    return folded;
}

} // namespace

/// 256 characters in a row. Immutable once built.
class CharacterPage {
public:
    CharacterPage(const Icu& icu, char32_t first) {
        for (char32_t i = 0; i < kPageSize; ++i)
            build(icu, first + i, characters_[i]);
    }
    const Character& operator[](std::size_t i) const { return characters_[i]; }

    std::string_view folded(const Character& c) const {
        if (c.folded_size_ <= Character::kInline) return {c.folded_, c.folded_size_};
        std::uint16_t offset = 0;
        std::memcpy(&offset, c.folded_, sizeof offset);
        return {pool_.data() + offset, c.folded_size_};
    }

private:
    void build(const Icu& icu, char32_t value, Character& entry) {
        const auto c = static_cast<UChar32>(value);
        const std::string folded = U_IS_SURROGATE(c) ? std::string() : fold_character(icu, c);
        store(entry, folded);
        entry.kind_ = kind_of(c);
        const bool solid = entry.kind_ == CharacterKind::letter || entry.kind_ == CharacterKind::dictionary;
        if (solid && folded.empty()) entry.kind_ = CharacterKind::mark; // tatweel, spacing forms of tashkeel
        entry.stacks_ = u_getCombiningClass(c) != 0;
        entry.composes_ = may_compose(c) || (!folded.empty() && may_compose(first_of(folded)));
    }

    void store(Character& entry, const std::string& folded) {
        entry.folded_size_ = static_cast<std::uint8_t>(folded.size());
        if (folded.size() <= Character::kInline) {
            std::memcpy(entry.folded_, folded.data(), folded.size());
            return;
        }
        const auto offset = static_cast<std::uint16_t>(pool_.size());
        std::memcpy(entry.folded_, &offset, sizeof offset);
        pool_ += folded;
    }

    static UChar32 first_of(const std::string& text) { return static_cast<UChar32>(decode(text, 0).value); }
    static bool may_compose(UChar32 c) {
        return u_getIntPropertyValue(c, UCHAR_NFC_QUICK_CHECK) != UNORM_YES;
    }

    std::array<Character, kPageSize> characters_;
    std::string pool_;
};

namespace {

/// The pages built so far. A page once published is never changed nor freed before the process ends.
class CharacterTable {
public:
    const CharacterPage& page(std::size_t number) {
        const CharacterPage* page = published_[number].load(std::memory_order_acquire);
        return page != nullptr ? *page : build(number);
    }

private:
    const CharacterPage& build(std::size_t number) {
        const std::lock_guard lock(mutex_);
        if (!owned_[number]) {
            if (!icu_) icu_ = std::make_unique<Icu>();
            owned_[number] =
                std::make_unique<CharacterPage>(*icu_, static_cast<char32_t>(number * kPageSize));
            published_[number].store(owned_[number].get(), std::memory_order_release);
        }
        return *owned_[number];
    }

    std::array<std::atomic<const CharacterPage*>, kPages> published_{};
    std::mutex mutex_; // guards what follows
    std::unique_ptr<Icu> icu_;
    std::array<std::unique_ptr<CharacterPage>, kPages> owned_;
};

constinit CharacterTable table;

const Character kNoCharacter{};

} // namespace

const Character& character(char32_t c) {
    if (c >= kPages * kPageSize) return kNoCharacter;
    return table.page(c / kPageSize)[c % kPageSize];
}

void append_folded(std::string& out, char32_t c) {
    if (c >= kPages * kPageSize) return;
    const CharacterPage& page = table.page(c / kPageSize);
    out += page.folded(page[c % kPageSize]);
}

} // namespace samling::analysis
