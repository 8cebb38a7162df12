#include "schema/ranking_settings.h"

#include <array>
#include <charconv>
#include <string>
#include <vector>

#include "schema/failure.h"
#include "schema/file_text.h"
#include "schema/nearest_name.h"
#include "schema/trimmed.h"

namespace samling {
namespace {

using S = RankingSettings;

constexpr std::size_t kMostBytes = 64 * 1024;

constexpr std::array kSettings = {
    RankingSetting{"field.title", &S::title, 0, 100, "How often a word of the title counts"},
    RankingSetting{"field.subtitle", &S::subtitle, 0, 100, "of the subtitle"},
    RankingSetting{"field.heading", &S::heading, 0, 100, "of a heading"},
    RankingSetting{"field.abstract", &S::abstract, 0, 100, "of the abstract"},
    RankingSetting{"field.author", &S::author, 0, 100, "of the names of authors"},
    RankingSetting{"field.org", &S::org, 0, 100, "of the names of organisations"},
    RankingSetting{"field.text", &S::text, 1, 100, "of the text itself"},
    RankingSetting{"bm25.k1", &S::k1, 0, 10, "How much further occurrences of a word count"},
    RankingSetting{"bm25.b", &S::b, 0, 1, "How much the length of a document counts against it"},
    RankingSetting{"bm25.min_length", &S::min_length, 0, 10, "No document counts as shorter than this share of the average"},
    RankingSetting{"bm25.full_match", &S::full_match, 0, 10, "Gained by a document with all words, in units of its score"},
    RankingSetting{"rerank.depth", &S::depth, 0, 1000, "How many of the best by BM25 are looked at again"},
    RankingSetting{"rerank.coverage", &S::coverage, 0, 10, "Gained by all of the query's words, in units of the score"},
    RankingSetting{"rerank.ideographs", &S::ideographs, 0, 10, "What an ideograph of the query weighs, in whatever word"},
    RankingSetting{"rerank.proximity", &S::proximity, 0, 10, "What neighbours in the query weigh that are near in the text"},
    RankingSetting{"rerank.proximity_window", &S::proximity_window, 1, 100, "How near, in words"},
    RankingSetting{"rerank.tags", &S::tags, 0, 10, "Gained by a document tagged with what the query names"},
    RankingSetting{"rerank.recency", &S::recency, 0, 10, "Gained by the newest of the best, in units of the score"},
    RankingSetting{"rerank.recency_years", &S::recency_years, 0.1, 1000, "Years after which half of that is left"},
    RankingSetting{"expansion.compound", &S::compound, 0, 1, "What the parts of a compound weigh beside it"},
    RankingSetting{"expansion.compound_window", &S::compound_window, 2, 100, "How near they have to stand, in words"},
    RankingSetting{"expansion.joined", &S::joined, 0, 1, "What a compound weighs beside its parts"},
    RankingSetting{"expansion.longer", &S::longer, 0, 1, "What the compounds weigh of which a word is a part"},
    RankingSetting{"expansion.names", &S::names, 0, 1, "What other names of what the query names weigh"},
};

[[noreturn]] void fail(const std::string& where, const std::string& what) {
    throw Failure(ErrorCode::invalid_argument, where + ": " + what);
}

const RankingSetting& setting(std::string_view key, const std::string& where) {
    std::vector<std::string_view> keys;
    for (const auto& row : kSettings) {
        if (row.key == key) return row;
        keys.push_back(row.key);
    }
    const auto nearest = nearest_name(key, keys);
    fail(where, "there is no setting '" + std::string(key) + "'" +
                    (nearest.empty() ? "" : "; did you mean '" + std::string(nearest) + "'?"));
}

std::string plain(double number) {
    char text[32];
    return {text, std::to_chars(text, text + sizeof text, number).ptr};
}

void read_line(std::string_view line, const std::string& where, RankingSettings& settings) {
    const auto equals = line.find('=');
    if (equals == std::string_view::npos) fail(where, "'" + std::string(line) + "' is not 'key = number'");
    const auto& row = setting(trimmed(line.substr(0, equals)), where);
    const auto text = trimmed(line.substr(equals + 1));
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || !(number >= row.least && number <= row.most))
        fail(where, std::string(row.key) + ": '" + std::string(text) + "' is no number from " + plain(row.least) + " to " +
                        plain(row.most));
    settings.*row.value = number;
}

} // namespace

unsigned RankingSettings::field_weight(const Field& field) const {
    if (field.kind != FieldKind::text) return 0;
    for (const auto& row : kSettings)
        if (row.key.starts_with("field.") && row.key.substr(6) == field.name) return static_cast<unsigned>(this->*row.value);
    return 0;
}

std::span<const RankingSetting> ranking_settings() {
    return kSettings;
}

RankingSettings read_ranking_settings(const std::filesystem::path& file) {
    RankingSettings settings;
    if (!std::filesystem::exists(file)) return settings;
    const auto text = read_small_file(file, kMostBytes);
    int number = 0;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find('\n', at), text.size());
        const auto line = trimmed(std::string_view(text).substr(at, end - at));
        ++number;
        if (!line.empty() && line.front() != '#') read_line(line, file.string() + ":" + std::to_string(number), settings);
        at = end + 1;
    }
    return settings;
}

} // namespace samling
