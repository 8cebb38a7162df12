#include "schema/text_light_stem.h"

#include <algorithm>
#include <array>
#include <vector>

// The tables know nouns and adjectives, which queries are made of. Sources of the idea: light10 for Arabic
// (Larkey and others), the light stemmers for Czech and Bulgarian (Dolamic, Savoy; Nakov). The others follow
// the same plan: case, number and article endings, never derivation. Affixes are as fold() writes them:
// without diacritics, Arabic yeh, kaf and heh in their Arabic forms.

namespace samling::analysis {
namespace {

using enum LightStep::Side;
using enum LightStep::Times;

constexpr std::array kSteps = {
    // The article behind the prepositions and conjunctions that are written with it.
    LightStep{"ar", front, once, 2, "وال بال كال فال لل ال ولل وبال وكال فبال فلل"},
    LightStep{"ar", front, once, 3, "و"},
    LightStep{"ar", back, once, 3, "هما كما هم كم نا"},
    LightStep{"ar", back, again, 2, "ها ان ات ون ين يه ه ي"},
    LightStep{"be", back, once, 3,
              "амі ямі ага яга аму яму ымі імі ах ях ых іх ай ей ою ею аў яў оў еў ам ям ом ем ы і а я о е у "
              "ю ь й"},
    LightStep{
        "bg", back, once, 3,
        "овете ищата овци ове еве ища ните ията ите ата ета ото ета ият ия ът ят та то те ни и а я о е"},
    LightStep{"bn", back, once, 3, "গুলোর গুলির গুলো গুলি দের টির টি টা কে তে ের"},
    LightStep{"cs", back, once, 3,
              "atech etem atum ech ich eho emi emu ete eti iho imi imu ach ata aty ych ama ami ove ovi ymi "
              "em es im um "
              "at am os us ym mi ou a e i o u y"},
    LightStep{"cs", back, once, 4, "ov in uv"},
    LightStep{"fa", back, again, 3, "هايشان هايي هاي ها ترين تر يان ان ات ي"},
    // One letter of a prefix may stand before another; whether it is of the root nobody sees, so all are cut
    // off.
    LightStep{"he", front, again, 4, "ב כ ל מ ש ו ה"},
    LightStep{"he", front, once, 3, "ו ה"},
    LightStep{"he", back, once, 3, "יות ים ות ית ה ת י"},
    LightStep{"is", back, once, 4,
              "arinnar unum inum anna inni ina ins inn num nar um ur ar ir an in a i u s"},
    LightStep{"ka", back, once, 3,
              "ებისთვის ისთვის ებში ებზე ებთან ების ებს ებმა ები ში ზე თან ის ით ად მა ს ი ა"},
    LightStep{"ko", back, once, 2,
              "에서는 으로써 으로서 이라는 들에게 에서 에게 으로 까지 부터 처럼 보다 하고 이나 들은 들의 "
              "들이 들을 은 는 이 "
              "가 을 를 의 에 와 과 도 로 만 들"},
    LightStep{"lv", back, once, 3, "ajiem ajam iem am ai as em es is os us im ie a e i o u s"},
    LightStep{"mk", back, once, 3, "овите овци ови ите ата ото ува та то те от и а о е"},
    LightStep{
        "pl", back, once, 3,
        "owie ami ach owi iej iego iemu ego emu ymi imi ych ich ow om ej ie ia iu em ym im ach a e i o u y"},
    LightStep{
        "sk", back, once, 3,
        "atami ovia eho emu ach iach och ami iami ych ich ymi imi ovi ov om iam em im ej ou a e i o u y"},
    LightStep{"sl", back, once, 3, "ami imi ega emu ima oma ov ih im em om ah eh a e i o u"},
    LightStep{"sq", back, once, 4, "eve ave esh ash it et ve at en e a i"},
    LightStep{"sw", front, once, 4, "mwa wa ma vi ki mi m u"},
    LightStep{"sw", back, once, 4, "ni"},
    LightStep{"uk", back, once, 3,
              "ами ями ові еві ому ого ими іми ах ях их іх ої ою ею єю ів їв ам ям ий ій ім ом ем єм ям а я "
              "о е є и і ї у "
              "ю ь й"},
    LightStep{"ur", back, once, 3, "يوں ياں اوں يں وں اں ے"},
};

constexpr auto kLanguages = [] {
    std::array<std::string_view, kSteps.size()> codes{};
    std::size_t count = 0;
    for (const auto& step : kSteps)
        if (count == 0 || codes[count - 1] != step.language) codes[count++] = step.language;
    return std::pair(codes, count);
}();

bool is_continuation(char c) {
    return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

std::size_t characters_in(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return !is_continuation(c); }));
}

/// The bytes of the longest affix of `step` that may be cut off `word`; 0: none.
std::size_t affix_length(std::string_view word, const LightStep& step) {
    const auto characters = characters_in(word);
    std::size_t longest = 0;
    for (std::string_view rest = step.affixes; !rest.empty();) {
        const auto affix = rest.substr(0, rest.find(' '));
        rest.remove_prefix(std::min(affix.size() + 1, rest.size()));
        const bool stands = step.side == front ? word.starts_with(affix) : word.ends_with(affix);
        if (stands && affix.size() > longest && characters >= characters_in(affix) + step.least)
            longest = affix.size();
    }
    return longest;
}

} // namespace

std::span<const LightStep> light_steps(std::string_view code) {
    const auto first =
        std::find_if(kSteps.begin(), kSteps.end(), [&](const auto& step) { return step.language == code; });
    const auto last =
        std::find_if(first, kSteps.end(), [&](const auto& step) { return step.language != code; });
    return {first, last};
}

std::string light_stem(std::string folded, std::span<const LightStep> steps) {
    for (const auto& step : steps)
        while (const auto length = affix_length(folded, step)) {
            folded.erase(step.side == front ? 0 : folded.size() - length, length);
            if (step.times == once) break;
        }
    return folded;
}

std::span<const std::string_view> light_languages() {
    return {kLanguages.first.data(), kLanguages.second};
}

} // namespace samling::analysis
