#pragma once
// A resource dictionary of a page or a form, and those around it.

#include <map>
#include <string>
#include <string_view>

#include <poppler/Object.h>

#include "indexer/extract/pdf_fonts.h"

namespace samling {

class PdfResources {
public:
    /// `outer` is asked for what `dictionary` does not have; it may be null, and outlives this.
    PdfResources(Object dictionary, PdfResources* outer)
        : dictionary_(std::move(dictionary)), outer_(outer) {}

    /// The entry `name` of the dictionary `category`, references unresolved; null where there is none.
    Object find(const char* category, const std::string& name);

    /// A font and a size, where a graphics state sets them.
    struct StateFont {
        const PdfFonts::Font* font = nullptr;
        double size = 0;
    };
    const PdfFonts::Font* font(std::string_view name, PdfFonts& fonts); ///< Null where there is none.
    StateFont state_font(std::string_view name, PdfFonts& fonts);

private:
    Object dictionary_;
    PdfResources* outer_;
    std::map<std::string, Object, std::less<>> categories_;
    std::map<std::string, const PdfFonts::Font*, std::less<>> fonts_;
    std::map<std::string, StateFont, std::less<>> states_;
};

} // namespace samling
