// The first byte chooses: charsets, front matter, PDF lines, embedded fields, languages, or a whole document of text.
#include <cstddef>
#include <cstdint>

#include "indexer/extract/charset.h"
#include "indexer/extract/embedded.h"
#include "indexer/extract/extract_document.h"
#include "indexer/extract/front_matter.h"
#include "indexer/extract/language.h"
#include "indexer/extract/line_hyphens.h"
#include "schema/text.h"

namespace {

void front_matter(std::string_view bytes) {
    samling::Extraction extraction;
    samling::TextBuilder builder(extraction);
    samling::read_front_matter(bytes, builder);
}

void embedded(std::string_view bytes) {
    samling::Metadata metadata;
    samling::EmbeddedField field;
    samling::embedded_field(bytes, field);
    for (int i = 0; i <= static_cast<int>(samling::EmbeddedField::source); ++i)
        samling::embed(metadata, static_cast<samling::EmbeddedField>(i), bytes);
}

void charset(std::string_view bytes) {
    samling::decode_text(bytes);
    samling::decode_text(bytes.substr(bytes.size() / 2), bytes.substr(0, bytes.size() / 2));
}

using Target = void (*)(std::string_view);
constexpr Target kTargets[] = {
    charset,
    front_matter,
    embedded,
    [](std::string_view bytes) { samling::with_whole_words(bytes, samling::LineHyphens(bytes)); },
    [](std::string_view bytes) { samling::guess_language(samling::clean_utf8(bytes)); },
    [](std::string_view bytes) { samling::extract_document({bytes, "a.md", bytes.size()}); },
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    kTargets[data[0] % std::size(kTargets)](bytes);
    return 0;
}
