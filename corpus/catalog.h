#pragma once
// The truth about every document: records, versions, pages of text, sources and what became of them. The index
// can always be made again from here.
//
// One SQLite file (tables: catalog_migrations.cpp). A version holds its metadata as the compact bytes of
// schema/metadata_codec.h (write_record_xml makes the record for people on request), its headings and report likewise
// (version_codec.h); each page of text is a row of its own, zstd-compressed where that is shorter (page_text.h).

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/statement_decision.h"
#include "corpus/tag_decision.h"
#include "schema/metadata.h"
#include "schema/page_reading.h"
#include "schema/visibility.h"

namespace samling {

/// What became of a file. An archive is no document: its members are, each a source "archive.zip!/member". Stored by
/// name; never renamed.
enum class Outcome { indexed, no_text, refused, archive };
std::string_view outcome_name(Outcome outcome);

/// Whether a document follows a file or the file only had the same content. Stored by name; never renamed.
enum class SourceRole { original, copy };

/// A file seen by the indexer. `path` is absolute and normalised.
struct Source {
    std::string path;
    std::int64_t size = 0;
    std::int64_t mtime_ns = 0;
    std::string sha256;         ///< Of the file; empty if it could not be read.
    std::string sidecar_sha256; ///< Of what a person wrote of it, wherever; empty if nobody did.
    std::string document_id;    ///< Of a refused file: the document it was before, or empty.
    Outcome outcome = Outcome::indexed;
    std::string reason; ///< Why refused or without text, for people; otherwise empty.
    std::string record = {}; ///< What a manifest says of it, as of encode_metadata; empty if none does.
    SourceRole role = SourceRole::original;
    std::string missing_since = {}; ///< UTC, ISO 8601: when a run first missed the file; empty while it is there.
    std::string moved_from = {}; ///< Not stored: the path that it had before, whose row put_source takes away.
};

/// Another document with nearly the same text.
struct NearDuplicate {
    std::string id;
    std::string title;
    Readership readership; ///< Who may know of it.
    double similarity = 0; ///< Share of common shingles (Jaccard), from kNearlySame to 1.
};

/// A document of which a text is nearly the same.
struct AlikeDocument {
    std::string id;
    double similarity = 0; ///< As in NearDuplicate.
};

/// Pages in one language.
struct LanguageShare {
    std::string language;   ///< BCP 47; empty for pages whose language is unsure.
    int pages = 0;          ///< Of those with text.
    double confidence = 0;  ///< Mean over the pages, 0 to 1.
    friend bool operator==(const LanguageShare&, const LanguageShare&) = default;
};

/// What could be read of a version, told honestly.
struct ReadingReport {
    std::string media_type;   ///< By content: "application/pdf".
    std::string extractor;    ///< Name and version: "poppler 22.12.0".
    std::string encoding;     ///< As found or guessed; empty where the format fixes it.
    std::int64_t words = 0;
    int pages_without_text = 0;
    bool truncated = false;   ///< A limit cut the text; `notes` says which.
    double seconds = 0;       ///< CPU time of the extraction.
    std::vector<std::string> notes; ///< Anything a reader should know, in words.
    std::vector<LanguageShare> languages; ///< Most pages first.
    std::vector<PageReading> pages;       ///< One for each page; none of versions stored by older programs.
    std::vector<Link> links;              ///< That stand in it, in the order of its pages; likewise.
};

/// Content for a document, new or known.
struct NewVersion {
    Document document;  ///< metadata.id names the document.
    ReadingReport report;
    std::string sha256; ///< Of the source bytes together with the record: equal means nothing changed.
    std::string object; ///< Digest of the original in the object store; empty if there is none (ready records).
    std::string file_name; ///< The original's name, without directories.
    std::vector<Statement> statements = {}; ///< Of intent, found in the document.
};

/// A version as stored, without its text; people's decisions on its tags are applied to its metadata.
struct StoredVersion {
    std::int64_t key = 0; ///< Of this version, unique for ever in this catalog.
    int number = 1;       ///< 1, 2, … within the document.
    bool is_newest = true; ///< As far as the call that gave it can tell: find() can.
    Metadata metadata;
    ReadingReport report;
    std::string sha256;
    std::string object;
    std::string file_name;
    std::vector<Heading> headings;
    int page_count = 0;
    std::string created; ///< UTC, ISO 8601.
    std::vector<TagDecision> decisions; ///< Of people on its tags, as far as they are in force.
};

/// One line of a document's history.
struct VersionSummary {
    std::int64_t key = 0;
    int number = 1;
    std::string created;
    std::string sha256;
};

struct CatalogCounts {
    std::int64_t documents = 0;
    std::int64_t versions = 0;
    std::int64_t pages = 0; ///< Of the newest versions; so are the words.
    std::int64_t words = 0;
    std::int64_t withdrawn = 0; ///< Documents that are kept but shown to nobody.
    std::int64_t unindexed = 0; ///< Documents whose current version is not in the index yet.
    std::int64_t sources_indexed = 0, sources_no_text = 0, sources_refused = 0;
    std::int64_t sources_copies = 0;  ///< Files with the content of another.
    std::int64_t sources_missing = 0; ///< Files that were gone at the last run.
    std::int64_t near_duplicates = 0; ///< Documents whose text another has, or nearly.
    std::int64_t uncompared = 0;      ///< Documents that were not looked through for near-duplicates yet.
};

/// The collection as somebody sees it.
struct CollectionSize {
    std::int64_t versions = 0;
    std::int64_t pages = 0; ///< Of the newest versions; so are the words.
    std::int64_t words = 0;
    /// How many documents first came in each month, "2026-11", oldest first; months without any are left out.
    std::vector<std::pair<std::string, std::int64_t>> months;
};

/// That a document is no longer shown.
struct Withdrawal {
    std::string id, title; ///< Of the document.
    std::string person, reason;
    std::string at; ///< UTC, ISO 8601.
    Readership readership = {}; ///< Who may know of it.
};

/// How a put went.
struct PutResult {
    std::int64_t version_key = 0;
    enum class Kind { created, new_version, unchanged } kind = Kind::created;
    bool withdrawn = false; ///< The document is; it stays out of the index.
};

/// NOT thread-safe: one object per thread; any number of readers live beside one writer (SQLite in WAL mode).
/// Every call throws Failure{storage_failed} when the database refuses (disk full, read-only, damaged), naming
/// the file and the mend, Failure{busy} when another process has been writing for ten seconds,
/// Failure{corrupt_data} when a stored value cannot be decoded. Texts come back byte for byte, whatever they hold.
class Catalog {
public:
    /// `look` is `read` that leaves no trace: not even the empty files that SQLite puts beside a database to read it. A run
    /// that begins meanwhile is not followed.
    enum class Mode { read, write, look };
    /// Mode::write creates the file and brings an older schema up to date. Mode::read throws Failure{index_missing}
    /// when the file is not there or empty, Failure{layout_mismatch} when its schema is an older one; it needs the
    /// right to write the directory unless that lies on a read-only medium or nobody may write it (chmod a-w).
    /// Both throw Failure{layout_mismatch} when a newer program made it.
    Catalog(const std::filesystem::path& file, Mode mode);
    ~Catalog();
    Catalog(Catalog&&) noexcept;

    /// Runs `work` as one transaction: all of it is stored durably, or (when it throws) nothing. Not nested. A single
    /// put or remove that throws leaves nothing of itself, and `work` may go on after catching that. Without a
    /// transaction each call below is one of its own, at the price of an fsync. With Mode::read everything in `work`
    /// is read from one snapshot, and faster, since taking one costs several system calls.
    void transaction(const std::function<void()>& work);

    std::optional<Source> source(const std::string& path);
    void put_source(const Source& source);
    void remove_source(const std::string& path);
    void for_each_source(const std::function<void(const Source&)>& visit);
    /// Sources with this path or below it, by path.
    std::vector<Source> sources_below(const std::string& path);
    /// Sources of a document, by path.
    std::vector<Source> sources_of(const std::string& document_id);
    /// Copies of what their document was before: it went on, they did not.
    std::vector<Source> stale_copies();
    /// Sources that gave this content, by path: how copies and moved files are recognised.
    std::vector<Source> sources_with(const std::string& sha256);

    /// Stores a version as the newest of its document; the document's place in the index becomes stale.
    /// Unchanged content (same sha256 as the newest, not empty) stores nothing.
    /// Throws Failure{invalid_argument} for an id that is none, Failure{too_large} for a page beyond 64 MiB.
    PutResult put_version(const NewVersion& version);
    /// Forgets a document, its versions and sources. Returns the objects that no other version uses any more, to be
    /// released once this is committed; nothing if there is no such document.
    std::optional<std::vector<std::string>> remove(const std::string& id);

    /// The newest version of a document, or one by number.
    std::optional<StoredVersion> find(const std::string& id, std::optional<int> number = std::nullopt);
    std::vector<VersionSummary> history(const std::string& id);
    /// The original of a document's newest version; empty if there is none.
    std::string current_object(const std::string& id);
    /// Calls `remove` for those of `objects` that no version of any document and no submission under way has. Nobody else
    /// writes to the catalog meanwhile, so that none of them is given to a submission between the look and the removal.
    void release_objects(const std::vector<std::string>& objects, const std::function<void(const std::string&)>& remove);
    /// One page of a version, numbered from 1.
    std::optional<Page> page(std::int64_t version_key, int number);
    std::vector<Page> pages(std::int64_t version_key);

    /// Newest version of every document / of those not in the index yet, by key. `visit` may use the catalog and
    /// write to it; what it adds meanwhile is visited too.
    void for_each_current(const std::function<void(const StoredVersion&)>& visit);
    void for_each_unindexed(const std::function<void(const StoredVersion&)>& visit);
    /// Says that these versions are committed to the index now in use. Keys of removed versions are ignored.
    void mark_indexed(const std::vector<std::int64_t>& version_keys);
    /// Says that nothing is in the index: before a rebuild. Removals stay until marked, for a rebuild may die.
    void mark_all_unindexed();
    /// Ids of documents that were removed and may still be in the index; and that they have left it. One that was
    /// never indexed is among them (deleting it there does nothing), one that was put again is not.
    std::vector<std::string> removed_but_indexed();
    void mark_removal_indexed(const std::vector<std::string>& ids);

    /// Compares the texts that came since the last call with all that are in, and records which are nearly the same.
    /// At most twenty texts for each. Returns how many of the new texts were found to be the same as another, or nearly.
    std::int64_t compare_texts();
    /// Recorded for the newest version of a document, most alike first.
    std::vector<NearDuplicate> near_duplicates(const std::string& id);

    /// Documents, visible or not, of which a version has this original; and those whose newest version has nearly this
    /// text, as far as compare_texts() has come, most alike first.
    std::vector<std::string> documents_with(const std::string& object);
    std::vector<AlikeDocument> alike(const std::vector<Page>& pages);

    /// Whether a version or a removal waits to be brought into the index. Quick.
    bool is_index_behind();
    /// What the catalog believes of a document in the index.
    struct IndexState {
        std::string id;
        std::int64_t current_version = 0;
        bool is_indexed = false; ///< The current version is said to be in the index.
        bool is_met = false;     ///< For the caller.
    };
    std::vector<IndexState> index_states();
    /// Every original that is needed, with what needs it, for people: "document ID", "submission 12".
    std::map<std::string, std::string> objects();

    CatalogCounts counts();
    /// Reads everything there is; one line for each thing that is not as it must be.
    std::vector<std::string> check();
    /// What of the collection `audience` may see on the day `today`, in numbers.
    CollectionSize size_for(const Audience& audience, const Date& today);

    /// Takes a document out of the index, and says why to whoever asks for it; or lets it back in. Both stay on record.
    /// False, and nothing is done, when there is no such document or it is so already.
    bool withdraw(const std::string& id, const std::string& person, const std::string& reason);
    bool restore(const std::string& id, const std::string& person, const std::string& reason);
    /// Why a document is withdrawn; nothing when it is not.
    std::optional<Withdrawal> withdrawal(const std::string& id);
    /// All that are withdrawn, at the time `since` or later (ISO 8601, as far as given; "": ever), the last first: the deletion
    /// records for harvesters. At most `most`, of those of which `may_know` is true.
    std::vector<Withdrawal> withdrawals(const std::string& since, std::size_t most, const std::function<bool(const Readership&)>& may_know);

    /// Records a person's word on a tag of a document, known or not; the document's place in the index becomes stale.
    /// Nothing is ever taken out: the last word on a tag holds.
    void put_decision(const std::string& id, const TagDecision& decision);
    /// Everything that was said of a document's tags, oldest first; also of one that was removed.
    std::vector<TagDecision> decisions(const std::string& id);
    /// Applies the decisions in force on the document `metadata.id`, as find() does, and returns them.
    std::vector<TagDecision> decide(Metadata& metadata);
    /// The record of a version as it was stored: without people's decisions.
    Metadata undecided_record(std::int64_t version_key);
    /// Puts another record in its place; its id stays. Reindex::yes makes the document's place in the index stale.
    enum class Reindex { no, yes };
    void replace_record(std::int64_t version_key, const Metadata& metadata, Reindex reindex);

    /// Statements of intent found in a version, in their order; and others in their place.
    std::vector<Statement> statements(std::int64_t version_key);
    void put_statements(std::int64_t version_key, const std::vector<Statement>& statements);
    /// Those of the newest versions, the latest to come in first, with the last word on each; at most `limit`. None of
    /// documents that are withdrawn; who may see the others is for the caller to ask.
    std::vector<FoundStatement> current_statements(std::size_t limit);
    /// Records a person's word on a statement. Nothing is ever taken out: the last word on a statement holds.
    void put_statement_decision(const StatementDecision& decision);
    /// Everything that was said of statements, oldest first; of one document, or of all with an empty id.
    std::vector<StatementDecision> statement_decisions(const std::string& id);

    /// A value that belongs to the collection as a whole, empty when it was never put.
    std::string setting(const std::string& name);
    void put_setting(const std::string& name, const std::string& value);

private:
    struct Internal;
    std::unique_ptr<Internal> internal_;
};

} // namespace samling
