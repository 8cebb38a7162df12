#include "searchd/web/reader_note.h"

#include <catch2/catch.hpp>

using namespace samling;

TEST_CASE("a note is read in the reader's language where there is one") {
    const Labels notes = {{"en", "Rule by the people"}, {"da", "Folkestyre"}, {"ar", "حكم الشعب"}, {"zh", "人民统治"}};
    struct Row {
        const char *accepted, *language;
    };
    for (const auto& row : {Row{"da-DK,da;q=0.9,en;q=0.8", "da"}, Row{"AR-eg", "ar"}, Row{"de, zh-Hant;q=0.3", "zh"}, Row{"en;q=0.2, zh;q=0.4", "zh"},
                            Row{"da;q=0, ar", "ar"}, Row{"da;q=2, ar", "ar"}, Row{"de", "en"}, Row{"", "en"}, Row{"*", "en"}, Row{",;,;q=,-;", "en"},
                            Row{"da;q=0", "en"}}) {
        INFO(row.accepted);
        CHECK(readers_language(notes, row.accepted) == row.language);
    }
    CHECK(readers_language({{"fr", "Gouvernement"}}, "da") == "");
    CHECK(readers_language({}, "da") == "");
    CHECK(readers_language(notes, std::string(100'000, ',') + "da") == "en");
}

TEST_CASE("a note says its language and direction") {
    View view;
    add_note(view, {{"en", "Rule"}, {"ar", "حكم"}}, "ar");
    const auto& note = view.get("note")->list_value().at(0);
    CHECK(note.get("lang")->string_value() == "ar");
    CHECK(note.get("dir")->string_value() == "rtl");
    add_note(view, {{"en", "Rule"}}, "ar");
    CHECK(view.get("note")->list_value().at(0).get("dir")->string_value() == "ltr");
    add_note(view, {}, "ar");
    CHECK(view.get("note")->list_value().empty());
}
