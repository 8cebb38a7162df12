// People's decisions on tags, the tags that rules gave, and the settings of the collection.

#include "corpus/catalog_internal.h"
#include "corpus/stored_name.h"
#include "schema/failure.h"
#include "schema/metadata_codec.h"
#include "schema/visibility.h"

namespace samling {
namespace {

/// A field of a name that is none any more is passed over: its decisions speak of nothing that there is.
std::vector<TagDecision> read_decisions(SqliteDatabase& database, const std::string& id) {
    std::vector<TagDecision> history;
    auto rows = database.query("SELECT field, code, verdict, label, person, at, note FROM tag_decision "
                               "WHERE document = ?1 ORDER BY key",
                               id);
    while (rows.step())
        if (const auto field = tag_field(rows.text(0)))
            history.push_back({*field, rows.text(1), stored_value(kTagVerdicts, rows.text(2), "the verdict on a tag"), rows.text(3), rows.text(4), rows.text(5), rows.text(6)});
    return history;
}

} // namespace

std::vector<TagDecision> Catalog::decisions(const std::string& id) {
    return read_decisions(internal_->database, id);
}

void Catalog::put_decision(const std::string& id, const TagDecision& decision) {
    auto& database = internal_->database;
    database.atomically([&] {
        database.run("INSERT INTO tag_decision (document, field, code, verdict, label, person, at, note) "
                     "VALUES (?1, ?2, ?3, ?4, ?5, ?6, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), ?7)",
                     id, tag_field_name(decision.field), decision.code, verdict_name(decision.verdict), decision.label,
                     decision.by, decision.note);
        database.run("UPDATE document SET indexed_version = NULL WHERE id = ?1", id);
    });
}

std::vector<TagDecision> Catalog::decide(Metadata& metadata) {
    auto in_force = decisions_in_force(read_decisions(internal_->database, metadata.id));
    apply_decisions(in_force, metadata);
    return in_force;
}

Metadata Catalog::undecided_record(std::int64_t version_key) {
    auto row = internal_->database.query("SELECT record FROM version WHERE key = ?1", version_key);
    if (!row.step()) throw Failure(ErrorCode::invalid_argument, "the catalog has no version " + std::to_string(version_key));
    return decode_metadata(row.blob(0));
}

void Catalog::replace_record(std::int64_t version_key, const Metadata& metadata, Reindex reindex) {
    auto& database = internal_->database;
    database.atomically([&] {
        database.run("UPDATE version SET record = ?2, restricted = ?3 WHERE key = ?1", version_key,
                     Blob{encode_metadata(metadata)}, readership_of(metadata).restricted ? 1 : 0);
        if (reindex == Reindex::yes) database.run("UPDATE document SET indexed_version = NULL WHERE current_version = ?1", version_key);
    });
}

std::string Catalog::setting(const std::string& name) {
    auto row = internal_->database.query("SELECT value FROM setting WHERE name = ?1", name);
    return row.step() ? row.text(0) : "";
}

void Catalog::put_setting(const std::string& name, const std::string& value) {
    internal_->database.run("INSERT INTO setting (name, value) VALUES (?1, ?2) "
                            "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                            name, value);
}

} // namespace samling
