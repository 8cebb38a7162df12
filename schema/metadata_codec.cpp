#include "schema/metadata_codec.h"

#include <limits>

#include "schema/byte_stream.h"

namespace samling {
namespace {

/// Raised when the layout below changes; decode_metadata keeps reading the older ones. 2 put visibility and embargo at
/// the end.
constexpr std::uint64_t kEncoding = 2;

/// The plain texts, in the order in which they are stored. Append only, together with a new kEncoding.
constexpr std::array kTexts = {&Metadata::id,        &Metadata::title,   &Metadata::subtitle,
                               &Metadata::abstract,  &Metadata::licence, &Metadata::rights,
                               &Metadata::source_url};

void write(ByteWriter& out, const std::vector<Agent>& agents) {
    out.number(agents.size());
    for (const auto& agent : agents) {
        out.text(agent.name);
        out.text(agent.country);
        out.text(agent.actor);
    }
}

void write(ByteWriter& out, const Tag& tag) {
    out.text(tag.code);
    out.text(origin_name(tag.origin));
    out.real(tag.score);
    out.number(tag.evidence.size());
    for (const auto& evidence : tag.evidence) {
        out.signed_number(evidence.page);
        out.number(evidence.offset);
        out.text(evidence.quote);
        out.text(evidence.rule);
    }
}

/// Only the fields that have tags, each by its name.
void write_tags(ByteWriter& out, const Metadata& metadata) {
    std::uint64_t used = 0;
    for (const auto& tags : metadata.tags)
        used += tags.empty() ? 0 : 1;
    out.number(used);
    for (const auto& row : kTagFields) {
        const auto& tags = metadata.of(row.field);
        if (tags.empty()) continue;
        out.text(row.name);
        out.number(tags.size());
        for (const auto& tag : tags)
            write(out, tag);
    }
}

std::vector<Agent> read_agents(ByteReader& in) {
    std::vector<Agent> agents;
    for (std::size_t left = in.count(); left > 0; --left)
        agents.push_back({in.text(), in.text(), in.text()});
    return agents;
}

Evidence read_evidence(ByteReader& in) {
    Evidence evidence;
    evidence.page = in.integer();
    const std::uint64_t offset = in.number();
    if (offset > std::numeric_limits<std::uint32_t>::max()) in.refuse("an offset is out of range");
    evidence.offset = static_cast<std::uint32_t>(offset);
    evidence.quote = in.text();
    evidence.rule = in.text();
    return evidence;
}

Tag read_tag(ByteReader& in) {
    Tag tag;
    tag.code = in.text();
    const auto from = origin(in.text());
    if (!from) in.refuse("a tag has an unknown origin");
    tag.origin = *from;
    tag.score = in.real();
    for (std::size_t left = in.count(); left > 0; --left)
        tag.evidence.push_back(read_evidence(in));
    return tag;
}

/// An embargo of any kind is kept: whether it is a whole date is for those who read records to say.
void read_visibility(ByteReader& in, Metadata& metadata) {
    const auto named = visibility(in.text());
    if (!named) in.refuse("its visibility is unknown");
    metadata.visibility = *named;
    for (int* part : {&metadata.embargo.year, &metadata.embargo.month, &metadata.embargo.day})
        *part = in.integer();
}

void read_tags(ByteReader& in, Metadata& metadata) {
    for (std::size_t fields = in.count(); fields > 0; --fields) {
        const auto field = tag_field(in.text());
        if (!field || !metadata.of(*field).empty()) in.refuse("a tag field is unknown or comes twice");
        for (std::size_t left = in.count(); left > 0; --left)
            metadata.of(*field).push_back(read_tag(in));
    }
}

} // namespace

std::string encode_metadata(const Metadata& metadata) {
    ByteWriter out;
    out.number(kEncoding);
    for (const auto text : kTexts)
        out.text(metadata.*text);
    write(out, metadata.creators);
    write(out, metadata.organisations);
    for (const int part : {metadata.date.year, metadata.date.month, metadata.date.day})
        out.signed_number(part);
    out.number(metadata.identifiers.size());
    for (const auto& identifier : metadata.identifiers) {
        out.text(identifier.scheme);
        out.text(identifier.value);
    }
    write_tags(out, metadata);
    out.text(visibility_name(metadata.visibility));
    for (const int part : {metadata.embargo.year, metadata.embargo.month, metadata.embargo.day})
        out.signed_number(part);
    return out.take();
}

Metadata decode_metadata(std::string_view bytes) {
    ByteReader in(bytes, "a stored metadata record");
    const auto encoding = in.number();
    if (encoding == 0 || encoding > kEncoding) in.refuse("its encoding is unknown");
    Metadata metadata;
    for (const auto text : kTexts)
        metadata.*text = in.text();
    metadata.creators = read_agents(in);
    metadata.organisations = read_agents(in);
    for (int* part : {&metadata.date.year, &metadata.date.month, &metadata.date.day})
        *part = in.integer();
    for (std::size_t left = in.count(); left > 0; --left)
        metadata.identifiers.push_back({in.text(), in.text()});
    read_tags(in, metadata);
    if (encoding >= 2) read_visibility(in, metadata);
    in.finish();
    return metadata;
}

} // namespace samling
