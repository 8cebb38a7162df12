#pragma once
// The worker's life: warm up, confine, greet, then answer jobs until the pool hangs up.

#include <cstddef>
#include <string>

namespace samling {

struct ServeOptions {
    std::size_t memory_bytes = 0; ///< Of address space; 0 is unlimited.
    /// Tesseract's names of languages, parted by "+", and the folder of their data. Where given, the worker recognises
    /// the text of single pages instead of reading documents.
    std::string ocr_languages, ocr_data;
    enum class Unconfined { refuse, allow } unconfined = Unconfined::refuse;
};

/// Serves the socket kWorkerSocket; returns the exit status of the program.
int serve(const ServeOptions& options);

} // namespace samling
