#pragma once
// A test collection: documents, queries, and what people judged relevant; and how well a ranking did on it.

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace samling::bench {

/// A line of corpus.jsonl.gz, as the peers index it.
struct PlainDocument {
    std::string id, title, text;
};

struct JudgedQuery {
    std::string id, text;
    std::map<std::string, int> gains; ///< Of the relevant documents, by id; never empty.
};

/// Half of the queries by a hash of their id, so that what is tuned on one half is proved on the other.
enum class Half { both, tune, hold_out };

/// A directory with corpus.jsonl.gz (_id, title, text), queries.jsonl.gz (_id, text), qrels.tsv.gz (query-id, corpus-id,
/// score).
struct RelevanceCollection {
    std::string name;
    std::filesystem::path records;
    std::string language; ///< By the name: the peers are told it, Samling is not.
    std::vector<JudgedQuery> queries; ///< Those with at least one relevant document.
};

/// Throws Failure when a file is not there or is damaged.
RelevanceCollection read_collection(const std::filesystem::path& directory, Half half);
std::vector<PlainDocument> read_documents(const std::filesystem::path& records);

/// Normalised discounted cumulative gain of the first ten, as trec_eval has it: the gain is the judged score, the
/// discount log2(rank + 1), and the ideal is the best order of all judged documents.
double ndcg_at_10(const JudgedQuery& query, const std::vector<std::string>& ranking);
/// The share of the relevant documents that are among the first hundred.
double recall_at_100(const JudgedQuery& query, const std::vector<std::string>& ranking);

} // namespace samling::bench
