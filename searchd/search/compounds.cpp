#include "searchd/search/compounds.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "searchd/search/edit_distance.h"
#include "searchd/search/stop_words.h"

namespace samling {
namespace {

using List = std::string_view;

constexpr std::size_t kLongestWord = 60;
constexpr double kRarestShort = 3;

constexpr std::array<List, 3> kDanishLinks = {"", "s", "e"};
constexpr std::array<List, 3> kNorwegianLinks = {"", "s", "e"};
constexpr std::array<List, 6> kSwedishLinks = {"", "s", "e", "o", "u", "a"};
constexpr std::array<List, 8> kGermanLinks = {"", "s", "es", "n", "en", "er", "e", "ens"};
constexpr std::array<List, 6> kDutchLinks = {"", "s", "e", "en", "er", "n"};

constexpr std::array<List, 10> kDanishEndings = {"e", "en", "ens", "er", "erne", "ernes", "et", "ets", "ne", "s"};
constexpr std::array<List, 10> kNorwegianEndings = {"a", "e", "en", "ens", "ene", "enes", "er", "et", "ets", "s"};
constexpr std::array<List, 15> kSwedishEndings = {"ar", "arna", "arnas", "en", "ens", "er", "erna", "ernas", "et", "ets", "n", "na", "or", "orna", "s"};
constexpr std::array<List, 9> kGermanEndings = {"e", "en", "er", "ern", "es", "n", "nen", "ns", "s"};
constexpr std::array<List, 5> kDutchEndings = {"e", "en", "n", "s", "tje"};

/// Endings and beginnings that are words besides: "venskab" is no cupboard for friends.
constexpr std::array<List, 40> kDanish = {
    "under", "over", "efter", "frem", "mellem", "imod", "samme", "igen", "skab", "skaber", "skabet", "haft", "agtig", "lige", "ende", "ning", "ling", "else", "elser", "inde", "isk", "iske", "hed",
    "heder", "dom", "maessig", "fuld", "bar",  "som",    "sion",  "tion",  "fore", "vaere", "gang", "gange", "vis", "vise", "tet",
    "eri", "ing"};
constexpr std::array<List, 30> kNorwegian = {
    "under", "over", "etter", "frem", "mellom", "imot", "skap", "skapet", "skaper", "aktig", "lige", "ende", "ning", "ling", "else", "elser", "inne", "isk", "iske", "het", "heten",
    "heter", "dom", "messig", "full", "bar", "som", "sjon", "gang", "ing"};
constexpr std::array<List, 28> kSwedish = {
    "under", "over", "efter", "fram", "mellan", "emot", "skap", "skapet", "skaper", "aktig", "liga", "ande", "ning", "ling", "else", "elser", "inna", "isk", "iska", "het", "heten",
    "heter", "dom", "massig", "full", "bar", "som", "tion"};
constexpr std::array<List, 45> kGerman = {
    "unter", "uber", "hinter", "zwischen", "gegen", "ohne", "wider", "mit", "vor", "aus", "auf", "ein", "zusammen", "schaft", "schaften", "heit", "heiten", "keit", "keiten", "lich", "liche", "lichen", "isch", "ische", "ischen", "ung", "ungen",
    "tum", "bar", "bare", "baren", "sam", "haft", "los", "lose", "ling", "nis", "tion", "ende", "enden", "iert", "ieren", "weise",
    "mal", "ver"};
constexpr std::array<List, 28> kDutch = {"onder", "over", "achter", "tegen", "tussen", "samen", "door", "uit", "heid", "heden", "schap", "schappen", "lijk", "lijke", "baar", "bare", "loos", "ing",
                                         "ingen", "tie", "isch", "ische", "aar", "ster", "achtig", "zaam", "ende", "voor"};

constexpr std::array kLanguages = {
    CompoundLanguage{"da", kDanishLinks, kDanish, kDanishEndings},       CompoundLanguage{"de", kGermanLinks, kGerman, kGermanEndings},
    CompoundLanguage{"nb", kNorwegianLinks, kNorwegian, kNorwegianEndings}, CompoundLanguage{"nl", kDutchLinks, kDutch, kDutchEndings},
    CompoundLanguage{"nn", kNorwegianLinks, kNorwegian, kNorwegianEndings}, CompoundLanguage{"no", kNorwegianLinks, kNorwegian, kNorwegianEndings},
    CompoundLanguage{"sv", kSwedishLinks, kSwedish, kSwedishEndings}};

/// Looks for the best split. Works on characters: a part must not begin inside one.
class Splitter {
public:
    Splitter(const std::string& word, const CompoundLanguage& language, const WordFrequency& frequency)
        : word_(word), language_(language), frequency_(frequency) {
        for (std::size_t i = 0; i < word.size(); ++i)
            if ((static_cast<unsigned char>(word[i]) & 0xC0) != 0x80) starts_.push_back(i);
        starts_.push_back(word.size());
        known_.assign(starts_.size() * starts_.size(), -1);
    }

    std::vector<std::string> split() {
        const auto letters = starts_.size() - 1;
        if (letters < language_.word || word_.size() > kLongestWord) return {};
        std::vector<std::string> parts;
        look(0, 0, parts);
        return best_;
    }

private:
    std::string between(std::size_t from, std::size_t to) const {
        return word_.substr(starts_[from], starts_[to] - starts_[from]);
    }

    /// How frequent the letters `from` to `to` are as a part; 0 when they are none.
    double part(std::size_t from, std::size_t to) {
        auto& known = known_[from * starts_.size() + to];
        if (known < 0) known = reckon(from, to);
        return known;
    }

    double reckon(std::size_t from, std::size_t to) const {
        const auto letters = to - from, others = starts_.size() - 1 - letters;
        if (letters < language_.short_part) return 0;
        const auto text = between(from, to);
        const bool digits = std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
        const auto& none = language_.no_parts;
        if (digits || is_stop_word(text) || std::find(none.begin(), none.end(), text) != none.end()) return 0;
        if (letters < language_.part && others < language_.long_rest) return 0;
        const auto found = frequency_(text);
        return letters < language_.part && found < kRarestShort ? 0 : found;
    }

    /// Parts from letter `from` on, after `parts`, whose frequencies have the logarithms' sum `sum`.
    void look(std::size_t from, double sum, std::vector<std::string>& parts) {
        const auto end = starts_.size() - 1;
        if (!parts.empty())
            if (const auto last = part(from, end); last > 0) keep(parts, between(from, end), sum + std::log(last));
        if (parts.size() == 2) return;
        for (auto to = from + language_.short_part; to + language_.short_part <= end; ++to) {
            const auto here = part(from, to);
            if (here == 0) continue;
            parts.push_back(between(from, to));
            for (const auto link : language_.links)
                if (std::string_view(word_).substr(starts_[to]).starts_with(link) && to + link.size() + language_.short_part <= end)
                    look(to + link.size(), sum + std::log(here), parts);
            parts.pop_back();
        }
    }

    /// Fewer parts are better: of three each has to be twice as frequent.
    void keep(const std::vector<std::string>& parts, std::string last, double sum) {
        const auto count = static_cast<double>(parts.size() + 1);
        const double score = sum / count - (count - 2) * std::log(2.0);
        if (!best_.empty() && score <= best_score_) return;
        best_ = parts;
        best_.push_back(std::move(last));
        best_score_ = score;
    }

    const std::string& word_;
    const CompoundLanguage& language_;
    const WordFrequency& frequency_;
    std::vector<std::size_t> starts_; ///< Byte at which each letter begins, and the end.
    std::vector<double> known_;
    std::vector<std::string> best_;
    double best_score_ = 0;
};

} // namespace

std::span<const CompoundLanguage> compound_languages() {
    return kLanguages;
}

bool is_compounding(std::string_view code) {
    return std::any_of(kLanguages.begin(), kLanguages.end(), [&](const auto& language) { return language.code == code; });
}

std::vector<std::string> split_compound(const std::string& word, const CompoundLanguage& language,
                                        const WordFrequency& frequency) {
    return Splitter(word, language, frequency).split();
}

std::vector<std::string> joined_forms(const std::string& first, const std::string& second, const CompoundLanguage& language) {
    const auto letters = [](const std::string& word) { return characters_of(word).size(); };
    std::vector<std::string> forms;
    if (letters(first) < language.short_part || letters(second) < language.short_part || is_stop_word(first) || is_stop_word(second)) return forms;
    if (first.size() + second.size() > kLongestWord) return forms;
    for (const auto link : language.links)
        forms.push_back(first + std::string(link) + second);
    return forms;
}

} // namespace samling
