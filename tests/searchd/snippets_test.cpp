#include "searchd/search/snippets.h"

#include <catch2/catch.hpp>
#include <memory>
#include <unordered_set>
#include <unicode/brkiter.h>
#include <unicode/unistr.h>

#include "tests/searchd/search_fixtures.h"

using namespace samling;
using namespace samling::test;

namespace {

std::string text_of(const Snippet& snippet) {
    std::string text;
    for (const auto& part : snippet)
        text += part.marked ? "[" + part.text + "]" : part.text;
    return text;
}

/// The only document's best pages as "page: snippet", one a line.
std::string pages_of(const SearchPage& page) {
    REQUIRE(page.hits.size() == 1);
    std::string text;
    for (const auto& hit : page.hits.front().pages)
        text += std::to_string(hit.page) + ": " + text_of(hit.snippet) + "\n";
    return text;
}

} // namespace

TEST_CASE("a snippet marks the words in any of their forms and in any script") {
    struct Row {
        const char *query, *page, *language, *snippet;
    };
    const auto row = GENERATE(values<Row>({
        {"shutdown", "Two shutdowns.", "en", "Two [shutdowns]."},
        {"SHUTDOWNS of internet", "A shutdown of the internet.", "en", "A [shutdown] of the [internet]."},
        {"valg", "Valget blev afholdt.", "da", "[Valget] blev afholdt."},
        {"elections", "Les élections, l'élection.", "fr", "Les [élections], l'[élection]."},
        {"虚假信息", "反对虚假信息的斗争", "zh", "反对[虚假][信息]的斗争"},
        {"الانتخابات", "مراقبة الانتخابات في تونس", "ar", "مراقبة [الانتخابات] في تونس"},
        {"\"rule of law\"", "Law rules. The rule of law of all.", "en",
         "Law rules. The [rule] [of] [law] of all."},
        {"shut*", "Shutters and shutdowns.", "en", "[Shutters] and [shutdowns]."},
        {"internet -law", "The internet.", "en", "The [internet]."},
        {"internet", "<b>internet</b>", "en", "<b>[internet]</b>"},
        {"internet", "One\nline\n\n  internet\tend", "en", "One line [internet] end"},
    }));
    CAPTURE(row.query);
    const Collection collection({{"x", "x", {row.page}, 2020, {}, {}, row.language}});
    CHECK(pages_of(as_typed(collection, row.query)) == "1: " + std::string(row.snippet) + "\n");
}

TEST_CASE("the best pages come first, three at most") {
    const std::vector<std::string> pages = {
        "Nothing.",         "A shutdown.",     "An internet shutdown.",
        "Internet access.", "More shutdowns.", "Shutdowns of the internet."};
    const Collection collection({{"x", "x", pages}});
    const auto page = as_typed(collection, "internet shutdown");
    REQUIRE(page.hits.size() == 1);
    REQUIRE(page.hits.front().pages.size() == 3);
    CHECK(page.hits.front().pages[0].page == 3);
    CHECK(page.hits.front().pages[1].page == 6); // another form of the word
    CHECK(pages_of(as_typed(collection, "\"internet shutdown\"")) == "3: An [internet] [shutdown].\n");
}

TEST_CASE("a snippet shows words that were typed before words that stand for them") {
    const std::string headline = "Universal Declaration of Human Rights. High Commissioner for Human Rights. ";
    const std::string filler = "Эта запись сделана для тех, кто хочет прочитать все по порядку и с самого начала до конца. ";
    const Collection collection({{"x", "x", {headline + filler + filler + "Всеобщая декларация прав человека."}, 2020, {}, {}, "ru"},
                                 {"y", "y", {headline, "Права человека."}, 2020, {}, {}, "ru"},
                                 {"z", "z", {headline + "This text was prepared by volunteers of the project, and is for all who would read it, in Unicode.\n---\n\nВсеобщая декларация прав человека. " + filler}, 2020, {}, {}, "ru"}});
    const auto page = collection.ask("права человека");
    REQUIRE(page.hits.size() == 3);
    for (const auto& hit : page.hits) {
        CAPTURE(hit.id);
        const auto& best = hit.pages.front();
        CHECK(std::any_of(best.snippet.begin(), best.snippet.end(), [](const auto& part) { return part.marked && part.text.starts_with("человек"); }));
        CHECK(best.page == (hit.id == "y" ? 2 : 1));
    }
}

TEST_CASE("of however many words each is one of its own") {
    std::string query;
    for (int i = 0; i <= 64; ++i) query += "word" + std::to_string(i) + "x ";
    const Collection collection({{"x", "x", {"word0x word0x word0x", "word0x word64x"}}});
    const auto page = as_typed(collection, query);
    REQUIRE(page.hits.size() == 1);
    CHECK(page.hits.front().pages.front().page == 2);
}

TEST_CASE("another form of a word is found on a late page of a long document") {
    std::vector<std::string> pages(100, "Nothing on this page.");
    pages[89] = "Three observers came.";
    const Collection collection({{"x", "x", pages}});
    CHECK(pages_of(as_typed(collection, "observer")) == "90: Three [observers] came.\n");
}

TEST_CASE("where only the record matches, the first page begins the hit unmarked") {
    const Collection collection({{"x", "Surveillance", {"", "Some text."}}});
    CHECK(pages_of(as_typed(collection, "surveillance")) == "2: Some text.\n");
    const Collection empty(std::vector<Given>{{"x", "Surveillance", {}}});
    CHECK(pages_of(as_typed(empty, "surveillance")).empty());
}

namespace {

/// The snippet of `text` for one word, as best_pages makes it; marks in brackets.
std::string snippet_for(const std::string& text, const std::string& word, const std::string& language) {
    Analyzer analyzer(language);
    std::unordered_set<std::string> forms;
    analyzer.tokenize(word, [&](const Token& token) { forms.insert(std::string(token.exact)); });
    const auto page = analyse_page({text, "", language}, analyzer);
    return text_of(make_snippet(page, WordFinder(WantedWords{{forms}, {{}}, {}, {}}).find(page.tokens)));
}

/// Whether `text` has no boundary of a character at `at`, by ICU over the whole text.
bool is_within_character(const std::string& text, std::size_t at) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::BreakIterator> characters(
        icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), status));
    const auto before = icu::UnicodeString::fromUTF8(text.substr(0, at));
    const auto all = icu::UnicodeString::fromUTF8(text);
    characters->setText(all);
    return !characters->isBoundary(before.length());
}

std::string repeated(const std::string& what, std::size_t times) {
    std::string text;
    for (std::size_t i = 0; i < times; ++i)
        text += what;
    return text;
}

} // namespace

TEST_CASE("a snippet begins with a sentence and ends with one where these are near") {
    const std::string far = repeated("Nothing of note was said on that day. ", 20);
    struct Row {
        std::string before, sentence, after, word, language, snippet;
    };
    const auto row = GENERATE_COPY(values<Row>({
        {far, "The shutdown of the mobile networks, which lasted for five days, was lifted only after the courts had heard it. ",
         "Then " + far, "shutdown", "en",
         "… The [shutdown] of the mobile networks, which lasted for five days, was lifted only after the courts had heard it. "
         "Then Nothing of note was said on that day. Nothing of note was said on that day. …"},
        {far, "Dr. Jones saw the shutdown\nof the mobile networks, which lasted for five days, and told the court of it at length. ",
         "V" + repeated("ery long words without an end v", 20), "shutdown", "en",
         "… Dr. Jones saw the [shutdown] of the mobile networks, which lasted for five days, and told the court of it at length. …"},
        {repeated("政府采取了新的措施。", 30), "反对虚假信息的斗争将继续下去，所有的国家都必须为此作出自己的贡献。", repeated("没有人知道这是为什么和怎么办", 30),
         "虚假", "zh", "… 反对[虚假]信息的斗争将继续下去，所有的国家都必须为此作出自己的贡献。"},
        {repeated("何もありませんでした。", 30), "選挙の監視は全国で行われ、多くの人々がそれに参加したと報告されています。", repeated("それは長い話で終わりがない", 30),
         "選挙", "ja", "… [選挙]の監視は全国で行われ、多くの人々がそれに参加したと報告されています。"},
        {repeated("كان كل شيء هادئا في ذلك اليوم. ", 20), "هل راقبت المنظمات الانتخابات في جميع أنحاء البلاد خلال العام الماضي؟ ", repeated("كلام طويل بلا نهاية ", 30),
         "الانتخابات", "ar", "… هل راقبت المنظمات [الانتخابات] في جميع أنحاء البلاد خلال العام الماضي؟"},
        {repeated("उस दिन कुछ नहीं हुआ। ", 20), "क्षेत्र में चुनाव की निगरानी सभी संगठनों ने मिलकर की। ", repeated("बहुत लंबी बात ", 40),
         "चुनाव", "hi", "… क्षेत्र में [चुनाव] की निगरानी सभी संगठनों ने मिलकर की।"},
    }));
    CAPTURE(row.word);
    const auto shown = snippet_for(row.before + row.sentence + row.after, row.word, row.language);
    CHECK(shown.substr(0, row.snippet.size()) == row.snippet);
}

TEST_CASE("a snippet never parts what readers see as one character, and marks in any script") {
    struct Row {
        const char *filler, *word, *language;
    };
    const auto row = GENERATE(values<Row>({
        {"ordinary words ", "internet", "en"},
        {"e\u0301te\u0301 cafe\u0301 ", "internet", "fr"},
        {"a\u0300\u0301\u0302\u0303", "internet", ""},
        {"الحقوق ", "الانتخابات", "ar"},
        {"حقوقٌكَثِيرَةٌ", "الانتخابات", "ar"},
        {"क्षत्रिय ", "चुनाव", "hi"},
        {"स्त्रीक्षत्रिय", "चुनाव", "hi"},
        {"ภาษาไทยน้ำที่นี่", "เลือกตั้ง", "th"},
        {"ភាសាខ្មែរស្រ្តី", "បោះឆ្នោត", "km"},
        {"信息社会", "选举", "zh"},
        {"がぎぐゲーム", "選挙", "ja"},
        {"か\u3099き\u3099", "選挙", "ja"},
        {"👩‍👩‍👧", "internet", "en"},
        {"👍🏽 ", "internet", "en"},
        {"🇩🇰🇳🇴", "internet", "en"},
        {"1\uFE0F\u20E3", "internet", "en"},
        {"각한글", "선거", "ko"},
    }));
    for (const std::size_t before : {0u, 1u, 2u, 3u, 50u, 401u}) {
        const std::string filler = row.filler, space = filler.ends_with(' ') ? "" : " ";
        const auto text = repeated(filler, before) + space + row.word + " " + repeated(filler, 300);
        CAPTURE(row.filler, row.word, before);
        auto shown = snippet_for(text, row.word, row.language);
        CHECK(is_valid_utf8(shown));
        CHECK(shown.size() < 500);
        CHECK(shown.size() > 30);
        CHECK(shown.find('[') != std::string::npos);
        std::string plain; // as it stands in the text
        for (const char c : shown)
            if (c != '[' && c != ']') plain += c;
        const std::string begun = "… ", goes_on = " …";
        if (plain.starts_with(begun)) plain = plain.substr(begun.size());
        if (plain.ends_with(goes_on)) plain.resize(plain.size() - goes_on.size());
        // A place in the text where it stands, cut between characters: what repeats stands in many.
        const auto flat = text.substr(text.find_first_not_of(' '));
        bool stands = false;
        for (auto at = flat.find(plain); at != std::string::npos && !stands; at = flat.find(plain, at + 1))
            stands = !is_within_character(flat, at) && !is_within_character(flat, at + plain.size());
        CHECK(stands);
    }
}

TEST_CASE("a mark takes all of a character that a word is a part of") {
    CHECK(snippet_for("Press 1\uFE0F\u20E3 now", "1", "en") == "Press [1\uFE0F\u20E3] now");
    CHECK(snippet_for("internet\u200D👩 now", "internet", "en").starts_with("[internet\u200D"));
}

TEST_CASE("a snippet is short, whole characters, and its marks stand in it") {
    const std::vector<std::string> fillers = {"word ", "信息",  "ไทย", "e\u0301", "👩‍👩‍👧 ",
                                              "<&> ",  "الحق ", "x"};
    for (const auto& filler : fillers)
        for (const std::size_t before : {0u, 1u, 50u, 400u}) {
            std::string text;
            for (std::size_t i = 0; i < before; ++i)
                text += filler;
            text += " internet ";
            for (std::size_t i = 0; i < 300; ++i)
                text += filler;
            CAPTURE(filler, before);
            Analyzer analyzer("");
            const auto page = analyse_page({text, "", ""}, analyzer);
            const WordFinder words({{{"internet"}}, {{}}, {}, {}});
            const auto snippet = make_snippet(page, words.find(page.tokens));
            const auto shown = text_of(snippet);
            CHECK(is_valid_utf8(shown));
            CHECK(shown.size() < 400);
            CHECK(shown.find("[internet]") != std::string::npos);
        }
}
