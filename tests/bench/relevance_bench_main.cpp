// relevance_bench --relevance DIR [--work DIR] [--half tune|hold-out] [--peers on|off]: nDCG@10 and Recall@100 of
// every collection below DIR, through the search of the daemon, beside its peers. Prints Markdown. With --work the
// indexes are kept there and used again.

#include <cstdio>
#include <cstring>
#include <filesystem>
#include <iostream>
#include <map>
#include <xapian.h>

#include "indexer/records_run.h"
#include "schema/failure.h"
#include "searchd/search/search.h"
#include "tests/bench/measure.h"
#include "tests/bench/relevance_collection.h"
#include "tests/bench/relevance_peers.h"

namespace {

namespace fs = std::filesystem;
using namespace samling;
using namespace samling::bench;

constexpr const char* kUsage =
    "usage: relevance_bench --relevance DIR [--work DIR] [--half tune|hold-out] [--peers on|off]\n";

struct Score {
    double ndcg = 0, recall = 0, cpu_ms = 0;
};

fs::path vocabulary() {
    return fs::read_symlink("/proc/self/exe").parent_path().parent_path() / "share/samling/vocabulary";
}

/// Takes the records in as `indexer add --records` does.
void ingest(const fs::path& records, const fs::path& data) {
    if (fs::exists(data)) return;
    const Vocabularies vocabularies(vocabulary());
    CollectionWriter writer(DataDirectory(data), vocabularies, {});
    const std::atomic<bool> stop = false;
    run_records({writer, vocabularies, nullptr, UnknownCodes::keep, stop}, records,
                {[](auto) {}, [](const RejectedRecord& rejected) {
                     std::cerr << rejected.reason << "\n";
                 }});
    writer.finish();
}

Peer make_samling(const RelevanceCollection& collection, const fs::path& work) {
    const auto data = work / "samling";
    ingest(collection.records, data);
    SearchOptions search_options;
    search_options.ranking = read_ranking_settings(DataDirectory(data).ranking());
    const auto service = std::make_shared<SearchService>(
        DataDirectory(data), std::make_shared<const Vocabularies>(vocabulary()), search_options);
    return {"Samling", [service](const std::string& query) {
                SearchRequest request;
                request.query = query;
                request.limit = 100;
                request.snippets = SearchRequest::Snippets::none;
                std::vector<std::string> ids;
                for (const auto& hit : service->search(request).hits)
                    ids.push_back(hit.id);
                return ids;
            }};
}

Score measure(const RelevanceCollection& collection, const Ranker& rank) {
    Score score;
    const auto start = thread_cpu_ms();
    for (const auto& query : collection.queries) {
        const auto ranking = rank(query.text);
        score.ndcg += ndcg_at_10(query, ranking);
        score.recall += recall_at_100(query, ranking);
    }
    const auto queries = static_cast<double>(collection.queries.size());
    return {score.ndcg / queries, score.recall / queries, (thread_cpu_ms() - start) / queries};
}

void print_header(const std::vector<std::string>& rankers) {
    std::printf("| nDCG@10, Recall@100 | queries |");
    for (const auto& name : rankers)
        std::printf(" %s |", name.c_str());
    std::printf("\n|---|---|");
    for (std::size_t i = 0; i < rankers.size(); ++i)
        std::printf("---|");
    std::printf("\n");
}

void print_row(const std::string& name, std::size_t queries, const std::vector<Score>& scores) {
    double best = 0; // of the peers
    for (std::size_t i = 1; i < scores.size(); ++i)
        best = std::max(best, scores[i].ndcg);
    std::printf("| %s | %zu |", name.c_str(), queries);
    for (std::size_t i = 0; i < scores.size(); ++i) {
        std::printf(i == 0 ? " **%.4f**, %.3f" : " %.4f, %.3f", scores[i].ndcg, scores[i].recall);
        if (i == 0 && best > 0) std::printf(" (%+.1f %%)", (scores[i].ndcg / best - 1) * 100);
        std::printf(" |");
    }
    std::printf("\n");
    std::fflush(stdout);
}

struct Options {
    fs::path relevance, work;
    Half half = Half::both;
    bool with_peers = true;
};

void run(const Options& options) {
    std::vector<fs::path> directories;
    for (const auto& entry : fs::directory_iterator(options.relevance))
        if (fs::exists(entry.path() / "qrels.tsv.gz")) directories.push_back(entry.path());
    std::sort(directories.begin(), directories.end());
    std::vector<Score> languages; // the mean of the xquad collections
    std::size_t language_queries = 0, language_collections = 0;
    std::vector<std::string> names;
    double cpu_ms = 0;
    for (const auto& directory : directories) {
        const auto collection = read_collection(directory, options.half);
        auto rankers = options.with_peers ? make_peers(collection, options.work / collection.name) : std::vector<Peer>{};
        rankers.insert(rankers.begin(), make_samling(collection, options.work / collection.name));
        std::vector<Score> scores;
        for (const auto& ranker : rankers)
            scores.push_back(measure(collection, ranker.rank));
        if (names.empty()) {
            for (const auto& ranker : rankers)
                names.push_back(ranker.name);
            print_header(names);
        }
        print_row(collection.name, collection.queries.size(), scores);
        cpu_ms += scores.front().cpu_ms;
        if (!collection.name.starts_with("xquad-")) continue;
        languages.resize(scores.size());
        language_queries += collection.queries.size();
        ++language_collections;
        for (std::size_t i = 0; i < scores.size(); ++i) {
            languages[i].ndcg += scores[i].ndcg;
            languages[i].recall += scores[i].recall;
        }
    }
    for (auto& score : languages)
        score = {score.ndcg / static_cast<double>(language_collections),
                 score.recall / static_cast<double>(language_collections), 0};
    if (!languages.empty()) print_row("xquad, mean", language_queries, languages);
    std::printf("\nSamling: %.2f ms of CPU a query, mean of the collections.\n",
                cpu_ms / static_cast<double>(directories.size()));
}

} // namespace

int main(int count, char** words) {
    Options options;
    for (int i = 1; i + 1 < count; i += 2) {
        const std::string word = words[i], value = words[i + 1];
        if (word == "--relevance") options.relevance = value;
        else if (word == "--work") options.work = value;
        else if (word == "--half") options.half = value == "tune" ? Half::tune : Half::hold_out;
        else if (word == "--peers") options.with_peers = value != "off";
        else return std::cerr << kUsage, 2;
    }
    if (options.relevance.empty()) return std::cerr << kUsage, 2;
    if (!fs::is_directory(options.relevance)) {
        std::cout << "skipped: " << options.relevance.string() << " is not there\n";
        return 0;
    }
    const bool keep = !options.work.empty();
    if (!keep) options.work = fs::temp_directory_path() / "samling-relevance";
    try {
        run(options);
        if (!keep) fs::remove_all(options.work);
        return 0;
    } catch (const Xapian::Error& error) {
        std::cerr << "relevance_bench: " << error.get_description() << "\n";
    } catch (const std::exception& error) {
        std::cerr << "relevance_bench: " << error.what() << "\n";
    }
    return 2;
}
