#include "schema/check.h"

#include <catch2/catch.hpp>

#include "tests/places/places.h"

using namespace samling;

namespace {

const Vocabularies& shipped() {
    static const Vocabularies vocabularies(test::source_directory() / "schema/vocabulary");
    return vocabularies;
}

Tag tag(const std::string& code, Origin origin = Origin::person) {
    return {code, origin, 0, {}};
}

} // namespace

TEST_CASE("Names, notations and aliases become codes") {
    Metadata metadata;
    metadata.of(TagField::region) = {tag("Africa"), tag("KEN", Origin::embedded), tag("Kenya"),
                                     tag("Atlantis")};
    metadata.of(TagField::language) = {tag("English")};
    metadata.of(TagField::commitment) = {tag("5")};
    metadata.creators = {{"A", "Danmark", "NGO"}};
    const auto resolved = resolve_codes(metadata, shipped());
    CHECK(resolved.of(TagField::region) == std::vector<Tag>{tag("002"), tag("KE"), tag("Atlantis")});
    CHECK(resolved.of(TagField::language) == std::vector<Tag>{tag("en")});
    CHECK(resolved.of(TagField::commitment) == std::vector<Tag>{tag("literacy-and-safety")});
    CHECK(resolved.creators == std::vector<Agent>{{"A", "DK", "civil-society"}});
}

TEST_CASE("Unknown codes are all named, with the nearest known one") {
    Metadata metadata;
    metadata.of(TagField::theme) = {tag("elektions"), tag("zzzzzzzz"), tag("elections"),
                                    tag(std::string(5000, 'x'))};
    metadata.of(TagField::region) = {tag("QQ")};
    metadata.creators = {{"A", "Utopia", "company"}, {"B", "002", ""}};
    metadata.organisations = {{"C", "DK", "compani"}};
    const auto messages = check_codes(metadata, shipped());
    REQUIRE(messages.size() == 7);
    CHECK(messages[0] == "theme: 'elektions' is not in the vocabulary; did you mean 'elections'?");
    CHECK(messages[1] == "theme: 'zzzzzzzz' is not in the vocabulary");
    CHECK(messages[3] == "region: 'QQ' is not in the vocabulary");
    CHECK_THAT(messages[4], Catch::StartsWith("creator country: 'Utopia' is not in the vocabulary"));
    CHECK(messages[5] == "creator country: '002' is no country");
    CHECK(messages[6] == "organisation actor: 'compani' is not in the vocabulary; did you mean 'company'?");
    CHECK(check_codes({}, shipped()).empty());
    Metadata shut;
    shut.visibility = Visibility::coalition;
    CHECK(check_codes(shut, shipped()).size() == 1);
}
