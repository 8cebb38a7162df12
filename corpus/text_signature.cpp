#include "corpus/text_signature.h"

#include <algorithm>
#include <limits>

namespace samling {
namespace {

/// Fewer bins than this with a shingle of their own: the text is too short to compare.
constexpr std::size_t kFewestBins = 8;
constexpr std::size_t kBandBytes = kMinimaBytes / std::tuple_size_v<SignatureBands>;
static_assert(kBandBytes * std::tuple_size_v<SignatureBands> == kMinimaBytes && kBandBytes <= 7);

/// Steele, Lea and Flood's finaliser: every bit of the result depends on every bit given.
std::uint64_t mix(std::uint64_t x) {
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ull;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebull;
    return x ^ (x >> 31);
}

enum class Kind { gap, letter, whole_word };

/// What the character that begins with `lead` is for us. Scripts written without spaces count every character
/// as a word; the punctuation that is told apart is the one that formats disagree about: dashes, quotes,
/// spaces.
Kind kind_of(unsigned char lead, unsigned char next) {
    if (lead < 0x80) {
        const bool letter =
            (lead >= '0' && lead <= '9') || (lead >= 'a' && lead <= 'z') || (lead >= 'A' && lead <= 'Z');
        return letter ? Kind::letter : Kind::gap;
    }
    if (lead == 0xC2 || (lead == 0xE2 && next <= 0x81) || (lead == 0xE3 && next == 0x80)) return Kind::gap;
    return lead >= 0xE3 && lead <= 0xE9 ? Kind::whole_word : Kind::letter;
}

std::size_t length_of(unsigned char lead) {
    return lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

constexpr std::uint64_t kEmptyWord = 0xcbf29ce484222325ull;

std::uint64_t add_byte(std::uint64_t word, unsigned char byte) {
    const bool upper = byte >= 'A' && byte <= 'Z';
    return (word ^ (upper ? byte + 32u : byte)) * 0x100000001b3ull;
}

/// Hands the hash of every word of `text` to `take`.
template <typename Take>
void each_word(std::string_view text, Take&& take) {
    std::uint64_t word = kEmptyWord;
    const auto end_word = [&] {
        if (word != kEmptyWord) take(word);
        word = kEmptyWord;
    };
    for (std::size_t at = 0; at < text.size();) {
        const auto lead = static_cast<unsigned char>(text[at]);
        const auto next = at + 1 < text.size() ? static_cast<unsigned char>(text[at + 1]) : 0;
        const auto kind = kind_of(lead, static_cast<unsigned char>(next));
        const auto end = std::min(at + length_of(lead), text.size());
        if (kind != Kind::letter) end_word();
        if (kind != Kind::gap)
            for (auto byte = at; byte < end; ++byte)
                word = add_byte(word, static_cast<unsigned char>(text[byte]));
        if (kind == Kind::whole_word) end_word();
        at = end;
    }
    end_word();
}

/// Hands the hash of every three words in a row to `take`; they may cross pages, since page breaks differ
/// between formats.
template <typename Take>
void each_shingle(const std::vector<Page>& pages, Take&& take) {
    std::uint64_t first = 0, second = 0;
    std::uint64_t words = 0;
    for (const auto& page : pages)
        each_word(page.text, [&](std::uint64_t third) {
            if (++words > 2) take(mix(mix(first) * 3 + mix(second ^ 0x9e3779b97f4a7c15ull) * 5 + third));
            first = second;
            second = third;
        });
}

/// A bin without a shingle of its own takes the value of another, always the same one while that is filled.
std::uint32_t borrowed(const std::array<std::uint32_t, kMinimaBytes>& bins, std::size_t bin) {
    for (std::uint64_t attempt = 1;; ++attempt) {
        const auto other = bins[mix(bin * 0x9e3779b97f4a7c15ull + attempt) % bins.size()];
        if (other != std::numeric_limits<std::uint32_t>::max()) return other;
    }
}

} // namespace

std::string text_signature(const std::vector<Page>& pages) {
    constexpr auto kNone = std::numeric_limits<std::uint32_t>::max();
    std::array<std::uint32_t, kMinimaBytes> bins;
    bins.fill(kNone);
    std::uint64_t digest = 0;
    each_shingle(pages, [&](std::uint64_t hash) {
        digest = mix(digest * 3 + hash);
        auto& bin = bins[((hash >> 32) * bins.size()) >> 32];
        bin = std::min(bin, static_cast<std::uint32_t>(hash & 0xfffffffeu));
    });
    const auto filled = std::count_if(bins.begin(), bins.end(), [](auto bin) { return bin != kNone; });
    if (static_cast<std::size_t>(filled) < kFewestBins) return {};
    std::string signature;
    for (std::size_t bin = 0; bin < bins.size(); ++bin)
        signature += static_cast<char>(mix(bins[bin] == kNone ? borrowed(bins, bin) : bins[bin]) & 0xff);
    for (int byte = 0; byte < 8; ++byte)
        signature += static_cast<char>(digest >> 8 * byte);
    return signature;
}

std::int64_t text_digest(std::string_view signature) {
    std::uint64_t digest = 0;
    for (int byte = 7; byte >= 0; --byte)
        digest = digest << 8 | static_cast<unsigned char>(signature[kMinimaBytes + byte]);
    return static_cast<std::int64_t>(digest);
}

double estimated_similarity(std::string_view a, std::string_view b) {
    if (a.size() != kSignatureBytes || b.size() != kSignatureBytes) return 0;
    double equal = 0;
    for (std::size_t i = 0; i < kMinimaBytes; ++i)
        equal += a[i] == b[i];
    const double by_chance = 1.0 / 256;
    return std::max(0.0, (equal / kMinimaBytes - by_chance) / (1 - by_chance));
}

SignatureBands signature_bands(std::string_view signature) {
    SignatureBands bands{};
    for (std::size_t band = 0; band < bands.size(); ++band) {
        std::uint64_t hash = band + 1;
        for (std::size_t i = 0; i < kBandBytes; ++i)
            hash = hash << 8 | static_cast<unsigned char>(signature[band * kBandBytes + i]);
        bands[band] = static_cast<std::int64_t>(mix(hash));
    }
    return bands;
}

std::vector<std::uint64_t> shingles(const std::vector<Page>& pages) {
    std::vector<std::uint64_t> all;
    each_shingle(pages, [&](std::uint64_t hash) { all.push_back(hash); });
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
}

double similarity(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
    std::size_t common = 0;
    for (auto at = a.begin(), other = b.begin(); at != a.end() && other != b.end();) {
        const auto left = *at, right = *other;
        common += left == right;
        if (left <= right) ++at;
        if (right <= left) ++other;
    }
    const auto together = a.size() + b.size() - common;
    return together == 0 ? 0 : static_cast<double>(common) / static_cast<double>(together);
}

} // namespace samling
