#include "searchd/search/evaluator.h"

#include <catch2/catch.hpp>

#include "tests/searchd/random_plans.h"

using namespace samling;
using namespace samling::test;


TEST_CASE("thousands of random plans find and score what Xapian does") {
    constexpr int kVocabulary = 120;
    const Collection collection(random_documents(400, kVocabulary));
    const auto bm25 = GENERATE(Bm25{}, Bm25{1.2, 8, 0.75, 0.1}, Bm25{0.9, 1, 0, 0});
    const auto cache_bytes = GENERATE(std::size_t{0}, std::size_t{1} << 20);
    const IndexReader reader(collection.data, {bm25, cache_bytes, {}});
    int with_scores = 0, with_phrases = 0;
    reader.with_view({}, [&](IndexView& view) {
        RandomPlans plans(kVocabulary);
        for (int i = 0; i < 1500; ++i) {
            const auto plan = plans.next(3);
            CAPTURE(cache_bytes, bm25.k1, i, describe(plan));
            CHECK(difference(view, plan, bm25) == "");
            const bool with_score = xapian_scores_rightly(plan);
            with_scores += with_score;
            with_phrases += with_score && describe(plan).find("phrase") != std::string::npos;
        }
    });
    CHECK(with_scores > 700);
    CHECK(with_phrases > 100);
}

TEST_CASE("whatever the documents and plans are drawn from") {
    constexpr int kVocabulary = 120;
    for (unsigned seed = 1; seed <= 6; ++seed) {
        const Collection collection(random_documents(400, kVocabulary, seed));
        IndexReader(collection.data, {{}, std::size_t{1} << 20, {}}).with_view({}, [&](IndexView& view) {
            RandomPlans plans(kVocabulary, seed * 7 + 1);
            for (int i = 0; i < 320; ++i) {
                const auto plan = plans.next(3);
                CAPTURE(seed, i, describe(plan));
                CHECK(difference(view, plan, {}) == "");
            }
        });
    }
}

TEST_CASE("where Xapian scores a whole otherwise than its parts, the evaluator scores it as its parts") {
    const Collection collection({{"a", "", {"one two x three"}, 2020}, {"b", "", {"one two three"}, 2021}, {"c", "", {"four one"}, 2021}});
    IndexReader(collection.data, {}).with_view({}, [&](IndexView& view) {
        const auto phrase = Plan::of(Plan::Kind::phrase, {Plan::word({"two"}), Plan::word({"three"})});
        const auto either = Plan::of(Plan::Kind::any, {Plan::of(Plan::Kind::all, {Plan::everything(), phrase}), Plan::word({"x"})});
        const auto whole = Plan::of(Plan::Kind::all, {Plan::word({"one"}), either});
        CHECK_FALSE(xapian_scores_rightly(whole));
        const Deadline never(std::chrono::nanoseconds(0));
        const auto score = [&](const Plan& plan) {
            Evaluator evaluator(view, never);
            std::vector<float> scores(view.snapshot->lengths.size(), 0);
            evaluator.score(evaluator.match(plan), scores);
            return std::pair(scores[1], scores[2]);
        };
        const auto [a, b] = score(whole);
        CHECK(a == Approx(score(Plan::word({"one"})).first + score(Plan::word({"x"})).first));
        CHECK(b == Approx(score(Plan::word({"one"})).second + score(phrase).second));
    });
}

TEST_CASE("of every document found is known which words it has, whatever was kept before") {
    constexpr int kVocabulary = 120;
    const Collection collection(random_documents(400, kVocabulary));
    const IndexReader reader(collection.data, {{}, std::size_t{1} << 20, {}});
    reader.with_view({}, [&](IndexView& view) {
        RandomPlans plans(kVocabulary);
        const Deadline never(std::chrono::nanoseconds(0));
        for (int i = 0; i < 500; ++i) {
            const auto plan = plans.next(3);
            CAPTURE(i, describe(plan));
            Evaluator evaluator(view, never);
            const auto found = evaluator.match(plan);
            for (const auto& word : evaluator.words()) {
                const Postings all(decode_postings(view.database, word.plan->terms, never), view.database.get_lastdocid());
                CHECK(std::all_of(found.begin(), found.end(), [&](auto document) {
                    return word.postings->contains(document) == all.contains(document);
                }));
            }
        }
    });
}

TEST_CASE("a phrase that does not stand adds nothing, wherever it is optional") {
    const Collection collection({{"a", "", {"one two three"}, 2020}, {"b", "", {"two one three"}, 2021}});
    const IndexReader reader(collection.data, {});
    reader.with_view({}, [&](IndexView& view) {
        const auto phrase = Plan::of(Plan::Kind::phrase, {Plan::word({"one"}), Plan::word({"two"})});
        const auto three = Plan::word({"three"});
        const auto either = Plan::of(Plan::Kind::any, {phrase, Plan::word({"four"})});
        const auto score = [&](const Plan& plan) {
            const Deadline never(std::chrono::milliseconds(0));
            Evaluator evaluator(view, never);
            std::vector<float> scores(view.snapshot->lengths.size(), 0);
            evaluator.score(evaluator.match(plan), scores);
            return std::pair(scores[1], scores[2]);
        };
        const auto [in_order, reversed] = score(three);
        for (const auto& optional : {phrase, either}) {
            const auto [with, without] = score(Plan::of(Plan::Kind::boosted, {three, optional}));
            CHECK(with > in_order);
            CHECK(without == reversed);
        }
    });
}
