#include "indexer/extract/ocr_engine.h"

#include <cstdlib>
#include <cstring>

#include <dlfcn.h>

#include "schema/failure.h"

namespace samling {
namespace {

constexpr const char* kTesseract = "libtesseract.so.5";
constexpr const char* kLeptonica = "liblept.so.5";
constexpr int kMostMilliseconds = 10'000; // for one page
constexpr int kUsualDots = 300;

/// A function of a library, by its name. All of them are C, and have stood for years.
template <typename Function>
void find(void* library, const char* name, Function*& function) {
    void* address = dlsym(library, name);
    if (!address)
        throw Failure(ErrorCode::unreadable_file, std::string("this version of tesseract has no ") + name);
    std::memcpy(&function, &address, sizeof function);
}

void* open_library(const char* name) {
    void* library = dlopen(name, RTLD_NOW | RTLD_LOCAL);
    if (!library)
        throw Failure(ErrorCode::unreadable_file,
                      std::string(name) + " is not installed (Debian's tesseract-ocr brings it)");
    return library; // for the life of the process
}

} // namespace

struct OcrEngine::Library {
    // tesseract/capi.h
    const char* (*version)();
    void* (*create)();
    void (*destroy)(void*);
    int (*init)(void*, const char* data, const char* languages);
    int (*set_variable)(void*, const char* name, const char* value);
    void (*set_image)(void*, const unsigned char*, int width, int height, int bytes_per_pixel,
                      int bytes_per_line);
    void (*set_picture)(void*, void* picture);
    void (*set_resolution)(void*, int dots_per_inch);
    int (*recognize)(void*, void* monitor);
    char* (*text)(void*);
    int (*confidence)(void*);
    void (*clear)(void*);
    void (*free_text)(const char*);
    void* (*new_monitor)();
    void (*delete_monitor)(void*);
    void (*set_deadline)(void*, int milliseconds);
    // leptonica/allheaders.h
    void* (*read_picture)(const unsigned char*, std::size_t);
    void* (*read_tiff)(const unsigned char*, std::size_t, int page);
    int (*read_header)(const unsigned char*, std::size_t, int* format, int* width, int* height, int* bits,
                       int* samples, int* map);
    void (*destroy_picture)(void**);
    int (*picture_dots)(const void*);
    int (*set_severity)(int);

    Library() {
        setenv("OMP_THREAD_LIMIT", "1", 1); // read when the library is loaded: no thread may be started later
        void* tesseract = open_library(kTesseract);
        find(tesseract, "TessVersion", version);
        find(tesseract, "TessBaseAPICreate", create);
        find(tesseract, "TessBaseAPIDelete", destroy);
        find(tesseract, "TessBaseAPIInit3", init);
        find(tesseract, "TessBaseAPISetVariable", set_variable);
        find(tesseract, "TessBaseAPISetImage", set_image);
        find(tesseract, "TessBaseAPISetImage2", set_picture);
        find(tesseract, "TessBaseAPISetSourceResolution", set_resolution);
        find(tesseract, "TessBaseAPIRecognize", recognize);
        find(tesseract, "TessBaseAPIGetUTF8Text", text);
        find(tesseract, "TessBaseAPIMeanTextConf", confidence);
        find(tesseract, "TessBaseAPIClear", clear);
        find(tesseract, "TessDeleteText", free_text);
        find(tesseract, "TessMonitorCreate", new_monitor);
        find(tesseract, "TessMonitorDelete", delete_monitor);
        find(tesseract, "TessMonitorSetDeadlineMSecs", set_deadline);
        void* leptonica = open_library(kLeptonica);
        find(leptonica, "pixReadMem", read_picture);
        find(leptonica, "pixReadMemTiff", read_tiff);
        find(leptonica, "pixReadHeaderMem", read_header);
        find(leptonica, "pixDestroy", destroy_picture);
        find(leptonica, "pixGetXRes", picture_dots);
        find(leptonica, "setMsgSeverity", set_severity);
    }
};

OcrEngine::OcrEngine(const std::string& data, const std::string& languages)
    : library_(std::make_unique<Library>()), engine_(library_->create()) {
    constexpr int kSilent = 6;
    library_->set_severity(kSilent);
    library_->set_variable(engine_, "debug_file", "/dev/null");
    if (library_->init(engine_, data.c_str(), languages.c_str()) != 0) {
        library_->destroy(engine_);
        throw Failure(ErrorCode::unreadable_file,
                      "tesseract cannot load the languages " + languages + " from " + data);
    }
    name_ = std::string("tesseract ") + library_->version() + " (" + languages + ")";
    // What is loaded late is loaded now.
    GreyPicture warm{200, 60, kUsualDots, std::vector<std::uint8_t>(200 * 60, 255)};
    for (int y = 20; y < 40; ++y)
        for (const int x : {60, 61, 80, 81, 100, 101})
            warm.pixels[static_cast<std::size_t>(y * warm.width + x)] = 0;
    read(warm);
}

OcrEngine::~OcrEngine() {
    library_->destroy(engine_);
}

OcrEngine::Reading OcrEngine::recognise() {
    void* monitor = library_->new_monitor();
    library_->set_deadline(monitor, kMostMilliseconds);
    const int status = library_->recognize(engine_, monitor);
    library_->delete_monitor(monitor);
    char* text = library_->text(engine_);
    Reading reading;
    if (text) reading.text = text;
    library_->free_text(text);
    reading.confidence = library_->confidence(engine_);
    reading.whole = status == 0;
    library_->clear(engine_);
    return reading;
}

OcrEngine::Reading OcrEngine::read(const GreyPicture& picture) {
    library_->set_image(engine_, picture.pixels.data(), picture.width, picture.height, 1, picture.width);
    library_->set_resolution(engine_, picture.dots_per_inch);
    return recognise();
}

OcrEngine::Reading OcrEngine::read_file(std::string_view bytes, int page) {
    const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
    int format = 0, width = 0, height = 0, bits = 0, samples = 0, map = 0;
    if (library_->read_header(data, bytes.size(), &format, &width, &height, &bits, &samples, &map) != 0)
        throw Failure(ErrorCode::extraction_failed, "it is damaged: the picture cannot be decoded");
    if (static_cast<double>(width) * height > kMostPixels)
        throw Failure(ErrorCode::extraction_failed, "the picture has more than " +
                                                        std::to_string(static_cast<int>(kMostPixels / 1e6)) +
                                                        " million pixels");
    const bool tiff = bytes.starts_with("II") || bytes.starts_with("MM");
    void* picture =
        tiff ? library_->read_tiff(data, bytes.size(), page - 1) : library_->read_picture(data, bytes.size());
    if (!picture) throw Failure(ErrorCode::extraction_failed, "it is damaged: the picture cannot be decoded");
    library_->set_picture(engine_, picture);
    if (library_->picture_dots(picture) < 70)
        library_->set_resolution(engine_, kUsualDots); // not said, or made up
    auto reading = recognise();
    library_->destroy_picture(&picture);
    return reading;
}

} // namespace samling
