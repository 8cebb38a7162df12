#include "indexer/extract/pdf_fonts.h"

namespace samling {

const PdfFonts::Font& PdfFonts::read(const Object& entry) {
    constexpr int kNoTrueGeneration = 100'000; // true ones have five digits
    const Ref ref = entry.isRef() ? entry.getRef() : Ref{direct_++, kNoTrueGeneration};
    const auto [at, is_new] = fonts_.try_emplace({ref.num, ref.gen});
    if (!is_new) return at->second;
    Object dictionary = entry.fetch(&objects_);
    if (!dictionary.isDict()) return at->second;
    at->second = GfxFont::makeFont(&objects_, "F", ref, dictionary.getDict());
    if (at->second && !at->second->isOk()) at->second.reset();
    return at->second;
}

} // namespace samling
