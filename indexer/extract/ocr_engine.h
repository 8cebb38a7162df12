#pragma once
// Tesseract, where it is installed. It is loaded while the program runs rather than linked: a program that
// reads no pictures needs neither the library nor what comes with it, and runs where tesseract is not
// installed.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace samling {

/// Eight bits a pixel, rows from the top, without gaps.
struct GreyPicture {
    int width = 0, height = 0, dots_per_inch = 0;
    std::vector<std::uint8_t> pixels;
};

/// Largest picture that is looked at, in pixels: A3 at 300 dots an inch is 17 million.
inline constexpr double kMostPixels = 40e6;

class OcrEngine {
public:
    /// `languages` in tesseract's names, parted by "+"; `data` is the folder of their files. Throws
    /// Failure{unreadable_file} where tesseract or the data cannot be loaded. Everything is read from disk
    /// here: later calls open no file and start no thread.
    OcrEngine(const std::string& data, const std::string& languages);
    ~OcrEngine();
    OcrEngine(const OcrEngine&) = delete;
    OcrEngine& operator=(const OcrEngine&) = delete;

    struct Reading {
        std::string text;      ///< UTF-8, a line each; paragraphs parted by an empty line.
        double confidence = 0; ///< Mean over the words, from 0 to 100.
        bool whole = true;     ///< False when the time was over before the end.
    };
    /// Throws Failure{extraction_failed} where it gives up.
    Reading read(const GreyPicture& picture);
    /// A picture in a file's bytes (PNG, JPEG, TIFF and what else leptonica knows); of a TIFF its page
    /// `page`, from 1. Throws Failure{extraction_failed} where it cannot be decoded or is larger than
    /// kMostPixels.
    Reading read_file(std::string_view bytes, int page);

    const std::string& name() const { return name_; } ///< "tesseract 5.3.0 (eng+fra)"

private:
    struct Library;
    Reading recognise();

    std::unique_ptr<Library> library_;
    void* engine_ = nullptr;
    std::string name_;
};

} // namespace samling
