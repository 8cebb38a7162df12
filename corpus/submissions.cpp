#include "corpus/submissions.h"

#include <algorithm>
#include <cmath>

#include "corpus/page_text.h"
#include "corpus/stored_name.h"
#include "corpus/utc_time.h"
#include "corpus/version_codec.h"
#include "schema/failure.h"
#include "schema/metadata_codec.h"

namespace samling {
namespace {

constexpr NamedValues<Lookalike::Kind, 3> kLookalikeKinds = {{{Lookalike::Kind::same_file, "same-file"},
                                                              {Lookalike::Kind::near_text, "near-text"},
                                                              {Lookalike::Kind::same_title, "same-title"}}};

SubmissionState stored_state(const std::string& name) {
    const auto state = submission_state_named(name);
    if (!state) throw Failure(ErrorCode::corrupt_data, "catalog: there is no state '" + name + "' of a submission");
    return *state;
}

#define SAMLING_SUBMISSION_COLUMNS                                                                                     \
    "SELECT key, account, coalition, state, revision, file_name, object, bytes, reason, document, page_count, created, " \
    "changed, read, proposed, report, headings FROM submission "

Submission read_submission(SqliteStatement& row) {
    Submission found;
    found.key = row.integer(0);
    found.account = row.integer(1);
    found.coalition = row.text(2);
    found.state = stored_state(row.text(3));
    found.revision = row.integer(4);
    found.file_name = row.text(5);
    found.object = row.text(6);
    found.bytes = row.integer(7);
    found.reason = row.text(8);
    found.document = row.text(9);
    found.page_count = static_cast<int>(row.integer(10));
    found.created = row.integer(11);
    found.changed = row.integer(12);
    if (const auto bytes = row.blob(13); !bytes.empty()) found.read = decode_metadata(bytes);
    if (const auto bytes = row.blob(14); !bytes.empty()) found.proposed = decode_metadata(bytes);
    if (const auto bytes = row.blob(15); !bytes.empty()) found.report = decode_report(bytes);
    if (const auto bytes = row.blob(16); !bytes.empty()) found.headings = decode_headings(bytes);
    return found;
}

/// Between blanks, each with one on either side: what `instr` can look one up in.
std::string blank_parted(const std::vector<std::string>& codes) {
    std::string text;
    for (const auto& code : codes) text += (text.empty() ? " " : "") + code + " ";
    return text;
}

/// As a JSON list; of all there are where none is named.
std::string json_states(const std::vector<SubmissionState>& states) {
    std::string list;
    const auto add = [&](SubmissionState state) { list += (list.empty() ? "[\"" : ",\"") + std::string(submission_state_name(state)) + "\""; };
    for (const auto state : states) add(state);
    if (states.empty())
        for (const auto& row : kSubmissionStates) add(row.state);
    return list + "]";
}

void add_note(SqliteDatabase& database, std::int64_t key, const SubmissionNote& note) {
    database.run("INSERT INTO submission_note (submission, at, who, state, text) VALUES (?1, ?2, ?3, ?4, ?5)", key, note.at, note.who,
                 submission_state_name(note.state), note.text);
}

bool keeps_reason(SubmissionState state) {
    return state == SubmissionState::returned || state == SubmissionState::rejected || state == SubmissionState::unreadable;
}

} // namespace

std::int64_t Submissions::add(const Submission& submission, const std::string& upload, const std::string& who) {
    std::int64_t key = 0;
    database_.atomically([&] {
        {
            auto known = database_.query("SELECT key FROM submission WHERE upload = ?1", upload);
            if (known.step()) {
                key = known.integer(0);
                return;
            }
        }
        const auto now = seconds_now();
        database_.run("INSERT INTO submission (account, coalition, state, revision, file_name, object, bytes, upload, created, changed) "
                      "VALUES (?1, ?2, 'received', 1, ?3, ?4, ?5, ?6, ?7, ?7)",
                      submission.account, submission.coalition, submission.file_name, submission.object, submission.bytes, upload, now);
        key = database_.last_key();
        add_note(database_, key, {now, who, SubmissionState::received, ""});
    });
    return key;
}

std::optional<std::int64_t> Submissions::of_upload(const std::string& upload) {
    auto row = database_.query("SELECT key FROM submission WHERE upload = ?1", upload);
    return row.step() ? std::optional(row.integer(0)) : std::nullopt;
}

std::int64_t Submissions::bytes_since(std::int64_t account, std::int64_t since) {
    auto row = database_.query("SELECT coalesce(sum(bytes), 0) FROM submission WHERE account = ?1 AND created >= ?2", account, since);
    row.step();
    return row.integer(0);
}

std::optional<Submission> Submissions::find(std::int64_t key) {
    auto row = database_.query(SAMLING_SUBMISSION_COLUMNS "WHERE key = ?1", key);
    if (!row.step()) return std::nullopt;
    return read_submission(row);
}

/// Behind `account = ?1 AND` or `?1 = 0 AND`, so that an index serves: of one member's, or of a few states'.
#define SAMLING_SUBMISSION_FILTER                                                                                      \
    "(?2 = '' OR instr(?2, ' ' || coalition || ' ') > 0) AND state IN (SELECT value FROM json_each(?3)) "               \
    "AND (?4 = '' OR instr(lower(title), lower(?4)) > 0 OR instr(lower(file_name), lower(?4)) > 0) "
#define SAMLING_SUBMISSION_PAGE "AND (?5 = 0 OR key < ?5) ORDER BY key DESC LIMIT ?6"

std::vector<Submission> Submissions::list(const SubmissionFilter& filter) {
    const auto ask = [&](auto sql) {
        return database_.query(sql, filter.account, blank_parted(filter.coalitions), json_states(filter.states), filter.text, filter.before, filter.limit);
    };
    auto rows = filter.account != 0 ? ask(Sql(SAMLING_SUBMISSION_COLUMNS "WHERE account = ?1 AND " SAMLING_SUBMISSION_FILTER SAMLING_SUBMISSION_PAGE))
                                    : ask(Sql(SAMLING_SUBMISSION_COLUMNS "WHERE ?1 = 0 AND " SAMLING_SUBMISSION_FILTER SAMLING_SUBMISSION_PAGE));
    std::vector<Submission> found;
    while (rows.step()) found.push_back(read_submission(rows));
    return found;
}

std::int64_t Submissions::count(const SubmissionFilter& filter) {
    const auto ask = [&](auto sql) { return database_.query(sql, filter.account, blank_parted(filter.coalitions), json_states(filter.states), filter.text); };
    auto row = filter.account != 0 ? ask(Sql("SELECT count(*) FROM submission WHERE account = ?1 AND " SAMLING_SUBMISSION_FILTER))
                                   : ask(Sql("SELECT count(*) FROM submission WHERE ?1 = 0 AND " SAMLING_SUBMISSION_FILTER));
    return row.step() ? row.integer(0) : 0;
}

std::optional<Page> Submissions::page(std::int64_t key, int number) {
    auto row = database_.query("SELECT text, label, language FROM submission_page WHERE submission = ?1 AND number = ?2", key, number);
    if (!row.step()) return std::nullopt;
    return Page{PageTextCodec().decode(row.blob(0)), row.text(1), row.text(2)};
}

std::vector<Page> Submissions::pages(std::int64_t key) {
    PageTextCodec codec;
    std::vector<Page> found;
    auto rows = database_.query("SELECT text, label, language FROM submission_page WHERE submission = ?1 ORDER BY number", key);
    while (rows.step()) found.push_back({codec.decode(rows.blob(0)), rows.text(1), rows.text(2)});
    return found;
}

std::vector<Lookalike> Submissions::lookalikes(std::int64_t key) {
    std::vector<Lookalike> found;
    auto rows = database_.query("SELECT document, permille, kind FROM submission_lookalike WHERE submission = ?1 ORDER BY permille DESC, document", key);
    while (rows.step())
        found.push_back({rows.text(0), static_cast<double>(rows.integer(1)) / 1000,
                         stored_value(kLookalikeKinds, rows.text(2), "a lookalike")});
    return found;
}

std::vector<SubmissionNote> Submissions::notes(std::int64_t key) {
    std::vector<SubmissionNote> found;
    auto rows = database_.query("SELECT at, who, state, text FROM submission_note WHERE submission = ?1 ORDER BY key", key);
    while (rows.step()) found.push_back({rows.integer(0), rows.text(1), stored_state(rows.text(2)), rows.text(3)});
    return found;
}

std::vector<std::int64_t> Submissions::waiting(SubmissionState state) {
    std::vector<std::int64_t> keys;
    auto rows = database_.query("SELECT key FROM submission WHERE state = ?1 ORDER BY key", submission_state_name(state));
    while (rows.step()) keys.push_back(rows.integer(0));
    return keys;
}

void Submissions::put_reading(std::int64_t key, const SubmissionReading& reading) {
    const auto& document = reading.document;
    const auto& lookalikes = reading.lookalikes;
    PageTextCodec codec;
    database_.atomically([&] {
        move(key, 0, {SubmissionState::read, SubmissionActor::program, "indexer", ""});
        const auto record = encode_metadata(document.metadata);
        database_.run("UPDATE submission SET title = ?2, page_count = ?3, read = ?4, proposed = ?4, report = ?5, headings = ?6 WHERE key = ?1", key,
                      document.metadata.title, document.pages.size(), Blob{record}, Blob{encode_report(reading.report)}, Blob{encode_headings(document.headings)});
        database_.run("DELETE FROM submission_page WHERE submission = ?1", key);
        database_.run("DELETE FROM submission_lookalike WHERE submission = ?1", key);
        int number = 0;
        for (const auto& page : document.pages)
            database_.run("INSERT INTO submission_page (submission, number, label, language, text) VALUES (?1, ?2, ?3, ?4, ?5)", key, ++number, page.label,
                          page.language, Blob{codec.encode(page.text)});
        for (const auto& one : lookalikes)
            database_.run("INSERT OR IGNORE INTO submission_lookalike (submission, document, kind, permille) VALUES (?1, ?2, ?3, ?4)", key, one.document,
                          name_of(kLookalikeKinds, one.kind), std::lround(one.similarity * 1000));
    });
}

void Submissions::put_proposal(std::int64_t key, std::int64_t seen, const Metadata& proposed, const std::string& document) {
    database_.run("UPDATE submission SET proposed = ?3, document = ?4, title = ?5, revision = revision + 1, changed = ?6 "
                  "WHERE key = ?1 AND revision = ?2 AND state IN ('read', 'submitted', 'returned')",
                  key, seen, Blob{encode_metadata(proposed)}, document, proposed.title, seconds_now());
    if (database_.changes() == 0) refuse(key);
}

void Submissions::move(std::int64_t key, std::int64_t seen, const Move& move) {
    database_.atomically([&] {
        const auto now = find(key);
        if (!now || (seen != 0 && now->revision != seen) || !is_submission_move(now->state, move.to, move.by)) refuse(key);
        database_.run("UPDATE submission SET state = ?2, reason = ?3, revision = revision + 1, changed = ?4 WHERE key = ?1", key,
                      submission_state_name(move.to), keeps_reason(move.to) ? move.text : std::string(), seconds_now());
        add_note(database_, key, {seconds_now(), move.who, move.to, move.text});
        if (move.to == SubmissionState::discarded || move.to == SubmissionState::rejected)
            database_.run("DELETE FROM submission_page WHERE submission = ?1", key);
    });
}

void Submissions::reserve(std::int64_t key, const std::string& document) {
    database_.run("UPDATE submission SET document = ?2 WHERE key = ?1 AND state = 'accepted'", key, document);
    if (database_.changes() == 0) refuse(key);
}

void Submissions::publish(std::int64_t key, const std::string& document) {
    database_.atomically([&] {
        move(key, 0, {SubmissionState::published, SubmissionActor::program, "indexer", ""});
        database_.run("UPDATE submission SET document = ?2 WHERE key = ?1", key, document);
        database_.run("DELETE FROM submission_page WHERE submission = ?1", key);
    });
}

#define SAMLING_SUBMISSION_UNDER_WAY "state NOT IN ('published', 'rejected', 'discarded')"

bool Submissions::needs_object(const std::string& digest) {
    return database_.query("SELECT 1 FROM submission WHERE object = ?1 AND " SAMLING_SUBMISSION_UNDER_WAY " LIMIT 1", digest).step();
}

std::vector<std::pair<std::string, std::int64_t>> Submissions::objects() {
    std::vector<std::pair<std::string, std::int64_t>> found;
    auto rows = database_.query("SELECT object, min(key) FROM submission WHERE " SAMLING_SUBMISSION_UNDER_WAY " GROUP BY object");
    while (rows.step()) found.emplace_back(rows.text(0), rows.integer(1));
    return found;
}

void Submissions::refuse(std::int64_t key) {
    const auto now = find(key);
    if (!now) throw Failure(ErrorCode::not_found, "there is no such submission");
    const auto history = notes(key);
    throw Failure(ErrorCode::conflict, "this submission has changed meanwhile: it " +
                                           std::string(kSubmissionStates[static_cast<std::size_t>(now->state)].about) +
                                           (history.empty() ? "" : " (" + history.back().who + ", " + utc_text(history.back().at) + ")") +
                                           "; look at it again");
}

} // namespace samling
