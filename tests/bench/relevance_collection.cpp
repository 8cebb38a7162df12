#include "tests/bench/relevance_collection.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <simdjson.h>

#include "indexer/line_reader.h"
#include "schema/failure.h"

namespace samling::bench {
namespace fs = std::filesystem;
namespace {

void each_line(const fs::path& file, const std::function<void(const std::string&)>& visit) {
    LineReader lines(file);
    std::string line;
    for (auto outcome = lines.next(line); outcome != LineReader::Line::end; outcome = lines.next(line))
        if (!line.empty()) visit(line);
}

std::string text_of(const simdjson::dom::element& row, const char* key) {
    std::string_view text;
    return row[key].get(text) == simdjson::SUCCESS ? std::string(text) : "";
}

/// By query id, then by document id.
std::map<std::string, std::map<std::string, int>> read_judgements(const fs::path& file) {
    std::map<std::string, std::map<std::string, int>> gains;
    each_line(file, [&](const std::string& line) {
        const auto first = line.find('\t'), second = line.find('\t', first + 1);
        if (second == std::string::npos) throw Failure(ErrorCode::corrupt_data, file.string() + ": " + line);
        const int gain = std::atoi(line.c_str() + second + 1); // the header's "score" is 0
        if (gain > 0) gains[line.substr(0, first)][line.substr(first + 1, second - first - 1)] = gain;
    });
    return gains;
}

bool is_in(Half half, std::string_view id) {
    std::uint64_t hash = 14695981039346656037u;
    for (const unsigned char c : id)
        hash = (hash ^ c) * 1099511628211u;
    return half == Half::both || ((hash >> 32) % 2 == 0) == (half == Half::tune);
}

std::string language_of(const std::string& name) {
    const auto dash = name.rfind('-');
    if (name.starts_with("xquad-") && dash != std::string::npos) return name.substr(dash + 1);
    return name == "norquad" ? "no" : "en";
}

double discounted(double gain, std::size_t index) {
    return gain / std::log2(static_cast<double>(index) + 2);
}

} // namespace

RelevanceCollection read_collection(const fs::path& directory, Half half) {
    RelevanceCollection collection;
    collection.name = directory.filename().string();
    collection.records = directory / "corpus.jsonl.gz";
    collection.language = language_of(collection.name);
    auto judgements = read_judgements(directory / "qrels.tsv.gz");
    simdjson::dom::parser parser;
    each_line(directory / "queries.jsonl.gz", [&](const std::string& line) {
        const simdjson::dom::element row = parser.parse(line);
        JudgedQuery query{text_of(row, "_id"), text_of(row, "text"), {}};
        query.gains = std::move(judgements[query.id]);
        if (!query.gains.empty() && is_in(half, query.id)) collection.queries.push_back(std::move(query));
    });
    return collection;
}

std::vector<PlainDocument> read_documents(const fs::path& records) {
    std::vector<PlainDocument> documents;
    simdjson::dom::parser parser;
    each_line(records, [&](const std::string& line) {
        const simdjson::dom::element row = parser.parse(line);
        documents.push_back({text_of(row, "_id"), text_of(row, "title"), text_of(row, "text")});
    });
    return documents;
}

double ndcg_at_10(const JudgedQuery& query, const std::vector<std::string>& ranking) {
    constexpr std::size_t kRanks = 10;
    double reached = 0, ideal = 0;
    for (std::size_t i = 0; i < std::min(kRanks, ranking.size()); ++i)
        if (const auto found = query.gains.find(ranking[i]); found != query.gains.end())
            reached += discounted(found->second, i);
    std::vector<int> gains;
    for (const auto& [id, gain] : query.gains)
        gains.push_back(gain);
    std::sort(gains.rbegin(), gains.rend());
    for (std::size_t i = 0; i < std::min(kRanks, gains.size()); ++i)
        ideal += discounted(gains[i], i);
    return reached / ideal;
}

double recall_at_100(const JudgedQuery& query, const std::vector<std::string>& ranking) {
    const auto end = ranking.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(100, ranking.size()));
    const auto found = std::count_if(ranking.begin(), end, [&](const auto& id) { return query.gains.contains(id); });
    return static_cast<double>(found) / static_cast<double>(query.gains.size());
}

} // namespace samling::bench
