#include "indexer/extract/warm_up.h"

#include <clocale>
#include <ctime>
#include <string>
#include <utility>

#include <libxml/parser.h>

#include "indexer/extract/charset.h"
#include "indexer/extract/extract_document.h"
#include "indexer/extract/language.h"
#include "indexer/extract/media_type.h"
#include "indexer/extract/pdf_library.h"

namespace samling {

void warm_up() {
    static bool warm = false; // one thread: see confine()
    if (std::exchange(warm, true)) return;
    std::setlocale(LC_ALL, "C.UTF-8"); // libarchive reads entry names by it
    tzset();
    xmlInitParser();
    load_magic();
    load_language_profiles();
    load_pdf_library();
    // One pass through the charset detector, a converter, and the text analysis loads ICU's data.
    std::string ignored;
    convert_to_utf8("\x93warm\x94", "windows-1251", ignored);
    extract_document({"Un peu de texte, caf\xe9 et th\xe9.", "warm.txt", 32});
}

} // namespace samling
