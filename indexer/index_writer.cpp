#include "indexer/index_writer.h"

#include <functional>
#include <vector>
#include <xapian.h>

#include "schema/failure.h"
#include "schema/index_changes.h"

namespace samling {
namespace {

/// Runs `work`, turning what Xapian throws into a Failure.
template <typename Work>
auto translated(const std::filesystem::path& directory, Work&& work) {
    try {
        return work();
    } catch (const Xapian::DatabaseLockError&) {
        throw Failure(ErrorCode::busy, "index busy: another process writes " + directory.string());
    } catch (const Xapian::DatabaseCorruptError& error) {
        throw Failure(ErrorCode::corrupt_data,
                      directory.string() + ": " + error.get_msg() + "; run `indexer rebuild`");
    } catch (const Xapian::DatabaseVersionError& error) {
        throw Failure(ErrorCode::layout_mismatch,
                      directory.string() + ": " + error.get_msg() + "; run `indexer rebuild`");
    } catch (const Xapian::Error& error) {
        throw Failure(ErrorCode::storage_failed, directory.string() + ": " + error.get_description());
    }
}

void check_layout(Xapian::WritableDatabase& database, const std::filesystem::path& directory) {
    const std::string key(kLayoutKey), version = std::to_string(kLayoutVersion);
    const auto found = database.get_metadata(key);
    if (found == version) return;
    if (found.empty() && database.get_doccount() == 0) {
        database.set_metadata(key, version);
        database.commit();
        return;
    }
    throw Failure(ErrorCode::layout_mismatch,
                  directory.string() + " has layout " + (found.empty() ? "none" : found) +
                      ", this program writes " + version + "; run `indexer rebuild`");
}

} // namespace

struct IndexWriter::Internal {
    std::filesystem::path directory;
    Xapian::WritableDatabase database;
    IndexCodec codec;
    std::vector<std::uint32_t> touched{}; ///< Since the last commit.
    std::uint64_t committed = database.get_revision();

    /// What this commit touches, for readers that follow. Where Xapian commits by itself in between, the readers
    /// of that revision find none that leads to it, and read everything.
    void store_changes() {
        const std::string key(kChangesKey);
        auto changes = IndexChanges::decode(database.get_metadata(key));
        changes.add({committed, database.get_revision() + 1, std::move(touched)});
        touched.clear();
        database.set_metadata(key, changes.encode());
    }

    /// Documents by language, most first, for readers that choose stemmers by it.
    void store_languages() {
        const std::string prefix(facet_field(TagField::language).prefix);
        std::multimap<Xapian::doccount, std::string, std::greater<>> by_count;
        for (auto term = database.allterms_begin(prefix); term != database.allterms_end(prefix); ++term)
            by_count.emplace(term.get_termfreq(), (*term).substr(prefix.size()));
        std::string text;
        for (const auto& [count, code] : by_count)
            text += code + " " + std::to_string(count) + "\n";
        database.set_metadata(std::string(kLanguagesKey), text);
    }
};

IndexWriter::IndexWriter(const std::filesystem::path& directory, const Vocabularies& vocabularies,
                         const RankingSettings& ranking)
    : internal_(translated(directory, [&] {
          auto internal = std::unique_ptr<Internal>(
              new Internal{directory, Xapian::WritableDatabase(directory.string(), Xapian::DB_CREATE_OR_OPEN),
                           IndexCodec(vocabularies, ranking)});
          check_layout(internal->database, directory);
          return internal;
      })) {}

IndexWriter::~IndexWriter() = default;

void IndexWriter::put(const Document& document, std::int64_t version_key) {
    translated(internal_->directory, [&] {
        internal_->touched.push_back(internal_->database.replace_document(
            unique_term(document.metadata.id), internal_->codec.make(document, version_key)));
    });
}

void IndexWriter::remove(const std::string& id) {
    translated(internal_->directory, [&] {
        auto& database = internal_->database;
        const auto term = unique_term(id);
        internal_->touched.insert(internal_->touched.end(), database.postlist_begin(term),
                                  database.postlist_end(term));
        database.delete_document(term);
    });
}

void IndexWriter::commit() {
    translated(internal_->directory, [&] {
        internal_->store_languages();
        internal_->store_changes();
        internal_->database.commit();
        internal_->committed = internal_->database.get_revision();
    });
}

std::uint32_t IndexWriter::document_count() const {
    return internal_->database.get_doccount();
}

void IndexWriter::compact(const std::filesystem::path& target) {
    translated(internal_->directory, [&] { internal_->database.compact(target.string()); });
}

} // namespace samling
