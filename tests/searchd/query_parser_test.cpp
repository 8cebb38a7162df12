// Rows beside those of query_test.cpp: the rarer shapes of a query, and the limits.
#include "searchd/search/query.h"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace samling;

TEST_CASE("rarer queries are understood") {
    struct Row {
        const char *typed, *understood;
    };
    const auto row = GENERATE(values<Row>({
        {"„Rechte der Frau“", "(\"Rechte der Frau\")"},
        {"＂internet shutdown＂", "(\"internet shutdown\")"},
        {"\"a b\"\"c d\"", "(\"a b\" \"c d\")"},
        {"word\"a b\"", "(word \"a b\")"},
        {"\"\"", "()"},
        {"\"...\"", "()"},
        {"-\"a b\"", "(-\"a b\")"},
        {"+\"a b\" c", "(+\"a b\" c)"},
        {"a-b", "(a b)"},
        {"a - b", "(a b)"},
        {"a -", "(a)"},
        {"+", "()"},
        {"+a +b -c", "(+a +b -c)"},
        {"-(a OR b)", "(-(any a b))"},
        {"+(a OR b) c", "(+(any a b) c)"},
        {"NOT (a b)", "(-(a b))"},
        {"a OR b OR c", "((any a b c))"},
        {"a b OR c d", "((any (a b) (c d)))"},
        {"a AND b OR c AND d", "((any (all a b) (all c d)))"},
        {"a AND NOT b", "(+a -b)"},
        {"a AND -b", "(+a -b)"},
        {"((a))", "(a)"},
        {"()", "()"},
        {"( ) a", "(a)"},
        {"and or not", "(and or not)"}, // operators are written large
        {"ANDROID ORDER NOTE", "(ANDROID ORDER NOTE)"},
        {"AND(a)", "(AND a)"},
        {"title:", "(title)"},
        {"region:", "(region)"},
        {"year:", "(year)"},
        {"a title:", "(a title)"},
        {"(title:)", "(title)"},
        {"region: Africa", "(region Africa)"},
        {"Title:law", "(title:law)"},
        {"nofield:law", "(nofield law)"},
        {"text:law", "(text law)"}, // the whole document is no field to choose
        {"date:2020", "(date 2020)"},
        {"title:title:law", "(title:law)"},
        {"organization:nations", "(org:nations)"}, // American spelling
        {"title:well-known", "(title:well title:known)"},
        {"title:surv*", "(title:surv*)"},
        {"author:“Ada Lovelace”", "(author:\"Ada Lovelace\")"},
        {"id:A.b-c_1", "(id:[A.b-c_1])"},
        {"doi:10.1000/182", "(doi:[10.1000/182])"},
        {"doi:https://doi.org/10.1000/182", "(doi:[10.1000/182])"},
        {"doi:doi:10.1000/182", "(doi:[10.1000/182])"},
        {"doi:x", "(doi:[x])"},
        {"theme:rule-of-law", "(theme:[rule-of-law])"},
        {"region:\"Côte d'Ivoire\"", "(region:[Côte d'Ivoire])"},
        {"year:2020..", "(year:2020..0)"},
        {"year:..2020", "(year:0..2020)"},
        {"year:2023..2020", "(year:2020..2023)"},
        {"-year:2020", "(-year:2020..2020)"},
        {"year:..", "(year)"},
        {"year:20", "(year 20)"},
        {"year:2020...2021", "(year 2020 2021)"},
        {"*", "()"},
        {"**", "()"},
        {"ab*", "(ab)"},
        {"éab*", "(éab*)"},
        {"a*b", "(a b)"},
        {"*abc", "(abc)"},
        {"well-kno*", "(well kno*)"},
        {"!?.,;", "()"},
        {"<script>alert(1)</script>", "(script alert 1 script)"},
        {"C:\\dir", "(C dir)"},
        {"the of and", "(the of and)"},
        {"selvbestemmelsesret", "(selvbestemmelsesret)"},
        {"ไทย", "(ไทย)"},
        {"a\tb\r\nc", "(a b c)"},
        // Words near each other.
        {"a NEAR b", "((near/10 a b))"},
        {"a NEAR/5 b", "((near/5 a b))"},
        {"a NEAR/5 b NEAR/3 c", "((near/5 a b c))"},
        {"a NEAR/500 b", "((near/100 a b))"},
        {"x a NEAR/2 b y", "(x (near/2 a b) y)"},
        {"-a NEAR/2 b", "(-(near/2 a b))"},
        {"\"a b\" NEAR/4 c", "((all (near/4 a b c) \"a b\"))"},
        {"title:a NEAR/2 title:b", "(title:(near/2 a b))"},
        {"title:(a NEAR/2 b)", "(title:(near/2 a b))"},
        {"\"a b\"~10", "((near/10 a b))"},
        {"“a b c”~4", "((near/4 a b c))"},
        {"\"a b\"~0", "(\"a b\")"},
        {"\"a\"~3", "(a)"},
        {"title:\"a b\"~3", "(title:(near/3 a b))"},
        {"a NEAR/99999999999999999999 b", "((near/100 a b))"},
        {"\"a b\"~99999999999999999999", "((near/100 a b))"},
        {"NEARBY", "(NEARBY)"},
        {"near", "(near)"},
        // Patterns and misspelt words.
        {"hum*n", "(hum*n)"},
        {"hum*n*", "(hum*n*)"},
        {"organi?ation", "(organi?ation)"},
        {"organi?ation*", "(organi?ation*)"},
        {"Why?", "(Why)"},
        {"what is this?", "(what is this)"},
        {"rights?duties", "(rights?duties)"},
        {"/a/bodies?x=1", "(a bodies x 1)"},
        {"h*n", "(h n)"},
        {"*rights", "(rights)"},
        {"?rights", "(rights)"},
        {"*rights*", "(rights*)"},
        {"hum**n", "(hum**n)"},
        {"人权*", "(人权*)"},
        {"свобод*", "(свобод*)"},
        {"الانتخاب*", "(الانتخاب*)"},
        {"سعودی*", "(سعودی*)"},
        {"-shut*", "(-shut*)"},
        {"word~", "(word~1)"},
        {"word~1", "(word~1)"},
        {"words~2", "(words~2)"},
        {"words~9", "(words~2)"},
        {"word~2", "(word~1)"},
        {"ab~1", "(ab)"},
        {"author:smiht~1", "(author:smiht~1)"},
        {"~1", "(1)"},
        {"~", "()"},
        {"a~b", "(a b)"},
        {"word~123", "(word 123)"},
        {"well-kno~1", "(well kno~1)"},
        {"shut*~1", "(shut*)"},
        // Fields.
        {"AUTHOR:Ada", "(author:Ada)"},
        {"country:Kenya", "(region:[Kenya])"},
        {"language:da", "(language:[da])"},
        {"organisation:oecd", "(org:oecd)"},
        {"title:(a OR b)", "((any title:a title:b))"},
        {"title:(a -b)", "((title:a -title:b))"},
        {"region:(Kenya OR Uganda)", "((any region:[Kenya] region:[Uganda]))"},
        {"year:(2020 OR 2022)", "((any year:2020..2020 year:2022..2022))"},
        {"title:(a author:b)", "((title:a author:b))"},
        {"region:Africa, elections", "(region:[Africa] elections)"},
        {"year:[2020 TO 2023]", "(year:2020..2023)"},
        {"year:{2020 TO 2023}", "(year:2021..2022)"},
        {"year:[2020 TO *]", "(year:2020..0)"},
        {"year:[* TO 2020]", "(year:0..2020)"},
        {"year:>=2020", "(year:2020..0)"},
        {"year:>2020", "(year:2021..0)"},
        {"year:<=2020", "(year:0..2020)"},
        {"year:<2020", "(year:0..2019)"},
        {"year:2020-2023", "(year:2020..2023)"},
        {"YEAR:2020 a", "(year:2020..2020 a)"},
        {"at 10:30", "(at 10 30)"},
        {"Syria:war", "(Syria war)"},
        {"https://example.org", "(https example org)"},
        // Signs of other keyboards.
        {"（人权 OR 选举）", "((any 人权 选举))"},
        {"人权　选举", "(人权 选举)"},
        {"「人权理事会」", "(\"人权 理事 会\")"},
        {"title：law", "(title:law)"},
        {"a −b", "(a -b)"},
        {"a\u00A0OR\u00A0b", "((any a b))"},
        {"shut＊", "(shut*)"},
        // Both directions, emoji, and nothing at all.
        {"حقوق human الإنسان rights", "(حقوق human الإنسان rights)"},
        {"\u202Bحقوق\u202C OR \u200Frights", "((any حقوق rights))"},
        {"🔥 fire 🚒", "(fire)"},
        {"👩‍👩‍👧", "()"},
        {"the", "(the)"},
        {"of the and", "(of the and)"},
        {"«»", "()"},
        {"\xED\xA0\x80law", "(law)"}, // half of a surrogate pair
        {"law\xFF\xFE", "(law)"},
        {"( ( ( ) ) )", "()"},
        {"(a AND (b OR (c AND d)))", "((all a (any b (all c d))))"},
        {"a OR NOT b", "((any a (-b)))"},
        {"+(+a -b)", "(+(+a -b))"},
        {"What is the role of coalitions in elections?", "(What is the role of coalitions in elections)"},
    }));
    CAPTURE(row.typed);
    CHECK(describe(parse_query(row.typed).root) == row.understood);
}

TEST_CASE("no query has more terms than allowed, and it says so") {
    const auto times = [](const std::string& part) {
        std::string all;
        for (int i = 0; i < 200; ++i)
            all += part;
        return all;
    };
    struct Row {
        std::string typed;
        std::size_t most;
    };
    const auto row = GENERATE_COPY(values<Row>({{times("word "), kMaxQueryTerms},
                                                {times("id:a "), kMaxQueryTerms},
                                                {times("year:2020 "), kMaxQueryTerms},
                                                {times("\"a b c d\" "), kMaxQueryTerms / 4},
                                                {times("region:\"East Africa\" "), kMaxQueryTerms},
                                                {times("word ") + "(", kMaxQueryTerms}}));
    CAPTURE(row.typed.substr(0, 20));
    const auto parsed = parse_query(row.typed);
    CHECK(parsed.root.children.size() == row.most);
    CHECK(std::any_of(parsed.notices.begin(), parsed.notices.end(),
                      [](const auto& notice) { return notice == "Only the first 128 words were searched."; }));
}

TEST_CASE("whatever is typed costs no more than allowed and says what was left out") {
    const auto times = [](std::size_t count, const std::string& part) {
        std::string all;
        for (std::size_t i = 0; i < count; ++i)
            all += part;
        return all;
    };
    struct Row {
        const char* name;
        std::string typed;
        const char* said; ///< Part of a notice; empty: none.
    };
    const auto row = GENERATE_COPY(values<Row>({
        {"10 kB of words", times(2000, "word "), "cut to its first 4096 bytes"},
        {"10 kB of one word", std::string(10'000, 'x'), "cut to its first"},
        {"10 MB", std::string(10'000'000, 'a'), "cut to its first"},
        {"ideographs", times(4000, "人"), "cut to its first"},
        {"1000 patterns", times(1000, "hum*n "), "Only the first 16 words with"},
        {"1000 stars", std::string(1000, '*'), "it has no words"},
        {"1000 stars in a word", "hum" + std::string(1000, '*') + "n", "has at most 64 bytes"},
        {"500 OR words", times(499, "w OR ") + "w", "Only the first 128 words"},
        {"500 misspelt words", times(500, "words~2 "), "Only the first 16 words with"},
        {"64 nested parentheses", times(64, "(") + "a" + times(64, ")"), ""},
        {"5000 parentheses", std::string(4096, '('), "nested too deeply"},
        {"closing parentheses", std::string(4096, ')'), "has no '('"},
        {"quotation marks", std::string(4095, '"'), "quotation mark is not closed"},
        {"a long phrase", '"' + times(50, "word ") + '"', "first 12 words"},
        {"short patterns", "a* b* c* d* e* f* g* h* i* j*", "2 more notes like these"},
        {"1000 short patterns", times(1000, "w* "), "Only the first 128 words"},
        {"a long word", std::string(3000, 'a') + "*", "aaaa…\" was searched without"},
        {"signs", std::string(4096, '-'), "it has no words"},
        {"colons", times(600, "title:"), "right behind its colon"},
        {"NUL and other controls", std::string("a\0b\x01 \xFF\xFE", 8), ""},
        {"a star", "*", "it has no words"},
        {"emoji", "🙈🙉🙊", "it has no words"},
        {"a*", "a*", "needs 3 letters"},
    }));
    CAPTURE(row.name);
    const auto parsed = parse_query(row.typed);
    CHECK(parsed.root.children.size() <= kMaxQueryTerms);
    CHECK(describe(parsed.root).size() <= 2 * kMaxQueryBytes);
    const std::string said = row.said;
    const bool found = std::any_of(parsed.notices.begin(), parsed.notices.end(),
                                   [&](const auto& notice) { return notice.find(said) != std::string::npos; });
    CHECK((said.empty() ? parsed.notices.empty() : found));
    CHECK(parsed.notices.size() <= 20);
}

TEST_CASE("the same is said once") {
    const auto parsed = parse_query("foo:a bar:b foo:c w* w*");
    REQUIRE(parsed.notices.size() == 3);
    CHECK_THAT(parsed.notices[0], Catch::Contains("\"foo\""));
    CHECK_THAT(parsed.notices[1], Catch::Contains("\"bar\""));
    CHECK_THAT(parsed.notices[2], Catch::Contains("\"w\""));
}

TEST_CASE("what is left out beyond a limit is not called a mistake") {
    const auto times = [](std::size_t count, const std::string& part) {
        std::string all;
        for (std::size_t i = 0; i < count; ++i)
            all += part;
        return all;
    };
    const auto typed = GENERATE_COPY(values<std::string>(
        {times(499, "w OR ") + "w", times(300, "w AND ") + "w", times(200, "w NEAR ") + "w", times(200, "(a OR b) ") + "c",
         times(150, "w ") + "a OR (b AND c) OR d NEAR e OR f", times(150, "w ") + "AND a NOT b OR \"c d\"~3"}));
    CAPTURE(typed.substr(0, 20));
    const auto parsed = parse_query(typed);
    CHECK_FALSE(parsed.escaped);
    CHECK(parsed.notices == std::vector<std::string>{"Only the first 128 words were searched."});
}

TEST_CASE("every short text of signs is understood somehow") {
    const std::vector<std::string> pieces = {"\"",     "(",     ")",    "+",  "-",    "*",
                                             ":",      "a",     " ",    "OR", "AND ", "NOT ",
                                             "title:", "year:", "NEAR", "~2", "?",    "\xE2"};
    for (const auto& one : pieces)
        for (const auto& two : pieces)
            for (const auto& three : pieces)
                for (const auto& four : pieces) {
                    const auto typed = one + two + three + four;
                    ParsedQuery parsed;
                    REQUIRE_NOTHROW(parsed = parse_query(typed));
                    if (parsed.escaped && parsed.notices.empty()) FAIL("no notice for " << typed);
                }
}
