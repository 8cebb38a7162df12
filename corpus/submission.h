#pragma once
// A file that a member has handed in, on its way to being published, as plain values. How it is kept: submissions.h.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/catalog.h"
#include "schema/metadata.h"

namespace samling {

/// Where it stands. Stored by name; never renamed.
enum class SubmissionState {
    received,   ///< Whole in the object store; `indexer follow` reads it next.
    unreadable, ///< Nothing could be read in it; `reason` says why.
    read,       ///< What was read is there for the member to correct and submit.
    submitted,  ///< A curator decides.
    returned,   ///< Sent back by a curator, to be corrected and submitted again.
    accepted,   ///< A curator, or a member who may publish directly, has said yes; `indexer follow` publishes it next.
    published,  ///< `document` is in the collection.
    rejected,   ///< A curator has said no.
    discarded,  ///< The member has taken it back.
};
inline constexpr std::size_t kSubmissionStateCount = 9;

struct SubmissionStateName {
    SubmissionState state;
    std::string_view name;  ///< As stored and in addresses.
    std::string_view about; ///< For people: "waits for a curator".
};
extern const std::array<SubmissionStateName, kSubmissionStateCount> kSubmissionStates;
std::string_view submission_state_name(SubmissionState state);
std::optional<SubmissionState> submission_state_named(std::string_view name);

/// Whose act leads from one state to another. A member is the one who handed it in, a curator one of its coalition (or an
/// administrator), the program `indexer follow`.
enum class SubmissionActor { member, curator, program };

struct SubmissionMove {
    SubmissionState from, to;
    SubmissionActor by;
};
/// Every move there is; any other is a conflict.
extern const std::array<SubmissionMove, 17> kSubmissionMoves;
bool is_submission_move(SubmissionState from, SubmissionState to, SubmissionActor by);

/// A document that is the same, or nearly.
struct Lookalike {
    std::string document; ///< Its id. Who may know its title is for whoever shows it to ask.
    double similarity = 1; ///< Of the texts, as in NearDuplicate; 1 for the same file, 0 where only the title is the same.
    enum class Kind { same_file, near_text, same_title } kind = Kind::near_text;
    friend bool operator==(const Lookalike&, const Lookalike&) = default;
};

/// What `indexer follow` read in the file.
struct SubmissionReading {
    Document document; ///< Its metadata as it would be without anybody's help, with tags by rules.
    ReadingReport report;
    std::vector<Lookalike> lookalikes; ///< Most alike first.
};

struct Submission {
    std::int64_t key = 0;
    std::int64_t account = 0; ///< Who handed it in.
    std::string coalition;    ///< Code: whose curators decide.
    SubmissionState state = SubmissionState::received;
    std::int64_t revision = 1; ///< Grows with every change. Forms carry it, so that nobody decides on what they did not see.
    std::string file_name;     ///< Without directories; any valid UTF-8.
    std::string object;        ///< Digest of the original in the object store.
    std::int64_t bytes = 0;
    std::string reason;        ///< Of the state, for people: why unreadable, rejected, returned; otherwise empty.
    std::string document;      ///< Id: of which it is to be a new version (empty: a new document); once published, the document.
    Metadata read;             ///< As in SubmissionReading; empty before.
    Metadata proposed;         ///< What is to be published as the member (or a curator) wants it; first the same as `read`.
    ReadingReport report;
    int page_count = 0;
    std::vector<Heading> headings;
    std::int64_t created = 0, changed = 0; ///< Seconds since 1970.
};

/// One thing that happened to a submission, for its members and curators to see; the audit log is another matter.
struct SubmissionNote {
    std::int64_t at = 0;      ///< Seconds since 1970.
    std::string who;          ///< As in AuditEntry.
    SubmissionState state;    ///< After it.
    std::string text;         ///< What was said; may be empty.
};

} // namespace samling
