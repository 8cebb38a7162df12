#include "tests/bench/query_bench.h"

#include <array>
#include <cstdio>
#include <fstream>
#include <map>
#include <simdjson.h>

#include "schema/failure.h"
#include "tests/bench/measure.h"
#include "tests/bench/xapian_peer.h"

namespace samling::bench {
namespace fs = std::filesystem;
namespace {

constexpr int kRounds = 5;
constexpr std::array<std::pair<Extent, const char*>, 3> kExtents = {
    {{Extent::hits, "top 10 + total"}, {Extent::facets, "+ all facets"}, {Extent::snippets, "+ snippets"}}};

constexpr std::string_view kAny = "several, any";
constexpr const char* kFirstTime = "top 10 + total, first time";

struct Totals {
    int queries = 0, ours_equal = 0, ours_more = 0, peer_equal = 0;
};

/// Lists and texts are kept as they are always; answers are not, or nothing would be measured but copying.
SearchOptions without_kept_answers() {
    SearchOptions options;
    options.page_cache_bytes = 0;
    return options;
}

struct Times {
    Sample ours, peer;
    void add(const Times& others) {
        ours.add(others.ours);
        peer.add(others.peer);
    }
};

using TimesByKind = std::map<std::string, std::array<Times, kExtents.size()>>;

class QueryBench {
public:
    QueryBench(const fs::path& vocabulary, const Collections& collections)
        : service_(DataDirectory(collections.ours), std::make_shared<const Vocabularies>(vocabulary),
                   without_kept_answers()),
          peer_(collections.peer) {}

    void run(const std::vector<BenchQuery>& queries) {
        service_.state(); // opens the index, as the peer has opened its own: the first query is not to answer for that
        for (int round = 0; round <= kRounds; ++round)
            for (const auto& query : queries)
                for (const auto& [extent, name] : kExtents)
                    run_one(query, extent, round);
    }

    void print() const {
        print_groups();
        std::printf("| query | work | Samling mean ms | p50 | p95 | p99 | Xapian mean ms | p50 | p95 | p99 | "
                    "Samling / Xapian |\n"
                    "|---|---|---|---|---|---|---|---|---|---|---|\n");
        for (const auto& [kind, by_extent] : times_) {
            for (std::size_t i = 0; i < kExtents.size(); ++i)
                print_row(kind, kExtents[i].second, by_extent[i]);
            print_row(kind, kFirstTime, first_times_.at(kind).front());
        }
        std::printf("\n| query | number | total as counted by brute force | more (other forms of the words) "
                    "| Xapian: as counted |\n|---|---|---|---|---|\n");
        for (const auto& [kind, totals] : totals_)
            std::printf("| %s | %d | %d | %d | %d |\n", kind.c_str(), totals.queries, totals.ours_equal,
                        totals.ours_more, totals.peer_equal);
    }

private:
    static void print_row(const std::string& kind, const char* work, const Times& times) {
        std::printf("| %s | %s |", kind.c_str(), work);
        for (const auto* sample : {&times.ours, &times.peer})
            std::printf(" %.3f | %.3f | %.3f | %.3f |", sample->mean(), sample->percentile(.5), sample->percentile(.95),
                        sample->percentile(.99));
        std::printf(" %.2f |\n", times.ours.mean() / times.peer.mean());
    }

    /// Means over queries that must hold every word (words, phrases, filters) and over those that need only one.
    void print_groups() const {
        std::printf("| mean CPU ms: Samling, Xapian, ratio | AND, phrases, filters | OR |\n|---|---|---|\n");
        std::array<double, 2> bare{}, full{};
        for (std::size_t i = 0; i <= kExtents.size(); ++i) {
            std::printf("| %s |", i < kExtents.size() ? kExtents[i].second : kFirstTime);
            for (const bool any : {false, true}) {
                Times times;
                for (const auto& [kind, by_extent] : i < kExtents.size() ? times_ : first_times_)
                    if ((kind == kAny) == any) times.add(by_extent[i % kExtents.size()]);
                std::printf(" %.3f, %.3f, **%.2f** |", times.ours.mean(), times.peer.mean(),
                            times.ours.mean() / times.peer.mean());
                if (i == 0) bare[any] = times.ours.mean();
                if (i + 1 == kExtents.size()) full[any] = times.ours.mean();
            }
            std::printf("\n");
        }
        std::printf("| all facets + snippets / bare top 10 | %.2f | %.2f |\n\n", full[0] / bare[0],
                    full[1] / bare[1]);
    }

    /// The first round, in which lists are decoded, is counted by itself. Who goes first changes, since the second finds warm
    /// caches.
    void run_one(const BenchQuery& query, Extent extent, int round) {
        std::int64_t ours = 0, peer = 0;
        double ours_ms = 0, peer_ms = 0;
        const auto run_ours = [&] {
            const auto start = thread_cpu_ms();
            ours = service_.search(request_of(query, extent)).total;
            ours_ms = thread_cpu_ms() - start;
        };
        const auto run_peer = [&] {
            const auto start = thread_cpu_ms();
            peer = peer_.search(query, extent);
            peer_ms = thread_cpu_ms() - start;
        };
        if (round % 2 == 0)
            run_ours(), run_peer();
        else
            run_peer(), run_ours();
        if (round == 0 && extent == Extent::hits) count_totals(query, ours, peer);
        auto& times = (round == 0 ? first_times_ : times_)[query.kind][static_cast<std::size_t>(extent)];
        times.ours.add(ours_ms);
        times.peer.add(peer_ms);
    }

    void count_totals(const BenchQuery& query, std::int64_t ours, std::int64_t peer) {
        auto& totals = totals_[query.kind];
        ++totals.queries;
        totals.ours_equal += ours == query.reference;
        totals.ours_more += ours > query.reference;
        totals.peer_equal += peer == query.reference;
    }

    SearchService service_;
    XapianPeer peer_;
    TimesByKind times_, first_times_;
    std::map<std::string, Totals> totals_;
};

} // namespace

std::vector<BenchQuery> read_queries(const fs::path& file) {
    std::ifstream lines(file);
    if (!lines) throw Failure(ErrorCode::unreadable_file, file.string() + " cannot be read");
    std::vector<BenchQuery> queries;
    simdjson::dom::parser parser;
    std::string line;
    while (std::getline(lines, line)) {
        const simdjson::dom::element row = parser.parse(line);
        const std::string kind{row["kind"].get_c_str().value()}, text{row["text"].get_c_str().value()};
        const std::int64_t both = row["ref_and"];
        if (kind == "one") queries.push_back({"one word", text, Match::all, {}, "", both});
        if (kind == "phrase") queries.push_back({"phrase", "\"" + text + "\"", Match::all, {}, "", both});
        if (kind == "multi") {
            queries.push_back({"several, all", text, Match::all, {}, "", both});
            queries.push_back({std::string(kAny), text, Match::any, {}, "", std::int64_t(row["ref_or"])});
        }
        if (kind == "facet") {
            const std::string_view field = row["field"];
            queries.push_back({"with a filter", text, Match::all,
                               tag_field(field == "lang" ? "language" : field),
                               row["value"].get_c_str().value(), both});
        }
    }
    return queries;
}

SearchRequest request_of(const BenchQuery& query, Extent extent) {
    SearchRequest request;
    request.query = query.text;
    request.match = query.match;
    if (query.facet) request.selected[static_cast<std::size_t>(*query.facet)] = {query.value};
    request.facets = extent == Extent::hits ? SearchRequest::Facets::none : SearchRequest::Facets::all;
    request.snippets =
        extent == Extent::snippets ? SearchRequest::Snippets::best_pages : SearchRequest::Snippets::none;
    return request;
}

void bench_queries(const fs::path& queries, const fs::path& vocabulary, const Collections& collections) {
    QueryBench bench(vocabulary, collections);
    bench.run(read_queries(queries));
    bench.print();
}

} // namespace samling::bench
