#pragma once
// How alike two texts are, told from 96 bytes of each: MinHash over shingles of three words (Broder 1997), by
// one permutation with densified bins (Shrivastava 2017), a byte kept of each minimum (Li and König 2010). Eight bytes more
// tell whether they are the same, word for word.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "schema/metadata.h"

namespace samling {

inline constexpr std::size_t kMinimaBytes = 96;
inline constexpr std::size_t kSignatureBytes = kMinimaBytes + 8;
/// Texts whose shingles overlap by this much (Jaccard) are nearly the same.
inline constexpr double kNearlySame = 0.7;

/// The signature of a text; empty when it has too few words to say anything (about ten). The same on every
/// machine and for ever: signatures are stored. Pure, thread-safe.
std::string text_signature(const std::vector<Page>& pages);

/// The Jaccard similarity of the texts of two signatures, within 0.05 of it in two cases of three for texts
/// of more than a page, less exactly for shorter ones.
double estimated_similarity(std::string_view a, std::string_view b);

/// What `signature` (of kSignatureBytes) says of the words of its text, one by one and in their order: the same for texts that
/// differ in layout and punctuation only.
std::int64_t text_digest(std::string_view signature);

/// Signatures of texts of similarity 0.7, 0.8, 0.9 have at least one of these hashes in common with
/// probability 0.86, 0.99, 1; of 0.3 with 0.01. So nearly the same texts are found by looking a few hashes
/// up.
using SignatureBands = std::array<std::int64_t, 16>;
SignatureBands signature_bands(std::string_view signature);

/// Hashes of all shingles, sorted, each once; and their exact Jaccard similarity.
std::vector<std::uint64_t> shingles(const std::vector<Page>& pages);
double similarity(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b);

} // namespace samling
