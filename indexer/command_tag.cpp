#include "indexer/collection_writer.h"
#include "indexer/command.h"
#include "schema/failure.h"
#include "schema/text.h"

namespace samling {
namespace {

constexpr std::size_t kLongestNote = 1000;

TagField field_named(const std::string& name) {
    if (const auto field = tag_field(name)) return *field;
    std::string known;
    for (const auto& row : kTagFields) known += (known.empty() ? "" : ", ") + std::string(row.name);
    throw Failure(ErrorCode::invalid_argument, "tag: '" + name + "' is no field; there are " + known);
}

bool has(const Metadata& metadata, TagField field, const std::string& code) {
    for (const auto& tag : metadata.of(field))
        if (tag.code == code) return true;
    return false;
}

/// The code that `text` means: of the vocabulary, or one that the document has or had although no vocabulary knows it.
std::string code_named(const std::string& text, TagField field, const Vocabularies& vocabularies, Catalog& catalog,
                       const StoredVersion& version) {
    if (const auto* meant = vocabularies.of(field).resolve(text)) return meant->code;
    if (has(version.metadata, field, text) || has(catalog.undecided_record(version.key), field, text)) return text;
    for (const auto& decision : catalog.decisions(version.metadata.id))
        if (decision.field == field && decision.code == text) return text;
    throw Failure(ErrorCode::invalid_argument, "tag: the vocabulary of " + std::string(tag_field_name(field)) + " has no '" + text +
                                                   "'; `indexer vocabulary show " + std::string(tag_field_name(field)) + "` lists it");
}

void print_decision(std::ostream& out, const TagDecision& decision) {
    out << "  " << tag_field_name(decision.field) << " " << decision.code << ": " << verdict_name(decision.verdict) << " by "
        << decision.by << ", " << decision.at << (decision.note.empty() ? "" : ": " + decision.note) << "\n";
}

std::string shown(const Vocabulary& vocabulary, const std::string& code) {
    return code + (vocabulary.find(code) != nullptr ? " (" + vocabulary.label(code, "en") + ")" : " (retired: no longer in the vocabulary)");
}

void print_tags(std::ostream& out, const Metadata& metadata, const Vocabularies& vocabularies) {
    for (const auto& [field, name] : kTagFields)
        for (const auto& tag : metadata.of(field)) {
            out << name << " " << shown(vocabularies.of(field), tag.code) << ": " << origin_name(tag.origin);
            if (tag.origin == Origin::rule) out << ", score " << static_cast<int>(tag.score * 100 + 0.5) << " %";
            out << "\n";
            for (const auto& evidence : tag.evidence)
                out << "  page " << evidence.page << ", byte " << evidence.offset << ": \"" << evidence.quote << "\" (" << evidence.rule << ")\n";
        }
}

StoredVersion version_of(Catalog& catalog, const std::string& id) {
    auto version = catalog.find(id);
    if (!version) throw Failure(ErrorCode::invalid_argument, "tag: no document has the id '" + id + "'");
    return std::move(*version);
}

int show(const Arguments& arguments, const ProgramContext& context) {
    Catalog catalog(DataDirectory(arguments.data).catalog(), Catalog::Mode::read);
    const auto& id = arguments.operands.front();
    print_tags(context.out, version_of(catalog, id).metadata, load_vocabularies(arguments, context));
    const auto history = catalog.decisions(id);
    if (!history.empty()) context.out << "decisions:\n";
    for (const auto& decision : history) print_decision(context.out, decision);
    return kAllIn;
}

} // namespace

int run_tag(const Arguments& arguments, const ProgramContext& context) {
    const auto& words = arguments.operands;
    if (words.size() == 1 && !arguments.verdict) return show(arguments, context);
    if (words.size() != 3 || !arguments.verdict)
        throw Failure(ErrorCode::invalid_argument, "tag: name a document to see its tags, or a document, a field, a code and one of "
                                                   "--accept, --reject, --withdraw");
    require_collection(arguments);
    const auto vocabularies = load_vocabularies(arguments, context);
    CollectionWriter writer(DataDirectory(arguments.data), vocabularies, {});
    auto& catalog = writer.catalog();
    const auto version = version_of(catalog, words[0]);
    TagDecision decision;
    decision.field = field_named(words[1]);
    decision.code = code_named(words[2], decision.field, vocabularies, catalog, version);
    decision.verdict = *arguments.verdict;
    decision.label = vocabularies.of(decision.field).label(decision.code, "en");
    decision.by = acting_person(arguments);
    decision.note = clean_utf8(arguments.note);
    if (decision.note.size() > kLongestNote) throw Failure(ErrorCode::invalid_argument, "tag: a note is at most 1000 bytes long");
    catalog.put_decision(words[0], decision);
    writer.bring_index_up_to_date();
    context.out << words[0] << ": " << words[1] << " " << shown(vocabularies.of(decision.field), decision.code) << " "
                << verdict_name(decision.verdict) << " by " << decision.by << "\n";
    return kAllIn;
}

} // namespace samling
