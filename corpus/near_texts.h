#pragma once
// How texts that may be nearly the same are found by their bands, and from what likeness on they are worth comparing. Private
// to corpus/catalog*.cpp.

#include <cstdint>
#include <string>
#include <vector>

#include "corpus/sqlite.h"
#include "corpus/text_signature.h"

namespace samling {

/// Of the texts that share a band, so many are looked at: a beginning that stands in thousands of texts would make millions
/// of pairs.
inline constexpr int kBucket = 40;
/// So many are compared exactly with one text, and told of one document.
inline constexpr std::size_t kMostForOne = 20;
/// An estimate from here on is worth the exact comparison.
inline constexpr double kWorthReading = kNearlySame - 0.1;

/// A text (text_digest), and a version that has it.
struct TextSample {
    std::int64_t text = 0;
    std::int64_t version = 0;
    std::string signature; ///< Empty when no document has the text any more.
};

/// Texts that have this band, at most kBucket.
std::vector<std::int64_t> texts_in_band(SqliteDatabase& database, std::int64_t hash);
TextSample sample_of(SqliteDatabase& database, std::int64_t text);

} // namespace samling
