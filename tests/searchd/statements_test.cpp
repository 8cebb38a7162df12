// Statements of intent on the page of the commitments and in its JSON.
#include <catch2/catch.hpp>

#include "searchd/web/commitments.h"
#include "tests/searchd/search_fixtures.h"

using namespace samling;
using namespace samling::test;

namespace {

FoundStatement found(const std::string& key, const std::vector<std::string>& commitments) {
    FoundStatement one;
    one.statement = {key, 2, 0, "We commit to " + key + ".", "", "2024", "en/we 1", commitments, {}};
    one.record.id = "paper";
    one.record.title = "A paper";
    one.record.date.year = 2023;
    one.record.organisations = {{"Access Now", "", ""}};
    return one;
}

FoundStatement decided(FoundStatement one, StatementDecision::Verdict verdict) {
    one.decision = StatementDecision{"paper", one.statement.key, verdict, one.statement.quote, "Ane", "2026-11-24T10:00:00Z", ""};
    return one;
}

/// Every commitment of the vocabulary, with `statements`.
CommitmentReport report_of(std::vector<FoundStatement> statements) {
    CommitmentReport report;
    for (const auto& commitment : loaded_vocabularies()->of(TagField::commitment).concepts()) {
        CommitmentEvidence evidence;
        evidence.commitment = &commitment;
        report.commitments.push_back(evidence);
    }
    add_statements(report, std::move(statements));
    return report;
}

std::string keys(const std::vector<const FoundStatement*>& statements) {
    std::string all;
    for (const auto* one : statements) all += (all.empty() ? "" : " ") + one->statement.key;
    return all;
}

} // namespace

TEST_CASE("statements stand with the commitment they speak of, confirmed ones first, rejected ones nowhere", "[statements]") {
    using enum StatementDecision::Verdict;
    const auto code = loaded_vocabularies()->of(TagField::commitment).concepts().front().code;
    const auto other = loaded_vocabularies()->of(TagField::commitment).concepts().at(1).code;
    auto of_document = found("by-document", {});
    of_document.record.of(TagField::commitment).push_back({other, Origin::rule, 1, {}});
    const auto report = report_of({found("first", {code}), decided(found("sure", {code}), confirmed), decided(found("wrong", {code}), rejected),
                                   of_document, found("stray", {})});
    CHECK(keys(report.commitments.at(0).statements) == "sure first");
    CHECK(keys(report.commitments.at(1).statements) == "by-document");
    CHECK(keys(report.other_statements) == "stray");
}

TEST_CASE("a statement is told as JSON with who, when, where and how sure", "[statements]") {
    const auto code = loaded_vocabularies()->of(TagField::commitment).concepts().front().code;
    const auto json = commitments_json(report_of({found("a", {code}), decided(found("b", {}), StatementDecision::Verdict::confirmed)}), *loaded_vocabularies());
    CHECK_THAT(json, Catch::Contains("\"statementsTotal\":1,\"statements\":[{\"key\":\"a\",\"document\":\"paper\",\"title\":\"A paper\",\"quote\":\"We commit to a.\","
                                     "\"page\":2,\"offset\":0,\"url\":\"/documents/paper/pages/2\",\"actor\":\"Access Now\",\"date\":\"2023\",\"until\":\"2024\""));
    CHECK_THAT(json, Catch::Contains("\"state\":\"candidate\""));
    CHECK_THAT(json, Catch::Contains("\"state\":\"confirmed\",\"by\":\"Ane\",\"at\":\"2026-11-24T10:00:00Z\""));
}
