#pragma once
// Runs extraction in separate, confined processes (the program indexer-worker), so that no parser of a
// foreign format ever shares an address space with the catalog or the index.

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "indexer/extraction.h"

namespace samling {

/// Text recognition of pictures, and of pages that show pictures and hold no words.
struct OcrOptions {
    /// `force` recognises every page of a PDF, whatever text it brings.
    enum class Mode { off, automatic, force } mode = Mode::off;
    std::string languages;      ///< Tesseract's names, parted by "+".
    std::filesystem::path data; ///< The folder of their files.
    std::string missing;        ///< Why there can be none, as "tesseract is not installed"; empty where it can be.
    std::chrono::seconds document_limit{15}; ///< On the wall, for a document of few pages;
    std::chrono::seconds page_limit{3};      ///< or for each page, where that is more;
    std::chrono::seconds longest{600};       ///< but not longer than this, for a document of any length.
};

struct WorkerOptions {
    std::filesystem::path program; ///< indexer-worker.
    std::size_t workers = 2;
    std::chrono::seconds cpu_limit{12};             ///< Per document.
    std::chrono::seconds wall_limit{19};            ///< Per document; then the worker is killed.
    std::size_t memory_bytes = 1024u * 1024 * 1024; ///< Address space of a worker.
    std::size_t message_bytes = 256u * 1024 * 1024; ///< Largest answer.
    std::size_t documents_per_worker = 200;         ///< Then it is replaced.
    OcrOptions ocr;
    /// What to do when the kernel offers no way to confine a worker.
    enum class Unconfined { refuse, allow } unconfined = Unconfined::refuse;
};

/// One file to extract. `descriptor` is open for reading and stays owned by the caller until the answer came.
struct ExtractionJob {
    int descriptor = -1;
    std::string name; ///< File name: a hint for the type of plain text formats, never trusted.
    int page = 0;     ///< The page to recognise, for a worker that does; 0: the whole document is read.
    std::chrono::seconds wall_limit{0}; ///< Where it is less than that of all documents; 0: as all.
    /// Of an archive: which member to unpack, instead of reading the archive.
    std::optional<std::size_t> member = std::nullopt;
};

/// A fixed number of workers. extract() may be called from as many threads as there are workers.
class WorkerPool {
public:
    /// Throws Failure{internal} when the program is missing or cannot be confined and that was not allowed.
    explicit WorkerPool(WorkerOptions options);
    ~WorkerPool(); ///< Ends all workers.
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;

    /// Blocks until a worker is free and has answered, and, where the options say so and the document needs it, text
    /// recognition has filled its pages. Never throws for what a file does: a crash, a limit or
    /// a nonsensical answer is an Extraction with Status::refused and a true reason, and the worker is
    /// replaced.
    Extraction extract(const ExtractionJob& job);

private:
    struct Internal;
    std::unique_ptr<Internal> internal_;
};

} // namespace samling
