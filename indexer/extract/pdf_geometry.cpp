#include "indexer/extract/pdf_geometry.h"

#include <algorithm>

namespace samling {
namespace {

double number_in(const Object& array, int index, double missing) {
    if (!array.isArray() || index >= array.arrayGetLength()) return missing;
    const Object value = array.arrayGet(index);
    return value.isNum() ? value.getNum() : missing;
}

} // namespace

PdfMatrix PdfMatrix::operator*(const PdfMatrix& outer) const {
    return {a * outer.a + b * outer.c,           a * outer.b + b * outer.d,
            c * outer.a + d * outer.c,           c * outer.b + d * outer.d,
            e * outer.a + f * outer.c + outer.e, e * outer.b + f * outer.d + outer.f};
}

PdfMatrix pdf_matrix(const Object& array) {
    if (!array.isArray() || array.arrayGetLength() < 6) return {};
    return {number_in(array, 0, 1), number_in(array, 1, 0), number_in(array, 2, 0),
            number_in(array, 3, 1), number_in(array, 4, 0), number_in(array, 5, 0)};
}

PdfBox pdf_box(const Object& array) {
    const double x1 = number_in(array, 0, 0), y1 = number_in(array, 1, 0);
    const double x2 = number_in(array, 2, 0), y2 = number_in(array, 3, 0);
    return {std::min(x1, x2), std::min(y1, y2), std::max(x1, x2), std::max(y1, y2)};
}

PdfBox PdfBox::under(const PdfMatrix& matrix) const {
    PdfBox result{1e15, 1e15, -1e15, -1e15};
    for (const double x : {left, right})
        for (const double y : {bottom, top}) {
            const auto corner = matrix.moved(x, y);
            result = {std::min(result.left, corner.e), std::min(result.bottom, corner.f),
                      std::max(result.right, corner.e), std::max(result.top, corner.f)};
        }
    return result;
}

} // namespace samling
