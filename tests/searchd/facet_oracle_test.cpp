// Facets under selections against Xapian's spies: disjunctive within a facet, hierarchical, several facets at once.
#include "tests/searchd/facet_oracle.h"

#include <catch2/catch.hpp>

#include "tests/searchd/random_plans.h"

using namespace samling;
using namespace samling::test;

namespace {

constexpr int kVocabulary = 60, kDocuments = 300;

/// A document with up to three values in every facet: mostly of the first concepts of its vocabulary, broad and narrow, and
/// now and then one that the vocabulary does not know.
Document tagged_document(std::mt19937& random, int number) {
    auto document = document_of(random_document(random, std::to_string(number), kVocabulary));
    for (const auto& [field, name] : kTagFields) {
        const auto& concepts = loaded_vocabularies()->of(field).concepts();
        auto& tags = document.metadata.of(field);
        tags.clear();
        for (auto n = random() % 4; n > 0; --n) {
            const double share = std::generate_canonical<double, 32>(random);
            const auto place = static_cast<std::size_t>(share * share * static_cast<double>(concepts.size()));
            tags.push_back({concepts.empty() || random() % 9 == 0 ? "own" + std::to_string(random() % 3) : concepts[place].code, Origin::person, 0, {}});
        }
    }
    return document;
}

void put(CollectionWriter& writer, std::mt19937& random, int number) {
    writer.put(NewVersion{tagged_document(random, number), {}, sha256(std::to_string(random())), "", ""}, std::nullopt);
}

void fill(const Collection& collection, std::mt19937& random) {
    CollectionWriter writer(collection.data, *loaded_vocabularies(), {});
    for (int i = 0; i < kDocuments; ++i) put(writer, random, i);
    writer.finish();
}

/// Some documents anew, some gone, some beside the others.
void change(const Collection& collection, std::mt19937& random) {
    CollectionWriter writer(collection.data, *loaded_vocabularies(), {});
    for (int i = 0; i < 40; ++i) {
        const auto number = static_cast<int>(random() % (kDocuments + 100));
        if (random() % 3 == 0)
            writer.remove(std::to_string(number));
        else
            put(writer, random, number);
    }
    writer.finish();
}

} // namespace

TEST_CASE("hundreds of random selections count in every facet what spies count, also behind commits") {
    const Collection collection({});
    std::mt19937 random(23);
    fill(collection, random);
    const IndexReader reader(collection.data, {{}, std::size_t{1} << 20, {}});
    RandomPlans plans(kVocabulary);
    int several = 0, broad = 0;
    for (int round = 0; round < 4; ++round) {
        if (round > 0) change(collection, random);
        reader.with_view({}, [&](IndexView& view) {
            RandomSelections selections(view.snapshot->columns);
            for (int i = 0; i < 250; ++i) {
                const auto request = selections.next();
                const auto plan = selections.below(4) == 0 ? Plan::everything() : plans.next(2);
                CAPTURE(round, i, describe(plan), describe_selection(request));
                CHECK(facet_difference(view, plan, request) == "");
                const auto found = counted_by_columns(view, plan, request);
                several += std::count_if(std::begin(found.counts), std::end(found.counts), [](const auto& counts) { return counts.size() > 1; }) > 2;
                broad += found.counts[static_cast<std::size_t>(TagField::region)].count("001") > 0;
            }
        });
    }
    CHECK(several > 300);
    CHECK(broad > 200);
}

TEST_CASE("a count is the number of results after the click, whatever is selected already") {
    const Collection collection({});
    std::mt19937 random(29);
    fill(collection, random);
    std::vector<SearchRequest> requests;
    IndexReader(collection.data, {}).with_view({}, [&](IndexView& view) {
        RandomSelections selections(view.snapshot->columns);
        for (int i = 0; i < 60; ++i) requests.push_back(selections.next());
    });
    int clicks = 0;
    for (auto& request : requests) {
        request.query = word_of(random, kVocabulary) + " " + word_of(random, kVocabulary);
        request.limit = 0;
        for (const auto& facet : collection.service.search(request).facets) {
            if (facet.values.empty()) continue;
            const auto& value = facet.values[random() % facet.values.size()];
            auto clicked = request;
            if (const auto field = tag_field(facet.name))
                clicked.selected[static_cast<std::size_t>(*field)] = {std::string(value.value)};
            else
                clicked.years = YearRange{std::stoi(std::string(value.value)), std::stoi(std::string(value.value))};
            CAPTURE(request.query, describe_selection(request), facet.name, value.value);
            CHECK(collection.service.search(clicked).total == value.count);
            clicks += value.count > 0;
        }
    }
    CHECK(clicks > 150);
}
