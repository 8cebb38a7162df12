#include "searchd/search/search.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <random>
#include <thread>

#include "indexer/collection_writer.h"
#include "schema/failure.h"
#include "tests/places/places.h"
#include "tests/support/scratch.h"

using namespace samling;

namespace {

std::shared_ptr<const Vocabularies> vocabularies() {
    static const auto kLoaded = std::make_shared<const Vocabularies>(test::share_directory() / "vocabulary");
    return kLoaded;
}

Tag tag(const std::string& code) { return {code, Origin::person, 0, {}}; }

const std::vector<std::string> kWords = {"shutdown", "election", "privacy", "rights", "defenders", "surveillance", "data", "women"};
const std::vector<std::string> kRegions = {"KE", "NG", "DK", "FR", "TN", "PE"};
const std::vector<std::string> kThemes = {"privacy", "surveillance", "elections", "disinformation", "internet-shutdowns"};
const std::vector<std::string> kTypes = {"report", "framework", "survey"};

Document random_document(int number, std::mt19937& random) {
    const auto pick = [&](const std::vector<std::string>& from) { return from[random() % from.size()]; };
    Document document;
    document.metadata.id = "d" + std::to_string(number);
    document.metadata.title = "Document " + pick(kWords);
    document.metadata.date.year = random() % 10 == 0 ? 0 : 2015 + static_cast<int>(random() % 8);
    for (auto i = random() % 3; i > 0; --i) document.metadata.of(TagField::region).push_back(tag(pick(kRegions)));
    for (auto i = random() % 3; i > 0; --i) document.metadata.of(TagField::theme).push_back(tag(pick(kThemes)));
    document.metadata.of(TagField::type).push_back(tag(pick(kTypes)));
    document.metadata.of(TagField::language).push_back(tag("en"));
    for (auto pages = 1 + random() % 3; pages > 0; --pages) {
        std::string text;
        for (int i = 0; i < 12; ++i) text += pick(kWords) + " ";
        document.pages.push_back({text, "", ""});
    }
    return document;
}

void put(CollectionWriter& writer, Document document) {
    const auto digest = sha256(document.metadata.id + document.metadata.title + document.pages.front().text);
    writer.put(NewVersion{std::move(document), {}, digest, "", ""}, std::nullopt);
}

DataDirectory random_collection(const std::filesystem::path& directory, int documents) {
    const DataDirectory data(directory);
    CollectionWriter writer(data, *vocabularies(), {});
    std::mt19937 random(7);
    for (int i = 0; i < documents; ++i) put(writer, random_document(i, random));
    writer.flush();
    return data;
}

SearchRequest random_request(std::mt19937& random) {
    SearchRequest request;
    request.limit = 0;
    for (auto i = random() % 3; i > 0; --i) request.query += kWords[random() % kWords.size()] + " ";
    request.match = random() % 2 == 0 ? Match::all : Match::best;
    const auto choose = [&](TagField field, const std::vector<std::string>& from) {
        if (random() % 3 == 0) request.selected[static_cast<std::size_t>(field)].push_back(from[random() % from.size()]);
    };
    choose(TagField::region, {"002", "150", "KE", "DK"});
    choose(TagField::theme, kThemes);
    choose(TagField::type, kTypes);
    if (random() % 3 == 0) request.years = YearRange{2016, 2019};
    return request;
}

} // namespace

TEST_CASE("every facet count is the total after the click") {
    const test::Scratch scratch;
    const SearchService service(random_collection(scratch.path() / "data", 400), vocabularies());
    std::mt19937 random(11);
    int clicks = 0;
    for (int round = 0; round < 25; ++round) {
        const auto request = random_request(random);
        const auto page = service.search(request);
        for (const auto& facet : page.facets)
            for (const auto& value : facet.values) {
                auto click = request;
                const std::string code(value.value);
                if (facet.name == "year") click.years = YearRange{std::stoi(code), std::stoi(code)};
                else click.selected[static_cast<std::size_t>(*tag_field(facet.name))] = {code};
                CAPTURE(request.query, facet.name, value.value);
                CHECK(service.search(click).total == value.count);
                ++clicks;
            }
    }
    CHECK(clicks > 200);
}

TEST_CASE("values of one facet combine with OR, facets with AND") {
    const test::Scratch scratch;
    const SearchService service(random_collection(scratch.path() / "data", 200), vocabularies());
    const auto total = [&](std::vector<std::string> types, std::vector<std::string> regions) {
        SearchRequest request;
        request.selected[static_cast<std::size_t>(TagField::type)] = std::move(types);
        request.selected[static_cast<std::size_t>(TagField::region)] = std::move(regions);
        return service.search(request).total;
    };
    CHECK(total({"report", "survey"}, {}) == total({"report"}, {}) + total({"survey"}, {}));
    CHECK(total({"report"}, {"KE"}) <= total({"report"}, {}));
    CHECK(total({}, {"002"}) >= total({}, {"KE"})); // a country is found under its continent
    CHECK(total({"nothing-such"}, {}) == 0);
}

TEST_CASE("hits name the page that answers and mark its words") {
    const test::Scratch scratch;
    const DataDirectory data(scratch.path() / "data");
    {
        CollectionWriter writer(data, *vocabularies(), {});
        Document document;
        document.metadata.id = "report";
        document.metadata.title = "A report";
        document.metadata.of(TagField::language).push_back(tag("en"));
        document.pages = {{"Nothing to see here.", "i", ""}, {"First words. Governments order internet shutdowns during elections.", "1", ""}};
        put(writer, std::move(document));
        writer.flush();
    }
    const SearchService service(data, vocabularies());
    SearchRequest request;
    request.query = "shutdown";
    const auto page = service.search(request);
    REQUIRE(page.total == 1);
    REQUIRE(page.hits.front().pages.size() == 1);
    CHECK(page.hits.front().pages.front().page == 2);
    CHECK(page.hits.front().pages.front().label == "1");
    std::string marked;
    for (const auto& part : page.hits.front().pages.front().snippet)
        if (part.marked) marked += part.text;
    CHECK(marked == "shutdowns");
}

TEST_CASE("a missing index is said to be missing") {
    const test::Scratch scratch;
    const SearchService service(DataDirectory(scratch.path()), vocabularies());
    CHECK_THROWS_AS(service.search({}), Failure);
}

TEST_CASE("a committed change, a removal and a rebuild are seen by the next search") {
    const test::Scratch scratch;
    const auto data = random_collection(scratch.path() / "data", 20);
    const SearchService service(data, vocabularies());
    CHECK(service.search({}).total == 20);
    CollectionWriter writer(data, *vocabularies(), {});
    std::mt19937 random(3);
    put(writer, random_document(100, random));
    writer.flush();
    CHECK(service.search({}).total == 21);
    CHECK(writer.remove("d100"));
    CHECK(service.search({}).total == 20);
    CHECK(writer.rebuild([](auto) {}) == 20);
    CHECK(service.search({}).total == 20);
}

TEST_CASE("searches go on while the writer overwrites what they read") {
    const test::Scratch scratch;
    const auto data = random_collection(scratch.path() / "data", 300);
    const SearchService service(data, vocabularies());
    std::atomic<bool> done = false;
    std::atomic<int> failures = 0, searches = 0;
    std::jthread reader([&] {
        while (!done) {
            SearchRequest request;
            request.query = "shutdown election";
            try {
                if (service.search(request).hits.empty()) ++failures;
                ++searches;
            } catch (const Failure&) {
                ++failures;
            }
        }
    });
    CollectionWriter writer(data, *vocabularies(), {});
    std::mt19937 random(5);
    for (int round = 0; round < 20; ++round) {
        for (int i = 0; i < 5; ++i) put(writer, random_document(i, random));
        writer.flush();
    }
    done = true;
    reader.join();
    CHECK(failures == 0);
    CHECK(searches > 0);
}
