#include "indexer/record_merge.h"

#include <catch2/catch.hpp>

#include "tests/places/places.h"

using namespace samling;

namespace {

const Vocabularies& vocabularies() {
    static const Vocabularies kLoaded(test::share_directory() / "vocabulary");
    return kLoaded;
}

const FileIdentity kFile{"Årsrapport_2022 (final).pdf", "0123456789abcdef"};

Tag embedded(const std::string& code) { return {code, Origin::embedded, 0, {}}; }

} // namespace

TEST_CASE("names become slugs") {
    struct Row {
        const char *name, *slug;
    };
    const auto row = GENERATE(values<Row>({{"Årsrapport 2022 (final).pdf", "arsrapport-2022-final"},
                                           {"report.tar.gz", "report-tar"},
                                           {"___.txt", "document"},
                                           {"التضليل.md", "document"},
                                           {"a--b.md", "a-b"},
                                           {"UPPER.TXT", "upper"}}));
    CHECK(slug(row.name) == row.slug);
    CHECK(slug(std::string(500, 'x')).size() == 80);
    CHECK(is_valid_id(slug(row.name)));
}

TEST_CASE("a person's record wins over the file's own, and that over a guess") {
    Extraction extraction;
    extraction.embedded.title = "Embedded title";
    extraction.embedded.abstract = "Embedded abstract";
    extraction.embedded.date = {2020, 1, 0};
    extraction.embedded.of(TagField::language) = {embedded("English")};
    extraction.embedded.of(TagField::theme) = {embedded("Privacy"), embedded("no theme of ours"), embedded("privacy")};
    extraction.headings = {{1, 1, "A heading"}};

    auto merged = merge_record(std::nullopt, extraction, kFile, vocabularies());
    CHECK(merged.title == "Embedded title");
    CHECK(merged.id == "arsrapport-2022-final-01234567");
    CHECK(merged.of(TagField::language) == std::vector<Tag>{embedded("en")});
    CHECK(merged.of(TagField::theme) == std::vector<Tag>{embedded("privacy")});

    Metadata sidecar;
    sidecar.id = "mine";
    sidecar.title = "A person's title";
    sidecar.of(TagField::theme) = {{"surveillance", Origin::person, 0, {}}};
    sidecar.organisations = {{"Org", "DK", "civil-society"}};
    merged = merge_record(sidecar, extraction, kFile, vocabularies());
    CHECK(merged.id == "mine");
    CHECK(merged.title == "A person's title");
    CHECK(merged.abstract == "Embedded abstract");
    CHECK(merged.of(TagField::theme) == sidecar.of(TagField::theme));
    REQUIRE(merged.of(TagField::actor).size() == 1); // from the organisation
    CHECK(merged.of(TagField::actor).front().code == "civil-society");

    extraction.embedded.title.clear();
    CHECK(merge_record(std::nullopt, extraction, kFile, vocabularies()).title == "A heading");
    extraction.headings.clear();
    CHECK(merge_record(std::nullopt, extraction, kFile, vocabularies()).title == "Årsrapport 2022 (final)");
}
