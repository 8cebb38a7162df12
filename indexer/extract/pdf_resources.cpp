#include "indexer/extract/pdf_resources.h"

namespace samling {

Object PdfResources::find(const char* category, const std::string& name) {
    auto at = categories_.find(category);
    if (at == categories_.end())
        at = categories_
                 .emplace(category, dictionary_.isDict() ? dictionary_.dictLookup(category) : Object(objNull))
                 .first;
    if (at->second.isDict()) {
        const Object& entry = at->second.dictLookupNF(name.c_str());
        if (!entry.isNull()) return entry.copy();
    }
    return outer_ ? outer_->find(category, name) : Object(objNull);
}

const PdfFonts::Font* PdfResources::font(std::string_view name, PdfFonts& fonts) {
    if (const auto known = fonts_.find(name); known != fonts_.end()) return known->second;
    const Object entry = find("Font", std::string(name));
    const PdfFonts::Font* font = entry.isNull() ? nullptr : &fonts.read(entry);
    if (font && !*font) font = nullptr;
    fonts_.emplace(name, font);
    return font;
}

PdfResources::StateFont PdfResources::state_font(std::string_view name, PdfFonts& fonts) {
    if (const auto known = states_.find(name); known != states_.end()) return known->second;
    StateFont result;
    Object entry = find("ExtGState", std::string(name));
    if (entry.isRef()) entry = entry.fetch(&fonts.objects());
    if (entry.isDict()) {
        const Object pair = entry.dictLookup("Font");
        if (pair.isArray() && pair.arrayGetLength() == 2 && pair.arrayGet(1).isNum()) {
            const auto& font = fonts.read(pair.arrayGetNF(0));
            if (font) result = {&font, pair.arrayGet(1).getNum()};
        }
    }
    states_.emplace(name, result);
    return result;
}

} // namespace samling
