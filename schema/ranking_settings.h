#pragma once
// Every weight of the ranking, in one table: its defaults, its file, its documentation.

#include <filesystem>
#include <span>
#include <string_view>

#include "schema/index_layout.h"

namespace samling {

struct RankingSettings {
    // How often a word of a field counts for its document: used by the indexer, so `indexer rebuild` after a change.
    double title = 5, subtitle = 3, heading = 2, abstract = 2, author = 2, org = 2, text = 1;
    // BM25, over all documents that match.
    double k1 = 2, b = 0.75, min_length = 0, full_match = 0;
    // Added to the scores of the best by that.
    double depth = 50, coverage = 0.3, ideographs = 0.3, proximity = 0.2, proximity_window = 8, tags = 0.1, recency = 0.05,
           recency_years = 8;
    // What is searched for beside the words of the query, in units of a word.
    double compound = 0.3, joined = 0.5, longer = 0.1, names = 0.1, compound_window = 20;

    /// How often a word of the text field `field` counts. Throws nothing; 0 for other fields.
    unsigned field_weight(const Field& field) const;
    friend bool operator==(const RankingSettings&, const RankingSettings&) = default;
};

struct RankingSetting {
    std::string_view key;
    double RankingSettings::*value;
    double least, most;
    std::string_view about;
};
/// All of them, in the order of config/ranking.properties.
std::span<const RankingSetting> ranking_settings();

/// The settings of `file`: lines "key = number", # before remarks; what is not said keeps its default. Where there is no
/// file, the defaults. Throws Failure{invalid_argument} naming file, line, the key that is unknown (and the nearest right
/// one) or the number that is out of bounds; Failure{unreadable_file}.
RankingSettings read_ranking_settings(const std::filesystem::path& file);

} // namespace samling
