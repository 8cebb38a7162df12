#pragma once
// What a run did with each file: as values, as lines of JSON, as a table.

#include <array>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <string_view>

#include "corpus/catalog.h"

namespace samling {

enum class FileOutcome {
    indexed,   ///< As a new document or a new version.
    unchanged, ///< In already.
    moved,     ///< In already, from another place that is gone.
    copy,      ///< The same content as another file: one more source of its document.
    no_text,   ///< In, but without words; now or in an earlier run.
    refused,   ///< Now, or in an earlier run and not changed since.
    vanished,  ///< Was in, and is not there any more.
    removed    ///< Vanished, and forgotten since that was asked for.
};
inline constexpr std::size_t kFileOutcomeCount = 8;

struct FileReport {
    std::string path;
    FileOutcome outcome = FileOutcome::indexed;
    std::string
        reason; ///< For people: why refused or without text, of what it is a copy, from where it moved.
    std::string document_id;
    std::int64_t bytes = 0;
    std::string sha256;
    ReadingReport reading; ///< Empty where the file was not read in this run and details are not asked for.
    int pages = 0;
    std::string language; ///< Codes, parted by spaces.
    bool earlier = false; ///< Decided in an earlier run; the file was not read again.
};

/// Paths and reasons with anything that would upset a terminal or a line-based reader written as "\xNN".
std::string printable(std::string_view text);
/// The same of a reason, whose lines, a mistake each, are parted by "; ".
std::string printable_reason(std::string_view reason);

/// One line of JSON without its end: path, outcome, reason, id, bytes, sha256, mediaType, extractor,
/// encoding, pages, pagesWithoutText, words, language, truncated, notes, seconds (CPU), earlierRun. Bytes of
/// a path that are no UTF-8 are written as U+FFFD.
std::string report_line(const FileReport& file);

/// A file of such lines, one for each file of a run. NOT thread-safe.
class ReportFile {
public:
    /// Throws Failure{unreadable_file} when `path` cannot be written.
    explicit ReportFile(const std::filesystem::path& path);
    void add(const std::string& line);
    /// Throws Failure{storage_failed} unless everything has reached the file.
    void finish();

private:
    std::filesystem::path path_;
    std::ofstream out_;
};

/// Counts files by outcome and by format.
class RunTable {
public:
    void add(const FileReport& file);
    /// Counts what is no file and has no format.
    void add(FileOutcome outcome, std::int64_t how_many) { counts_[static_cast<std::size_t>(outcome)] += how_many; }
    std::int64_t count(FileOutcome outcome) const { return counts_[static_cast<std::size_t>(outcome)]; }
    /// A line for each format of what was read in this run, with its files, pages, words, those without text
    /// and refused, and the CPU time it took; empty when nothing was read.
    std::string formats() const;

private:
    struct Row {
        std::int64_t files = 0, pages = 0, words = 0, no_text = 0, refused = 0, bytes = 0;
        double seconds = 0;
    };
    std::array<std::int64_t, kFileOutcomeCount> counts_{};
    std::map<std::string, Row> rows_;
};

} // namespace samling
