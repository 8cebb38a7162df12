// Every stemmer that Xapian has: we stem its language, or the row says why not.
#include <algorithm>
#include <catch2/catch.hpp>
#include <set>
#include <sstream>
#include <string>
#include <xapian.h>

#include "schema/text.h"

using namespace samling;

namespace {

struct Row {
    std::string xapian;      ///< Its name there.
    std::string code;        ///< The language of ours that it is for.
    std::string one, other;  ///< Two forms of a word of that language, which meet; empty where the row says why not.
    std::string why_not = {};
};

const std::vector<Row> kRows = {
    {"arabic", "ar", "الانتخابات", "انتخابات"}, // by a table of our own, as text_light_stem.cpp has it
    {"armenian", "hy", "իրավունքներ", "իրավունքների"},
    {"basque", "eu", "eskubideak", "eskubideen"},
    {"catalan", "ca", "eleccions", "elecció"},
    {"danish", "da", "valgene", "valget"},
    {"dutch", "nl", "verkiezingen", "verkiezing"},
    {"english", "en", "elections", "election"},
    {"finnish", "fi", "oikeudet", "oikeuden"},
    {"french", "fr", "élections", "élection"},
    {"german", "de", "Rechte", "Rechten"},
    {"hungarian", "hu", "jogok", "jogokat"},
    {"indonesian", "id", "pilihan", "pemilihan"},
    {"irish", "ga", "bhean", "bean"},
    {"italian", "it", "elezioni", "elezione"},
    {"lithuanian", "lt", "rinkimai", "rinkimų"},
    {"nepali", "ne", "अधिकारहरू", "अधिकार"},
    {"norwegian", "no", "rettigheter", "rettighetene"},
    {"portuguese", "pt", "direitos", "direito"},
    {"romanian", "ro", "drepturile", "drepturi"},
    {"russian", "ru", "выборы", "выборов"},
    {"spanish", "es", "elecciones", "elección"},
    {"swedish", "sv", "rättigheter", "rättigheterna"},
    {"tamil", "ta", "நாடுகள்", "நாடு"},
    {"turkish", "tr", "seçimlere", "seçimleri"},
    {"earlyenglish", "en", "", "", "English of before 1700; no document says that it is in it"},
    {"german2", "de", "", "", "the German stemmer for texts that write ae for ä; a text has one stemmer"},
    {"kraaij_pohlmann", "nl", "", "", "another one for Dutch"},
    {"lovins", "en", "", "", "an older one for English, and a cruder one"},
    {"porter", "en", "", "", "the forerunner of the English one"},
};

} // namespace

TEST_CASE("each language that Xapian has a stemmer for is stemmed, or it is said why not") {
    std::set<std::string> known;
    const auto stemmed = stemmed_languages();
    for (const auto& row : kRows) {
        CAPTURE(row.xapian);
        known.insert(row.xapian);
        CHECK(std::binary_search(stemmed.begin(), stemmed.end(), row.code)); // of another stemmer's language, too
        if (row.one.empty()) {
            CHECK(!row.why_not.empty());
            continue;
        }
        Analyzer analyzer(row.code);
        CHECK(!analyzer.stem_key().empty());
        CHECK(analyzer.stem(row.one) == analyzer.stem(row.other));
        CHECK(fold(row.one) != fold(row.other));
    }
    std::istringstream names(Xapian::Stem::get_available_languages());
    for (std::string name; names >> name;) {
        CAPTURE(name);
        CHECK(known.count(name) == 1);
    }
}
