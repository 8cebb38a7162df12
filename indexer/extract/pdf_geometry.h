#pragma once
// Matrices and boxes, as PDF writes them.

#include <poppler/Object.h>

namespace samling {

/// [a b c d e f]: x' = a*x + c*y + e, y' = b*x + d*y + f.
struct PdfMatrix {
    double a = 1, b = 0, c = 0, d = 1, e = 0, f = 0;
    PdfMatrix operator*(const PdfMatrix& outer) const;
    PdfMatrix moved(double x, double y) const { return {a, b, c, d, x * a + y * c + e, x * b + y * d + f}; }
};

struct PdfBox {
    double left = 0, bottom = 0, right = 0, top = 0;
    /// The upright box around this one after `matrix`.
    PdfBox under(const PdfMatrix& matrix) const;
};

/// The matrix in an array of six numbers; that which changes nothing for anything else.
PdfMatrix pdf_matrix(const Object& array);
/// The box in an array of two corners; empty for anything else.
PdfBox pdf_box(const Object& array);

} // namespace samling
