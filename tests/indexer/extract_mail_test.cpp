#include <catch2/catch.hpp>

#include "indexer/extract/mime.h"
#include "indexer/extract/transfer_encoding.h"
#include "tests/support/read_document.h"

using namespace samling;
using test::all_text;
using test::read_document;

namespace {

const std::string kHead = "From: =?utf-8?B?QWRhIEzDuHZl?= <ada@example.org>\r\nTo: Grace <g@example.org>\r\n"
                          "Date: Thu, 4 Mar 2021 10:00:00 +0100\r\nSubject: =?iso-8859-1?Q?Caf=E9_?=\r\n =?iso-8859-1?Q?meeting?=\r\n";

std::string repeated(std::string_view piece, int times) {
    std::string result;
    for (int i = 0; i < times; ++i) result += piece;
    return result;
}

} // namespace

TEST_CASE("an e-mail gives its people, its subject, its text and the names of its attachments") {
    const auto mail = read_document(
        kHead + "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"out er\"\r\n\r\npreamble\r\n"
                "--out er\r\nContent-Type: multipart/alternative; boundary=in\r\n\r\n"
                "--in\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
                "Dear Grace,\r\n\r\nthe na=C3=AFve plan is soft=\r\nly broken.\r\n"
                "--in\r\nContent-Type: text/html\r\n\r\n<p>the same in HTML</p>\r\n--in--\r\n"
                "--out er\r\nContent-Type: application/pdf; name=plan.pdf\r\nContent-Transfer-Encoding: base64\r\n"
                "Content-Disposition: attachment; filename*=utf-8''pl%C3%A5n.pdf\r\n\r\nJVBERi0=\r\n--out er--\r\nepilogue\r\n");
    CHECK(mail.media_type == "message/rfc822");
    CHECK(mail.status == Extraction::Status::text);
    CHECK(all_text(mail) == "Café meeting\n\nFrom: Ada Løve <ada@example.org>\nTo: Grace <g@example.org>\n"
                            "Date: Thu, 4 Mar 2021 10:00:00 +0100\n\nDear Grace,\n\nthe naïve plan is softly broken.\n\n"
                            "Attachments:\nplån.pdf");
    CHECK(mail.embedded.title == "Café meeting");
    REQUIRE(mail.embedded.creators.size() == 1);
    CHECK(mail.embedded.creators[0].name == "Ada Løve");
    CHECK(mail.embedded.date == Date{2021, 3, 4});
    CHECK(mail.encoding == "UTF-8");
}

TEST_CASE("bodies of an e-mail are read in their encodings") {
    struct Case {
        const char* headers;
        const char* body;
        const char* text;
    };
    const Case cases[] = {
        {"Content-Type: text/html; charset=koi8-r\r\nContent-Transfer-Encoding: base64\r\n", "PGI+0NLJ18XUPC9iPg==", "привет"},
        {"Content-Type: text/plain; charset=\"windows-1252\"\r\n", "\x93" "caf\xe9\x94", "“café”"},
        {"", "plain words", "plain words"},
        {"Content-Type: nonsense\r\n", "plain words", "plain words"},
        {"Content-Type: multipart/mixed; boundary=b\r\n", "--b\r\n\r\nnever closed", "never closed"},
        {"Content-Type: multipart/alternative; boundary=b\r\n",
         "--b\r\nContent-Type: text/plain\r\n\r\n \r\n--b\r\nContent-Type: text/html\r\n\r\n<p>only HTML</p>\r\n--b--", "only HTML"},
        {"Content-Type: message/rfc822\r\n", "Subject: inner\r\n\r\nforwarded words", "inner\n\nforwarded words"},
        {"Content-Type: text/plain\r\nContent-Disposition: attachment; filename=notes.txt\r\n", "attached", "Attachments:\nnotes.txt\fattached"},
    };
    for (const auto& row : cases) {
        INFO(row.headers << row.body);
        const auto text = all_text(read_document(kHead + row.headers + "\r\n" + row.body));
        CHECK(text.substr(text.find("+0100") + 7) == row.text);
    }
}

TEST_CASE("what is attached is read on pages of its own, and what cannot be is told") {
    const auto attached = [](const std::string& name, const std::string& content, const std::string& encoding = "8bit") {
        return "--b\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: " + encoding + "\r\nContent-Disposition: attachment; filename=" + name + "\r\n\r\n" + content + "\r\n";
    };
    const auto mail = read_document(kHead + "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nSee below.\r\n" + attached("two.txt", "first page\fsecond page") +
                                    attached("one.md", "# Heading\n\nof Markdown") + attached("x.bin", "AAECAw==", "base64") + "--b--\r\n");
    REQUIRE(mail.pages.size() == 4);
    CHECK(mail.pages[0].text.ends_with("See below.\n\nAttachments:\ntwo.txt\none.md\nx.bin"));
    CHECK(mail.pages[1].text == "first page");
    CHECK(mail.pages[1].label == "two.txt, 1");
    CHECK(mail.pages[2].label == "two.txt, 2");
    CHECK(mail.pages[3].text == "Heading\n\nof Markdown");
    CHECK(mail.pages[3].label == "one.md");
    CHECK(mail.headings.back().text == "Heading");
    CHECK(mail.headings.back().page == 4);
    REQUIRE(mail.notes.size() == 1);
    CHECK(mail.notes[0] == "the attachment x.bin was not read: its format is not known (application/octet-stream)");
    CHECK(mail.embedded.title == "Café meeting");
}

TEST_CASE("messages attached to messages are read to a depth") {
    std::string message = "Subject: the innermost\r\nFrom: a\r\nTo: b\r\nDate: c\r\n\r\nbottom words";
    for (int i = 0; i < 6; ++i)
        message = "Subject: level " + std::to_string(i) + "\r\nFrom: a\r\nTo: b\r\nDate: c\r\nContent-Type: application/octet-stream\r\n"
                  "Content-Disposition: attachment; filename=m" + std::to_string(i) + ".eml\r\n\r\n" + message;
    const auto text = all_text(read_document(message));
    CHECK(text.find("level 2") != std::string::npos);
    CHECK(text.find("bottom words") == std::string::npos);
}

TEST_CASE("headers are decoded whatever was done to them") {
    CHECK(decode_header("=?utf-8?Q?a_b=3F?= plain") == "a b? plain");
    CHECK(decode_header("=?utf-8?B?w6?= =?utf-8?B?nw==?=") != "");           // a character cut between words
    CHECK(decode_header("=?utf-8?Q?=C3?= =?utf-8?Q?=A6?=") == "æ");
    CHECK(decode_header("=?utf-8?X?abc?=") == "=?utf-8?X?abc?=");
    CHECK(decode_header("=?") == "=?");
    CHECK(decode_header("raw caf\xe9") == "raw café");
    CHECK(undo_base64("aGk=\r\n", 10) == "hi");
    CHECK(undo_base64("aGVsbG8=", 3) == "hel");
    CHECK(undo_quoted_printable("a=3Db=\r\nc=ZZ=", 100) == "a=bc=ZZ");
}

TEST_CASE("an e-mail made to harm ends soon") {
    std::string nested = kHead + "Mime-Version: 1.0\r\n";
    for (int i = 0; i < 200; ++i) {
        const auto boundary = "b" + std::to_string(i);
        nested += "Content-Type: multipart/mixed; boundary=" + boundary + "\r\n\r\n--" + boundary + "\r\n";
    }
    CHECK(read_document(nested + "\r\ndeep").truncated);
    const auto many = read_document(kHead + "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + repeated("--b\r\n\r\nx\r\n", 100'000));
    CHECK(many.status == Extraction::Status::text);
    CHECK(read_document(kHead + repeated("X-Header: y\r\n", 100'000) + "\r\nbody").truncated);
    CHECK(read_document(kHead + "X: " + std::string(1'000'000, 'x') + "\r\n\r\nbody").truncated);
    CHECK(read_document(kHead + "X: " + repeated("=?utf-8?Q?", 100'000) + "\r\n\r\nbody").status == Extraction::Status::text);
    CHECK(read_document(kHead + "Content-Type: text/plain" + repeated(";a=\"", 3000) + "\r\n\r\nbody").status == Extraction::Status::text);
}
