#include "searchd/search/query_fields.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "schema/text_case.h"

namespace samling {
namespace {

constexpr std::array<QuerySyntax, 20> kSyntax = {{
    {"internet shutdown", "either word, in any of its forms; documents with both come first",
     "(internet shutdown)"},
    {"What is said about internet shutdowns?",
     "a question works too: words without meaning of their own do not count",
     "(What is said about internet shutdowns)"},
    {"\"internet shutdown\"", "the words next to each other, as they are written; “curly quotes” work too",
     "(\"internet shutdown\")"},
    {"\"internet shutdown\"~10", "the words of the quotation at most 10 words apart, in any order",
     "((near/10 internet shutdown))"},
    {"internet NEAR/5 shutdown", "the words at most 5 words apart, in any order; NEAR alone means 10",
     "((near/5 internet shutdown))"},
    {"shutdown AND election", "both", "((all shutdown election))"},
    {"shutdown OR blackout", "either", "((any shutdown blackout))"},
    {"shutdown NOT election", "the first without the second", "(shutdown -election)"},
    {"shutdown -election", "the same", "(shutdown -election)"},
    {"+shutdown africa", "shutdown must be there, africa only brings to the front", "(+shutdown africa)"},
    {"(shutdown OR blackout) AND election", "parentheses group; AND binds more closely than OR",
     "((all (any shutdown blackout) election))"},
    {"surveil*", "every word that begins so; three letters at least", "(surveil*)"},
    {"hum*n", "* stands for any letters inside a word too", "(hum*n)"},
    {"organi?ation", "? inside a word stands for one letter", "(organi?ation)"},
    {"desinformation~1", "the word with one letter wrong, missing, added or swapped; ~2 for two",
     "(desinformation~1)"},
    {"title:framework", "the word in one field; the fields are listed below", "(title:framework)"},
    {"title:(data protection)", "several words in one field", "((title:data title:protection))"},
    {"region:Africa year:2020..2023", "a region with all its countries, and a span of years",
     "(region:[Africa] year:2020..2023)"},
    {"year:[2020 TO 2023]", "the same span; [2020 TO *], 2020.., >=2020 and <2020 leave an end open",
     "(year:2020..2023)"},
    {"elections -region:\"Eastern Africa\"", "names of several words stand in quotation marks",
     "(elections -region:[Eastern Africa])"},
}};

constexpr std::array<QueryField, 18> kQueryFields = {{
    {"title", "", "title", "words of the title", "title:shutdown", "(title:shutdown)"},
    {"subtitle", "", "subtitle", "words of the subtitle", "subtitle:toolkit", "(subtitle:toolkit)"},
    {"heading", "", "heading", "words of the headings", "heading:recommendations",
     "(heading:recommendations)"},
    {"abstract", "", "abstract", "words of the abstract", "abstract:privacy", "(abstract:privacy)"},
    {"author", "creator", "author", "words of the authors' names", "author:\"Ada Lovelace\"",
     "(author:\"Ada Lovelace\")"},
    {"org", "organisation", "org", "words of the organisations' names", "org:nations", "(org:nations)"},
    {"coalition", "", "coalition", "a coalition, by name or code", "coalition:foc", "(coalition:[foc])"},
    {"theme", "", "theme", "a theme with all narrower ones, by name in any language or code", "theme:privacy",
     "(theme:[privacy])"},
    {"region", "country", "region",
     "a country, or a region with all its countries, by name in any language or code", "country:Kenya",
     "(region:[Kenya])"},
    {"type", "", "type", "a kind of document", "type:report", "(type:[report])"},
    {"category", "", "category", "a category of the collection", "category:x", "(category:[x])"},
    {"commitment", "", "commitment", "a commitment", "commitment:x", "(commitment:[x])"},
    {"actor", "", "actor", "a kind of actor", "actor:x", "(actor:[x])"},
    {"lang", "language", "language", "a language, by name or code", "lang:da", "(language:[da])"},
    {"year", "", "date", "a year or a span of years", "year:2022", "(year:2022..2022)"},
    {"doi", "", "doi", "a DOI", "doi:10.1000/182", "(doi:[10.1000/182])"},
    {"identifier", "", "identifier", "any identifier, such as a symbol or an ISBN", "identifier:A/HRC/44/24",
     "(identifier:[A/HRC/44/24])"},
    {"id", "", "id", "the document's address here", "id:report-2022", "(id:[report-2022])"},
}};

/// Spellings that are understood and not listed, with the name they mean.
constexpr std::array<std::pair<std::string_view, std::string_view>, 1> kSpellings = {{{"organization", "org"}}};

} // namespace

std::span<const QuerySyntax> query_syntax() {
    return kSyntax;
}

std::span<const QueryField> query_fields() {
    return kQueryFields;
}

const Field* query_field(std::string_view name) {
    const auto lower = lower_ascii(name);
    for (const auto& [spelling, meant] : kSpellings)
        if (spelling == lower) return query_field(meant);
    for (const auto& row : kQueryFields)
        if (row.name == lower || (!row.alias.empty() && row.alias == lower)) return index_field(row.field);
    return nullptr;
}

} // namespace samling
