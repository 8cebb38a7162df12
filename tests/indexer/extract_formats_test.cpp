// Each format on a small file of its own: text, title, headings, metadata.
#include <catch2/catch.hpp>

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

std::string all_text(const Extraction& extraction) {
    std::string text;
    for (const auto& page : extraction.pages)
        text += (text.empty() ? "" : "\f") + page.text;
    return text;
}

std::string language(const Extraction& extraction) {
    const auto& tags = extraction.embedded.of(TagField::language);
    return tags.empty() ? "" : tags.front().code;
}

} // namespace

TEST_CASE("formats are told by content and give their text") {
    struct Case {
        const char* name;
        std::string bytes;
        const char* media_type;
        const char* text;
    };
    using namespace std::string_literals;
    const Case cases[] = {
        {"a.txt", "One\r\ntwo  \r\n\r\n\r\n\r\nthree\n", "text/plain", "One\ntwo\n\nthree"},
        {"a.txt", "page one\n\fpage two\n", "text/plain", "page one\fpage two"},
        {"a.txt", "\xef\xbb\xbfmarked", "text/plain", "marked"},
        {"a.txt", "\xff\xfeh\0i\0 \0\xe6\0"s, "text/plain", "hi \xc3\xa6"},
        {"a.txt", "\xfe\xff\0h\0i"s, "text/plain", "hi"},
        {"a.txt", "bad \xff byte", "text/plain", "bad \xc3\xbf byte"},
        {"a.txt", "the infor-\nmation act\nnext", "text/plain", "the information act\nnext"},
        {"a.txt", "    the infor-  \r\n    mation act\r\n", "text/plain", "    the information act"},
        {"a.txt", "a well-\nknown act, so well-known here", "text/plain", "a well-known act, so well-known here"},
        {"a.txt", "by Asia-\nPacific 2010-\n2015 -\nthat--\nis", "text/plain", "by Asia-Pacific 2010-\n2015 -\nthat--\nis"},
        {"a.txt", "an end-\n\nno go, one-\n- two", "text/plain", "an end-\n\nno go, one-\n- two"},
        {"a.txt", "infor-\fmation", "text/plain", "infor-\fmation"},
        {"a.txt", "soft\xc2\xad\nly in-\nter-\nna-\ntional", "text/plain", "softly international"},
        {"a.txt", "Zoll-\nund Forschungs-\noder pre-\nand post-war", "text/plain", "Zoll-\nund Forschungs-\noder pre-\nand post-war"},
        {"a.txt", "the edit-\nor, an editor he", "text/plain", "the editor, an editor he"},
        {"a.md", "# A\n\nZoll-\nund Post", "text/markdown", "A\n\nZoll- und Post"},
        {"a.md", "# A\n\nthe **infor-\nmation** act\nnext", "text/markdown", "A\n\nthe information act next"},
        {"a.md", "# A\n\n- a well-\n  known act\n- so well-known now", "text/markdown", "A\n\na well-known act\nso well-known now"},
        {"a.md", "# A\n\nan end-\n\nno go, pre- and post-\n*war* `in-`\nside", "text/markdown", "A\n\nan end-\n\nno go, pre- and postwar in- side"},
        {"a.md", "# A\n\nlast-\n\n```\ninfor-\nmation\n```", "text/markdown", "A\n\nlast-\n\ninfor-\nmation"},
        {"a.md", "# A\n\nhard-  \nbreak 2010-\n2015", "text/markdown", "A\n\nhard-\nbreak 2010- 2015"},
        {"a.csv", "a,b\n1,2\n", "text/plain", "a,b\n1,2"},
        {"a.json", "{\"a\": [1, 2]}", "text/plain", "{\"a\": [1, 2]}"},
        {"a.pdf", "no pdf at all", "text/plain", "no pdf at all"},
        {"a.md", "# Head\n\nSome *words* [here](http://x).\n\n- one\n- two\n", "text/markdown",
         "Head\n\nSome words here.\n\none\ntwo"},
        {"a.md", "a<b>c</b>d &amp; e\n\n<div>raw <i>html</i></div>\n", "text/markdown",
         "acd & e\n\nraw html"},
        {"a.txt", "<!DOCTYPE html><title>T</title><p>one<p>two<br>three &copy; &notin;", "text/html",
         "one\n\ntwo\nthree \xc2\xa9 \xe2\x88\x89"},
        {"a",
         "<html><body><nav>menu</nav><main><h1>Head</h1><p>content of the page</p></main><footer>f</footer>",
         "text/html", "Head\n\ncontent of the page"},
        {"a", "<html><body><script>if(a<b){}</script><style>p{}</style><pre>a\n  b</pre></body></html>after",
         "text/html", "a\n  b\n\nafter"},
        {"a", "<?xml version='1.0' encoding='ISO-8859-1'?><a><b>caf\xe9</b><b>two <i>in</i>line</b></a>",
         "application/xml", "caf\xc3\xa9\ntwo inline"},
        {"a",
         "{\\rtf1\\ansi\\ansicpg1252 Caf\\'e9 \\u8364? {\\b bold}\\par{\\*\\generator x}{\\pict 0102}Two}",
         "application/rtf", "Caf\xc3\xa9 \xe2\x82\xac bold\n\nTwo"},
        {"a", "{\\rtf1\\ansi{\\fonttbl{\\f0\\fcharset0 A;}{\\f1\\fcharset204 B;}}\\f1\\'ef\\'f0\\f0\\'ef}",
         "application/rtf", "\xd0\xbf\xd1\x80\xc3\xaf"},
        {"a", "{\\rtf1 a{\\bin3 }}}b\\uc2\\u21488 ??c}", "application/rtf",
         "ab\xe5\x8f\xb0"
         "c"},
        {"a",
         test::docx_file(
             "<w:p><w:r><w:t>One</w:t><w:tab/><w:t>two</w:t></w:r></w:p><w:p><w:del><w:r><w:t>gone"
             "</w:t></w:r></w:del><w:r><w:instrText>PAGE</w:instrText><w:t>three</w:t></w:r></w:p>"),
         "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "One two\n\nthree"},
        {"a",
         test::odt_file("<text:h text:outline-level='2'>Head</text:h><text:p>a<text:s/>b<text:line-break/>c"
                        "</text:p><text:tracked-changes><text:p>gone</text:p></text:tracked-changes>"),
         "application/vnd.oasis.opendocument.text", "Head\n\na b\nc"},
        {"a", test::odt_file("<text:p>before<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>the note</text:p></text:note-body></text:note>"
                             " after</text:p><text:p>next</text:p>"),
         "application/vnd.oasis.opendocument.text", "before after\n\nthe note\n\nnext"},
        {"a", "<r x='1'><b>no declaration</b>\n<b>two</b></r>\n", "application/xml", "no declaration\ntwo"},
        {"a", "<!DOCTYPE r [<!ELEMENT r ANY><!ELEMENT b ANY>]>\n<r><b>one</b></r>", "application/xml", "one"},
        {"a", "<ul class='x'><li>one<li>two</ul>", "text/html", "one\ntwo"},
        {"a", "<a>not closed", "text/html", "not closed"},
        {"a", "<speaker>he said: 1 < 2</speaker>", "text/plain", "<speaker>he said: 1 < 2</speaker>"},
        {"a.md", "<details>\n\n# Head\n\n</details>", "text/markdown", "Head"},
        {"a.txt", "\x21\x04\x3b\x04\x3e\x04\x32\x04\x3e\x04 \0\x38\x04 \0\x34\x04\x35\x04\x3b\x04\x3e\x04"s, "text/plain", "Слово и дело"},
        {"a.txt", "\x04\x21\x04\x3b\x04\x3e\x04\x32\x04\x3e\0 \x04\x38\0 \x04\x34\x04\x35\x04\x3b\x04\x3e"s, "text/plain", "Слово и дело"},
        {"a",
         test::pptx_file(
             {"<p:sp><p:ph type='title'/><p:txBody><a:p><a:t>Title</a:t></a:p></p:txBody></p:sp>",
              "<p:sp><p:txBody><a:p><a:t>two</a:t></a:p><a:p><a:t>three</a:t></a:p></p:txBody></p:sp>"}),
         "application/vnd.openxmlformats-officedocument.presentationml.presentation", "Title\ftwo\nthree"},
        {"a", test::epub_file({"<h1>One</h1><p>first chapter</p>", "<p>second&nbsp;chapter</p>"}),
         "application/epub+zip",
         "One\n\nfirst chapter\fsecond\xc2\xa0"
         "chapter"},
        {"a", test::pdf_file({{"First line", "exam-", "ple of it"}, {"Second page"}}), "application/pdf",
         "First line\nexample of it\fSecond page"},
        {"a", "junk before\n" + test::pdf_file({{"Shifted"}}), "application/pdf", "Shifted"},
    };
    for (const auto& row : cases) {
        INFO(row.name << ": " << row.bytes.substr(0, 100));
        const auto extraction = read(row.bytes, row.name);
        CHECK(extraction.media_type == row.media_type);
        CHECK(extraction.status == Extraction::Status::text);
        CHECK(all_text(extraction) == row.text);
        CHECK_FALSE(extraction.extractor.empty());
    }
}

TEST_CASE("headings are found with their pages and levels") {
    struct Case {
        const char* name;
        std::string bytes;
        std::vector<Heading> headings;
    };
    const Case cases[] = {
        {"a.md", "# One\ntext\n## Two\n", {{1, 1, "One"}, {1, 2, "Two"}}},
        {"a.html", "<html><h1>One <b>bold</b></h1><p>x<h3>Three</h3>", {{1, 1, "One bold"}, {1, 3, "Three"}}},
        {"a",
         test::docx_file(
             "<w:p><w:pPr><w:pStyle w:val='berschrift2'/></w:pPr><w:r><w:t>Two</w:t></w:r></w:p>"),
         {{1, 2, "Two"}}},
        {"a", test::epub_file({"<p>x</p>", "<h2>Later</h2>"}), {{2, 2, "Later"}}},
    };
    for (const auto& row : cases) {
        INFO(row.bytes.substr(0, 60));
        const auto found = read(row.bytes, row.name).headings;
        REQUIRE(found.size() == row.headings.size());
        for (std::size_t i = 0; i < found.size(); ++i) {
            CHECK(found[i].page == row.headings[i].page);
            CHECK(found[i].level == row.headings[i].level);
            CHECK(found[i].text == row.headings[i].text);
        }
    }
}

TEST_CASE("what files say of themselves is embedded metadata") {
    const auto docx = read(test::docx_file("<w:p><w:r><w:t>x</w:t></w:r></w:p>")).embedded;
    CHECK(docx.title == "A policy");
    REQUIRE(docx.creators.size() == 2);
    CHECK(docx.creators[1].name == "Grace");
    REQUIRE(docx.of(TagField::theme).size() == 2);
    CHECK(docx.of(TagField::theme)[0].code == "open data");
    CHECK(docx.of(TagField::theme)[0].origin == Origin::embedded);
    CHECK(docx.date == Date{2021, 3, 4});

    const auto pdf = read(test::pdf_file({{"a"}, {"b"}, {"c"}}));
    CHECK(pdf.embedded.title == "A report");
    CHECK(pdf.embedded.date == Date{2019, 2, 3});
    CHECK(pdf.embedded.of(TagField::theme).size() == 2);
    REQUIRE(pdf.pages.size() == 3);
    CHECK(pdf.pages[0].label == "i");
    CHECK(pdf.pages[1].label == "ii");
    CHECK(pdf.pages[2].label == "1");

    const auto html =
        read("<html lang='en'><head><title>Tab | Site</title><meta property='og:title' content='Plain'>"
             "<meta name='DC.creator' content='Ada'><meta name='description' content='About it'>"
             "<meta property='article:published_time' content='2020-05-06T07:08:09Z'>"
             "<meta name='keywords' content='a, b'><link rel='canonical' href='https://x.org/y'>"
             "</head><body><p>words</html>")
            .embedded;
    CHECK(html.title == "Plain");
    CHECK(html.creators.size() == 1);
    CHECK(html.abstract == "About it");
    CHECK(html.date == Date{2020, 5, 6});
    CHECK(html.source_url == "https://x.org/y");

    const auto rtf =
        read("{\\rtf1{\\info{\\title Report}{\\author Ada}{\\creatim\\yr2010\\mo1\\dy2}}text}").embedded;
    CHECK(rtf.title == "Report");
    CHECK(rtf.creators.size() == 1);
    CHECK(rtf.date == Date{2010, 1, 2});
}

TEST_CASE("what a program wrote into the fields of a file is no author, and a footnote's mark is no title") {
    struct Case {
        const char *given, *title;
    };
    for (const auto& [given, title] : {Case{"Report on surveillance*", "Report on surveillance"}, Case{"Report **", "Report"},
                                       Case{"Report † ‡", "Report"}, Case{"A * in a title", "A * in a title"}, Case{"Untitled", ""}})
        CHECK(read("<html><head><title>x</title><meta property='og:title' content='" + std::string(given) +
                   "'></head><body><p>words</html>")
                  .embedded.title == (*title ? title : "x"));
    for (const char* name : {"default", "Administrator", "Default User"})
        CHECK(read("<html><head><meta name='DC.creator' content='" + std::string(name) + "'></head><body><p>words</html>")
                  .embedded.creators.empty());
}

TEST_CASE("front matter is metadata, and its sentences are text") {
    const auto extraction =
        read("---\ntitle: \"The title\"\nauthors:\n  - Ada\n  - name: Grace\n    email: g@x.org\n"
             "tags: [one, two]\ndate: 2019-08-07\nlang: pt-BR\nposition: 3\nmaterials: |\n"
             "  You will need *paper* and pens.\n---\n# Head\n\nbody\n",
             "a.md");
    CHECK(extraction.embedded.title == "The title");
    REQUIRE(extraction.embedded.creators.size() == 2);
    CHECK(extraction.embedded.creators[1].name == "Grace");
    CHECK(extraction.embedded.of(TagField::theme).size() == 2);
    CHECK(extraction.embedded.date == Date{2019, 8, 7});
    CHECK(language(extraction) == "pt-BR");
    CHECK(all_text(extraction) == "You will need paper and pens.\n\nHead\n\nbody");
    CHECK(all_text(read("---\nnot closed\n\ntext", "a.md")).find("not closed") != std::string::npos);
    CHECK(all_text(read("---\n{broken: [yaml\n---\ntext", "a.md")) == "text");
    CHECK(all_text(read("---\nseo:\n  note: words within a mapping\n---\ntext", "a.md")) == "words within a mapping\n\ntext");
}

TEST_CASE("what stands between two rules is text, and no words of a broken block are lost") {
    CHECK(all_text(read("---\n\nOnly a rule above.\n\n---\n\ntext", "a.md")) == "Only a rule above.\n\ntext");
    CHECK(all_text(read("---\n- one\n- two\n---\ntext", "a.md")).starts_with("one\ntwo"));
    const auto colon = read("---\ntitle: Report: the second\ndate: 2020-01-02\nnote: >\n  A sentence of several words.\n---\ntext", "a.md");
    CHECK(colon.embedded.title == "Report: the second");
    CHECK(colon.embedded.date == Date{2020, 1, 2});
    CHECK(all_text(colon) == "A sentence of several words.\n\ntext");
    CHECK(colon.notes.size() == 1);
}

TEST_CASE("front matter in TOML is read as well") {
    const auto toml = read("+++\ntitle = \"The title\"\n# a comment of several words\ndate = 2022-03-04T10:00:00Z\nauthors = [\"Ada\", 'Grace']\n"
                           "lead = \"A sentence of several words.\"\n[extra]\nweight = 3\n+++\n# Head\n\nbody", "a.md");
    CHECK(toml.embedded.title == "The title");
    CHECK(toml.embedded.date == Date{2022, 3, 4});
    REQUIRE(toml.embedded.creators.size() == 2);
    CHECK(toml.embedded.creators[1].name == "Grace");
    CHECK(all_text(toml) == "A sentence of several words.\n\nHead\n\nbody");
}

TEST_CASE("languages are told, and a file's own word stands where the text agrees") {
    const std::string danish =
        "Enhver har ret til tanke-, samvittigheds- og religionsfrihed; denne ret omfatter frihed til "
        "at skifte religion eller tro og frihed til enten alene eller i fællesskab med andre, "
        "offentligt eller privat, at give udtryk for sin religion eller tro gennem undervisning.";
    struct Case {
        std::string text;
        const char* stated;
        const char* language;
    };
    const Case cases[] = {
        {danish, "", "da"},
        {danish, "da-DK", "da-DK"},
        {danish, "en", "da"},
        {danish, "nb", "nb"}, // so near that the file may know better
        {"Everyone has the right to freedom of thought, conscience and religion; this right includes freedom "
         "to change "
         "his religion or belief, and freedom, either alone or in community with others to manifest his "
         "religion.",
         "", "en"},
        {"すべて人は、思想、良心及び宗教の自由に対する権利を有する。", "", "ja"},
        {"人人有思想、良心和宗教自由的权利；此项权利包括改变他的宗教或信仰的自由", "", "zh"},
        {"모든 사람은 사상, 양심 및 종교의 자유에 대한 권리를 가진다.", "", "ko"},
        {"Каждый человек имеет право на свободу мысли, совести и религии; это право включает свободу менять "
         "свою "
         "религию или убеждения и свободу исповедовать свою религию или убеждения",
         "", "ru"},
        {"Кожна людина має право на свободу думки, совісті і релігії; це право включає свободу змінювати "
         "свою релігію "
         "або переконання і свободу сповідувати свою релігію або переконання",
         "", "uk"},
        {"لكل شخص الحق في حرية التفكير والضمير والدين. ويشمل هذا الحق حرية تغيير ديانته أو عقيدته، وحرية "
         "الإعراب عنهما",
         "", "ar"},
        {"هر کس حق دارد که از آزادی فکر، وجدان و مذهب بهره مند شود. این حق متضمن آزادی تغییر مذهب یا عقیده "
         "است",
         "", "fa"},
        {"abc", "", ""},
        {"12 34 56 78 90", "", ""},
    };
    for (const auto& row : cases) {
        INFO(row.text);
        const std::string html = "<html lang='" + std::string(row.stated) + "'><p>" + row.text;
        CHECK(language(read(html)) == row.language);
    }
}

TEST_CASE("what is cut off at a limit is cut between characters, keeps its encoding and is told") {
    const std::string sentence = "يحق لكل شخص التمتع بحرية الرأي والتعبير ";
    for (const char* name : {"long.txt", "long.md"})
        for (const std::string first : {"", "x", "xy", "xyz"}) {
            std::string text = first;
            while (text.size() <= Limits::kTextBytes + 100) text += sentence;
            const auto extraction = read(text, name);
            CAPTURE(name, first, extraction.encoding, extraction.notes);
            CHECK(extraction.encoding == "UTF-8");
            CHECK(extraction.truncated);
            CHECK(all_text(extraction).size() <= Limits::kTextBytes);
            CHECK(all_text(extraction).find("\xEF\xBF\xBD") == std::string::npos);
        }
}
