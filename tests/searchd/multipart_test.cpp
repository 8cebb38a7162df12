#include "searchd/net/multipart.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "schema/failure.h"
#include "tests/support/scratch.h"

using namespace samling;

namespace {

Request sent(const test::Scratch& scratch, const std::string& body, const std::string& type = "multipart/form-data; boundary=XyZ") {
    Request request;
    request.headers["content-type"] = type;
    request.streamed = std::make_shared<StreamedBody>(scratch.path());
    request.streamed->append(body);
    request.streamed->set_complete();
    return request;
}

std::string part(const std::string& disposition, const std::string& content) {
    return "--XyZ\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + content + "\r\n";
}

std::string content_of(const SentFile& file) {
    std::ifstream stream(file.content->path(), std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(stream), {});
}

} // namespace

TEST_CASE("fields and files of a multipart form come apart byte by byte") {
    const test::Scratch scratch;
    std::string noise(300'000, 0);
    std::uint32_t state = 1;
    for (auto& c : noise) c = static_cast<char>((state = state * 1664525 + 1013904223) >> 24);
    const std::string almost = "--Xy\r\n\r\n--XyQ\n and XyZ-- and \r\n--XyQ"; // nearly the boundary
    const auto form = read_multipart(sent(scratch, part("name=\"csrf\"", "token") + part("name=\"file\"; filename=\"a.pdf\"", noise) +
                                                       part("name=\"file\"; filename=\"\"", "") + part("name=\"file\"; filename=\"empty.txt\"", "") +
                                                       part("name=\"coalition\"", "tech-for-democracy") + part("name=\"file\"; filename=\"b.txt\"", almost) + "--XyZ--\r\n"),
                                     scratch.path());
    CHECK(form.fields == std::vector<std::pair<std::string, std::string>>{{"csrf", "token"}, {"coalition", "tech-for-democracy"}});
    REQUIRE(form.files.size() == 3);
    CHECK(form.files[0].field == "file");
    CHECK(form.files[0].name == "a.pdf");
    CHECK(content_of(form.files[0]) == noise);
    CHECK(form.files[1].name == "empty.txt");
    CHECK(form.files[1].content->size() == 0);
    CHECK(form.files[2].name == "b.txt");
    CHECK(content_of(form.files[2]) == almost);
}

TEST_CASE("a file may end as a boundary begins") {
    const test::Scratch scratch;
    for (const std::string content : {"a\r\n--Xy", "a\r\n--", "a\n--", "a\r\n--\r", "a\r", "\r", "a\r\n", "a\r\n-", "--"}) {
        const auto form = read_multipart(sent(scratch, part("name=\"file\"; filename=\"a\"", content) + part("name=\"file\"; filename=\"b\"", content) + "--XyZ--\r\n"), scratch.path());
        REQUIRE(form.files.size() == 2);
        CHECK(content_of(form.files[0]) == content);
        CHECK(content_of(form.files[1]) == content);
    }
}

TEST_CASE("names of files are read as browsers and curl write them") {
    const test::Scratch scratch;
    const std::vector<std::pair<std::string, std::string>> cases = {
        {"filename=\"r%22q.pdf\"", "r\"q.pdf"},
        {"filename=\"r\\\"q.pdf\"", "r\"q.pdf"},
        {"filename=\"日本語.pdf\"", "日本語.pdf"},
        {"filename=\"100%.pdf\"", "100%.pdf"},
        {"filename=\"a;b=c.pdf\"", "a;b=c.pdf"},
        {"filename=\"../../etc/passwd\"", "../../etc/passwd"},
        {"filename=\"x.pdf\"; filename*=UTF-8''na%C3%AFve%20%E2%82%AC.pdf", "naïve €.pdf"},
    };
    for (const auto& [said, name] : cases) {
        INFO(said);
        const auto form = read_multipart(sent(scratch, part("name=\"file\"; " + said, "x") + "--XyZ--\r\n"), scratch.path());
        REQUIRE(form.files.size() == 1);
        CHECK(form.files[0].name == name);
        CHECK(sent_file_name("attachment; " + said) == name);
    }
    CHECK(sent_file_name("attachment").empty());
    CHECK(sent_file_name("").empty());
}

TEST_CASE("multipart bodies that are malformed, cut off or without bounds are refused, and leave no file") {
    const test::Scratch scratch;
    std::string many;
    for (std::size_t i = 0; i <= kMostParts; ++i) many += part("name=\"f\"", "v");
    struct Row {
        const char* what;
        std::string body;
        ErrorCode code;
    };
    const std::vector<Row> rows = {
        {"cut off in a file", part("name=\"file\"; filename=\"a\"", "half"), ErrorCode::bad_request},
        {"nothing", "", ErrorCode::bad_request},
        {"another boundary", "--Other\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n--Other--\r\n", ErrorCode::bad_request},
        {"no disposition", "--XyZ\r\nContent-Type: text/plain\r\n\r\nb\r\n--XyZ--\r\n", ErrorCode::bad_request},
        {"too many parts", many + "--XyZ--\r\n", ErrorCode::too_large},
        {"a field too long", part("name=\"f\"", std::string(kMostFieldBytes + 1, 'x')) + "--XyZ--\r\n", ErrorCode::too_large},
        {"a header too long", "--XyZ\r\nContent-Disposition: form-data; name=\"" + std::string(20'000, 'n') + "\"\r\n\r\nb\r\n--XyZ--\r\n", ErrorCode::bad_request},
    };
    for (const auto& row : rows) {
        INFO(row.what);
        try {
            read_multipart(sent(scratch, row.body), scratch.path());
            FAIL("accepted");
        } catch (const Failure& failure) {
            CHECK(failure.code() == row.code);
        }
    }
    const auto whole = part("name=\"a\"", "b") + "--XyZ--\r\n";
    CHECK_THROWS_AS(read_multipart(sent(scratch, whole, "multipart/form-data"), scratch.path()), Failure);
    CHECK_THROWS_AS(read_multipart(sent(scratch, whole, "multipart/form-data; boundary=" + std::string(71, 'b')), scratch.path()), Failure);
    CHECK(std::filesystem::is_empty(scratch.path()));
    CHECK_FALSE(is_multipart(sent(scratch, "", "multipart/form-datax; boundary=a")));
    CHECK(is_multipart(sent(scratch, "", "Multipart/Form-Data; boundary=a")));
}
