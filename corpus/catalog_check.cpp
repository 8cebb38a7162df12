// Whether the catalog is what it must be: read from end to end.

#include "corpus/catalog_internal.h"
#include "schema/failure.h"

namespace samling {
namespace {

constexpr const char* kRestore = "; restore catalog.db from a backup";

/// A query whose every row is a mistake, told as first column + words.
struct Rule {
    Sql rows;
    const char* words;
};

const Rule kRules[] = {
    {Sql("SELECT 'document ' || d.id FROM document d LEFT JOIN version v ON v.key = d.current_version "
         "WHERE v.document IS NOT d.key"),
     " has no newest version; `indexer remove` it and `indexer add` its file again"},
    {Sql("SELECT 'document ' || d.id || ', version ' || v.number FROM version v JOIN document d ON d.key = "
         "v.document "
         "WHERE v.page_count <> (SELECT count(*) FROM page p WHERE p.version = v.key)"),
     " lacks pages; `indexer remove` the document and `indexer add` its file again"},
    {Sql("SELECT s.path FROM source s WHERE s.document_id <> '' AND s.document_id NOT IN (SELECT id FROM "
         "document)"),
     " belongs to a document that is not there; `indexer add` the file again"},
    {Sql("SELECT s.path FROM source s WHERE s.document_id = '' AND s.outcome NOT IN ('refused', 'archive')"),
     " is said to be in, but as no document; `indexer add` the file again"},
    {Sql("SELECT s.path FROM source s JOIN document d ON d.id = s.document_id WHERE s.outcome <> 'refused' "
         "AND NOT EXISTS (SELECT 1 FROM version v WHERE v.document = d.key AND v.object = s.sha256)"),
     " gave a content that no version of its document has; `indexer add` the file again"},
    {Sql("SELECT 'document ' || d.id FROM document d JOIN version v ON v.key = d.current_version "
         "WHERE v.object <> '' AND NOT EXISTS (SELECT 1 FROM source s WHERE s.document_id = d.id)"),
     " follows no file; `indexer add` its file again or `indexer remove` it"},
};

} // namespace

std::vector<std::string> Catalog::check() {
    auto& database = internal_->database;
    std::vector<std::string> mistakes;
    {
        auto rows = database.query("PRAGMA integrity_check(20)");
        while (rows.step())
            if (const auto text = rows.text(0); text != "ok")
                mistakes.push_back("catalog.db: " + text + kRestore);
    }
    if (database.query("PRAGMA foreign_key_check").step())
        mistakes.push_back(std::string("catalog.db: rows refer to missing rows") + kRestore);
    for (const auto& rule : kRules) {
        auto rows = database.query(rule.rows);
        while (rows.step())
            mistakes.push_back(rows.text(0) + rule.words);
    }
    auto rows = database.query("SELECT " SAMLING_VERSION_COLUMNS " FROM version v ORDER BY v.key");
    while (rows.step()) {
        try {
            const auto version = read_version(rows);
            pages(version.key);
        } catch (const Failure& failure) {
            mistakes.push_back("version " + std::to_string(rows.integer(0)) + ": " + failure.what() + kRestore);
        }
    }
    return mistakes;
}

} // namespace samling
