#include "schema/index_codec.h"

#include <algorithm>
#include <map>
#include <set>
#include <xapian.h>

#include "schema/text.h"
#include "schema/visibility.h"

namespace samling {
namespace {

/// Adds the words of a document's fields to one Xapian document, field after field.
class TermWriter {
public:
    TermWriter(Xapian::Document& document, const RankingSettings& ranking)
        : document_(document), ranking_(ranking) {}

    /// Words of a text field: under the field's own prefix for "title:…", and unprefixed so that a plain word
    /// finds them. Returns nothing; position() is then past them and a gap.
    void add_text(const Field& field, std::string_view text, Analyzer& analyzer) {
        const auto start = position_;
        const auto weight = ranking_.field_weight(field);
        key_ = analyzer.stem_key();
        analyzer.tokenize(text, [&](const Token& token) {
            const auto position = start + token.position;
            if (!field.prefix.empty()) add(field.prefix, token, position, 1);
            if (weight != 0) add("", token, position, weight);
            position_ = position + 1;
        });
        if (position_ != start) position_ += kPositionGap;
    }

    std::uint32_t position() const { return position_; }
    void set_position(std::uint32_t position) { position_ = position; }

private:
    void add(std::string_view prefix, const Token& token, std::uint32_t position, unsigned weight) {
        term_.assign(prefix);
        term_ += token.exact;
        document_.add_posting(term_, position, weight);
        if (token.stem != token.exact) document_.add_term(stem_term(prefix, key_, token.stem), weight);
    }

    Xapian::Document& document_;
    const RankingSettings& ranking_;
    std::uint32_t position_ = kTitlePosition;
    std::string term_;
    std::string_view key_; ///< Of the analyser that reads now.
};

/// Codes and all their ancestors, sorted, each once.
std::vector<std::string> expand(const std::vector<Tag>& tags, const Vocabulary& vocabulary) {
    std::set<std::string> codes;
    for (const auto& tag : tags) {
        codes.insert(tag.code);
        codes.merge([&] {
            const auto above = vocabulary.ancestors(tag.code);
            return std::set<std::string>(above.begin(), above.end());
        }());
    }
    return {codes.begin(), codes.end()};
}

void add_codes(Xapian::Document& document, const Metadata& metadata, const Vocabularies& vocabularies) {
    for (const auto& field : index_fields()) {
        if (field.kind != FieldKind::code) continue;
        const auto codes = expand(metadata.of(*field.facet), vocabularies.of(*field.facet));
        for (const auto& code : codes)
            document.add_boolean_term(make_term(field.prefix, code));
        if (!codes.empty()) document.add_value(*field.slot, encode_codes(codes));
    }
}

void add_identifiers(Xapian::Document& document, const Metadata& metadata) {
    for (const auto& identifier : metadata.identifiers) {
        document.add_boolean_term(make_term(index_field("identifier")->prefix, fold(identifier.value)));
        if (identifier.scheme == "doi")
            document.add_boolean_term(make_term(index_field("doi")->prefix, fold(identifier.value)));
    }
}

void add_date(Xapian::Document& document, const Date& date) {
    if (date.year == 0) return;
    char text[16];
    std::snprintf(text, sizeof text, "%04d%02d%02d", date.year % 10000, date.month % 100, date.day % 100);
    document.add_value(kDateSlot, text);
}

std::string names(const std::vector<Agent>& agents) {
    std::string all;
    for (const auto& agent : agents)
        all += agent.name + "\n";
    return all;
}

std::string headings(const std::vector<Heading>& headings) {
    std::string all;
    for (const auto& heading : headings)
        all += heading.text + "\n";
    return all;
}

std::string language_of(const Metadata& metadata) {
    const auto& tags = metadata.of(TagField::language);
    return tags.empty() ? "" : tags.front().code;
}

} // namespace

struct IndexCodec::Internal {
    const Vocabularies& vocabularies;
    const RankingSettings ranking;
    std::map<std::string, Analyzer, std::less<>> analyzers;

    Analyzer& analyzer(const std::string& language) {
        return analyzers.try_emplace(language, language).first->second;
    }
};

IndexCodec::IndexCodec(const Vocabularies& vocabularies, const RankingSettings& ranking)
    : internal_(new Internal{vocabularies, ranking, {}}) {}
IndexCodec::~IndexCodec() = default;

Xapian::Document IndexCodec::make(const Document& document, std::int64_t version_key) {
    const auto& metadata = document.metadata;
    const auto language = language_of(metadata);
    IndexEntry entry{
        metadata.id, version_key, metadata.title, metadata.subtitle, format_date(metadata.date), language,
        {},          {}};

    Xapian::Document result;
    TermWriter writer(result, internal_->ranking);
    auto& analyzer = internal_->analyzer(language);
    const std::pair<std::string_view, std::string> record_texts[] = {{"title", metadata.title},
                                                                     {"subtitle", metadata.subtitle},
                                                                     {"heading", headings(document.headings)},
                                                                     {"abstract", metadata.abstract},
                                                                     {"author", names(metadata.creators)},
                                                                     {"org", names(metadata.organisations)}};
    for (const auto& [name, text] : record_texts)
        writer.add_text(*index_field(name), text, analyzer);

    const auto& body = *index_field("text");
    for (const auto& page : document.pages) {
        entry.page_starts.push_back(writer.position());
        writer.add_text(body, page.text,
                        page.language.empty() ? analyzer : internal_->analyzer(page.language));
        // A page without words still begins at a position of its own, so that page_at stays exact.
        if (writer.position() == entry.page_starts.back()) writer.set_position(writer.position() + 1);
    }
    if (std::any_of(document.pages.begin(), document.pages.end(),
                    [](const Page& p) { return !p.label.empty(); }))
        for (const auto& page : document.pages)
            entry.page_labels.push_back(page.label);

    add_codes(result, metadata, internal_->vocabularies);
    add_identifiers(result, metadata);
    add_date(result, metadata.date);
    if (const auto readership = encode_readership(readership_of(metadata)); !readership.empty()) result.add_value(kReadershipSlot, readership);
    result.add_boolean_term(unique_term(metadata.id));
    result.set_data(encode(entry));
    return result;
}

} // namespace samling
