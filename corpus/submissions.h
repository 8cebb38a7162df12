#pragma once
// The submissions of a collection: what members have handed in, what was read in it, what people said of it. How one gets
// at a database: catalog_transactions.h. Nothing here writes the audit log, or knows who may do what beyond
// kSubmissionMoves; whoever calls does, in the same transaction.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "corpus/sqlite.h"
#include "corpus/submission.h"

namespace samling {

/// Which submissions are wanted; what is empty excludes nothing.
struct SubmissionFilter {
    std::int64_t account = 0;
    std::vector<std::string> coalitions = {}; ///< Any of them.
    std::vector<SubmissionState> states = {}; ///< Any of them.
    std::string text = {};               ///< Part of the proposed title or of the file name, whatever the case of ASCII.
    std::int64_t before = 0;             ///< Keys below this, for the next page.
    std::size_t limit = 100;
};

/// A view of the submissions in a database. Times are seconds since 1970.
class Submissions {
public:
    explicit Submissions(SqliteDatabase& database) : database_(database) {}

    /// A new one, of whose values account, coalition, file_name, object and bytes count, with its first note. `upload`
    /// is the id of the upload that brought it: a second call with the same one returns the key of the first.
    std::int64_t add(const Submission& submission, const std::string& upload, const std::string& who);

    /// The key of what an upload has become; nothing before.
    std::optional<std::int64_t> of_upload(const std::string& upload);
    std::optional<Submission> find(std::int64_t key);
    /// How many bytes an account has handed in since `since`, whatever became of them.
    std::int64_t bytes_since(std::int64_t account, std::int64_t since);
    /// Newest first.
    std::vector<Submission> list(const SubmissionFilter& filter);
    /// How many there are; `before` and `limit` of the filter do not matter.
    std::int64_t count(const SubmissionFilter& filter);
    /// One page as it was read, numbered from 1.
    std::optional<Page> page(std::int64_t key, int number);
    std::vector<Page> pages(std::int64_t key);
    std::vector<Lookalike> lookalikes(std::int64_t key);
    /// Oldest first.
    std::vector<SubmissionNote> notes(std::int64_t key);
    /// What `indexer follow` has to do, oldest first: keys of those received, and of those accepted.
    std::vector<std::int64_t> waiting(SubmissionState state);

    /// Keeps what was read and moves it from received to read.
    void put_reading(std::int64_t key, const SubmissionReading& reading);
    /// Keeps what is to be published, and of which document it is to be a new version. Throws Failure{conflict} unless
    /// `seen` is its revision and it is read, submitted or returned.
    void put_proposal(std::int64_t key, std::int64_t seen, const Metadata& proposed, const std::string& document);
    /// Moves it, with a note. Throws Failure{conflict}, saying what became of it meanwhile, unless `seen` is its revision
    /// and the move is one of kSubmissionMoves. 0 as `seen`: whatever its revision.
    struct Move {
        SubmissionState to;
        SubmissionActor by;
        std::string who;  ///< As in AuditEntry.
        std::string text; ///< Why, for people; becomes `reason` where it is returned, rejected or unreadable.
    };
    void move(std::int64_t key, std::int64_t seen, const Move& move);
    /// Throws Failure{conflict} that says what became of it, by whom and when.
    [[noreturn]] void refuse(std::int64_t key);
    /// Keeps the id of the document that an accepted one is to become.
    void reserve(std::int64_t key, const std::string& document);
    /// Says which document an accepted one has become, and moves it to published. Its pages are forgotten here.
    void publish(std::int64_t key, const std::string& document);

    /// Whether any submission that is not over (published, rejected, discarded) needs this object; and all that are
    /// needed, each with the key of one that does.
    bool needs_object(const std::string& digest);
    std::vector<std::pair<std::string, std::int64_t>> objects();

private:
    SqliteDatabase& database_;
};

} // namespace samling
