// Documents and their versions: storing, reading, forgetting.

#include <algorithm>

#include "corpus/catalog_internal.h"
#include "corpus/submissions.h"
#include "corpus/text_signature.h"
#include "corpus/utc_time.h"
#include "corpus/version_codec.h"
#include "schema/failure.h"
#include "schema/metadata_codec.h"
#include "schema/visibility.h"

namespace samling {
namespace {

/// A document that is there already.
struct Known {
    std::int64_t key = 0;
    std::int64_t version_key = 0;
    std::int64_t number = 0;
    std::string sha256;
    bool withdrawn = false;
};

std::optional<Known> known(SqliteDatabase& database, const std::string& id) {
    auto row = database.query("SELECT d.key, v.key, v.number, v.sha256, d.withdrawn FROM document d "
                              "JOIN version v ON v.key = d.current_version WHERE d.id = ?1",
                              id);
    if (!row.step()) return std::nullopt;
    return Known{row.integer(0), row.integer(1), row.integer(2), row.text(3), row.integer(4) != 0};
}

/// The key of the document `id`, made when it is new. Its current version is set by the caller.
std::int64_t document_key(SqliteDatabase& database, const std::string& id,
                          const std::optional<Known>& before) {
    if (before) return before->key;
    const std::string now = utc_now();
    database.run("INSERT INTO document (id, created, updated, current_version) VALUES (?1, ?2, ?2, 0)", id,
                 now);
    return database.last_key();
}

std::int64_t insert_version(SqliteDatabase& database, const NewVersion& version, std::int64_t document,
                            std::int64_t number) {
    database.run("INSERT INTO version (document, number, page_count, words, created, sha256, object, "
                 "file_name, report, "
                 "record, headings, signature, restricted) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
                 document, number, version.document.pages.size(), version.report.words, utc_now(),
                 version.sha256, version.object, version.file_name, Blob{encode_report(version.report)},
                 Blob{encode_metadata(version.document.metadata)},
                 Blob{encode_headings(version.document.headings)}, Blob{text_signature(version.document.pages)},
                 readership_of(version.document.metadata).restricted ? 1 : 0);
    return database.last_key();
}

Page read_page(SqliteStatement& row, PageTextCodec& texts) {
    return Page{texts.decode(row.blob(2)), row.text(0), row.text(1)};
}

/// Of `objects`, those that neither a version nor a submission under way names any more.
std::vector<std::string> unused(SqliteDatabase& database, std::vector<std::string> objects) {
    std::erase_if(objects, [&](const std::string& object) {
        return database.query("SELECT 1 FROM version WHERE object = ?1 AND object <> '' LIMIT 1", object).step() ||
               Submissions(database).needs_object(object);
    });
    return objects;
}

} // namespace

StoredVersion read_version(SqliteStatement& row) {
    StoredVersion version;
    version.key = row.integer(0);
    version.number = static_cast<int>(row.integer(1));
    version.page_count = static_cast<int>(row.integer(2));
    version.created = row.text(3);
    version.sha256 = row.text(4);
    version.object = row.text(5);
    version.file_name = row.text(6);
    try {
        version.report = decode_report(row.blob(7));
        version.metadata = decode_metadata(row.blob(8));
        version.headings = decode_headings(row.blob(9));
    } catch (const Failure& failure) {
        throw Failure(failure.code(),
                      "version " + std::to_string(version.key) + " of the catalog: " + failure.what());
    }
    return version;
}

PutResult Catalog::put_version(const NewVersion& version) {
    const auto& id = version.document.metadata.id;
    if (!is_valid_id(id))
        throw Failure(ErrorCode::invalid_argument, "not an identifier for a document: \"" + id + "\"");
    auto& database = internal_->database;
    PutResult result;
    database.atomically([&] {
        const auto before = known(database, id);
        if (before && !version.sha256.empty() && before->sha256 == version.sha256) {
            result = {before->version_key, PutResult::Kind::unchanged};
            return;
        }
        const auto document = document_key(database, id, before);
        const auto key = insert_version(database, version, document, before ? before->number + 1 : 1);
        int number = 0;
        for (const auto& page : version.document.pages)
            database.run(
                "INSERT INTO page (version, number, label, language, text) VALUES (?1, ?2, ?3, ?4, ?5)", key,
                ++number, page.label, page.language, Blob{internal_->texts.encode(page.text)});
        if (!version.statements.empty()) put_statements(key, version.statements);
        database.run("UPDATE document SET current_version = ?2, updated = ?3 WHERE key = ?1", document, key,
                     utc_now());
        result = {key, before ? PutResult::Kind::new_version : PutResult::Kind::created,
                  before && before->withdrawn};
    });
    return result;
}

std::optional<std::vector<std::string>> Catalog::remove(const std::string& id) {
    auto& database = internal_->database;
    std::optional<std::vector<std::string>> freed;
    database.atomically([&] {
        const auto document = known(database, id);
        if (!document) return;
        std::vector<std::string> objects;
        {
            auto rows = database.query("SELECT object, key, signature FROM version WHERE document = ?1", document->key);
            while (rows.step()) {
                if (auto object = rows.text(0); !object.empty()) objects.push_back(std::move(object));
                forget_signature(database, rows.integer(1), std::string(rows.blob(2)));
            }
        }
        std::sort(objects.begin(), objects.end());
        objects.erase(std::unique(objects.begin(), objects.end()), objects.end());
        database.run("DELETE FROM source WHERE document_id = ?1 AND document_id <> ''", id);
        database.run("DELETE FROM document WHERE key = ?1", document->key);
        // Also when it was never marked as indexed: the run that indexed it may have died before it said so.
        database.run("INSERT OR IGNORE INTO removal (id) VALUES (?1)", id);
        freed = unused(database, std::move(objects));
    });
    return freed;
}

std::optional<StoredVersion> Catalog::find(const std::string& id, std::optional<int> number) {
    auto& database = internal_->database;
    auto row = number
                   ? database.query("SELECT " SAMLING_VERSION_COLUMNS " FROM document d "
                                    "JOIN version v ON v.document = d.key WHERE d.id = ?1 AND v.number = ?2",
                                    id, *number)
                   : database.query("SELECT " SAMLING_VERSION_COLUMNS " FROM document d "
                                    "JOIN version v ON v.key = d.current_version WHERE d.id = ?1",
                                    id);
    if (!row.step()) return std::nullopt;
    auto version = read_version(row);
    version.decisions = decide(version.metadata);
    if (number)
        version.is_newest = database.query("SELECT 1 FROM document WHERE current_version = ?1", version.key).step();
    return version;
}

std::vector<VersionSummary> Catalog::history(const std::string& id) {
    std::vector<VersionSummary> history;
    auto rows =
        internal_->database.query("SELECT v.key, v.number, v.created, v.sha256 FROM document d "
                                  "JOIN version v ON v.document = d.key WHERE d.id = ?1 ORDER BY v.number",
                                  id);
    while (rows.step())
        history.push_back({rows.integer(0), static_cast<int>(rows.integer(1)), rows.text(2), rows.text(3)});
    return history;
}

std::map<std::string, std::string> Catalog::objects() {
    std::map<std::string, std::string> objects;
    auto rows = internal_->database.query(
        "SELECT v.object, d.id FROM version v JOIN document d ON d.key = v.document WHERE v.object <> ''");
    while (rows.step())
        objects.emplace(rows.text(0), "document " + rows.text(1));
    for (const auto& [object, key] : Submissions(internal_->database).objects())
        objects.emplace(object, "submission " + std::to_string(key));
    return objects;
}

std::string Catalog::current_object(const std::string& id) {
    auto row = internal_->database.query(
        "SELECT v.object FROM document d JOIN version v ON v.key = d.current_version WHERE d.id = ?1", id);
    return row.step() ? row.text(0) : "";
}

void Catalog::release_objects(const std::vector<std::string>& objects, const std::function<void(const std::string&)>& remove) {
    for (const auto& object : objects) // one by one, so that others who write come in between
        internal_->database.transaction([&] {
            if (!unused(internal_->database, {object}).empty()) remove(object);
        });
}

std::optional<Page> Catalog::page(std::int64_t version_key, int number) {
    auto row = internal_->database.query(
        "SELECT label, language, text FROM page WHERE version = ?1 AND number = ?2", version_key, number);
    return row.step() ? std::optional(read_page(row, internal_->texts)) : std::nullopt;
}

std::vector<Page> Catalog::pages(std::int64_t version_key) {
    std::vector<Page> pages;
    auto rows = internal_->database.query(
        "SELECT label, language, text FROM page WHERE version = ?1 ORDER BY number", version_key);
    while (rows.step())
        pages.push_back(read_page(rows, internal_->texts));
    return pages;
}

} // namespace samling
