#include "schema/text.h"
#include "schema/text_case.h"

#include <catch2/catch.hpp>

using namespace samling;

namespace {

struct Word {
    std::string exact, stem, original;
    std::uint32_t position;
};

std::vector<Word> words(std::string_view text, std::string_view language = "en") {
    std::vector<Word> found;
    Analyzer(language).tokenize(text, [&](const Token& token) {
        found.push_back({std::string(token.exact), std::string(token.stem),
                         std::string(text.substr(token.begin, token.end - token.begin)), token.position});
    });
    return found;
}

std::string exact_forms(std::string_view text, std::string_view language = "en") {
    std::string all;
    for (const auto& word : words(text, language)) all += (all.empty() ? "" : " ") + word.exact;
    return all;
}

/// How a typed word may meet a word of a text: by its form, or by its stem.
bool meets(const std::string& language, const std::string& in_text, const std::string& typed) {
    for (const auto& a : words(in_text, language))
        for (const auto& b : words(typed, language))
            if (a.exact == b.exact || a.stem == b.stem) return true;
    return false;
}

} // namespace

TEST_CASE("words are found and folded") {
    struct Row {
        const char *text, *expected;
    };
    const auto row = GENERATE(values<Row>({
        {"", ""},
        {" .,;!? -- \xF0\x9F\x98\x80 ", ""},
        {"Hello, World!", "hello world"},
        {"well-known A/HRC/44/24", "well known a hrc 44 24"},
        {"l'homme d'État qu’il", "homme etat il"},
        {"dell'Unione", "unione"},
        {"Denmark's women’s O'Brien don't", "denmark women obrien dont"},
        {"Ærø Ålborg STRASSE Straße", "aero alborg strasse strasse"},
        {"İstanbul ışık", "istanbul isik"},
        {"Việt Nam", "viet nam"},
        {"Ελληνικός ΕΛΛΗΝΙΚΌΣ", "ελληνικοσ ελληνικοσ"},
        {"ещё", "еще"},
        {"co\xC2\xADoperation", "cooperation"},
        {"ｆｕｌｌ ＷＩＤＴＨ １２", "full width 12"},
        {"٢٠٢١ २०२१", "2021 2021"},
        {"#HumanRights @user", "humanrights user"},
        {"東京都に住む", "東京 都 に 住む"},
        {"人权与民主", "人权 与 民主"},
    }));
    CAPTURE(row.text);
    CHECK(exact_forms(row.text) == row.expected);
}

TEST_CASE("Thai, Khmer, Lao and Burmese are cut into words") {
    for (const std::string text : {"สิทธิมนุษยชน", "សិទ្ធិមនុស្សជាតិ និងសេរីភាព", "ສິດທິມະນຸດ", "လူ့အခွင့်အရေး"}) {
        CAPTURE(text);
        CHECK(words(text).size() >= 2);
    }
}

TEST_CASE("what is typed meets what is written") {
    struct Row {
        const char *language, *in_text, *typed;
        bool must;
    };
    const auto row = GENERATE(values<Row>({
        {"en", "elections", "election", true},     {"en", "Monitoring", "monitored", true},
        {"en", "surveillance", "surveyor", false}, {"en", "rights", "right", true},
        {"en", "organization", "orange", false},    {"da", "menneskerettighederne", "menneskerettighedernes", true},
        {"da", "ytringsfrihed", "Ytringsfriheden", true}, {"da", "ø", "o", true},
        {"de", "Häuser", "hauser", true},          {"de", "Wahlen", "Wahl", true},
        {"fr", "élections", "election", true},     {"fr", "l'évènement", "evenement", true},
        {"fr", "libertés", "liberté", true},       {"es", "elecciones", "eleccion", true},
        {"es", "año", "ano", true},                {"pt", "eleições", "eleicoes", true},
        {"it", "dell'informazione", "informazione", true}, {"ru", "выборов", "выборы", true},
        {"ru", "надёжный", "надежный", true},      {"ar", "الحقوق", "حقوق", true},
        {"ar", "حقوقُ", "حقوق", true},             {"ar", "أحمد", "احمد", true},
        {"fa", "علی", "علي", true},                {"tr", "İnsan", "insan", true},
        {"el", "δικαιώματα", "δικαιωματα", true},  {"vi", "quyền", "quyen", true},
        {"hi", "ज़मीन", "जमीन", true},               {"he", "זְכוּיוֹת", "זכויות", true},
        {"uk", "їжа", "іжа", false},               {"ru", "й", "и", false},
        {"ja", "が", "か", false},                  {"zh", "虚假信息", "信息", true},
        {"sv", "människor", "manniskor", true},    {"fi", "vaalit", "vaali", true},
        {"pl", "wybory", "wybory", true},          {"", "Anything", "anything", true},
    }));
    CAPTURE(row.language, row.in_text, row.typed);
    CHECK(meets(row.language, row.in_text, row.typed) == row.must);
}

TEST_CASE("offsets cover the word as written and positions are consecutive") {
    const auto found = words("Die «Häuser» d'accord, 東京都");
    std::vector<std::string> originals;
    for (std::size_t i = 0; i < found.size(); ++i) {
        CHECK(found[i].position == i);
        originals.push_back(found[i].original);
    }
    CHECK(originals == std::vector<std::string>{"Die", "Häuser", "accord", "東京", "都"});
}

TEST_CASE("a word of ten million letters is cut") {
    const auto found = words(std::string(10'000'000, 'x'));
    REQUIRE(found.size() == 1);
    CHECK(found[0].exact.size() == 64);
    CHECK(words(std::string("é") + std::string(200, 'x')).at(0).exact.size() <= 64);
}

TEST_CASE("malformed bytes are replaced and control characters removed") {
    struct Row {
        std::string bytes, expected;
    };
    const auto row = GENERATE(values<Row>({
        {"", ""},
        {"plain\ttext\n", "plain\ttext\n"},
        {std::string("a\0b", 3), "ab"},
        {"\xFF", "\xEF\xBF\xBD"},
        {"\xC0\xAF", "\xEF\xBF\xBD\xEF\xBF\xBD"},
        {"e\xCC\x81", "\xC3\xA9"},
        {"cut \xE2\x82", "cut \xEF\xBF\xBD"},
    }));
    CHECK(clean_utf8(row.bytes) == row.expected);
    CHECK(is_valid_utf8(clean_utf8(row.bytes)));
}

TEST_CASE("overlong forms and surrogates are not UTF-8") {
    for (const std::string bytes : {"\xC0\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\x80", "\xE0\x80\xAF"})
        CHECK_FALSE(is_valid_utf8(bytes));
    CHECK(is_valid_utf8("æøå 東京 \xF0\x9F\x98\x80"));
}

TEST_CASE("sentences end where readers would say") {
    const std::string text = "One sentence. Another one? Yes.";
    CHECK(sentence_ends(text, "en") == std::vector<std::uint32_t>{14, 27, 31});
    CHECK(sentence_ends("", "en").empty());
}

TEST_CASE("languages with a stemmer are known") {
    const auto languages = stemmed_languages();
    CHECK(std::is_sorted(languages.begin(), languages.end()));
    for (const char* code : {"ar", "da", "en", "es", "fr", "ru"})
        CHECK(std::binary_search(languages.begin(), languages.end(), code));
}

TEST_CASE("words are made small in every script") {
    CHECK(lower("ÉLECTIONS Völker ΣΟΦΙΑ ПРАВА 人权 İ") == "élections völker σοφια права 人权 i̇");
    CHECK(lower("") == "");
}
