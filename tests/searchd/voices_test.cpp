#include "searchd/web/voices.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>
#include <set>

#include "searchd/search/quiet_voices.h"
#include "searchd/web/value_views.h"
#include "tests/searchd/search_fixtures.h"

using namespace samling;
using namespace samling::test;

namespace {

Hit hit_with(const std::vector<std::string>& regions, const std::vector<std::string>& actors) {
    Hit hit;
    hit.codes[static_cast<std::size_t>(TagField::region)] = regions;
    hit.codes[static_cast<std::size_t>(TagField::actor)] = actors;
    return hit;
}

double sum_of(const Exposure& sums, TagField field, const std::string& code) {
    const auto found = sums.find({field, code});
    return found == sums.end() ? 0 : found->second;
}

/// Nine documents on Denmark and one on Kenya, which matches a little less well.
std::vector<Given> lopsided() {
    std::vector<Given> documents;
    for (int i = 0; i < 9; ++i) documents.push_back({"dk" + std::to_string(i), "Surveillance", {"surveillance of defenders in the north"}, 2020, {"DK"}});
    documents.push_back({"ke", "Surveillance", {"surveillance of defenders in the east of it"}, 2020, {"KE"}});
    return documents;
}

} // namespace

TEST_CASE("what is displayed counts by its rank, for each of its codes") {
    const Scratch scratch;
    const auto directory = scratch.path() / "exposure";
    {
        ExposureLog log(directory);
        log.add({hit_with({"001", "002"}, {"academia"}), hit_with({"001", "150"}, {})}, 0);
        log.add({hit_with({"002"}, {})}, 9); // the tenth place
        const auto sums = log.sums(1);
        CHECK(sum_of(sums, TagField::region, "") == Approx(1 + 1 / std::log2(3) + 1 / std::log2(11)));
        CHECK(sum_of(sums, TagField::region, "002") == Approx(1 + 1 / std::log2(11)));
        CHECK(sum_of(sums, TagField::region, "150") == Approx(1 / std::log2(3)));
        CHECK(sum_of(sums, TagField::actor, "academia") == Approx(1));
        log.add({}, 0);
        CHECK(log.sums(1) == sums);
    }
    ExposureLog again(directory); // the first wrote its sums as it went
    CHECK(sum_of(again.sums(1), TagField::region, "002") == Approx(1 + 1 / std::log2(11)));
    again.add({hit_with({"002"}, {})}, 0);
    again.flush();
    CHECK(sum_of(again.sums(1), TagField::region, "002") == Approx(2 + 1 / std::log2(11)));
    CHECK(std::distance(std::filesystem::directory_iterator(directory), {}) == 1); // one file a day, nothing left beside it
}

TEST_CASE("a log that cannot be written or makes no sense harms nothing") {
    const Scratch scratch;
    std::ofstream(scratch.path() / "file") << "in the way";
    ExposureLog blocked(scratch.path() / "file");
    blocked.add({hit_with({"002"}, {})}, 0);
    CHECK_NOTHROW(blocked.flush());
    ExposureLog log(scratch.path() / "exposure");
    log.add({hit_with({"002", "a\tb"}, {})}, 0);
    log.flush();
    for (const auto& file : std::filesystem::directory_iterator(scratch.path() / "exposure"))
        std::ofstream(file.path(), std::ios::app) << "nonsense\nregion\tKE\tnan\nregion\tKE\t-4\nnofield\tKE\t3\n\t\t\n";
    const auto sums = log.sums(1);
    CHECK(sum_of(sums, TagField::region, "002") == Approx(1));
    CHECK(sum_of(sums, TagField::region, "KE") == 0);
    CHECK(sum_of(sums, TagField::region, "a\tb") == 0);
}

TEST_CASE("quieter voices rise within the bound, and only when asked") {
    const Collection collection(lopsided());
    SearchRequest request;
    request.query = "surveillance of defenders in the north";
    const auto ranked = collection.service.search(request);
    REQUIRE(ranked.total == 10);
    REQUIRE(ranked.hits.back().id == "ke");
    for (const auto& hit : ranked.hits) CHECK(hit.raised == 0);

    request.voices = SearchRequest::Voices::quieter;
    const auto quieter = collection.service.search(request);
    CHECK(quieter.total == ranked.total);
    std::set<std::string> before, after;
    for (const auto& hit : ranked.hits) before.insert(hit.id);
    for (const auto& hit : quieter.hits) after.insert(hit.id);
    CHECK(before == after); // nothing appears, nothing is lost
    for (std::size_t i = 0; i < quieter.hits.size(); ++i)
        for (std::size_t below = i + 1; below < quieter.hits.size(); ++below)
            CHECK(quieter.hits[i].score >= quieter.hits[below].score * (1 - kQuietBound) - 1e-9);
    const auto kenya = std::find_if(quieter.hits.begin(), quieter.hits.end(), [](const Hit& hit) { return hit.id == "ke"; });
    const auto bound_lets_it = ranked.hits.back().score >= ranked.hits.front().score * (1 - kQuietBound);
    CHECK((kenya->raised > 0) == bound_lets_it);
    if (kenya->raised > 0) {
        CHECK(kenya->quiet == "Africa");
        CHECK(kenya->quiet_share == Approx(0.1));
    }
}

TEST_CASE("pages of quieter voices fit together") {
    const Collection collection(lopsided());
    SearchRequest request;
    request.query = "surveillance";
    request.voices = SearchRequest::Voices::quieter;
    const auto whole = ids(collection.service.search(request));
    request.limit = 3;
    std::string pages;
    for (request.offset = 0; request.offset < 12; request.offset += 3) {
        const auto part = ids(collection.service.search(request));
        if (!part.empty()) pages += (pages.empty() ? "" : " ") + part;
    }
    CHECK(pages == whole);
    CHECK(whole.substr(0, 2) == "ke"); // all are as good
}

TEST_CASE("shares of the collection and of what is shown stand side by side") {
    const Collection collection(lopsided());
    SearchRequest request;
    request.limit = 0;
    Exposure exposure;
    exposure[{TagField::region, ""}] = 8;
    exposure[{TagField::region, "150"}] = 6;
    exposure[{TagField::region, "002"}] = 0.4;
    const auto tables = voice_tables(collection.service.search(request), exposure, *loaded_vocabularies());
    REQUIRE(tables.size() == 2);
    for (const auto& voice : tables[0].voices) {
        if (voice.code == "150") {
            CHECK(voice.documents == 9);
            CHECK(voice.ratio() == Approx(0.75 / 0.9));
        }
        if (voice.code == "002") CHECK(voice.ratio() == Approx(0.05 / 0.1));
        CHECK(voice.code != "DK"); // areas, not countries
    }
    CHECK(tables[1].exposure == 0);
    CHECK(voices_json(tables, 30).find("\"ratio\":null") != std::string::npos);
}
