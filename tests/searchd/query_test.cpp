#include "searchd/search/query.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "searchd/search/query_fields.h"

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
        {"a AND b", "((all a b))"},
        {"a OR b AND c", "((any a (all b c)))"},
        {"(a OR b) c", "((any a b) c)"},
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

TEST_CASE("every row of the help means what it says, without a mistake") {
    for (const auto& row : query_syntax()) {
        CAPTURE(row.example);
        const auto parsed = parse_query(row.example);
        CHECK(describe(parsed.root) == row.understood);
        CHECK_FALSE(parsed.escaped);
        CHECK(parsed.notices.empty());
    }
    for (const auto& row : query_fields()) {
        CAPTURE(row.name);
        CHECK(describe(parse_query(row.example).root) == row.understood);
        REQUIRE(query_field(row.name) != nullptr);
        CHECK(query_field(row.name)->name == row.field);
        if (!row.alias.empty()) CHECK(query_field(row.alias) == query_field(row.name));
    }
}

TEST_CASE("every field of the index is in the help") {
    for (const auto& field : index_fields()) {
        if (field.prefix.empty() && field.kind != FieldKind::date) continue; // the whole document has no name
        CAPTURE(field.name);
        CHECK(std::any_of(query_fields().begin(), query_fields().end(),
                          [&](const auto& row) { return row.field == field.name; }));
    }
}

TEST_CASE("a total says what it counts") {
    struct Row {
        const char *typed, *counted;
        Match match = Match::best;
    };
    const auto row = GENERATE(values<Row>({
        {"", "all documents"},
        {"election", "documents that match"},
        {"\"free election\"", "documents that match"},
        {"the election", "documents that match"},
        {"election AND law", "documents that match"},
        {"election region:Africa", "documents that match"},
        {"election law", "documents with at least one of the words; those with all of them come first"},
        {"election law", "documents with all of the words", Match::all},
        {"election law", "documents with at least one of the words", Match::any},
        {"+election law", "documents with what is marked +; what is not only brings to the front"},
        {"+election law", "documents with all of the words", Match::all},
    }));
    CAPTURE(row.typed);
    CHECK(describe_total(parse_query(row.typed).root, row.match) == row.counted);
}

TEST_CASE("what is not understood is searched as plain words and says so") {
    struct Row {
        const char *typed, *said;
    };
    const auto row = GENERATE(values<Row>({
        {"a AND", "AND needs something on both sides"},
        {"OR b", "OR needs something on both sides"},
        {"a AND OR b", "AND needs"},
        {"(a", "a '(' is not closed"},
        {"a)", "a ')' has no '('"},
        {"\"a b", "a quotation mark is not closed"},
        {"NOT", "NOT needs a word after it"},
        {"year:soon", "year: wants 2021"},
        {"year:[2020 TO", "year: wants 2021"},
        {"a NEAR", "NEAR needs a word"},
        {"NEAR/3 b", "NEAR needs a word"},
        {"a NEAR/0 b", "NEAR/ wants a number"},
        {"a NEAR/x b", "NEAR/ wants a number"},
        {"(a OR b) NEAR c", "NEAR needs a word or a phrase"},
        {"title:a NEAR b", "NEAR joins words of one field"},
        {"\"a b\"~x", "~ behind a phrase wants a number"},
        {"nofield:law", "no field \"nofield\""},
        {"titl:law", "no field \"titl\" (did you mean title:?)"},
        {"organizaton:undp", "did you mean organisation:?"},
        {"region: Africa", "stands right behind its colon; \"region:\" was searched as a plain word"},
        {"law year:", "stands right behind its colon"},
    }));
    CAPTURE(row.typed);
    const auto parsed = parse_query(row.typed);
    CHECK(parsed.escaped);
    REQUIRE(parsed.notices.size() == 1);
    CHECK_THAT(parsed.notices.front(), Catch::Contains(row.said));
}
