#include <catch2/catch.hpp>

#include "tests/corpus/fixtures.h"
#include "tests/support/scratch.h"

using namespace samling;
using namespace samling::test;
using Verdict = TagDecision::Verdict;

namespace {

TagDecision decision(TagField field, const std::string& code, Verdict verdict, const std::string& by = "Ane") {
    TagDecision result;
    result.field = field;
    result.code = code;
    result.verdict = verdict;
    result.label = "Label of " + code;
    result.by = by;
    result.note = "because";
    return result;
}

NewVersion tagged_version(const std::string& id, const std::string& text) {
    auto version = plain_version(id, text);
    version.document.metadata.of(TagField::theme) = {{"elections", Origin::rule, 0.7, {{1, 0, "x", "label:theme/elections@2.0"}}},
                                                     {"privacy", Origin::embedded, 0, {}}};
    return version;
}

std::vector<std::string> themes(const Metadata& metadata) {
    std::vector<std::string> codes;
    for (const auto& tag : metadata.of(TagField::theme)) codes.push_back(tag.code);
    return codes;
}

} // namespace

TEST_CASE("a person's word on a tag wins over file and rules, on every road out of the catalog", "[catalog_tags]") {
    const Scratch scratch;
    Catalog catalog(scratch / "catalog.db", Catalog::Mode::write);
    catalog.put_version(tagged_version("a", "one"));
    catalog.put_decision("a", decision(TagField::theme, "elections", Verdict::rejected));
    catalog.put_decision("a", decision(TagField::theme, "privacy", Verdict::rejected));
    catalog.put_decision("a", decision(TagField::theme, "censorship", Verdict::accepted));
    const std::vector<std::string> wanted = {"censorship"};
    CHECK(themes(catalog.find("a")->metadata) == wanted);
    CHECK(themes(catalog.find("a", 1)->metadata) == wanted);
    catalog.for_each_current([&](const StoredVersion& version) { CHECK(themes(version.metadata) == wanted); });
    catalog.for_each_unindexed([&](const StoredVersion& version) { CHECK(themes(version.metadata) == wanted); });

    SECTION("a new version does not undo it") {
        catalog.put_version(tagged_version("a", "two"));
        CHECK(themes(catalog.find("a")->metadata) == wanted);
    }
    SECTION("what was stored is still there, and comes back when the word is withdrawn") {
        CHECK(themes(catalog.undecided_record(catalog.find("a")->key)) == std::vector<std::string>{"elections", "privacy"});
        catalog.put_decision("a", decision(TagField::theme, "elections", Verdict::withdrawn));
        CHECK(themes(catalog.find("a")->metadata) == std::vector<std::string>{"elections", "censorship"});
    }
    SECTION("it outlives the document") {
        catalog.remove("a");
        catalog.put_version(tagged_version("a", "three"));
        CHECK(themes(catalog.find("a")->metadata) == wanted);
    }
    SECTION("others are not concerned") {
        catalog.put_version(tagged_version("b", "one"));
        CHECK(themes(catalog.find("b")->metadata) == std::vector<std::string>{"elections", "privacy"});
    }
}

TEST_CASE("who said it and when is kept, and the last word holds", "[catalog_tags]") {
    const Scratch scratch;
    Catalog catalog(scratch / "catalog.db", Catalog::Mode::write);
    catalog.put_version(tagged_version("a", "one"));
    catalog.put_decision("a", decision(TagField::region, "KE", Verdict::rejected, "Ane"));
    catalog.put_decision("a", decision(TagField::region, "KE", Verdict::accepted, "Bo"));
    const auto history = catalog.decisions("a");
    REQUIRE(history.size() == 2);
    CHECK(history[0].by == "Ane");
    CHECK(history[1].by == "Bo");
    CHECK(history[1].note == "because");
    CHECK(history[1].label == "Label of KE");
    CHECK(history[1].at.size() == std::string("2026-11-24T12:00:00Z").size());
    CHECK(decisions_in_force(history) == std::vector<TagDecision>{history[1]});
    CHECK(catalog.find("a")->metadata.of(TagField::region).at(0).origin == Origin::person);
}

TEST_CASE("an accepted tag of a rule is a person's and keeps its quotes", "[catalog_tags]") {
    auto metadata = tagged_version("a", "one").document.metadata;
    apply_decisions({decision(TagField::theme, "elections", Verdict::accepted)}, metadata);
    const auto& tag = metadata.of(TagField::theme).front();
    CHECK(tag.origin == Origin::person);
    CHECK(tag.score == 0);
    CHECK(tag.evidence.size() == 1);
}

TEST_CASE("a decision and a replaced record make the index stale", "[catalog_tags]") {
    const Scratch scratch;
    Catalog catalog(scratch / "catalog.db", Catalog::Mode::write);
    const auto key = catalog.put_version(tagged_version("a", "one")).version_key;
    catalog.mark_indexed({key});
    REQUIRE(catalog.counts().unindexed == 0);
    SECTION("a decision") {
        catalog.put_decision("a", decision(TagField::theme, "elections", Verdict::rejected));
        CHECK(catalog.counts().unindexed == 1);
    }
    SECTION("a record with other tags") {
        auto record = catalog.undecided_record(key);
        record.of(TagField::theme).clear();
        catalog.replace_record(key, record, Catalog::Reindex::yes);
        CHECK(catalog.counts().unindexed == 1);
        CHECK(themes(catalog.find("a")->metadata).empty());
    }
    SECTION("not one with other quotes only") {
        catalog.replace_record(key, catalog.undecided_record(key), Catalog::Reindex::no);
        CHECK(catalog.counts().unindexed == 0);
    }
}

TEST_CASE("settings of a collection are kept", "[catalog_tags]") {
    const Scratch scratch;
    Catalog catalog(scratch / "catalog.db", Catalog::Mode::write);
    CHECK(catalog.setting("hierarchy").empty());
    catalog.put_setting("hierarchy", "a\n");
    catalog.put_setting("hierarchy", "b\n");
    CHECK(catalog.setting("hierarchy") == "b\n");
}
