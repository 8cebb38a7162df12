#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "schema/failure.h"
#include "schema/vocabulary.h"

using namespace samling;

namespace {

constexpr std::string_view kHead = "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\""
                                   " xmlns:skos=\"http://www.w3.org/2004/02/skos/core#\">\n";

/// A file that is gone with the test.
struct TemporaryFile {
    std::filesystem::path path =
        std::filesystem::temp_directory_path() / ("samling-skos-" + std::to_string(::getpid()) + ".rdf");
    explicit TemporaryFile(const std::string& bytes) { std::ofstream(path, std::ios::binary) << bytes; }
    ~TemporaryFile() { std::filesystem::remove(path); }
};

std::string concept_xml(const std::string& code, const std::string& inside) {
    return "<skos:Concept rdf:about=\"https://samling.example/v#" + code + "\">" + inside +
           "</skos:Concept>\n";
}

std::string label(const std::string& text) {
    return "<skos:prefLabel xml:lang=\"en\">" + text + "</skos:prefLabel>";
}

std::string failure_of(const std::string& bytes) {
    const TemporaryFile file(bytes);
    try {
        read_skos(file.path, "test");
    } catch (const Failure& failure) {
        CHECK(failure.code() == ErrorCode::invalid_vocabulary);
        return failure.what();
    }
    return "";
}

} // namespace

TEST_CASE("A SKOS file is read whole") {
    const TemporaryFile file(
        std::string(kHead) +
        concept_xml("a", label(" Alpha &amp; more ") +
                             "<skos:notation>1</skos:notation>"
                             "<skos:altLabel xml:lang=\"da\">Alfa</skos:altLabel><skos:scopeNote "
                             "xml:lang=\"en\">Note.</skos:scopeNote>"
                             "<skos:changeNote>ignored</skos:changeNote>") +
        concept_xml("b", label("Beta") + "<skos:broader rdf:resource=\"#a\"/>") + "</rdf:RDF>");
    const auto vocabulary = read_skos(file.path, "test");
    REQUIRE(vocabulary.concepts().size() == 2);
    const auto& first = vocabulary.concepts().front();
    CHECK(vocabulary.name() == "test");
    CHECK(first.labels.at("en") == "Alpha & more");
    CHECK(first.notation == "1");
    CHECK(first.notes.at("en") == "Note.");
    CHECK(first.line == 2);
    CHECK(first.narrower == std::vector<std::string>{"b"});
    CHECK(vocabulary.resolve("alfa") == &first);
}

TEST_CASE("A SKOS file that cannot be used is refused with its line") {
    const std::string head(kHead), tail = "</rdf:RDF>";
    std::string deep = head, many;
    for (int i = 0; i < 300; ++i)
        deep += "<x>";
    for (int i = 0; i < 100'000; ++i)
        many += " a" + std::to_string(i) + "=''";
    const struct {
        std::string bytes;
        const char* message;
    } cases[] = {
        {"", ":1: is empty"},
        {"no xml", ":1: is not well-formed XML"},
        {head, "is not well-formed XML"},
        {head + tail, ":1: has no skos:Concept"},
        {"<a/>", "the root element is not rdf:RDF"},
        {"<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>", "DOCTYPE"},
        {deep, "nested deeper than 16 levels"},
        {"<a" + many + "/>", "more than 64 attributes"},
        {head + std::string(1, '\0') + tail, ":2: has a NUL byte"},
        {head + "\xE6" + tail, "is not UTF-8"},
        {"\xFF\xFE<\0", "is UTF-16"},
        {head + "<skos:Concept/>" + tail, ":2: skos:Concept has no rdf:about"},
        {head + concept_xml("", label("A")) + tail, "ends in no code"},
        {head + concept_xml("a", "<skos:prefLabel>A</skos:prefLabel>") + tail,
         "skos:prefLabel has no xml:lang"},
        {head + concept_xml("a", label(" ")) + tail, ":2: skos:prefLabel is empty"},
        {head + concept_xml("a", label("A") + label("B")) + tail, "has a second skos:prefLabel in 'en'"},
        {head + concept_xml("a", label("A") + "<skos:broader/>") + tail, "skos:broader has no rdf:resource"},
        {head + concept_xml("a", label("A") + "<skos:related rdf:resource=\"#z\"/>") + tail,
         ":2: related of 'a' is 'z'"},
        {head + concept_xml("a", label("A")) + concept_xml("a", label("B")) + tail,
         ":3: the code 'a' is already"},
        {head + concept_xml("a", label("A")) + concept_xml("b", label("A")) + tail,
         "also that of 'a' in line 2"},
    };
    for (const auto& [bytes, message] : cases)
        CHECK_THAT(failure_of(bytes), Catch::Contains(message));
}

TEST_CASE("A vocabulary that is not there is named") {
    for (const char* path : {"/no/such/file.rdf", "/tmp"})
        CHECK_THROWS_WITH(read_skos(path, "test"), Catch::Contains(path));
}
