#include "indexer/extract/pdf_annotation.h"

#include "indexer/extract/pdf_strings.h"

namespace samling {

bool is_seen_on_page(const Object& annotation) {
    constexpr int kHidden = 2, kNotViewed = 32;
    if (!annotation.isDict()) return false;
    const Object flags = annotation.dictLookup("F"), kind = annotation.dictLookup("Subtype");
    return !(flags.isInt() && (flags.getInt() & (kHidden | kNotViewed))) && !kind.isName("Link") &&
           !kind.isName("Popup");
}

std::string words_of(const Object& annotation) {
    const bool field = annotation.dictLookup("Subtype").isName("Widget");
    if (!field && !annotation.dictLookup("Subtype").isName("FreeText")) return {};
    const Object words = annotation.dictLookup(field ? "V" : "Contents");
    return words.isString() ? pdf_text_string(words.getString()->toStr()) : std::string();
}

Object appearance_of(const Object& annotation) {
    const Object appearances = annotation.dictLookup("AP");
    if (!appearances.isDict()) return Object(objNull);
    Object normal = appearances.dictLookup("N");
    const Object state = annotation.dictLookup("AS");
    if (normal.isDict() && state.isName()) normal = normal.dictLookup(state.getName());
    return normal.isStream() ? std::move(normal) : Object(objNull);
}

bool place_appearance(const Object& annotation, const Object& appearance, PdfMatrix& placed) {
    const Dict* dictionary = appearance.streamGetDict();
    const auto inner = pdf_box(dictionary->lookup("BBox")).under(pdf_matrix(dictionary->lookup("Matrix")));
    const auto place = pdf_box(annotation.dictLookup("Rect"));
    const double width = inner.right - inner.left, height = inner.top - inner.bottom;
    if (!(width > 0) || !(height > 0)) return false;
    const double x = (place.right - place.left) / width, y = (place.top - place.bottom) / height;
    placed = {x, 0, 0, y, place.left - inner.left * x, place.bottom - inner.bottom * y};
    return true;
}

} // namespace samling
