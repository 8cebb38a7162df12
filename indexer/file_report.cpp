#include "indexer/file_report.h"

#include <cstdio>
#include <vector>

#include "schema/failure.h"
#include "schema/format_names.h"
#include "schema/json_writer.h"
#include "schema/text.h"

namespace samling {
namespace {

/// In the order of FileOutcome; public, never renamed.
constexpr std::array<std::string_view, kFileOutcomeCount> kOutcomeNames = {
    "indexed", "unchanged", "moved", "copy", "no_text", "refused", "vanished", "removed"};

std::string fixed(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.1f", value);
    return text;
}

/// Columns parted by two spaces; the first to the left, the others to the right.
std::string aligned(const std::vector<std::vector<std::string>>& rows) {
    std::vector<std::size_t> widths(rows.front().size(), 0);
    for (const auto& row : rows)
        for (std::size_t column = 0; column < row.size(); ++column)
            widths[column] = std::max(widths[column], row[column].size());
    std::string text;
    for (const auto& row : rows) {
        for (std::size_t column = 0; column < row.size(); ++column) {
            const std::string space(widths[column] - row[column].size(), ' ');
            text += column == 0 ? row[column] + space : "  " + space + row[column];
        }
        text += '\n';
    }
    return text;
}

} // namespace

std::string printable(std::string_view text) {
    std::string result;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0x20 && byte != 0x7F) {
            result += c;
            continue;
        }
        char escape[8];
        std::snprintf(escape, sizeof escape, "\\x%02x", byte);
        result += escape;
    }
    return clean_utf8(result);
}

std::string printable_reason(std::string_view reason) {
    std::string result;
    for (const char c : reason)
        result += c == '\n' ? std::string("; ") : std::string(1, c);
    return printable(result);
}

std::string report_line(const FileReport& file) {
    const auto& reading = file.reading;
    JsonWriter json;
    json.begin_object().member("path", clean_utf8(file.path));
    json.member("outcome", kOutcomeNames[static_cast<std::size_t>(file.outcome)])
        .member("reason", clean_utf8(file.reason));
    json.member("id", file.document_id).member("bytes", file.bytes).member("sha256", file.sha256);
    json.member("mediaType", reading.media_type).member("extractor", reading.extractor);
    json.member("encoding", reading.encoding).member("pages", file.pages);
    json.member("pagesWithoutText", reading.pages_without_text).member("words", reading.words);
    json.member("language", file.language).member("truncated", reading.truncated).key("notes").begin_array();
    for (const auto& note : reading.notes)
        json.value(note);
    json.end_array().member("seconds", reading.seconds).member("earlierRun", file.earlier);
    return json.end_object().take();
}

ReportFile::ReportFile(const std::filesystem::path& path) : path_(path), out_(path, std::ios::binary) {
    if (!out_) throw Failure(ErrorCode::unreadable_file, "--report: cannot write " + path.string());
}

void ReportFile::add(const std::string& line) {
    out_ << line << '\n';
}

void ReportFile::finish() {
    out_.flush();
    if (!out_) throw Failure(ErrorCode::storage_failed, "--report: cannot write all of " + path_.string());
}

void RunTable::add(const FileReport& file) {
    ++counts_[static_cast<std::size_t>(file.outcome)];
    const bool read = file.outcome == FileOutcome::indexed || file.outcome == FileOutcome::no_text ||
                      file.outcome == FileOutcome::refused;
    if (!read || file.earlier) return;
    auto& row =
        rows_[file.reading.media_type.empty() ? "not recognised" : format_name(file.reading.media_type)];
    ++row.files;
    row.pages += file.pages;
    row.words += file.reading.words;
    row.no_text += file.outcome == FileOutcome::no_text;
    row.refused += file.outcome == FileOutcome::refused;
    row.bytes += file.bytes;
    row.seconds += file.reading.seconds;
}

std::string RunTable::formats() const {
    if (rows_.empty()) return {};
    std::vector<std::vector<std::string>> lines = {
        {"format", "files", "MB", "pages", "words", "without text", "refused", "CPU s"}};
    Row total;
    const auto add = [&](const std::string& name, const Row& row) {
        lines.push_back({name, std::to_string(row.files), fixed(static_cast<double>(row.bytes) / 1e6),
                         std::to_string(row.pages), std::to_string(row.words), std::to_string(row.no_text),
                         std::to_string(row.refused), fixed(row.seconds)});
    };
    for (const auto& [name, row] : rows_) {
        add(name, row);
        total.files += row.files;
        total.bytes += row.bytes;
        total.pages += row.pages;
        total.words += row.words;
        total.no_text += row.no_text;
        total.refused += row.refused;
        total.seconds += row.seconds;
    }
    if (rows_.size() > 1) add("all", total);
    return aligned(lines);
}

} // namespace samling
