#include "indexer/folder_records.h"

#include <algorithm>
#include <array>
#include <filesystem>

#include "schema/dublin_core.h"
#include "schema/record_text.h"

namespace samling {
namespace {

constexpr std::string_view kOurs = ".meta.xml", kDublinCore = ".dc.xml", kXml = ".xml";
constexpr std::string_view kContents = "contents", kItemRecord = "dublin_core.xml", kHandle = "handle";
constexpr std::array<std::string_view, 5> kItemFiles = {kContents, kItemRecord, kHandle, "collections", "relationships"};
constexpr std::size_t kContentsBytes = 1'000'000;

bool is_schema_file(const std::string& name) {
    return name.starts_with("metadata_") && name.ends_with(kXml);
}

std::string stem(const std::string& name) {
    return std::filesystem::path(name).stem().string();
}

} // namespace

FolderRecords::FolderRecords(FolderView folder) : folder_(std::move(folder)) {
    if (has(std::string(kContents))) find_item();
    if (!is_item_ && !(has(std::string(kItemRecord)) && is_record(std::string(kItemRecord)))) return;
    if (has(std::string(kItemRecord))) of_all_.emplace_back(kItemRecord);
    for (const auto& name : folder_.names)
        if (is_schema_file(name) && (is_item_ || is_record(name))) of_all_.push_back(name);
    if (is_item_ && has(std::string(kHandle))) of_all_.emplace_back(kHandle);
    if (originals_.size() > 1) of_all_.emplace_back(kContents);
}

void FolderRecords::find_item() {
    const auto text = folder_.read(std::string(kContents), kContentsBytes);
    is_item_ = has(std::string(kItemRecord)) || text.find("\tbundle:") != std::string::npos;
    if (!is_item_) return;
    if (!has(std::string(kItemRecord)))
        mistakes_.emplace_back(kItemRecord, "the item has none; its files are taken in without it");
    std::set<std::string> listed(kItemFiles.begin(), kItemFiles.end());
    for (const auto& bitstream : read_contents(text)) {
        const auto place = std::string(kContents) + ":" + std::to_string(bitstream.line);
        if (!bitstream.mistake.empty())
            mistakes_.emplace_back(place, bitstream.mistake);
        else if (!has(bitstream.file))
            mistakes_.emplace_back(place, "there is no file '" + bitstream.file + "' in the item");
        else if (bitstream.bundle == "ORIGINAL")
            originals_.insert(bitstream.file);
        listed.insert(bitstream.file);
    }
    for (const auto& name : folder_.names)
        if (!listed.contains(name) && !is_schema_file(name) && !name.ends_with(kOurs) && !name.ends_with(kDublinCore))
            mistakes_.emplace_back(name, "it is not listed in 'contents' of its item");
    if (originals_.empty() && mistakes_.empty())
        mistakes_.emplace_back(kContents, "the item has no file in its bundle ORIGINAL, so there is no document");
}

/// Whether the bytes of `name` are a record in one of our formats.
bool FolderRecords::is_record(const std::string& name) {
    const auto [at, fresh] = records_.try_emplace(name, false);
    if (!fresh || !name.ends_with(kXml)) return at->second;
    const auto head = folder_.read(name, kDublinCoreHead);
    return at->second = is_dublin_core(head) || head.find(kRecordNamespace) < kDublinCoreHead;
}

/// Whether there is a document that the record `name` is beside.
bool FolderRecords::has_companion(const std::string& name) {
    const auto ending = name.ends_with(kDublinCore) ? kDublinCore : kXml;
    const auto base = name.substr(0, name.size() - ending.size());
    if (base.empty()) return false;
    if (has(base)) return true;
    for (auto at = folder_.names.lower_bound(base + "."); at != folder_.names.end() && at->starts_with(base + "."); ++at)
        if (stem(*at) == base && *at != name && !at->ends_with(kOurs) && !is_record(*at)) return true;
    return false;
}

bool FolderRecords::is_document(const std::string& name) {
    if (name.ends_with(kOurs)) return false;
    if (is_item_) return originals_.contains(name);
    const bool speaks_of_all = std::find(of_all_.begin(), of_all_.end(), name) != of_all_.end();
    if (speaks_of_all) return folder_.names.size() == of_all_.size(); // nothing is there for it to speak of
    if (!name.ends_with(kXml) || !has_companion(name)) return true;
    return !name.ends_with(kDublinCore) && !is_record(name);
}

std::vector<std::string> FolderRecords::records_of(const std::string& name) {
    std::vector<std::string> records;
    const auto bare = stem(name);
    for (const auto& candidate : {name + std::string(kOurs), bare + std::string(kOurs)})
        if (records.empty() && candidate != name && has(candidate)) records.push_back(candidate);
    const auto before = records.size();
    for (const auto& base : {name, bare})
        for (const auto ending : {kDublinCore, kXml}) {
            const auto candidate = base + std::string(ending);
            if (records.size() > before || candidate == name || !has(candidate) || originals_.contains(candidate)) continue;
            if (ending == kDublinCore || is_record(candidate)) records.push_back(candidate);
        }
    for (const auto& record : of_all_)
        if (record != name && std::find(records.begin(), records.end(), record) == records.end()) records.push_back(record);
    return records;
}

} // namespace samling
