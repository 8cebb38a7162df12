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
        {"-(a OR b)", "(-(any (a) (b)))"},
        {"+(a OR b) c", "(+(any (a) (b)) c)"},
        {"NOT (a b)", "(-(a b))"},
        {"a OR b OR c", "((any (a) (b) (c)))"},
        {"a b OR c d", "((any (a b) (c d)))"},
        {"a AND b OR c AND d", "((any (all (a) (b)) (all (c) (d))))"},
        {"a AND NOT b", "((all (a) (-b)))"},
        {"a AND -b", "((all (a) (-b)))"},
        {"((a))", "(((a)))"},
        {"()", "()"},
        {"( ) a", "(a)"},
        {"and or not", "(and or not)"}, // operators are written large
        {"ANDROID ORDER NOTE", "(ANDROID ORDER NOTE)"},
        {"AND(a)", "(AND a)"},
        {"title:", "(title)"},
        {"region:", "(region)"},
        {"year:", "(year)"},
        {"a title:", "(a title)"},
        {"(title:)", "((title))"},
        {"region: Africa", "(region Africa)"},
        {"Title:law", "(Title law)"}, // names of fields are written small
        {"nofield:law", "(nofield law)"},
        {"text:law", "(text law)"}, // the whole document is no field to choose
        {"date:2020", "(date 2020)"},
        {"title:title:law", "(title:title title:law)"},
        {"title:well-known", "(title:well title:known)"},
        {"title:surv*", "(title:surv*)"},
        {"author:“Ada Lovelace”", "(author:\"Ada Lovelace\")"},
        {"id:A.b-c_1", "(id:[A.b-c_1])"},
        {"doi:10.1000/182", "(doi:[10.1000/182])"},
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
        {"<script>alert(1)</script>", "(script alert (1) script)"},
        {"C:\\dir", "(C dir)"},
        {"the of and", "(the of and)"},
        {"selvbestemmelsesret", "(selvbestemmelsesret)"},
        {"ไทย", "(ไทย)"},
        {"a\tb\r\nc", "(a b c)"},
    }));
    CAPTURE(row.typed);
    CHECK(describe(parse_query(row.typed).root) == row.understood);
}

TEST_CASE("no query has more terms than allowed, and it says so") {
    const auto times = [](const std::string& part) {
        std::string all;
        for (int i = 0; i < 60; ++i)
            all += part;
        return all;
    };
    struct Row {
        std::string typed;
        std::size_t most;
    };
    const auto row = GENERATE_COPY(values<Row>({{times("word "), 32},
                                                {times("id:a "), 32},
                                                {times("year:2020 "), 32},
                                                {times("\"a b c d\" "), 8},
                                                {times("region:\"Eastern Africa\" "), 32},
                                                {times("word ") + "(", 32}}));
    CAPTURE(row.typed.substr(0, 20));
    const auto parsed = parse_query(row.typed);
    CHECK(parsed.root.children.size() == row.most);
    CHECK(std::any_of(parsed.notices.begin(), parsed.notices.end(),
                      [](const auto& notice) { return notice == "Only the first 32 words were searched."; }));
}

TEST_CASE("every short text of signs is understood somehow") {
    const std::vector<std::string> pieces = {"\"",     "(",     ")",    "+",  "-",    "*",
                                             ":",      "a",     " ",    "OR", "AND ", "NOT ",
                                             "title:", "year:", "2020", "..", "“",    "\xE2"};
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
