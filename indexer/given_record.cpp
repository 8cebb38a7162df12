#include "indexer/given_record.h"

#include <algorithm>

#include "corpus/object_store.h"
#include "indexer/record_merge.h"
#include "indexer/simple_archive.h"
#include "schema/check.h"
#include "schema/dublin_core.h"
#include "schema/failure.h"
#include "schema/file_text.h"
#include "schema/metadata_codec.h"
#include "schema/record_text.h"
#include "schema/record_xml.h"
#include "schema/text.h"

namespace samling {

namespace {

std::string digest_of(const RecordFile& record) {
    return record.content ? sha256(*record.content) : sha256_file(record.path);
}

std::string digest_of(const FoundFile& file, const std::string& row) {
    std::string digests;
    for (const auto& record : file.records)
        digests += digest_of(record);
    if (file.records.size() > 1) digests = sha256(digests);
    return row.empty() ? digests : sha256(digests + row);
}

/// Of several documents in an item, what is special about `file`.
Metadata read_bitstream(const std::string& contents, const std::string& file) {
    Metadata metadata;
    const auto bitstreams = read_contents(contents);
    const auto found = std::find_if(bitstreams.begin(), bitstreams.end(), [&](const auto& b) { return b.file == file; });
    if (found != bitstreams.end() && !found->primary)
        metadata.subtitle = found->description.empty() ? clean_utf8(file) : found->description;
    return metadata;
}

Metadata read_handle(const std::string& text) {
    Metadata metadata;
    if (const auto handle = squeezed(clean_utf8(text)); !handle.empty() && handle.size() < 200)
        metadata.identifiers.push_back({"other", "hdl:" + handle});
    return metadata;
}

/// An identifier that says the same is there already: "http://hdl.handle.net/1/2" and "hdl:1/2".
void add_identifiers(Metadata& record, const Metadata& more) {
    for (const auto& identifier : more.identifiers) {
        const auto bare = identifier.value.substr(identifier.value.find(':') + 1);
        const auto same = [&](const Identifier& other) { return other.value.ends_with(bare); };
        if (std::none_of(record.identifiers.begin(), record.identifiers.end(), same))
            record.identifiers.push_back(identifier);
    }
}

} // namespace

/// The row as the catalog keeps it: of this run's manifest where that speaks of the file, else what was kept
/// before.
std::string GivenRecords::manifest_row(const FoundFile& file, const std::string& stored) const {
    if (!manifest_ || !manifest_->governs(file.path)) return stored;
    const auto* row = manifest_->find(file.path);
    if (const auto mistakes = manifest_->mistakes_of(file.path); bad_rows_ == BadRows::refuse && !mistakes.empty())
        throw Failure(ErrorCode::invalid_record, mistakes);
    return row && *row != Metadata{} ? encode_metadata(*row) : "";
}

std::string GivenRecords::digest(const FoundFile& file, const std::string& stored) const {
    return digest_of(file, manifest_row(file, stored));
}

Metadata GivenRecords::read_record(const RecordFile& file, const FoundFile& of) const {
    const auto content = file.content ? *file.content : read_small_file(file.path, kDublinCoreBytes);
    const auto name = file.path.filename().string();
    if (name == "contents") return read_bitstream(content, of.path.filename().string());
    if (name == "handle") return read_handle(content);
    const bool ours = content.find(kRecordNamespace) < kDublinCoreHead || name.ends_with(".meta.xml");
    if (!ours || is_dublin_core(content)) return parse_dublin_core(content, file.path.string(), vocabularies_);
    auto record = resolve_codes(parse_record_xml(content, file.path.string()), vocabularies_);
    const auto mistakes = check_codes(record, vocabularies_);
    std::string message = file.path.string() + ": ";
    for (const auto& mistake : mistakes)
        message += (&mistake == &mistakes.front() ? "" : "; ") + mistake;
    if (!mistakes.empty()) throw Failure(ErrorCode::invalid_record, message);
    return record;
}

GivenRecord GivenRecords::read(const FoundFile& file, const std::string& stored) const {
    GivenRecord given;
    given.stored = manifest_row(file, stored);
    given.digest = digest_of(file, given.stored);
    if (!given.stored.empty()) given.metadata = decode_metadata(given.stored);
    if (file.records.empty()) return given;
    Metadata record, handle;
    for (const auto& part : file.records) {
        const auto said = read_record(part, file);
        if (part.path.filename() == "handle")
            handle = said;
        else
            fill_gaps(record, said);
    }
    add_identifiers(record, handle);
    if (given.metadata) fill_gaps(record, *given.metadata);
    given.metadata = std::move(record);
    return given;
}

} // namespace samling
