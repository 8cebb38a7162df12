// Which typed words find which written ones, language by language.

#include "schema/text.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "tests/support/language_rows.h"

using namespace samling;
using namespace samling::test;

namespace {

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

} // namespace

TEST_CASE("a typed word finds the written one, or does not") {
    REQUIRE(language_rows().size() >= 260);
    for (const LanguageRow& row : language_rows()) {
        CAPTURE(row.language, row.in_text, row.typed);
        const Forms text = forms(row.language, row.in_text), query = forms(row.language, row.typed);
        const bool exact = meet(text.exact, query.exact), stem = meet(text.stem, query.stem);
        CAPTURE(text.exact, text.stem, query.exact, query.stem);
        switch (row.expected) {
        case Meets::exact:
            CHECK(exact);
            break;
        case Meets::stem:
            CHECK((stem && !exact));
            break;
        case Meets::language:
            CHECK((stem || exact));
            break;
        case Meets::none:
            CHECK_FALSE((stem || exact));
            break;
        }
    }
}

TEST_CASE("the table speaks of more than thirty languages") {
    std::set<std::string> languages;
    for (const LanguageRow& row : language_rows())
        languages.insert(row.language);
    CHECK(languages.size() > 45);
}

TEST_CASE("the exact form does not depend on the language") {
    for (const LanguageRow& row : language_rows()) {
        CAPTURE(row.language, row.in_text);
        CHECK(forms(row.language, row.in_text).exact == forms("", row.in_text).exact);
    }
}

TEST_CASE("folding again changes nothing, and no word is lost") {
    for (const LanguageRow& row : language_rows()) {
        for (const std::string& form : forms("", row.in_text).exact) {
            CAPTURE(row.in_text, form);
            CHECK(fold(form) == form);
            CHECK_FALSE(form.empty());
        }
        CHECK_FALSE(forms("", row.in_text).exact.empty());
    }
}

TEST_CASE("stem() gives what tokenize() gives") {
    for (const LanguageRow& row : language_rows()) {
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
