#include "indexer/extract/zip_reader.h"

#include <memory>

#include <archive.h>
#include <archive_entry.h>

#include "indexer/extract/input.h"
#include "schema/failure.h"

namespace samling {
namespace {

using Archive = std::unique_ptr<archive, decltype(&archive_read_free)>;

std::string entry_name(archive_entry* entry) {
    const char* name = archive_entry_pathname_utf8(entry);
    if (!name) name = archive_entry_pathname(entry);
    return std::string(name ? name : "").substr(0, 1024);
}

std::string message_of(archive* reader) {
    const char* text = archive_error_string(reader);
    return text ? text : "the ZIP archive is broken";
}

/// Reads the entry at hand into `part`; false with `damage` set when it broke off. A bomb stops at the cap,
/// whatever size it claims.
bool read_part(archive* reader, std::size_t cap, std::string& part, std::string& damage) {
    for (;;) {
        const void* block = nullptr;
        std::size_t size = 0;
        la_int64_t offset = 0;
        const int status = archive_read_data_block(reader, &block, &size, &offset);
        if (status == ARCHIVE_EOF) return true;
        if (status < ARCHIVE_WARN) {
            damage = message_of(reader);
            return false;
        }
        const bool fits = part.size() + size <= cap;
        part.append(static_cast<const char*>(block), fits ? size : cap - part.size());
        if (fits) continue;
        damage = "a part of it unpacks to more than " + std::to_string(cap >> 20) + " MB";
        return false;
    }
}

} // namespace

std::string_view ZipParts::part(std::string_view name) const {
    const auto found = parts.find(name);
    return found == parts.end() ? std::string_view() : std::string_view(found->second);
}

std::string read_zip_member(std::string_view bytes, std::size_t index) {
    const Archive reader(archive_read_new(), &archive_read_free);
    archive_read_support_format_zip(reader.get());
    archive_entry* entry = nullptr;
    bool found = archive_read_open_memory(reader.get(), bytes.data(), bytes.size()) == ARCHIVE_OK;
    for (std::size_t i = 0; found && i <= index; ++i)
        found = archive_read_next_header(reader.get(), &entry) >= ARCHIVE_WARN && entry;
    if (!found) throw Failure(ErrorCode::extraction_failed, "it is not in the archive any more, or the archive is broken");
    if (archive_entry_is_encrypted(entry)) throw Failure(ErrorCode::extraction_failed, "it is encrypted: remove the password and hand it in again");
    std::string content, damage;
    if (!read_part(reader.get(), Limits::kMemberBytes, content, damage)) throw Failure(ErrorCode::extraction_failed, "it cannot be unpacked: " + damage);
    return content;
}

ZipParts read_zip(std::string_view bytes, const std::function<bool(std::string_view)>& wanted) {
    ZipParts result;
    const Archive reader(archive_read_new(), &archive_read_free);
    archive_read_support_format_zip(reader.get());
    if (archive_read_open_memory(reader.get(), bytes.data(), bytes.size()) != ARCHIVE_OK) {
        result.damage = message_of(reader.get());
        return result;
    }
    std::size_t total = 0;
    archive_entry* entry = nullptr;
    for (;;) {
        const int status = archive_read_next_header(reader.get(), &entry);
        if (status == ARCHIVE_EOF) break;
        if (status < ARCHIVE_WARN || result.names.size() >= Limits::kZipEntries) {
            result.damage = status < ARCHIVE_WARN
                                ? message_of(reader.get())
                                : "it holds more than " + std::to_string(Limits::kZipEntries) + " entries";
            break;
        }
        const std::string name = entry_name(entry);
        result.names.push_back(name);
        if (!wanted(name) || result.parts.count(name)) continue;
        if (archive_entry_is_encrypted(entry))
            throw Failure(ErrorCode::extraction_failed,
                          "it is encrypted: remove the password and hand it in again");
        std::string& part = result.parts[name];
        const auto cap = std::min(Limits::kZipBytes - total, Limits::kMarkupBytes);
        if (!read_part(reader.get(), cap, part, result.damage) &&
            total >= Limits::kZipBytes)
            break;
        total += part.size();
    }
    return result;
}

} // namespace samling
