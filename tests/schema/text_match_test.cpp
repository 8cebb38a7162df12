// Which typed words find which written ones, language by language.

#include "schema/text.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <set>

using namespace samling;

namespace {

enum class Match {
    exact,    ///< By the folded form, in whatever languages text and query are read.
    stem,     ///< By the stem, and not by the folded form.
    language, ///< By stem or form when both are read in the language of the row.
    none,
};

struct Row {
    std::string language, in_text, typed;
    Match expected;
};

struct Forms {
    std::set<std::string> exact, stem;
};

Forms forms(const std::string& language, const std::string& text) {
    static std::map<std::string, Analyzer> analyzers;
    Forms found;
    analyzers.try_emplace(language, language).first->second.tokenize(text, [&](const Token& token) {
        found.exact.emplace(token.exact);
        found.stem.emplace(token.stem);
    });
    return found;
}

bool meet(const std::set<std::string>& a, const std::set<std::string>& b) {
    return std::any_of(a.begin(), a.end(), [&](const auto& form) { return b.count(form) > 0; });
}

const Row kRows[] = {
    // English
    {"en", "elections", "election", Match::stem},
    {"en", "Monitoring", "monitored", Match::stem},
    {"en", "rights", "RIGHT", Match::stem},
    {"en", "surveillance", "surveyor", Match::none},
    {"en", "organization", "orange", Match::none},
    {"en", "Amnesty's", "amnesty", Match::exact},
    {"en", "Amnesty’s", "Amnesty", Match::exact},
    {"en", "don't", "don’t", Match::exact},
    {"en", "don't", "dont", Match::exact},
    {"en", "O'Brien", "obrien", Match::exact},
    {"en", "O'Brien", "brien", Match::none},
    {"en", "the 1990's", "1990", Match::exact},
    {"en", "U.N.", "UN", Match::exact},
    {"en", "U.S.A", "usa", Match::exact},
    {"en", "naïve café", "cafe", Match::exact},
    {"en", "co\u00ADoperation", "cooperation", Match::exact},
    {"en", "state-of-the-art", "art", Match::exact},
    {"en", "A/HRC/44/24", "hrc", Match::exact},
    {"en", "A/HRC/44/24", "24", Match::exact},
    {"en", "info@example.org", "example", Match::exact},
    {"en", "https://www.ohchr.org/en/hr-bodies?x=1", "ohchr", Match::exact},
    {"en", "#DigitalDemocracy", "digitaldemocracy", Match::exact},
    {"en", "@OHCHR", "ohchr", Match::exact},
    {"en", "ﬁnal oﬃce", "office", Match::exact},
    {"en", "rights¹ and duties²", "rights", Match::exact},
    {"en", "CO₂", "co2", Match::exact},
    {"en", "1,000,000 people", "1000000", Match::exact},
    {"en", "1,000", "1", Match::none},
    {"en", "3.14", "3.14", Match::exact},
    {"en", "3,14", "3.14", Match::exact},
    {"en", "10.12.2020", "2020", Match::exact},
    {"en", "in 2018.15 The", "2018", Match::exact},
    {"en", "ｆｕｌｌ　ｗｉｄｔｈ", "width", Match::exact},
    {"en", "Chapter Ⅳ", "iv", Match::exact},
    // Danish, Norwegian, Swedish, Icelandic, Finnish
    {"da", "menneskerettighederne", "menneskerettighedernes", Match::stem},
    {"da", "ytringsfriheden", "ytringsfrihed", Match::stem},
    {"da", "Ærø", "aero", Match::exact},
    {"da", "Ålborg", "alborg", Match::exact},
    {"da", "København", "kobenhavn", Match::exact},
    {"da", "valgene", "valg", Match::stem},
    {"da", "overvågning", "overvagning", Match::exact},
    {"da", "overvågningen", "overvagning", Match::language},
    {"da", "børn", "barn", Match::none},
    {"nb", "menneskerettighetene", "menneskerettighet", Match::stem},
    {"nn", "rettane", "rettar", Match::stem},
    {"no", "ytringsfrihet", "YTRINGSFRIHET", Match::exact},
    {"no", "språk", "sprak", Match::exact},
    {"sv", "människor", "manniskor", Match::exact},
    {"sv", "rättigheter", "rättighet", Match::stem},
    {"sv", "rättigheterna", "rattighet", Match::language},
    {"is", "Þingvellir", "thingvellir", Match::exact},
    {"is", "mannréttindayfirlýsing", "mannrettindayfirlysing", Match::exact},
    {"fi", "vaalit", "vaali", Match::stem},
    {"fi", "ihmisoikeuksien", "ihmisoikeus", Match::none}, // consonant gradation is beyond Snowball
    {"fi", "äänestäjä", "aanestaja", Match::exact},
    // German, Dutch
    {"de", "Häuser", "hauser", Match::exact},
    {"de", "Häuser", "Haus", Match::stem},
    {"de", "Wahlen", "Wahl", Match::stem},
    {"de", "Straße", "STRASSE", Match::exact},
    {"de", "Straßen", "strasse", Match::language},
    {"de", "GROẞ", "groß", Match::exact},
    {"de", "Meinungsfreiheit", "Pressefreiheit", Match::none},
    {"nl", "verkiezingen", "verkiezing", Match::stem},
    {"nl", "foto's", "foto", Match::exact},
    {"nl", "coördinatie", "coordinatie", Match::exact},
    // French
    {"fr", "élections", "election", Match::language},
    {"fr", "l'évènement", "evenement", Match::exact},
    {"fr", "évènements", "evenement", Match::language},
    {"fr", "L’homme", "homme", Match::exact},
    {"fr", "l'homme", "L’HOMME", Match::exact},
    {"fr", "droits de l'homme", "l", Match::none},
    {"fr", "qu'elle", "elle", Match::exact},
    {"fr", "d'Ivoire", "ivoire", Match::exact},
    {"fr", "jusqu'ici", "ici", Match::exact},
    {"fr", "aujourd’hui", "aujourdhui", Match::exact},
    {"fr", "libertés", "liberté", Match::stem},
    {"fr", "œuvre", "oeuvre", Match::exact},
    {"fr", "surveillances", "surveillance", Match::stem},
    {"fr", "N'Djamena", "ndjamena", Match::exact},
    // Spanish, Portuguese, Catalan, Italian, Romanian
    {"es", "elecciones", "elección", Match::stem},
    {"es", "elecciones", "eleccion", Match::language},
    {"es", "año", "ano", Match::exact},
    {"es", "vigilancia", "VIGILANCIA", Match::exact},
    {"es", "derechos", "derecho", Match::stem},
    {"pt", "eleições", "eleicoes", Match::exact},
    {"pt-BR", "direitos", "direito", Match::stem},
    {"pt", "não", "nao", Match::exact},
    {"ca", "paral·lel", "parallel", Match::exact},
    {"ca", "l'elecció", "eleccio", Match::exact},
    {"it", "dell'informazione", "informazione", Match::exact},
    {"it", "nell’Unione", "unione", Match::exact},
    {"it", "informazioni", "informazione", Match::stem},
    {"it", "città", "citta", Match::exact},
    {"ro", "alegeri", "ALEGERI", Match::exact},
    {"ro", "informaţii", "informații", Match::exact}, // cedilla and comma
    {"ro", "cetățeni", "cetateni", Match::exact},
    {"ro", "cetățenilor", "cetăţeni", Match::stem},
    // Slavic, Baltic, Hungarian
    {"ru", "выборов", "выборы", Match::stem},
    {"ru", "надёжный", "надежный", Match::exact},
    {"ru", "ПРАВА", "права", Match::exact},
    {"ru", "за\u0301мок", "замок", Match::exact},
    {"ru", "й", "и", Match::none},
    {"", "мой", "мои", Match::none},
    {"ru", "и\u0306од", "йод", Match::exact}, // decomposed
    {"uk", "їжа", "іжа", Match::none},
    {"uk", "об'єкт", "обʼєкт", Match::exact},
    {"uk", "об’єкт", "обєкт", Match::exact},
    {"bg", "ѝ", "и", Match::exact},
    {"be", "ў", "у", Match::none},
    {"sr", "права", "prava", Match::stem}, // both scripts have one stem
    {"sr", "čovek", "covek", Match::exact},
    {"pl", "łódź", "lodz", Match::exact},
    {"pl", "WYBORY", "wybory", Match::exact},
    {"cs", "příliš žluťoučký", "zlutoucky", Match::exact},
    {"lt", "rinkimai", "rinkimų", Match::language},
    {"hu", "választások", "választás", Match::stem},
    {"hu", "őrült", "orult", Match::exact},
    // Turkish, Azerbaijani
    {"tr", "İnsan", "insan", Match::exact},
    {"tr", "IŞIK", "ışık", Match::exact},
    {"tr", "ışık", "isik", Match::exact},
    {"tr", "Türkiye'nin", "Türkiye", Match::stem},
    {"tr", "Ankara’da", "ankara", Match::stem},
    {"tr", "kitapları", "kitap", Match::stem},
    {"az", "səs", "ses", Match::exact},
    // Greek
    {"el", "ΔΙΚΑΙΏΜΑΤΑ", "δικαιωματα", Match::exact},
    {"el", "Ελληνικός", "ΕΛΛΗΝΙΚΟΣ", Match::exact},
    {"el", "εκλογές", "εκλογη", Match::stem},
    {"el", "εϋ", "ευ", Match::exact},
    {"el", "ἄνθρωπος", "ανθρωπος", Match::exact},
    // Arabic, Persian, Urdu, Hebrew
    {"ar", "الحقوق", "حقوق", Match::stem},
    {"ar", "حُقُوقٌ", "حقوق", Match::exact},
    {"ar", "أحمد", "احمد", Match::exact},
    {"ar", "إلى", "الي", Match::exact},
    {"ar", "حرية", "حريه", Match::exact},
    {"ar", "حـــرية", "حرية", Match::exact},
    {"ar", "ٱلْعَرَبِيَّةُ", "العربية", Match::exact},
    {"ar", "المدافعون", "المدافعين", Match::stem},
    {"ar", "الانتخاب", "انتخاب", Match::stem},
    {"ar", "ﷲ", "الله", Match::exact},
    {"ar", "ﻻ", "لا", Match::exact},
    {"ar", "٢٠٢٠", "2020", Match::exact},
    {"ar", "كتاب", "كتب", Match::none},
    {"fa", "علی", "علي", Match::exact},
    {"fa", "کتاب", "كتاب", Match::exact},
    {"fa", "می\u200Cخواهم", "میخواهم", Match::exact},
    {"fa", "۱۴۰۰", "1400", Match::exact},
    {"ur", "ہندوستان", "هندوستان", Match::exact},
    {"he", "זְכוּיוֹת", "זכויות", Match::exact},
    {"he", "צה״ל", "צה\"ל", Match::exact},
    {"he", "צה\"ל", "צהל", Match::exact},
    // Indic
    {"hi", "ज़मीन", "जमीन", Match::exact},
    {"hi", "क़ानून", "कानून", Match::exact},
    {"hi", "अधिकारों", "अधिकार", Match::stem},
    {"", "की", "का", Match::none},
    {"hi", "२०२१", "2021", Match::exact},
    {"ne", "अधिकारहरू", "अधिकार", Match::stem},
    {"bn", "অধিকার", "অধিকারী", Match::none},
    {"bn", "বাংলা", "বংলা", Match::none},
    {"ta", "உரிமைகள்", "உரிமைகளை", Match::stem},
    {"ta", "கொ", "க", Match::none},
    // South-East Asia
    {"vi", "quyền con người", "quyen", Match::exact},
    {"vi", "Đà Nẵng", "da", Match::exact},
    {"id", "pemilihan", "pilih", Match::stem},
    {"ms", "pemilihan", "pilih", Match::stem},
    {"th", "สิทธิมนุษยชน", "มนุษยชน", Match::exact},
    {"th", "สิทธิมนุษยชน", "สิทธิ", Match::exact},
    {"th", "มา", "ม", Match::none},
    {"km", "ខ្ញុំស្រលាញ់ភាសាខ្មែរ", "ស្រលាញ់", Match::exact},
    {"lo", "ພາສາລາວ", "ພາສາ", Match::exact},
    {"my", "မြန်မာစာ", "မြန်မာ", Match::exact},
    // Chinese, Japanese, Korean
    {"zh", "虚假信息", "信息", Match::exact},
    {"zh", "联合国人权理事会", "人权", Match::exact},
    {"zh", "２０２０年３月", "2020", Match::exact},
    {"zh", "选举监督ABC", "abc", Match::exact},
    {"ja", "東京都に住む", "東京", Match::exact},
    {"ja", "ﾃﾞｰﾀ", "データ", Match::exact},
    {"ja", "か\u3099", "が", Match::exact},
    {"ja", "が", "か", Match::none},
    {"ja", "ハバ", "ハパ", Match::none},
    {"ko", "인권", "인권", Match::exact},
    {"ko", "\u1112\u1161\u11AB국", "한국", Match::exact},
    // Others, and no language
    {"hy", "ԻՐԱՎՈՒՆՔ", "իրավունք", Match::exact},
    {"ka", "უფლება", "უფლება", Match::exact},
    {"am", "መብት", "መብት", Match::exact},
    {"eu", "ESKUBIDEAK", "eskubideak", Match::exact},
    {"ga", "toghcháin", "toghchain", Match::exact},
    {"so", "Xuquuqda", "xuquuqda", Match::exact},
    {"haw", "Hawaiʻi", "hawaii", Match::exact},
    {"", "Anything", "anything", Match::exact},
    {"", "elections", "election", Match::none},
    {"xx-nowhere", "elections", "ELECTIONS", Match::exact},
};

} // namespace

TEST_CASE("a typed word finds the written one, or does not") {
    REQUIRE(std::size(kRows) >= 150);
    for (const Row& row : kRows) {
        CAPTURE(row.language, row.in_text, row.typed);
        const Forms text = forms(row.language, row.in_text), query = forms(row.language, row.typed);
        const bool exact = meet(text.exact, query.exact), stem = meet(text.stem, query.stem);
        CAPTURE(text.exact, text.stem, query.exact, query.stem);
        switch (row.expected) {
        case Match::exact:
            CHECK(exact);
            break;
        case Match::stem:
            CHECK((stem && !exact));
            break;
        case Match::language:
            CHECK((stem || exact));
            break;
        case Match::none:
            CHECK_FALSE((stem || exact));
            break;
        }
    }
}

TEST_CASE("the table speaks of more than thirty languages") {
    std::set<std::string> languages;
    for (const Row& row : kRows)
        languages.insert(row.language);
    CHECK(languages.size() > 30);
}

TEST_CASE("the exact form does not depend on the language") {
    for (const Row& row : kRows) {
        CAPTURE(row.language, row.in_text);
        CHECK(forms(row.language, row.in_text).exact == forms("", row.in_text).exact);
    }
}

TEST_CASE("folding again changes nothing, and no word is lost") {
    for (const Row& row : kRows) {
        for (const std::string& form : forms("", row.in_text).exact) {
            CAPTURE(row.in_text, form);
            CHECK(fold(form) == form);
            CHECK_FALSE(form.empty());
        }
        CHECK_FALSE(forms("", row.in_text).exact.empty());
    }
}

TEST_CASE("stem() gives what tokenize() gives") {
    for (const Row& row : kRows) {
        Analyzer analyzer(row.language);
        std::vector<std::string> words, stems;
        analyzer.tokenize(row.in_text, [&](const Token& token) {
            words.push_back(row.in_text.substr(token.begin, token.end - token.begin));
            stems.emplace_back(token.stem);
        });
        for (std::size_t i = 0; i < words.size(); ++i) {
            CAPTURE(row.language, words[i]);
            CHECK(analyzer.stem(words[i]) == stems[i]);
        }
    }
}
