#pragma once
// The fonts of one document, each read once.

#include <map>
#include <memory>
#include <utility>

#include <poppler/GfxFont.h>
#include <poppler/Object.h>
#include <poppler/XRef.h>

namespace samling {

class PdfFonts {
public:
    using Font = std::shared_ptr<GfxFont>;

    explicit PdfFonts(XRef& objects) : objects_(objects) {}

    /// The font that `entry` of a resource dictionary is or refers to; empty where it cannot be read. The
    /// reference stays good as long as this object.
    const Font& read(const Object& entry);
    XRef& objects() { return objects_; }

private:
    XRef& objects_;
    std::map<std::pair<int, int>, Font> fonts_; // by object and generation number
    int direct_ = 0; // fonts that stand in a resource dictionary itself are numbered
};

} // namespace samling
