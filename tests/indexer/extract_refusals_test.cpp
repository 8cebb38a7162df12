// Files that are broken, hostile or of no use: each ends with a true reason, and quickly.
#include <catch2/catch.hpp>
#include <random>

#include "indexer/extract/extract_document.h"
#include "indexer/extract/warm_up.h"
#include "tests/support/sample_files.h"

using namespace samling;

namespace {

Extraction read(std::string_view bytes, std::string_view name = "file") {
    static const bool warm = (warm_up(), true);
    REQUIRE(warm);
    return extract_document({bytes, name, bytes.size()});
}

std::string repeated(std::string_view piece, std::size_t times) {
    std::string result;
    result.reserve(piece.size() * times);
    for (std::size_t i = 0; i < times; ++i)
        result += piece;
    return result;
}

std::string random_bytes(std::size_t count) {
    std::mt19937 random(42);
    std::string bytes(count, '\0');
    for (auto& byte : bytes) byte = static_cast<char>(random());
    return bytes;
}

constexpr auto kText = Extraction::Status::text;
constexpr auto kNoText = Extraction::Status::no_text;
constexpr auto kRefused = Extraction::Status::refused;

} // namespace

TEST_CASE("what cannot be read says why") {
    struct Case {
        std::string bytes;
        Extraction::Status status;
        const char* reason;
    };
    using namespace std::string_literals;
    const Case cases[] = {
        {"", kRefused, "the file is empty"},
        {" \n\t\n", kNoText, "there is no text"},
        {"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\6\0\0\0"s, kNoText, "it is a picture"},
        {"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0"s, kNoText, "it is a picture"},
        {"\x7f"
         "ELF\2\1\1\0\0\0\0\0\0\0\0\0\3\0\x3e\0\1\0\0\0"s +
             std::string(100, '\0'),
         kRefused, "not supported"},
        {std::string(3000, '\1'), kRefused, "not known"},
        {random_bytes(4000), kRefused, "not known"},
        {"\xff\xfe" + random_bytes(4000), kRefused, "not known"},
        
        {test::zip_file({{"mimetype", "application/vnd.oasis.opendocument.text"},
                         {"META-INF/manifest.xml", "<manifest><encryption-data/></manifest>"},
                         {"content.xml", "\1\2\3"}}),
         kRefused, "encrypted: remove the password"},
        {test::zip_file({{"[Content_Types].xml", "wordprocessingml.document.main+xml"}}), kRefused,
         "damaged"},
        {test::docx_file("<w:p/>"), kNoText, "there is no text"},
        {test::pdf_file({{}}), kNoText, "hold no text"},
        {"%PDF-1.4\nnothing of a PDF", kRefused, "damaged"},
    };
    for (const auto& row : cases) {
        INFO(row.bytes.substr(0, 60));
        const auto extraction = read(row.bytes);
        CHECK(extraction.status == row.status);
        CHECK_THAT(extraction.reason, Catch::Contains(row.reason));
    }
}

TEST_CASE("hostile markup ends soon") {
    struct Case {
        const char* name;
        std::string bytes;
    };
    const std::string laughs = "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY a 'ha'>" + [] {
        std::string entities;
        for (char c = 'b'; c < 'l'; ++c)
            entities += std::string("<!ENTITY ") + c + " '" +
                        repeated(std::string("&") + char(c - 1) + ";", 10) + "'>";
        return entities;
    }() + "]><w:document xmlns:w='w'><w:body><w:p><w:r><w:t>calm &k;</w:t></w:r></w:p></w:body></w:document>";
    const Case cases[] = {
        {"attribute bomb in HTML", "<html><p " + repeated("a1=1 ", 100'000) + ">text"},
        {"attributes without blanks", "<html><p " + repeated("a='1'", 100'000) + ">text"},
        {"nested HTML", "<html>" + repeated("<div>", 100'000) + "text"},
        {"unclosed formatting", "<html>" + repeated("<b><i>", 50'000) + "text"},
        {"nested tables", "<html>" + repeated("<table><tr><td>", 50'000) + "text"},
        {"unclosed quote", "<html><p a=\"" + std::string(1'000'000, 'x')},
        {"many tags open", "<html>" + repeated("<", 1'000'000)},
        {"nested XML", "<?xml version='1.0'?>" + repeated("<a>", 100'000)},
        {"attribute bomb in XML", "<?xml version='1.0'?><a " + repeated("b='' ", 100'000) + "/>"},
        {"billion laughs", laughs},
        {"external entity",
         "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>seen &x;</a>"},
        {"parameter entity",
         "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY % x SYSTEM 'http://127.0.0.1:1/'>%x;]><a>seen</a>"},
        {"RTF braces", "{\\rtf1 " + repeated("{", 1'000'000)},
        {"RTF binary", "{\\rtf1 a\\bin2147483647 b"},
        {"Markdown links", repeated("![[]()", 20'000)},
        {"Markdown quotes", repeated("> ", 50'000) + "x"},
        {"Markdown emphasis", repeated("*a _b ", 50'000)},
        {"front matter aliases", "---\na: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n---\ntext"},
        {"front matter depth", "---\na: " + repeated("[", 10'000) + "\n---\ntext"},
        {"soft hyphens", test::pdf_file({std::vector<std::string>(2000, repeated("\\255", 200))})},
        {"one long line", repeated("abcdefgh ", 1'000'000)},
        {"one long word", std::string(5'000'000, 'a')},
        {"controls in text", repeated("\xc2\x80\xef\xbf\xbf", 200'000)},
    };
    for (const auto& row : cases) {
        INFO(row.name);
        const auto extraction = read(row.bytes, row.name[0] == 'M' || row.name[0] == 'f' ? "a.md" : "a");
        for (const auto& page : extraction.pages) {
            CHECK(page.text.find("root:") == std::string::npos);
            CHECK(page.text.find("hahaha") == std::string::npos);
        }
    }
}

TEST_CASE("any file cut anywhere ends well") {
    const std::string files[] = {
        test::docx_file("<w:p><w:r><w:t>Some words</w:t></w:r></w:p>"),
        test::odt_file("<text:p>Some words</text:p>"),
        test::pptx_file({"<p:sp><p:txBody><a:p><a:t>two</a:t></a:p></p:txBody></p:sp>"}),
        test::epub_file({"<p>Some words</p>"}),
        test::pdf_file({{"Some words"}, {"More words"}}),
        "{\\rtf1\\ansi{\\fonttbl{\\f0 A;}}{\\info{\\title T}}Some \\u8364? words \\'e9}",
        "---\ntitle: x\nlist: [a, b]\n---\n# Head\n\n| a | b |\n|---|---|\n| c | d |\n",
        "<!doctype html><html lang=en><head><title>T</title></head><body><p>Some &amp; "
        "words</p></body></html>",
        "<?xml version='1.0' encoding='UTF-8'?><a><!-- c --><![CDATA[d]]><b c='d'>e</b></a>",
    };
    for (const auto& file : files) {
        for (std::size_t length = 1; length < file.size(); length += 1 + file.size() / 150) {
            const auto extraction = read(std::string_view(file).substr(0, length), "a.md");
            CHECK((extraction.status == kText || extraction.status == Extraction::Status::archive || !extraction.reason.empty()));
        }
    }
}

TEST_CASE("a file with a byte changed anywhere ends well") {
    const std::string files[] = {test::docx_file("<w:p><w:r><w:t>Some words</w:t></w:r></w:p>"),
                                 test::pdf_file({{"Some words"}, {"More words"}}),
                                 test::epub_file({"<p>Some words</p>"})};
    for (const auto& file : files) {
        for (std::size_t at = 0; at < file.size(); at += 1 + file.size() / 200) {
            std::string damaged = file;
            damaged[at] = static_cast<char>(damaged[at] ^ 0xff);
            const auto extraction = read(damaged);
            CHECK((extraction.status == kText || extraction.status == Extraction::Status::archive || !extraction.reason.empty()));
        }
    }
}
