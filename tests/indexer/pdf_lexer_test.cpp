#include "indexer/extract/pdf_lexer.h"

#include <catch2/catch.hpp>

using namespace samling;
using namespace std::string_literals;
using Kind = PdfToken::Kind;

namespace {

/// All tokens in one line: numbers as they are, strings in quotes, names with a slash.
std::string spelled(std::string content) {
    PdfLexer lexer(content);
    std::string result;
    for (auto token = lexer.next(); token.kind != Kind::end; token = lexer.next()) {
        if (!result.empty()) result += ' ';
        switch (token.kind) {
        case Kind::number: {
            auto digits = std::to_string(token.number);
            digits.erase(digits.find_last_not_of('0') + 1);
            if (digits.back() == '.') digits.pop_back();
            result += digits;
            break;
        }
        case Kind::string:
            result += '"' + std::string(token.text) + '"';
            break;
        case Kind::name:
            result += '/' + std::string(token.text);
            break;
        case Kind::open_array:
            result += '[';
            break;
        case Kind::close_array:
            result += ']';
            break;
        case Kind::open_dictionary:
            result += "<<";
            break;
        case Kind::close_dictionary:
            result += ">>";
            break;
        default:
            result += token.text;
        }
        if (token.kind == Kind::word && token.text == "BI") lexer.skip_inline_image();
    }
    return result;
}

} // namespace

TEST_CASE("a content stream comes apart into tokens") {
    struct Case {
        std::string content, tokens;
    };
    const Case cases[] = {
        {"BT /F1 12 Tf(a)Tj ET", "BT /F1 12 Tf \"a\" Tj ET"},
        {"[(a)-120.5(b)] TJ/F 9 Tf", "[ \"a\" -120.5 \"b\" ] TJ /F 9 Tf"},
        {"1 -2 +3 .5 -.5 4. --6 1.2.3 7-8", "1 -2 3 0.5 -0.5 4 -6 1.2 0.3 78"},
        {"(a(b)c) (\\(\\)\\\\) (\\101\\12\\7x)", "\"a(b)c\" \"()\\\" \"A\n\ax\""},
        {"(one\\\ntwo) (\\q)", "\"onetwo\" \"q\""},
        {"<48 65 6C6c6F> <4>", "\"Hello\" \"@\""},
        {"/A#20B /#zz /", "/A B /#zz /"},
        {"% note (x\n1 % last", "1"},
        {"/Span <</ActualText (x)>> BDC", "/Span << /ActualText \"x\" >> BDC"},
        {"T* ' \" f*", "T* ' \" f*"},
        {") } { > 5", "5"},
        {"(never closed", "\"never closed\""},
        {"<41", "\"A\""},
        {"99999999999999999999999999", "1000000000000000"},
        {"q BI /W 1 /H 1 ID \x01 EI \x02\x03 EI Q", "q BI Q"},
        {"BI /W 1 ID never ended EIx", "BI"},
        {"BI no data", "BI"},
    };
    for (const auto& row : cases) {
        INFO(row.content);
        CHECK(spelled(row.content) == row.tokens);
    }
}

TEST_CASE("a content stream cut anywhere comes apart") {
    const std::string content =
        "q 1 0 0 1 72 720 cm BT /F#31 12.5 Tf [(a\\(b) -12 <4142>] TJ ET BI /W 1 ID xx EI Q";
    for (std::size_t length = 0; length <= content.size(); ++length)
        CHECK(spelled(content.substr(0, length)).size() <= content.size() * 2);
}
