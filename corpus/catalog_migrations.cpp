// What each schema of the catalog adds to the one before it.

#include <array>

#include "corpus/catalog_schema.h"

namespace samling {
namespace {

constexpr std::array<Sql, 8> kMigrations = {Sql(R"sql(
    PRAGMA application_id = 1397574727;

    -- current_version and indexed_version are keys of version; indexed_version is NULL for what was never indexed.
    CREATE TABLE document (
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        created TEXT NOT NULL,
        updated TEXT NOT NULL,
        current_version INTEGER NOT NULL,
        indexed_version INTEGER
    ) STRICT;
    CREATE INDEX document_current ON document (current_version);
    CREATE INDEX document_unindexed ON document (current_version)
        WHERE indexed_version IS NULL OR indexed_version <> current_version;

    -- AUTOINCREMENT: a key is never given twice, also not after its version was removed.
    -- The counts stand first, so that summing them up need not walk through the long columns.
    CREATE TABLE version (
        key INTEGER PRIMARY KEY AUTOINCREMENT,
        document INTEGER NOT NULL REFERENCES document (key) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        page_count INTEGER NOT NULL,
        words INTEGER NOT NULL,
        created TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        object TEXT NOT NULL,
        file_name TEXT NOT NULL,
        report BLOB NOT NULL,
        record BLOB NOT NULL,
        headings BLOB NOT NULL,
        UNIQUE (document, number)
    ) STRICT;
    CREATE INDEX version_object ON version (object) WHERE object <> '';

    CREATE TABLE page (
        version INTEGER NOT NULL REFERENCES version (key) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        label TEXT NOT NULL,
        language TEXT NOT NULL,
        text BLOB NOT NULL,
        PRIMARY KEY (version, number)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE source (
        path TEXT PRIMARY KEY,
        size INTEGER NOT NULL,
        mtime_ns INTEGER NOT NULL,
        sha256 TEXT NOT NULL,
        sidecar_sha256 TEXT NOT NULL,
        document_id TEXT NOT NULL,
        outcome TEXT NOT NULL,
        reason TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX source_sha256 ON source (sha256) WHERE sha256 <> '';
    CREATE INDEX source_document ON source (document_id) WHERE document_id <> '';

    -- Documents that may still be in an index although they are gone from here.
    CREATE TABLE removal (id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

    PRAGMA user_version = 1;
)sql"),
                                            Sql(R"sql(
    -- What a manifest says of the file (metadata_codec.h), kept for runs that are not given it again.
    ALTER TABLE source ADD COLUMN record BLOB NOT NULL DEFAULT x'';
    -- 'original': the document follows this file; 'copy': it only had the same content.
    ALTER TABLE source ADD COLUMN role TEXT NOT NULL DEFAULT 'original';
    -- When a run first missed the file; empty while it is there.
    ALTER TABLE source ADD COLUMN missing_since TEXT NOT NULL DEFAULT '';

    -- text_signature.h; empty for short texts, and for versions of schema 1 until they are compared.
    ALTER TABLE version ADD COLUMN signature BLOB NOT NULL DEFAULT x'';
    -- The hashes of the signatures of current versions up to the key in comparison. Rows of other versions may stand
    -- here and mean nothing.
    CREATE TABLE band (
        hash INTEGER NOT NULL,
        version INTEGER NOT NULL,
        PRIMARY KEY (hash, version)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE near_duplicate (
        earlier INTEGER NOT NULL REFERENCES version (key) ON DELETE CASCADE,
        later INTEGER NOT NULL REFERENCES version (key) ON DELETE CASCADE,
        permille INTEGER NOT NULL,
        PRIMARY KEY (earlier, later)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX near_duplicate_later ON near_duplicate (later);
    CREATE TABLE comparison (version INTEGER NOT NULL) STRICT;
    INSERT INTO comparison VALUES (0);

    PRAGMA user_version = 2;
)sql"),
                                            Sql(R"sql(
    -- What people said of tags: by the document's id, so that it outlives versions; only ever added to. `label` is that
    -- of the code when it was said.
    CREATE TABLE tag_decision (
        key INTEGER PRIMARY KEY,
        document TEXT NOT NULL,
        field TEXT NOT NULL,
        code TEXT NOT NULL,
        verdict TEXT NOT NULL,
        label TEXT NOT NULL,
        person TEXT NOT NULL,
        at TEXT NOT NULL,
        note TEXT NOT NULL
    ) STRICT;
    CREATE INDEX tag_decision_document ON tag_decision (document, key);
    CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

    PRAGMA user_version = 3;
)sql"),
                                            Sql(R"sql(
    -- AUTOINCREMENT: the key of an account stands in the audit log for ever. Times are seconds since 1970. What people
    -- and programs carry is kept as its digest alone (secret.h).
    CREATE TABLE account (
        key INTEGER PRIMARY KEY AUTOINCREMENT,
        email TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        state TEXT NOT NULL,
        administrator INTEGER NOT NULL DEFAULT 0,
        password TEXT NOT NULL DEFAULT '',
        totp BLOB NOT NULL DEFAULT x'',
        totp_step INTEGER NOT NULL DEFAULT 0,
        created TEXT NOT NULL
    ) STRICT;
    CREATE TABLE role (
        account INTEGER NOT NULL REFERENCES account (key) ON DELETE CASCADE,
        coalition TEXT NOT NULL,
        role TEXT NOT NULL,
        PRIMARY KEY (account, coalition)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE recovery_code (
        account INTEGER NOT NULL REFERENCES account (key) ON DELETE CASCADE,
        digest BLOB NOT NULL,
        PRIMARY KEY (account, digest)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE one_time_link (
        digest BLOB PRIMARY KEY,
        account INTEGER NOT NULL REFERENCES account (key) ON DELETE CASCADE,
        expires INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX one_time_link_account ON one_time_link (account);
    CREATE TABLE session (
        key INTEGER PRIMARY KEY AUTOINCREMENT,
        digest BLOB NOT NULL UNIQUE,
        account INTEGER NOT NULL REFERENCES account (key) ON DELETE CASCADE,
        created INTEGER NOT NULL,
        seen INTEGER NOT NULL,
        expires INTEGER NOT NULL,
        address TEXT NOT NULL,
        agent TEXT NOT NULL
    ) STRICT;
    CREATE INDEX session_account ON session (account);
    CREATE TABLE api_token (
        key INTEGER PRIMARY KEY AUTOINCREMENT,
        digest BLOB NOT NULL UNIQUE,
        account INTEGER NOT NULL REFERENCES account (key) ON DELETE CASCADE,
        name TEXT NOT NULL,
        scopes TEXT NOT NULL,
        created INTEGER NOT NULL,
        expires INTEGER NOT NULL,
        used INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX api_token_account ON api_token (account);

    -- Only ever added to, without a gap. `digest` is over the row and the digest before it (audit_log.h).
    CREATE TABLE audit (
        key INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        account INTEGER NOT NULL,
        who TEXT NOT NULL,
        address TEXT NOT NULL,
        act TEXT NOT NULL,
        subject TEXT NOT NULL,
        before TEXT NOT NULL,
        after TEXT NOT NULL,
        digest BLOB NOT NULL
    ) STRICT;
    CREATE TRIGGER audit_not_changed BEFORE UPDATE ON audit BEGIN SELECT raise(ABORT, 'the audit log is only added to'); END;
    CREATE TRIGGER audit_not_removed BEFORE DELETE ON audit BEGIN SELECT raise(ABORT, 'the audit log is only added to'); END;
    -- INSERT OR REPLACE would remove a row past the trigger above.
    CREATE TRIGGER audit_at_the_end BEFORE INSERT ON audit WHEN NEW.key IS NOT (SELECT coalesce(max(key), 0) + 1 FROM audit)
        BEGIN SELECT raise(ABORT, 'the audit log is only added to'); END;

    PRAGMA user_version = 4;
)sql"),
                                            Sql(R"sql(
    -- 1: the record says that not everybody may see it (visibility.h), now or once.
    ALTER TABLE version ADD COLUMN restricted INTEGER NOT NULL DEFAULT 0;
    CREATE INDEX version_restricted ON version (key) WHERE restricted <> 0;
    -- 1: kept, but out of the index and answered with the reason why.
    ALTER TABLE document ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0;
    -- What people decided of that, by the document's id; only ever added to. `verdict` is 'withdrawn' or 'restored'.
    CREATE TABLE withdrawal (
        key INTEGER PRIMARY KEY,
        document TEXT NOT NULL,
        verdict TEXT NOT NULL,
        person TEXT NOT NULL,
        at TEXT NOT NULL,
        reason TEXT NOT NULL
    ) STRICT;
    CREATE INDEX withdrawal_document ON withdrawal (document, key);

    PRAGMA user_version = 5;
)sql"),
                                            Sql(R"sql(
    -- Statements of intent found in a version (schema/statement.h), and what people said of them: by the document's id and
    -- the statement's key, so that it outlives versions; only ever added to. `quote` is as it was when it was said.
    CREATE TABLE statement (
        version INTEGER NOT NULL REFERENCES version (key) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        statement TEXT NOT NULL,
        page INTEGER NOT NULL,
        place INTEGER NOT NULL,
        quote TEXT NOT NULL,
        actor TEXT NOT NULL,
        until TEXT NOT NULL,
        rule TEXT NOT NULL,
        commitments TEXT NOT NULL,
        actors TEXT NOT NULL,
        PRIMARY KEY (version, number)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE statement_decision (
        key INTEGER PRIMARY KEY,
        document TEXT NOT NULL,
        statement TEXT NOT NULL,
        verdict TEXT NOT NULL,
        quote TEXT NOT NULL,
        person TEXT NOT NULL,
        at TEXT NOT NULL,
        note TEXT NOT NULL
    ) STRICT;
    CREATE INDEX statement_decision_document ON statement_decision (document, key);

    PRAGMA user_version = 6;
)sql"),
                                            Sql(R"sql(
    -- 1: what this member hands in needs no curator.
    ALTER TABLE role ADD COLUMN direct INTEGER NOT NULL DEFAULT 0;

    -- Files on their way in. The bytes that came lie in DIR/uploads/ID; how many there are is the file's size. `submission`
    -- is what it became once it was whole, so that whoever missed the answer is told again.
    CREATE TABLE upload (
        id TEXT PRIMARY KEY,
        account INTEGER NOT NULL REFERENCES account (key) ON DELETE CASCADE,
        coalition TEXT NOT NULL,
        file_name TEXT NOT NULL,
        bytes INTEGER NOT NULL,
        created INTEGER NOT NULL,
        expires INTEGER NOT NULL,
        submission INTEGER
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX upload_account ON upload (account);

    -- What members handed in (submission.h). AUTOINCREMENT: its key stands in the audit log for ever. The counts stand
    -- before the long columns.
    CREATE TABLE submission (
        key INTEGER PRIMARY KEY AUTOINCREMENT,
        account INTEGER NOT NULL,
        coalition TEXT NOT NULL,
        state TEXT NOT NULL,
        revision INTEGER NOT NULL,
        file_name TEXT NOT NULL,
        object TEXT NOT NULL,
        bytes INTEGER NOT NULL,
        upload TEXT NOT NULL UNIQUE,
        reason TEXT NOT NULL DEFAULT '',
        document TEXT NOT NULL DEFAULT '',
        title TEXT NOT NULL DEFAULT '',
        page_count INTEGER NOT NULL DEFAULT 0,
        created INTEGER NOT NULL,
        changed INTEGER NOT NULL,
        read BLOB NOT NULL DEFAULT x'',
        proposed BLOB NOT NULL DEFAULT x'',
        report BLOB NOT NULL DEFAULT x'',
        headings BLOB NOT NULL DEFAULT x''
    ) STRICT;
    CREATE INDEX submission_state ON submission (state, key);
    CREATE INDEX submission_account ON submission (account, key);
    CREATE INDEX submission_object ON submission (object);
    CREATE TABLE submission_page (
        submission INTEGER NOT NULL REFERENCES submission (key) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        label TEXT NOT NULL,
        language TEXT NOT NULL,
        text BLOB NOT NULL,
        PRIMARY KEY (submission, number)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE submission_lookalike (
        submission INTEGER NOT NULL REFERENCES submission (key) ON DELETE CASCADE,
        document TEXT NOT NULL,
        kind TEXT NOT NULL,
        permille INTEGER NOT NULL,
        PRIMARY KEY (submission, document)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE submission_note (
        key INTEGER PRIMARY KEY,
        submission INTEGER NOT NULL REFERENCES submission (key) ON DELETE CASCADE,
        at INTEGER NOT NULL,
        who TEXT NOT NULL,
        state TEXT NOT NULL,
        text TEXT NOT NULL
    ) STRICT;
    CREATE INDEX submission_note_submission ON submission_note (submission, key);

    PRAGMA user_version = 7;
)sql"),
                                            Sql(R"sql(
    -- Texts instead of versions are compared. Everything is compared again: signatures are longer than they were.
    DROP TABLE near_duplicate;
    DROP TABLE band;
    UPDATE version SET signature = x'' WHERE signature <> x'';
    UPDATE comparison SET version = 0;
    -- Which current versions, up to the key in comparison, have which text (text_digest). Rows of other versions may stand
    -- here and mean nothing.
    CREATE TABLE text_copy (
        text INTEGER NOT NULL,
        version INTEGER NOT NULL,
        PRIMARY KEY (text, version)
    ) STRICT, WITHOUT ROWID;
    -- The hashes of the signatures of these texts.
    CREATE TABLE band (
        hash INTEGER NOT NULL,
        text INTEGER NOT NULL,
        PRIMARY KEY (hash, text)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE near_duplicate (
        text INTEGER NOT NULL,
        other INTEGER NOT NULL,
        permille INTEGER NOT NULL,
        PRIMARY KEY (text, other)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX near_duplicate_other ON near_duplicate (other);

    PRAGMA user_version = 8;
)sql")};

} // namespace

std::span<const Sql> catalog_migrations() {
    return kMigrations;
}

} // namespace samling
