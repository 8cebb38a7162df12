#include "indexer/record_merge.h"

#include <algorithm>
#include <filesystem>

#include "schema/text.h"

namespace samling {
namespace {

constexpr std::size_t kMaxSlug = 80;
constexpr std::size_t kMaxTitle = 300; ///< Bytes of a guessed title; beyond it a heading is body text.

/// Embedded tags resolved to codes of our vocabularies; the rest is dropped.
std::vector<Tag> known_tags(const std::vector<Tag>& tags, const Vocabulary& vocabulary) {
    std::vector<Tag> known;
    for (auto tag : tags) {
        const auto* meant = vocabulary.resolve(tag.code);
        if (!meant) continue;
        tag.code = meant->code;
        const auto same = [&](const Tag& other) { return other.code == tag.code; };
        if (std::none_of(known.begin(), known.end(), same)) known.push_back(std::move(tag));
    }
    return known;
}

template <typename Value>
void fill(Value& field, const Value& from) {
    if (field == Value{}) field = from;
}

/// The types of actor of those who made a document are a facet of it, unless the facet is given outright.
void add_actors(Metadata& record) {
    auto& actors = record.of(TagField::actor);
    if (!actors.empty()) return;
    for (const auto* agents : {&record.creators, &record.organisations})
        for (const auto& agent : *agents) {
            const auto same = [&](const Tag& tag) { return tag.code == agent.actor; };
            if (!agent.actor.empty() && std::none_of(actors.begin(), actors.end(), same))
                actors.push_back({agent.actor, Origin::person, 0, {}});
        }
}

std::string guess_title(const Extraction& extraction, const FileIdentity& file) {
    for (const auto& heading : extraction.headings)
        if (!heading.text.empty() && heading.text.size() <= kMaxTitle) return heading.text;
    auto name = clean_utf8(std::filesystem::path(file.name).stem().string());
    std::replace(name.begin(), name.end(), '_', ' ');
    return name.empty() ? file.name : name;
}

} // namespace

std::string slug(const std::string& file_name) {
    std::string result;
    for (const char c : fold(clean_utf8(std::filesystem::path(file_name).stem().string()))) {
        const bool wanted = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (wanted)
            result += c;
        else if (!result.empty() && result.back() != '-')
            result += '-';
        if (result.size() == kMaxSlug) break;
    }
    while (!result.empty() && result.back() == '-')
        result.pop_back();
    return result.empty() ? "document" : result;
}

void fill_gaps(Metadata& record, const Metadata& other) {
    fill(record.id, other.id);
    fill(record.title, other.title);
    fill(record.subtitle, other.subtitle);
    fill(record.abstract, other.abstract);
    fill(record.creators, other.creators);
    fill(record.organisations, other.organisations);
    fill(record.date, other.date);
    fill(record.identifiers, other.identifiers);
    fill(record.licence, other.licence);
    fill(record.rights, other.rights);
    fill(record.source_url, other.source_url);
    // The narrower of two statements holds: what one of them shuts, the other does not open.
    fill(record.visibility, other.visibility);
    fill(record.embargo, other.embargo);
    for (const auto& [field, name] : kTagFields)
        fill(record.of(field), other.of(field));
}

Metadata merge_record(const std::optional<Metadata>& sidecar, const Extraction& extraction,
                      const FileIdentity& file, const Vocabularies& vocabularies) {
    auto record = sidecar.value_or(Metadata{});
    const auto& embedded = extraction.embedded;
    const auto id = record.id; // a file has no say in that
    auto known = embedded;
    for (const auto& [field, name] : kTagFields)
        known.of(field) = known_tags(embedded.of(field), vocabularies.of(field));
    fill_gaps(record, known);
    record.id = id;
    add_actors(record);
    if (record.title.empty()) record.title = guess_title(extraction, file);
    if (record.id.empty()) record.id = slug(file.name) + "-" + file.sha256.substr(0, 8);
    return record;
}

} // namespace samling
