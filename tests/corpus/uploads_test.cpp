#include "corpus/uploads.h"

#include <catch2/catch.hpp>
#include <fcntl.h>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>

#include "corpus/accounts.h"
#include "corpus/catalog.h"
#include "corpus/catalog_transactions.h"
#include "corpus/file_name.h"
#include "corpus/object_store.h"
#include "corpus/part_files.h"
#include "schema/failure.h"
#include "schema/text.h"
#include "tests/support/scratch.h"

using namespace samling;

namespace {

void write(const std::filesystem::path& file, const std::string& text) { std::ofstream(file, std::ios::binary) << text; }

} // namespace

TEST_CASE("uploads are their account's alone, within its quota, and expire") {
    const test::Scratch scratch;
    Catalog(scratch.path() / "catalog.db", Catalog::Mode::write);
    const CatalogTransactions transactions(scratch.path() / "catalog.db");
    transactions.write([&](SqliteDatabase& database) {
        const auto one = Accounts(database).add("one@example.org", "One"), two = Accounts(database).add("two@example.org", "Two");
        Uploads uploads(database);
        const UploadQuota quota{2, 1000};
        const auto first = uploads.add({"", one, "c", "a.pdf", 600}, quota, 100);
        CHECK(first.id.size() == 32);
        CHECK(uploads.find(first.id, one, 100)->file_name == "a.pdf");
        CHECK_FALSE(uploads.find(first.id, two, 100));
        CHECK_FALSE(uploads.find("x", one, 100));
        CHECK_THROWS_AS(uploads.add({"", one, "c", "b.pdf", 500}, quota, 100), Failure);
        const auto second = uploads.add({"", one, "c", "b.pdf", 400}, quota, 100);
        CHECK(second.id != first.id);
        CHECK_THROWS_AS(uploads.add({"", one, "c", "c.pdf", 0}, quota, 100), Failure);
        uploads.add({"", two, "c", "c.pdf", 1000}, quota, 100);
        uploads.finish(first.id, 7);
        CHECK(uploads.find(first.id, one, 100)->submission == 7);
        uploads.add({"", one, "c", "d.pdf", 600}, quota, 100); // what is finished does not count
        CHECK_FALSE(uploads.remove(second.id, two));
        CHECK(uploads.remove(second.id, one));
        uploads.renew(first.id, 5000);
        CHECK(uploads.find(first.id, one, 4999 + Uploads::kKept));
        CHECK_FALSE(uploads.find(first.id, one, 5000 + Uploads::kKept));
        CHECK(uploads.remove_expired(100 + Uploads::kKept).size() == 2);
        CHECK(uploads.remove_expired(5000 + Uploads::kKept) == std::vector<std::string>{first.id});
    });
}

TEST_CASE("a part file grows by what comes, has one writer at a time, and its name cannot lead elsewhere") {
    const test::Scratch scratch;
    const PartFiles parts(scratch.path() / "uploads");
    struct stat status {};
    REQUIRE(::stat(parts.directory().c_str(), &status) == 0);
    CHECK((status.st_mode & 07777) == 0700);
    parts.create("abc1");
    CHECK_THROWS_AS(parts.create("abc1"), Failure);
    write(scratch.path() / "piece", "0123456789");
    const int piece = ::open((scratch.path() / "piece").c_str(), O_RDONLY);
    {
        auto part = parts.open("abc1", 0);
        REQUIRE(part);
        CHECK(part->size() == 0);
        CHECK(part->append(piece, 10) == 10);
        CHECK(part->append(piece, 3) == 13);
        try {
            parts.open("abc1", 40);
            FAIL("two writers");
        } catch (const Failure& failure) {
            CHECK(failure.code() == ErrorCode::locked);
        }
    }
    CHECK(parts.open("abc1", 0)->size() == 13);
    CHECK(sha256_file(parts.directory() / "abc1") == sha256("0123456789012"));
    CHECK_FALSE(parts.open("none", 0));
    for (const auto* bad : {"", "..", "../x", "a/b", "body-abc", "A"}) CHECK_THROWS_AS(parts.open(bad, 0), Failure);
    parts.remove("abc1");
    parts.remove("abc1");
    CHECK_FALSE(parts.open("abc1", 0));
    ::close(piece);
}

TEST_CASE("what killed processes left in the directory of uploads goes when it is old") {
    const test::Scratch scratch;
    const PartFiles parts(scratch.path() / "uploads");
    write(parts.directory() / "body-1", "x");
    parts.create("a1");
    struct stat status {};
    ::stat((parts.directory() / "body-1").c_str(), &status);
    parts.remove_abandoned(status.st_mtime + 3600);
    CHECK(std::filesystem::exists(parts.directory() / "body-1"));
    parts.remove_abandoned(status.st_mtime + 3700);
    CHECK_FALSE(std::filesystem::exists(parts.directory() / "body-1"));
    CHECK(std::filesystem::exists(parts.directory() / "a1"));
    parts.remove_abandoned(status.st_mtime + 26 * 3600);
    CHECK_FALSE(std::filesystem::exists(parts.directory() / "a1"));
}

TEST_CASE("a file is adopted as an object without being copied, as often as one asks") {
    const test::Scratch scratch;
    std::filesystem::create_directory(scratch.path() / "objects");
    ObjectStore objects(scratch.path() / "objects");
    write(scratch.path() / "a", "content");
    const auto digest = objects.adopt(scratch.path() / "a");
    CHECK(digest == sha256("content"));
    CHECK(std::filesystem::equivalent(objects.path(digest), scratch.path() / "a"));
    CHECK(objects.adopt(scratch.path() / "a") == digest);
    write(scratch.path() / "b", "content");
    CHECK(objects.adopt(scratch.path() / "b") == digest);
    std::filesystem::remove(scratch.path() / "a");
    CHECK(objects.verify().empty());
    std::filesystem::resize_file(objects.path(digest), 3); // a damaged file system: what comes mends it
    CHECK(objects.adopt(scratch.path() / "b") == digest);
    CHECK(objects.verify().empty());
    CHECK_THROWS_AS(objects.adopt(scratch.path() / "none"), Failure);
}

TEST_CASE("names of files are kept without what could harm or deceive") {
    const std::vector<std::pair<std::string, std::string>> cases = {
        {"report.pdf", "report.pdf"},
        {"../../etc/passwd", "passwd"},
        {"C:\\Users\\me\\r.pdf", "r.pdf"},
        {"", "file"},
        {"..", "file"},
        {"dir/", "file"},
        {"  a b.pdf \t", "a b.pdf"},
        {"a\r\nSet-Cookie: x=y.pdf", "a Set-Cookie: x=y.pdf"},
        {std::string("a\0b.pdf", 7), "ab.pdf"},
        {"\xE2\x80\xAE" "fdp.exe", "fdp.exe"},
        {"cafe\xCC\x81.pdf", "café.pdf"},
        {"\xFF\xFE.pdf", "\xEF\xBF\xBD\xEF\xBF\xBD.pdf"},
        {"報告書（最終版）.pdf", "報告書（最終版）.pdf"},
        {"<script>alert(1)</script>.pdf", "script>.pdf"},
    };
    for (const auto& [given, kept] : cases) CHECK(kept_file_name(given) == kept);
    std::string chinese;
    for (int i = 0; i < 1000; ++i) chinese += "報";
    const auto kept = kept_file_name(chinese + ".pdf");
    CHECK(kept.ends_with("報.pdf"));
    CHECK(kept.starts_with("報報"));
    CHECK(is_valid_utf8(kept));
    CHECK(kept.size() <= 200 * 3);
    CHECK(kept_file_name(std::string(1'000'000, 'a')).size() < 210);
}
