-- A catalog as schema 1 left it. Opened by the tests for ever; never edited.
PRAGMA page_size=8192;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE document (
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        created TEXT NOT NULL,
        updated TEXT NOT NULL,
        current_version INTEGER NOT NULL,
        indexed_version INTEGER
    ) STRICT;
INSERT INTO document VALUES(1,'report','2026-11-24T02:29:16Z','2026-11-24T02:29:16Z',2,2);
INSERT INTO document VALUES(2,'waiting','2026-11-24T02:29:16Z','2026-11-24T02:29:16Z',3,NULL);
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
INSERT INTO version VALUES(1,1,1,2,3,'2026-11-24T02:29:16Z','digest of Surveillance of defenders grew.','aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','report.pdf',X'010f6170706c69636174696f6e2f7064660f706f70706c65722032322e31322e3000060000000000000000d03f010661206e6f7465',X'01067265706f72740f5469746c65206f66207265706f727400000000000000cc1f16120002057468656d65010c7375727665696c6c616e636506706572736f6e00000000000000000006726567696f6e01024b450472756c6500000000000012400102000c5375727665696c6c616e6365027231',X'01010202034f6e65');
INSERT INTO version VALUES(2,1,2,2,3,'2026-11-24T02:29:16Z','second','aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','report.pdf',X'010f6170706c69636174696f6e2f7064660f706f70706c65722032322e31322e3000060000000000000000d03f010661206e6f7465',X'01067265706f72740e4120626574746572207469746c6500000000000000cc1f16120002057468656d65010c7375727665696c6c616e636506706572736f6e00000000000000000006726567696f6e01024b450472756c6500000000000012400102000c5375727665696c6c616e6365027231',X'01010202034f6e65');
INSERT INTO version VALUES(3,2,1,1,3,'2026-11-24T02:29:16Z','digest of not indexed yet','','',X'01000000060000000000000000000000',X'010777616974696e67105469746c65206f662077616974696e67000000000000000000000000',X'0100');
CREATE TABLE page (
        version INTEGER NOT NULL REFERENCES version (key) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        label TEXT NOT NULL,
        language TEXT NOT NULL,
        text BLOB NOT NULL,
        PRIMARY KEY (version, number)
    ) STRICT, WITHOUT ROWID;
INSERT INTO page VALUES(1,1,'','en',X'005375727665696c6c616e6365206f6620646566656e6465727320677265772e');
INSERT INTO page VALUES(1,2,'ii','da',X'0128b52ffd642c004d00001078780100272ac002bfd50fc8');
INSERT INTO page VALUES(2,1,'','en',X'005375727665696c6c616e6365206f6620646566656e6465727320677265772e');
INSERT INTO page VALUES(2,2,'ii','da',X'0128b52ffd642c004d00001078780100272ac002bfd50fc8');
INSERT INTO page VALUES(3,1,'','en',X'006e6f7420696e646578656420796574');
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
INSERT INTO source VALUES('/papers/locked.pdf',0,0,'','','','refused','encrypted');
INSERT INTO source VALUES('/papers/report.pdf',12,5,'second','','report','indexed','');
CREATE TABLE removal (id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO removal VALUES('gone');
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('version',4);
CREATE INDEX document_current ON document (current_version);
CREATE INDEX document_unindexed ON document (current_version)
        WHERE indexed_version IS NULL OR indexed_version <> current_version;
CREATE INDEX version_object ON version (object) WHERE object <> '';
CREATE INDEX source_sha256 ON source (sha256) WHERE sha256 <> '';
CREATE INDEX source_document ON source (document_id) WHERE document_id <> '';
PRAGMA application_id=1397574727;
PRAGMA user_version=1;
COMMIT;
