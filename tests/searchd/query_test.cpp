#include "searchd/search/query.h"

#include <catch2/catch.hpp>

using namespace samling;

TEST_CASE("queries are understood") {
    struct Row {
        const char *typed, *understood;
    };
    const auto row = GENERATE(values<Row>({
        {"", "()"},
        {"   ", "()"},
        {"surveillance", "(surveillance)"},
        {"surveillance of human rights", "(surveillance of human rights)"},
        {"\"internet shutdown\"", "(\"internet shutdown\")"},
        {"“internet shutdown”", "(\"internet shutdown\")"},
        {"«право на жизнь»", "(\"право на жизнь\")"},
        {"\"one\"", "(one)"},
        {"+a -b c", "(+a -b c)"},
        {"a NOT b", "(a -b)"},
        {"a AND b", "((all (a) (b)))"},
        {"a OR b AND c", "((any (a) (all (b) (c))))"},
        {"(a OR b) c", "((any (a) (b)) c)"},
        {"title:law", "(title:law)"},
        {"title:\"rule of law\"", "(title:\"rule of law\")"},
        {"-title:law x", "(-title:law x)"},
        {"region:Africa", "(region:[Africa])"},
        {"region:\"Eastern Africa\"", "(region:[Eastern Africa])"},
        {"lang:da", "(language:[da])"},
        {"year:2020..2023", "(year:2020..2023)"},
        {"year:2021", "(year:2021..2021)"},
        {"surveil*", "(surveil*)"},
        {"https://example.org/a", "(https example org a)"},
        {"well-known", "(well known)"},
        {"a/b", "(a b)"},
        {"AND", "(AND)"},
        {"a AND", "(a AND)"},
        {"OR b", "(OR b)"},
        {"(a", "(a)"},
        {"a)", "(a)"},
        {"\"a b", "(a b)"},
        {"NOT", "(NOT)"},
        {"year:soon", "(year soon)"},
        {"...", "()"},
        {"l'élection", "(élection)"},
        {"التضليل", "(التضليل)"},
        {"虚假信息", "(虚假 信息)"},
    }));
    CAPTURE(row.typed);
    CHECK(describe(parse_query(row.typed).root) == row.understood);
}

TEST_CASE("what is not understood is searched as plain words and says so") {
    for (const char* typed : {"a AND", "OR b", "(a", "a)", "\"a b", "NOT", "year:soon", "((((((((((((((((((((a"}) {
        CAPTURE(typed);
        const auto parsed = parse_query(typed);
        CHECK(parsed.escaped);
        CHECK(parsed.notices.size() == 1);
    }
}

TEST_CASE("no query fails or grows without bound") {
    std::string words;
    for (int i = 0; i < 5000; ++i) words += "w" + std::to_string(i) + " ";
    for (const std::string& typed : {words, std::string(10'000, '('), std::string(10'000, '"'), std::string(10'000, 'x'),
                                     std::string("a\0b\x01\xFF\xFE", 6), std::string(5000, '*')}) {
        const auto parsed = parse_query(typed);
        CHECK(parsed.root.children.size() <= kMaxQueryTerms);
    }
    CHECK(parse_query(words).notices.size() >= 1);
}

TEST_CASE("short prefixes and long phrases are cut with a notice") {
    CHECK(parse_query("ab*").notices.size() == 1);
    CHECK(parse_query("\"a b c d e f g h i\"").root.children.front().words.size() == kMaxPhraseWords);
}
