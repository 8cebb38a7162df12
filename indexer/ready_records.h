#pragma once
// Ready records: documents whose text and metadata somebody else prepared, one JSON object a line.

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "schema/metadata.h"
#include "schema/vocabulary.h"

namespace samling {

/// What to do with a code that its vocabulary does not have: other collections have codes of their own.
enum class UnknownCodes { keep, reject };

struct ReadyRecord {
    Document document;
    std::string sha256; ///< Of the line.
    std::string where;  ///< "file:line".
};

/// A line that was not taken, and why: "records.jsonl.gz:17: date: '2022-13' is no date; …".
struct RejectedRecord {
    std::string where; ///< "file:line".
    std::string reason;
};

struct RecordsReport {
    std::int64_t records = 0;
    /// What was taken but deserves a word, with how often: unknown fields, unknown codes.
    std::map<std::string, std::int64_t> warnings;
};

/// Reads JSON Lines, plain or gzip (by content). Fields are the public names of the record, each a string or
/// a list where a record may have several: id, title, text | pages (list of strings), subtitle, abstract,
/// creator, organisation (strings or {"name","country","actor"}), coalition, theme, region, type, category,
/// commitment, actor, language, date | year, doi, url, symbol, isbn, identifier, licence, rights, source, visibility, embargo;
/// also _id, lang, license, creators, organisations, source_url as others write them. Codes may be given as
/// labels or notations ("Africa", "KEN").
///
/// Calls `take` for each good line in order and `reject` for each bad one; a bad line costs only itself. An
/// id with characters that no id may have is written with "~XX" for each such byte, which loses nothing.
/// Throws Failure{unreadable_file} when the file cannot be opened or its compression is damaged (what came
/// before was taken), and whatever `take` throws. Lines over 64 MB are rejected, and texts over
/// Limits::kTextBytes, as much as is read of a file.
RecordsReport read_ready_records(const std::filesystem::path& file, const Vocabularies& vocabularies,
                                 UnknownCodes unknown_codes, const std::function<void(ReadyRecord)>& take,
                                 const std::function<void(const RejectedRecord&)>& reject);

} // namespace samling
