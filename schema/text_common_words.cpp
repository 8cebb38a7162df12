#include "schema/text_common_words.h"

#include <array>
#include <bit>
#include <cstdint>
#include <string>
#include <unordered_map>

namespace samling {
namespace {

struct CommonWords {
    std::string_view language;
    std::string_view words;
};
/// Each row must name the words that its neighbours share as well as those they do not.
constexpr std::array kCommonWords = {
    CommonWords{"en", "the of and to in a is that for it as be on by this with are or an from"},
    CommonWords{"de", "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine oder"},
    CommonWords{"nl", "de het een van en in is dat niet zijn op te voor met aan of door worden bij"},
    CommonWords{"af", "die van en in het is nie 'n wat om te vir met op aan dat sy word deur"},
    CommonWords{"fr", "de la le et les des en un du une que est pour qui dans par au sur pas à"},
    CommonWords{"es", "de la que el en y los se del las un por con una para su no al es lo"},
    CommonWords{"ast", "de la que el en y los se del les un por con una pa so nun ye al lo"},
    CommonWords{"ca", "de la que i el en els a per les del un amb una no al és dels es als"},
    CommonWords{"pt", "de a que e o do da em um para com não uma os no se na dos as ao"},
    CommonWords{"gl", "de a que e o do da en un para con non unha os no se na dos as ao"},
    CommonWords{"it", "di e il la che in a per un è del non della dei una sono le gli i con"},
    CommonWords{"fur", "di e il la che in a par un al dal no de dai une son lis i des cun"},
    CommonWords{"da", "og i at det er en til af på som med der den for de ikke har eller ved enhver"},
    CommonWords{"nb", "og i det er en til av på som med den for å de ikke har eller ved enhver"},
    CommonWords{"nn", "og i det er ein til av på som med den for å dei ikkje har eller ved kvar"},
    CommonWords{"sv", "och i att det är en till av på som med för den de inte har eller vid var"},
    CommonWords{"id",
                "yang dan di dengan untuk dari dalam pada tidak ini itu atau oleh akan bahwa karena negara"},
    CommonWords{
        "ms",
        "yang dan di dengan untuk dari dalam pada tidak ini itu atau oleh akan bahawa kerana hendaklah"},
    CommonWords{"vi", "và của các có được cho trong là những với không một người quyền hoặc theo"},
    CommonWords{"sw", "ya na wa kwa ni katika za la kila mtu au cha haki kuwa hii yake"},
    CommonWords{"ru", "и в на что с по не для как о из его это к или при от все за право"},
    CommonWords{"uk", "і в на що з не для як про його це до або при від та за у й право"},
    CommonWords{"be", "і ў на што з не для як пра яго гэта да або пры ад у за права"},
    CommonWords{"bg", "и в на да се за от е не с които по като или са това при до право"},
    CommonWords{"mk", "и во на да се за од е не со кои по како или тоа при до право"},
    CommonWords{"sr", "и у на да се за од је не са који по као или су то при до право"},
    CommonWords{"fi", "ja on ei että se oli sen ovat myös joka kun tai mutta hän mukaan sekä siitä niin ole"},
    CommonWords{"pl", "i w na z się do że nie jest o za od po jak to dla przez oraz są przy"},
    CommonWords{"cs", "a v na se je že z do s o i za pro ve od po jako by ale při"},
    CommonWords{"hu", "a az és hogy nem is egy ez meg volt csak mint de már még ki ha vagy minden el"},
    CommonWords{"ro", "și de în la a cu pe din care o nu un să ce este pentru mai au sau prin"},
    CommonWords{"tr", "ve bir bu için ile da de olarak olan çok daha en ne gibi sonra kadar her veya hakkı"},
    CommonWords{"ar", "في من على إلى عن أن التي الذي هذا هذه مع كان ما لا بين بعد كل أو"},
    CommonWords{"fa", "و در به از که این را با است برای آن یک خود تا بر هم شود می"},
    CommonWords{"ur", "کے کی میں اور سے کا ہے کو نے اس پر کہ ہیں یہ ایک بھی"},
    CommonWords{"hi", "के में की है और से का को पर ने इस एक यह कि भी"},
    CommonWords{"mr", "आणि आहे या व ते की हे होते च्या येथे असे एक"},
    CommonWords{"ne", "र को मा छ ले का लाई हो पनि यो गर्न तथा हरू"},
};

using Mask = std::uint64_t;
static_assert(kCommonWords.size() <= 64);

const std::unordered_map<std::string_view, Mask>& word_table() {
    static const auto table = [] {
        std::unordered_map<std::string_view, Mask> result;
        for (std::size_t row = 0; row < kCommonWords.size(); ++row) {
            auto words = kCommonWords[row].words;
            while (!words.empty()) {
                const std::size_t end = std::min(words.find(' '), words.size());
                result[words.substr(0, end)] |= Mask{1} << row;
                words.remove_prefix(std::min(end + 1, words.size()));
            }
        }
        return result;
    }();
    return table;
}

bool in_word(char c) {
    return (c & 0x80) || (c >= 'a' && c <= 'z') || c == '\'';
}

/// ASCII letters and the capitals of Latin-1 small.
std::string small_letters(std::string_view text) {
    std::string result(text);
    for (std::size_t i = 0; i < result.size(); ++i) {
        if (result[i] >= 'A' && result[i] <= 'Z') result[i] = static_cast<char>(result[i] + 32);
        const bool after_c3 = i > 0 && result[i - 1] == '\xc3';
        if (after_c3 && static_cast<unsigned char>(result[i]) < 0x9f)
            result[i] = static_cast<char>(result[i] | 0x20);
    }
    return result;
}

} // namespace

WordVote vote_by_words(std::string_view text, std::string_view guess, VoteLimits limits) {
    const std::string small = small_letters(text);
    std::array<std::size_t, kCommonWords.size()> hits{};
    std::size_t words = 0;
    for (std::size_t at = 0; at < small.size();) {
        std::size_t end = at;
        while (end < small.size() && in_word(small[end]))
            ++end;
        if (end > at) {
            ++words;
            const auto found = word_table().find(std::string_view(small).substr(at, end - at));
            for (Mask mask = found == word_table().end() ? 0 : found->second; mask; mask &= mask - 1)
                ++hits[static_cast<std::size_t>(std::countr_zero(mask))];
        }
        at = end + 1;
    }
    std::size_t best = 0, guessed = kCommonWords.size();
    for (std::size_t row = 0; row < kCommonWords.size(); ++row) {
        if (hits[row] > hits[best]) best = row;
        if (kCommonWords[row].language == guess) guessed = row;
    }
    const double share = words ? static_cast<double>(hits[best]) / static_cast<double>(words) : 0;
    if (words < limits.words || share < limits.share) return {};
    if (guessed < kCommonWords.size() &&
        static_cast<double>(hits[best]) <
            limits.ahead * static_cast<double>(hits[guessed]) + static_cast<double>(limits.margin))
        best = guessed;
    return {kCommonWords[best].language, share};
}

} // namespace samling
