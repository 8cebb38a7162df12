// Hostile and odd texts: what stands where, and that nothing breaks.

#include "schema/text.h"
#include "schema/text_case.h"

#include <catch2/catch.hpp>
#include <random>

using namespace samling;

namespace {

std::string exact_forms(std::string_view text, std::string_view language = "") {
    std::string all;
    Analyzer(language).tokenize(text, [&](const Token& token) {
        if (!all.empty()) all += ' ';
        all += token.exact;
    });
    return all;
}

std::string covered(std::string_view text) {
    std::string all;
    Analyzer("").tokenize(text, [&](const Token& token) {
        all += '[';
        all += text.substr(token.begin, token.end - token.begin);
        all += ']';
    });
    return all;
}

std::size_t count(std::string_view text, std::string_view language = "en") {
    std::size_t n = 0;
    Analyzer(language).tokenize(text, [&](const Token&) { ++n; });
    return n;
}

/// Positions count up, offsets rise and lie in the text, terms are short valid UTF-8 and never empty.
void check_invariants(const std::string& text, std::string_view language) {
    std::uint32_t next = 0, last_end = 0;
    bool good = true;
    Analyzer(language).tokenize(text, [&](const Token& token) {
        good = good && token.position == next++ && token.begin >= last_end && token.begin < token.end &&
               token.end <= text.size() && !token.exact.empty() && !token.stem.empty() &&
               token.exact.size() <= 64 && token.stem.size() <= 64 && is_valid_utf8(token.exact) &&
               is_valid_utf8(token.stem);
        last_end = token.end;
    });
    CHECK(good);
}

} // namespace

TEST_CASE("numbers, initials and their neighbours") {
    struct Row {
        const char *text, *expected;
    };
    const auto row = GENERATE(values<Row>({
        {"3.14", "3.14"},
        {"3,14", "3.14"},
        {"1,000", "1000"},
        {"1,000,000", "1000000"},
        {"1.000.000", "1000000"},
        {"1,234.56", "1234.56"},
        {"1.234,56", "1234.56"},
        {"1,2,3", "1 2 3"},
        {"1.2.3", "1 2 3"},
        {"192.168.0.1", "192 168 0 1"},
        {"10.12.2020", "10 12 2020"},
        {"2019,2020", "2019 2020"},
        {"2018.15", "2018 15"},
        {"ends in 3.", "ends in 3"},
        {"3.a", "3 a"},
        {"3.5x", "3 5x"},
        {"1.", "1"},
        {".5", "5"},
        {"U.N.", "un"},
        {"e.g. this", "eg this"},
        {"U.S.A.'s", "usa s"},
        {"www.a.b.com", "www a b com"},
        {"a.b.com", "a b com"},
        {"A.1", "a 1"},
        {"end of a.", "end of a"},
        {"C++ C#", "c c"},
        {"snake_case", "snake case"},
        {"'quoted' ‘words’", "quoted words"},
        {"students' rights", "students rights"},
        {"rock'n'roll", "rocknroll"},
        {"5'10", "5 10"},
        {"a'", "a"},
        {"'", ""},
        {"''''a''''b''''", "a b"},
        {"l'", "l"},
        {"l'l'l'homme", "lllhomme"},
        {"d'd", "dd"},
        {"s's", "ss"},
        {"ab's", "ab"},
        {"l'ami's", "ami"},
        {"x·y l·l", "x y ll"},
        {"\u200Fאב\u200F \u200Eab\u200E", "אב ab"},
        {"\u00AD", ""},
        {"\u0301", ""},
        {"\u0301a", "a"},
        {"ـ", ""},
        {"🙂👨‍👩‍👧🇩🇰", ""},
        {"½ ① ™ €5", "5"},
        {"ไทย5ไทย", "ไทย 5 ไทย"},
        {"東京1丁目", "東京 1 丁目"},
        {"a東b", "a 東 b"},
        {"\xEF\xB7\xBA", "صلياللهعليهوسلم"},
        {"𝐁𝐨𝐥𝐝 𝟙𝟚", "bold 12"},
        {"𠮷野", "𠮷 野"},
    }));
    CAPTURE(row.text);
    CHECK(exact_forms(row.text) == row.expected);
    check_invariants(row.text, "fr");
}

TEST_CASE("offsets cover the word proper, without what is left off") {
    struct Row {
        const char *text, *expected;
    };
    const auto row = GENERATE(values<Row>({
        {"«Häuser»,", "[Häuser]"},
        {"l’homme, dell'arte", "[homme][arte]"},
        {"Amnesty’s Peter's", "[Amnesty][Peter]"},
        {"don't 3.14. U.N.", "[don't][3.14][U.N]"},
        {"ab\u00ADcd\u00AD ef", "[ab\u00ADcd][ef]"},
        {"人权与民主", "[人权][与][民主]"},
        {"e\u0301te\u0301", "[e\u0301te\u0301]"},
        {"ﷺ ok", "[ﷺ][ok]"},
    }));
    CHECK(covered(row.text) == row.expected);
}

TEST_CASE("monstrous texts are read in bounded time and memory") {
    const auto repeat = [](std::string_view part, std::size_t bytes) {
        std::string all;
        while (all.size() < bytes)
            all += part;
        return all;
    };
    CHECK(count(repeat("x", 10'000'000)) == 1);
    CHECK(count(repeat("é", 1'000'000)) == 1);
    CHECK(count(repeat("a'", 1'000'000)) == 1);
    CHECK(count("e" + repeat("\u0301\u0323", 2'000'000)) == 1);
    CHECK(clean_utf8("e" + repeat("\u0301\u0323", 2'000'000)).size() < 100);
    CHECK(count(repeat("1.", 200'000)) == 100'000);
    CHECK(count(repeat("1,", 200'000)) == 100'000);
    CHECK(count(repeat("a.", 1'000'000)) >= 1);
    CHECK(count(repeat("人", 300'000)) > 0);
    CHECK(count(repeat("ก", 30'000)) > 0);
    CHECK(count(repeat(".", 1'000'000)) == 0);
    CHECK(count(repeat("\u00AD", 1'000'000)) == 0);
}

TEST_CASE("more different words than the memo holds") {
    Analyzer analyzer("en");
    std::string text;
    for (int i = 0; i < 100'000; ++i)
        text += "word" + std::to_string(i) + " ";
    for (int round = 0; round < 2; ++round) {
        std::size_t right = 0;
        analyzer.tokenize(text, [&](const Token& token) {
            right += token.exact == "word" + std::to_string(token.position) ? 1 : 0;
        });
        CHECK(right == 100'000);
    }
}

TEST_CASE("any bytes at all are survived, even by functions that ask for valid UTF-8") {
    std::mt19937 random(20260101);
    const std::string alphabet = "aZ09 '.,\"\xC3\xA9\xE2\x80\x99\xCC\x81\xD7\x90\xE4\xBA\xBA\xE0\xB8\x81"
                                 "\xF0\x9F\x98\x80\xED\xA0\x80\xFF\xC0\xC2\xB7ll";
    for (int round = 0; round < 3000; ++round) {
        std::string bytes;
        for (auto n = random() % 60; n > 0; --n)
            bytes += round % 2 == 0 ? static_cast<char>(random()) : alphabet[random() % alphabet.size()];
        count(bytes);
        fold(bytes);
        const std::string clean = clean_utf8(bytes);
        CAPTURE(bytes);
        CHECK(is_valid_utf8(clean));
        CHECK(clean_utf8(clean) == clean);
        CHECK(is_valid_utf8(fold(clean)));
        check_invariants(clean, round % 3 == 0 ? "en" : round % 3 == 1 ? "fr" : "tr");
        const auto ends = sentence_ends(clean, "en");
        CHECK((clean.empty() ? ends.empty() : ends.back() == clean.size()));
    }
}

TEST_CASE("what is not UTF-8 is told and mended") {
    struct Row {
        std::string bytes, cleaned;
    };
    const std::string r = "\uFFFD";
    const auto row = GENERATE_COPY(values<Row>({
        {"\x80", r},
        {"\xC0\x80", r + r},                 // overlong NUL
        {"\xE0\x80\xAF", r + r + r},         // overlong /
        {"\xF0\x80\x80\x80", r + r + r + r}, // overlong
        {"\xED\xA0\x80", r + r + r},         // lone surrogate
        {"\xED\xA0\xBD\xED\xB8\x80", r + r + r + r + r + r},
        {"\xF4\x90\x80\x80", r + r + r + r}, // beyond U+10FFFF
        {"\xF5", r},
        {"\xFE\xFF", r + r},
        {"\xE2\x82", r}, // cut at the end: one replacement for what was one character
        {"\xF0\x9F\x98", r},
        {"\xE2\x82z", r + "z"},
        {"caf\xE9 noir", "caf" + r + " noir"}, // Latin-1
        {"ok\xC3", "ok" + r},
    }));
    CHECK_FALSE(is_valid_utf8(row.bytes));
    CHECK(clean_utf8(row.bytes) == row.cleaned);
}

TEST_CASE("clean text holds no control characters and is composed") {
    struct Row {
        std::string bytes, cleaned;
    };
    const auto row = GENERATE(values<Row>({
        {std::string("a\0b", 3), "ab"},
        {"a\r\nb\rc", "a\nb\nc"},
        {"page\fpage\vpage", "page\npage\npage"},
        {"\x1B[31mred\x07\x7F", "[31mred"},
        {"a\xC2\x85"
         "b\xC2\x80",
         "a\nb"},
        {"\xEF\xBB\xBFtext", "text"},
        {"tab\tand\nline", "tab\tand\nline"},
        {"e\u0301", "é"},
        {"\uAC00\u11A8", "각"},
        {"\u212B", "Å"},
        {"\xEF\xBF\xBE", "\uFFFD"}, // a noncharacter, which XML refuses
    }));
    CHECK(clean_utf8(row.bytes) == row.cleaned);
}

TEST_CASE("sentences go on after abbreviations and initials") {
    struct Row {
        std::string text;
        std::size_t sentences;
    };
    const auto row = GENERATE(values<Row>({
        {"", 0},
        {"One.", 1},
        {"One. Two! Three?", 3},
        {"Mr. Smith and Dr. Jones spoke. All listened.", 2},
        {"See e.g. The Act. It holds.", 2},
        {"By J. Smith in 2020. Then more.", 2},
        {"See para. 12 and No. 5. Next.", 2},
        {"A heading etc.\n\nA paragraph.", 2},
        {"什么？好的。是。", 3},
        {"هل؟ نعم. لا.", 3},
        {"no end", 1},
    }));
    CAPTURE(row.text);
    const auto ends = sentence_ends(row.text, "en");
    CHECK(ends.size() == row.sentences);
    if (!row.text.empty()) CHECK(ends.back() == row.text.size());
}

TEST_CASE("a Greek question ends at its semicolon") {
    CHECK(sentence_ends("Τι είναι; Αυτό.", "el").size() == 2);
}

TEST_CASE("a label inside a sentence begins small, but for names and acronyms") {
    struct Row {
        const char *label, *inside;
    };
    for (const auto& row : {Row{"Internet shutdowns", "internet shutdowns"}, Row{"AI governance", "AI governance"}, Row{"LGBTIQ+ rights", "LGBTIQ+ rights"},
                            Row{"Generative AI", "generative AI"}, Row{"Copenhagen Pledge", "Copenhagen Pledge"}, Row{"État de droit", "état de droit"},
                            Row{"Выборы", "выборы"}, Row{"الانتخابات", "الانتخابات"}, Row{"选举", "选举"}, Row{"A", "A"}, Row{"", ""}, Row{"democracy", "democracy"}})
        CHECK(inside_sentence(row.label) == row.inside);
}
