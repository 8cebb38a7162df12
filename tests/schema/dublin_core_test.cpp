#include "schema/dublin_core.h"

#include <catch2/catch.hpp>

#include "tests/places/places.h"
#include "tests/support/scratch.h"

using namespace samling;

namespace {

const Vocabularies& vocabularies() {
    static const Vocabularies kLoaded(test::share_directory() / "vocabulary");
    return kLoaded;
}

Metadata parse(const std::string& xml) { return parse_dublin_core(xml, "r.xml", vocabularies()); }

std::string failure(const std::string& xml) {
    return test::failure_of([&] { parse(xml); });
}

std::string dc(const std::string& inside) {
    return "<oai_dc:dc xmlns:oai_dc=\"http://www.openarchives.org/OAI/2.0/oai_dc/\"\n"
           "  xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\">\n" + inside +
           "</oai_dc:dc>";
}

std::vector<std::string> codes(const Metadata& metadata, TagField field) {
    std::vector<std::string> codes;
    for (const auto& tag : metadata.of(field)) codes.push_back(tag.code);
    return codes;
}

} // namespace

TEST_CASE("Dublin Core is told by its root and namespace") {
    const struct { const char* head; bool is; } cases[] = {
        {"<?xml version=\"1.0\"?>\n<!-- <html> -->\n<oai_dc:dc xmlns:oai_dc=\"x\">", true},
        {"<dc><title>T</title></dc>", true},
        {"<dublin_core schema=\"dc\">", true},
        {"<metadata xmlns:dcterms=\"http://purl.org/dc/terms/\">", true},
        {"<rdf:RDF xmlns:dc=\"http://purl.org/dc/elements/1.1/\">", true},
        {"<qdc:qualifieddc xmlns:dcterms=\"http://purl.org/dc/terms/\">", true},
        {"<metadata><title>T</title></metadata>", false},
        {"<html><link rel=\"schema.DC\" href=\"http://purl.org/dc/elements/1.1/\"/>", false},
        {"<record xmlns=\"urn:samling:record:1\">", false},
        {"<package xmlns:dc=\"http://purl.org/dc/elements/1.1/\">", false},
        {"", false}, {"<", false}, {"<!-- <dc>", false}, {"no XML", false},
    };
    for (const auto& row : cases) {
        CAPTURE(row.head);
        CHECK(is_dublin_core(row.head) == row.is);
    }
}

TEST_CASE("elements of Dublin Core become fields") {
    const auto record = parse(dc(R"(<dc:title>A title</dc:title><dc:title xml:lang="da">En titel</dc:title>
        <dcterms:alternative>Under it</dcterms:alternative>
        <dc:creator>Hansen, Jane</dc:creator><dc:contributor>Editor</dc:contributor><dc:publisher>An organisation</dc:publisher>
        <dc:description>Said in short.</dc:description><dcterms:abstract>Said at length.</dcterms:abstract>
        <dc:date>2020</dc:date><dcterms:issued>2021-03-04T10:00:00Z</dcterms:issued><dcterms:created>2019</dcterms:created>
        <dc:identifier>https://doi.org/10.1000/xyz</dc:identifier><dc:identifier>http://example.org/1</dc:identifier>
        <dc:identifier>urn:isbn:9780000000002</dc:identifier><dc:identifier>REP/7</dc:identifier>
        <dc:language>en_US</dc:language><dc:language>fra</dc:language><dc:subject>No code of ours</dc:subject>
        <dc:coverage>Kenya</dc:coverage><dc:rights>All mine</dc:rights><dcterms:license>CC-BY-4.0</dcterms:license>
        <dc:source>https://example.org/report.pdf</dc:source><dc:format>application/pdf</dc:format><dc:creator/>)"));
    CHECK(record.title == "A title");
    CHECK(record.subtitle == "Under it");
    CHECK(record.abstract == "Said at length.");
    CHECK(record.creators == std::vector<Agent>{{"Hansen, Jane", "", ""}});
    CHECK(record.organisations == std::vector<Agent>{{"An organisation", "", ""}});
    CHECK(format_date(record.date) == "2021-03-04");
    CHECK(record.identifiers == std::vector<Identifier>{{"doi", "10.1000/xyz"}, {"url", "http://example.org/1"},
                                                        {"isbn", "9780000000002"}, {"other", "REP/7"}});
    CHECK(codes(record, TagField::language) == std::vector<std::string>{"en", "fr"});
    CHECK(codes(record, TagField::region) == std::vector<std::string>{"KE"});
    CHECK(codes(record, TagField::theme).empty());
    CHECK(record.rights == "All mine");
    CHECK(record.licence == "CC-BY-4.0");
    CHECK(record.source_url == "https://example.org/report.pdf");
}

TEST_CASE("DSpace's dcvalue and other roots say the same") {
    const auto dspace = parse(R"(<dublin_core schema="dc"><dcvalue element="title" qualifier="none" language="en">T</dcvalue>
        <dcvalue element="contributor" qualifier="author">Jane</dcvalue><dcvalue element="date" qualifier="issued">2001-02</dcvalue>
        <dcvalue element="date" qualifier="accessioned">long ago</dcvalue><dcvalue element="identifier" qualifier="isbn">123</dcvalue>
        <dcvalue element="language" qualifier="iso">other</dcvalue></dublin_core>)");
    CHECK(dspace.title == "T");
    CHECK(dspace.creators == std::vector<Agent>{{"Jane", "", ""}});
    CHECK(format_date(dspace.date) == "2001-02");
    CHECK(dspace.identifiers == std::vector<Identifier>{{"isbn", "123"}});
    CHECK(parse("<dublin_core schema=\"local\"><dcvalue element=\"odd\">x</dcvalue></dublin_core>") == Metadata{});
    CHECK(parse("<dc><title>T</title></dc>").title == "T");
    CHECK(parse("<metadata xmlns:d=\"http://purl.org/dc/terms/\"><d:title>T</d:title><other>x</other></metadata>").title == "T");
    CHECK(parse("<r:RDF xmlns:r=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns:d=\"http://purl.org/dc/terms/\"><r:Description>"
                "<d:title>T</d:title><d:license r:resource=\"https://l\"/></r:Description></r:RDF>").licence == "https://l");
}

TEST_CASE("mistakes in Dublin Core are all named with their lines") {
    const auto all = failure(dc("<dc:title>T</dc:title>\n<dc:date>yesterday</dc:date>\n<dc:langauge>en</dc:langauge>\n"
                                "<dc:language>Klingonese</dc:language>\n"));
    CHECK(all == "invalid-record: r.xml:4: date: 'yesterday' is no date; write YYYY, YYYY-MM or YYYY-MM-DD\n"
                 "r.xml:5: langauge: is no element of Dublin Core\n"
                 "r.xml:6: language: 'Klingonese' is no language; write its code, as en");
    const struct { std::string xml; const char* says; } cases[] = {
        {dc("<dc:title>T\n</dc:titel>"), "r.xml:4: record: "},
        {dc(""), ": dc: holds no element of Dublin Core"},
        {"<dublin_core>\n<dcvalue>x</dcvalue>\n<value/></dublin_core>", "r.xml:2: dcvalue: has no attribute 'element'\nr.xml:3: value:"},
        {"<a xmlns:d=\"http://purl.org/dc/terms/\"><dc><d:title>A</d:title></dc>\n<dc><d:title>B</d:title></dc></a>", "r.xml:2: dc: is a second record"},
        {"<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><dc><title>&a;</title></dc>", "r.xml:1: record: "},
        {"", "r.xml:1: record: is empty"},
    };
    for (const auto& row : cases) {
        CAPTURE(row.xml);
        CHECK_THAT(failure(row.xml), Catch::Contains(row.says));
    }
}
