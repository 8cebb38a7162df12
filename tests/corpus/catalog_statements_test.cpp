#include <catch2/catch.hpp>

#include "tests/corpus/fixtures.h"
#include "tests/support/scratch.h"

using namespace samling;
using namespace samling::test;
using Verdict = StatementDecision::Verdict;

namespace {

Statement statement(const std::string& key) {
    return {key, 1, 3, "We commit to " + key + ".", "", "2024", "en/we 1", {"share", "build"}, {"government"}};
}

NewVersion stating(const std::string& text, std::vector<Statement> statements) {
    auto version = plain_version("paper", text);
    version.statements = std::move(statements);
    return version;
}

} // namespace

TEST_CASE("statements of a version come back, and others may take their place", "[catalog_statements]") {
    const Scratch scratch;
    Catalog catalog(scratch / "catalog.db", Catalog::Mode::write);
    const auto key = catalog.put_version(stating("one", {statement("a"), statement("b")})).version_key;
    CHECK(catalog.statements(key) == std::vector<Statement>{statement("a"), statement("b")});
    catalog.put_statements(key, {statement("c")});
    CHECK(catalog.statements(key) == std::vector<Statement>{statement("c")});
    catalog.put_version(stating("two", {statement("d")}));
    const auto current = catalog.current_statements(10);
    REQUIRE(current.size() == 1); // of the newest version
    CHECK(current[0].statement == statement("d"));
    CHECK(current[0].record.id == "paper");
    catalog.remove("paper");
    CHECK(catalog.statements(key).empty());
    CHECK(catalog.current_statements(10).empty());
}

TEST_CASE("the last word on a statement holds, over versions, and nothing said is lost", "[catalog_statements]") {
    const Scratch scratch;
    Catalog catalog(scratch / "catalog.db", Catalog::Mode::write);
    catalog.put_version(stating("one", {statement("a")}));
    const auto last = [&] { return catalog.current_statements(10).at(0).decision; };
    CHECK(!last());
    const auto say = [&](Verdict verdict) { catalog.put_statement_decision({"paper", "a", verdict, "We commit to a.", "Ane", "", "because"}); };
    say(Verdict::confirmed);
    catalog.put_version(stating("two", {statement("a")}));
    REQUIRE(last());
    CHECK(last()->verdict == Verdict::confirmed);
    CHECK(last()->by == "Ane");
    CHECK(last()->at.size() == 20);
    say(Verdict::rejected);
    CHECK(last()->verdict == Verdict::rejected);
    say(Verdict::withdrawn);
    CHECK(!last());
    CHECK(catalog.statement_decisions("paper").size() == 3);
    CHECK(catalog.statement_decisions("another").empty());
    CHECK(catalog.statement_decisions("").size() == 3);
}
