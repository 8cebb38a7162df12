// JATS, TEI and DocBook are read by what their elements mean.
#include <catch2/catch.hpp>

#include "tests/support/read_document.h"

using namespace samling;
using test::all_text;
using test::read_document;

TEST_CASE("JATS gives its header as metadata and its body as text") {
    const auto article = read_document(
        "<?xml version='1.0'?><!DOCTYPE article PUBLIC '-//NLM//DTD JATS (Z39.96)//EN' 'JATS.dtd'>"
        "<article xml:lang='en'><front><journal-meta><publisher><publisher-name>A press</publisher-name></publisher></journal-meta>"
        "<article-meta><article-id pub-id-type='doi'>10.1234/x</article-id><title-group><article-title>On <i>rights</i></article-title></title-group>"
        "<contrib-group><contrib><name><surname>Lovelace</surname><given-names>Ada</given-names></name></contrib></contrib-group>"
        "<pub-date><day>4</day><month>3</month><year>2021</year></pub-date>"
        "<abstract><p>In short.</p></abstract><kwd-group><kwd>water</kwd><kwd>land</kwd></kwd-group></article-meta></front>"
        "<body><sec><title>One</title><p>First words <xref>1</xref>.</p><sec><title>Deeper</title><p>More.</p></sec></sec></body>"
        "<back><ref-list><ref><mixed-citation>Other <article-title>title</article-title></mixed-citation></ref></ref-list></back></article>");
    CHECK(article.extractor == "xml/2");
    CHECK(all_text(article) == "On rights\n\nIn short.\n\nOne\n\nFirst words 1.\n\nDeeper\n\nMore.\n\nOther title");
    const auto& about = article.embedded;
    CHECK(about.title == "On rights");
    CHECK(about.abstract == "In short.");
    REQUIRE(about.creators.size() == 1);
    CHECK(about.creators[0].name == "Ada Lovelace");
    CHECK(about.date == Date{2021, 3, 4});
    CHECK(about.of(TagField::theme).size() == 2);
    REQUIRE(about.identifiers.size() == 1);
    CHECK(about.identifiers[0] == Identifier{"doi", "10.1234/x"});
    REQUIRE(about.organisations.size() == 1);
    REQUIRE(article.headings.size() == 3);
    CHECK(article.headings[2].text == "Deeper");
    CHECK(article.headings[2].level == 2);
}

TEST_CASE("TEI gives its pages as they were printed") {
    const auto text = read_document(
        "<TEI xmlns='http://www.tei-c.org/ns/1.0' xml:lang='da'><teiHeader><fileDesc><titleStmt><title>A charter</title>"
        "<author><forename>Ada</forename> <surname>Lovelace</surname></author></titleStmt><publicationStmt><publisher>P</publisher>"
        "<date when='1899-05-06'>long ago</date></publicationStmt></fileDesc></teiHeader><text><body><pb n='12'/><div><head>Chapter</head>"
        "<p>First.</p><fw>running head</fw><pb n='13'/><lg><l>one</l><l>two</l></lg><p><choice><sic>eror</sic><corr>error</corr></choice></p></div></body></text></TEI>");
    CHECK(all_text(text) == "Chapter\n\nFirst.\fone\ntwo\n\nerror");
    REQUIRE(text.pages.size() == 2);
    CHECK(text.pages[0].label == "12");
    CHECK(text.pages[1].label == "13");
    CHECK(text.embedded.title == "A charter");
    CHECK(text.embedded.date == Date{1899, 5, 6});
    REQUIRE(text.embedded.creators.size() == 1);
    CHECK(text.embedded.creators[0].name == "Ada Lovelace");
}

TEST_CASE("DocBook is read with and without a namespace") {
    for (const char* file :
         {"<book xmlns='http://docbook.org/ns/docbook' version='5.0'><info><title>Guide</title><author><personname><firstname>Ada</firstname>"
          "<surname>Lovelace</surname></personname></author><pubdate>2020</pubdate></info><chapter><title>Start</title>"
          "<para>Words.</para><section><title>More</title><para>End.</para></section></chapter></book>",
          "<?xml version='1.0'?><book><bookinfo><title>Guide</title><author><firstname>Ada</firstname><surname>Lovelace</surname></author>"
          "<date>2020</date></bookinfo><chapter><title>Start</title><para>Words.</para><section><title>More</title><para>End.</para></section></chapter></book>"}) {
        INFO(file);
        const auto book = read_document(file);
        CHECK(all_text(book) == "Guide\n\nStart\n\nWords.\n\nMore\n\nEnd.");
        CHECK(book.embedded.title == "Guide");
        CHECK(book.embedded.date.year == 2020);
        REQUIRE(book.embedded.creators.size() == 1);
        CHECK(book.embedded.creators[0].name == "Ada Lovelace");
        REQUIRE(book.headings.size() == 3);
        CHECK(book.headings[2].level == 2);
    }
}

TEST_CASE("which licence it is says the address rather than the words") {
    const auto licence = [](const std::string& permissions) {
        return read_document("<article><front><article-meta><permissions>" + permissions + "</permissions></article-meta></front><body><p>Words.</p></body></article>").embedded.licence;
    };
    CHECK(licence("<license xmlns:x='http://www.w3.org/1999/xlink' x:href='https://a.org/by/4.0/'><license-p>is open</license-p></license>") == "https://a.org/by/4.0/");
    CHECK(licence("<license><license-p>is open</license-p></license>") == "is open");
}

TEST_CASE("other XML gives its text") {
    const auto other = read_document("<?xml version='1.0'?><article><p>one</p><p>two</p></article>");
    CHECK(all_text(other) == "one\ntwo");
}
