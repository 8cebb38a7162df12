#include "indexer/extract/charset.h"

#include <catch2/catch.hpp>
#include <iconv.h>
#include <stdexcept>

using namespace samling;

namespace {

/// By glibc, which is not what the program reads with.
std::string encoded(std::string text, const char* charset) {
    std::string bytes(text.size() * 2, '\0');
    char *from = text.data(), *to = bytes.data();
    std::size_t left = text.size(), room = bytes.size();
    const auto converter = iconv_open(charset, "UTF-8");
    const bool whole = iconv(converter, &from, &left, &to, &room) == 0;
    iconv_close(converter);
    if (!whole) throw std::runtime_error(std::string(charset) + " has not all of: " + text);
    bytes.resize(bytes.size() - room);
    return bytes;
}

const char* const kTexts[] = {
    "Enhver har ret til menings- og ytringsfrihed; denne ret omfatter frihed til at hævde sin opfattelse uden indblanding. "
    "Både børn og ældre skal høres, når der træffes afgørelser på området.",
    "Jeder hat das Recht auf Meinungsfreiheit und freie Meinungsäußerung; dieses Recht schließt die Freiheit ein, Meinungen "
    "ungehindert anzuhängen. Über Grenzen hinweg müssen Wähler gehört werden. Öffentliche Stellen prüfen die Anträge.",
    "Tout individu a droit à la liberté d'opinion et d'expression, ce qui implique le droit de ne pas être inquiété pour ses "
    "opinions. À l'école, l'élève reçoit une éducation gratuite où les règles sont expliquées.",
    "Todo individuo tiene derecho a la libertad de opinión y de expresión; este derecho incluye el de no ser molestado a causa "
    "de sus opiniones. Los niños y las niñas también participarán en la región. ¿Quién decidirá mañana?",
    "Todo o indivíduo tem direito à liberdade de opinião e de expressão. As eleições são livres e a população não pode ser "
    "excluída da votação por razões económicas.",
    "Ihmisillä on oikeus mielipiteen ja sananvapauteen. Tämä sisältää oikeuden häiritsemättä pitää mielipiteensä sekä oikeuden "
    "etsiä, vastaanottaa ja levittää tietoja päätöksistä.",
};

} // namespace

TEST_CASE("texts of Western Europe are read in the charsets of Windows, DOS and the old Macintosh") {
    for (const auto* text : kTexts)
        for (const auto* charset : {"WINDOWS-1252", "CP850", "MACINTOSH", "UTF-8"}) {
            CAPTURE(charset);
            CHECK(decode_text(encoded(text, charset)).text == text);
        }
}

TEST_CASE("signs of Windows and single foreign letters are not taken for another charset") {
    const char* const texts[] = {
        "The court’s ruling – the first of its kind – said: “no shutdown is lawful”. It isn’t the last…",
        "Fees are 20 € in the café, £15 elsewhere; see § 4 and © 2020.",
        "A naïve view of the façade.",
        "LES ÉLECTIONS ET L’ÉTAT: ÉGALITÉ DES CITOYENS DEVANT LA LOI, À L’ÉCOLE.",
        "El·lipsi catalana: paral·lel, col·lecció, il·lusió.",
    };
    for (const auto* text : texts) CHECK(decode_text(encoded(text, "WINDOWS-1252")).text == text);
}

TEST_CASE("a declared charset is taken at its word") {
    CHECK(decode_text(encoded("blåbærgrød", "CP850"), "IBM850").text == "blåbærgrød");
    CHECK(decode_text(encoded("привет", "KOI8-R"), "koi8-r").text == "привет");
    CHECK(decode_text("caf\xe9", "no-such-charset").text == "café");
}
