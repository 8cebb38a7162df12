#include "tests/bench/xapian_peer.h"

#include <xapian.h>

#include "indexer/ready_records.h"
#include "schema/index_codec.h"

namespace samling::bench {
namespace {

constexpr Xapian::doccount kHits = 10;
constexpr std::size_t kSnippetBytes = 220;

Xapian::Document make_document(Xapian::TermGenerator& generator, const Document& from) {
    Xapian::Document document;
    generator.set_document(document);
    generator.index_text(from.metadata.title, 1, "S");
    generator.index_text(from.metadata.title);
    std::string data = from.metadata.title + "\n";
    for (const auto& page : from.pages) {
        generator.increase_termpos();
        generator.index_text(page.text);
        data += page.text + "\n";
    }
    for (const auto& field : index_fields()) {
        if (field.kind != FieldKind::code) continue;
        std::vector<std::string> codes;
        for (const auto& tag : from.metadata.of(*field.facet)) {
            codes.push_back(tag.code);
            document.add_boolean_term(make_term(field.prefix, tag.code));
        }
        document.add_value(*field.slot, encode_codes(codes));
    }
    document.add_value(kDateSlot, format_date(from.metadata.date));
    document.set_data(data);
    document.add_boolean_term(unique_term(from.metadata.id));
    return document;
}

} // namespace

void index_with_xapian(const std::filesystem::path& records, const std::filesystem::path& vocabulary,
                       const std::filesystem::path& path) {
    const Vocabularies vocabularies(vocabulary);
    Xapian::WritableDatabase database(path.string(), Xapian::DB_CREATE);
    Xapian::TermGenerator generator;
    generator.set_stemmer(Xapian::Stem("english"));
    const auto take = [&](const ReadyRecord& record) {
        database.replace_document(unique_term(record.document.metadata.id),
                                  make_document(generator, record.document));
    };
    read_ready_records(records, vocabularies, UnknownCodes::keep, take, [](const auto&) {});
    database.commit();
}

struct XapianPeer::Internal {
    Xapian::Database database;
    Xapian::QueryParser parser;
    Xapian::Stem stem{"english"};

    Xapian::Query parse(const BenchQuery& query) {
        parser.set_default_op(query.match == Match::any ? Xapian::Query::OP_OR : Xapian::Query::OP_AND);
        auto parsed = parser.parse_query(query.text);
        if (query.facet) {
            const Xapian::Query filter(make_term(facet_field(*query.facet).prefix, query.value));
            parsed = Xapian::Query(Xapian::Query::OP_FILTER, parsed, filter);
        }
        return parsed;
    }
};

XapianPeer::XapianPeer(const std::filesystem::path& database)
    : internal_(new Internal{Xapian::Database(database.string()), {}}) {
    internal_->parser.set_stemmer(internal_->stem);
    internal_->parser.set_stemming_strategy(Xapian::QueryParser::STEM_SOME);
    internal_->parser.set_database(internal_->database);
}
XapianPeer::~XapianPeer() = default;

std::int64_t XapianPeer::search(const BenchQuery& query, Extent extent) {
    Xapian::Enquire enquire(internal_->database);
    enquire.set_query(internal_->parse(query));
    std::vector<std::unique_ptr<Xapian::ValueCountMatchSpy>> spies;
    if (extent != Extent::hits) {
        for (const auto& field : index_fields())
            if (field.slot) spies.push_back(std::make_unique<Xapian::ValueCountMatchSpy>(*field.slot));
        for (const auto& spy : spies)
            enquire.add_matchspy(spy.get());
    }
    const auto mset = enquire.get_mset(0, kHits, internal_->database.get_doccount());
    volatile std::size_t bytes = 0; // so that nothing is optimised away
    for (auto hit = mset.begin(); hit != mset.end(); ++hit) {
        const auto data = hit.get_document().get_data();
        bytes =
            bytes + (extent == Extent::snippets ? mset.snippet(data, kSnippetBytes, internal_->stem).size()
                                                : data.size());
    }
    for (const auto& spy : spies)
        for (auto value = spy->values_begin(); value != spy->values_end(); ++value)
            bytes = bytes + value.get_termfreq();
    return mset.get_matches_estimated();
}

} // namespace samling::bench
