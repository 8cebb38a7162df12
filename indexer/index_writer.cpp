#include "indexer/index_writer.h"

#include <cerrno>
#include <charconv>
#include <cstring>
#include <functional>
#include <map>
#include <vector>
#include <xapian.h>

#include "schema/failure.h"
#include "schema/index_changes.h"

namespace samling {
namespace {

std::string mend(const Xapian::Error& error) {
    const bool full = error.get_description().find(std::strerror(ENOSPC)) != std::string::npos;
    return full ? "; free some space and run again, nothing is lost" : "";
}

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
        throw Failure(ErrorCode::storage_failed, directory.string() + ": " + error.get_description() + mend(error));
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

using LanguageCounts = std::map<std::string, std::uint64_t>;

/// As kLanguagesKey has them: most documents first.
std::string encode_languages(const LanguageCounts& counts) {
    std::multimap<std::uint64_t, std::string, std::greater<>> by_count;
    for (const auto& [code, count] : counts)
        by_count.emplace(count, code);
    std::string text;
    for (const auto& [count, code] : by_count)
        text += code + " " + std::to_string(count) + "\n";
    return text;
}

void add_languages(LanguageCounts& counts, std::string_view text) {
    while (!text.empty()) {
        const auto line = text.substr(0, text.find('\n'));
        const auto space = std::min(line.find(' '), line.size());
        std::uint64_t count = 0;
        std::from_chars(line.data() + std::min(space + 1, line.size()), line.data() + line.size(), count);
        if (count > 0) counts[std::string(line.substr(0, space))] += count;
        text.remove_prefix(std::min(line.size() + 1, text.size()));
    }
}

/// What the indexes that are merged say of themselves, as one.
class MergedMetadata : public Xapian::Compactor {
public:
    std::string resolve_duplicate_metadata(const std::string& key, std::size_t count,
                                           const std::string tags[]) override {
        // Xapian gives the key as it is stored, with a prefix of its own.
        if (!key.ends_with(kLanguagesKey)) return tags[0];
        LanguageCounts languages;
        for (std::size_t i = 0; i < count; ++i)
            add_languages(languages, tags[i]);
        return encode_languages(languages);
    }
};

int open_flags(IndexWriter::Purpose purpose) {
    const int shard = Xapian::DB_NO_SYNC | Xapian::DB_DANGEROUS;
    return Xapian::DB_CREATE_OR_OPEN | (purpose == IndexWriter::Purpose::shard ? shard : 0);
}

} // namespace

struct IndexWriter::Internal {
    std::filesystem::path directory;
    Xapian::WritableDatabase database;
    IndexCodec& codec;
    Purpose purpose;
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

    /// Documents by language, for readers that choose stemmers by it.
    void store_languages() {
        const std::string prefix(facet_field(TagField::language).prefix);
        LanguageCounts counts;
        for (auto term = database.allterms_begin(prefix); term != database.allterms_end(prefix); ++term)
            counts[(*term).substr(prefix.size())] = term.get_termfreq();
        database.set_metadata(std::string(kLanguagesKey), encode_languages(counts));
    }
};

IndexWriter::IndexWriter(const std::filesystem::path& directory, IndexCodec& codec, Purpose purpose)
    : internal_(translated(directory, [&] {
          auto internal = std::unique_ptr<Internal>(new Internal{
              directory, Xapian::WritableDatabase(directory.string(), open_flags(purpose)), codec, purpose});
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

void IndexWriter::add(const Document& document, std::int64_t version_key) {
    translated(internal_->directory, [&] {
        internal_->touched.push_back(
            internal_->database.add_document(internal_->codec.make(document, version_key)));
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
        if (internal_->purpose == Purpose::live) internal_->store_changes();
        internal_->database.commit();
        internal_->committed = internal_->database.get_revision();
    });
}

std::uint32_t IndexWriter::document_count() const {
    return internal_->database.get_doccount();
}

bool IndexWriter::contains(const std::string& id) const {
    return translated(internal_->directory, [&] { return internal_->database.term_exists(unique_term(id)); });
}

void merge_indexes(const std::vector<std::filesystem::path>& sources, const std::filesystem::path& target) {
    translated(target, [&] {
        Xapian::Database all;
        for (const auto& source : sources)
            all.add_database(Xapian::Database(source.string()));
        MergedMetadata metadata;
        all.compact(target.string(), Xapian::Compactor::FULL, 0, metadata);
        // They tell of revisions of the sources.
        Xapian::WritableDatabase merged(target.string(), Xapian::DB_OPEN);
        merged.set_metadata(std::string(kChangesKey), "");
        merged.commit();
    });
}

} // namespace samling
