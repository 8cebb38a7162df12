#include "searchd/search/stop_words.h"

#include <algorithm>
#include <string>
#include <unordered_set>

#include "schema/text.h"

namespace samling {
namespace {

/// Articles, prepositions, pronouns, auxiliaries and the words that ask, by language. Words that mean something in
/// another large language are left out: German "die", "war" and "man", French "car", "on" and "sans", Spanish "sin" and
/// "son", Danish "men", "her" and "hat", Dutch "van", Portuguese "mais".
constexpr std::string_view kLists[] = {
    // English
    "a about am an and any are as at be been being but by can could did do does doing for from had has have having he "
    "her hers him his how i if in into is it its itself me my of on or our ours she should so some such than that the "
    "their them then there these they this those to too us was we were what when where which while who whom whose why "
    "will with would you your",
    // Danish, Norwegian, Swedish
    "af av det den der deres dens dem dette disse denne og och til till på paa ikke inte eller er et en ei ett som å at "
    "att med hvad hva vad hvem vem hvilken hvilket hvilke hvor hvordan hvorfor hvornår når när hur varför vilka vilken "
    "vilket fra från kan blev ble blir bliver blev har havde hadde ved om i for de han hun sig seg sin sitt sine var "
    "være vara vært fleste mange mye meget",
    // French
    "le la les des du de et est un une dans pour par sur que qui quoi quel quelle quels quelles au aux ce cette ces cet "
    "avec ou où sont comment pourquoi quand combien il elle ils elles leur leurs été être était en d l qu se ne pas y",
    // Spanish, Portuguese, Italian, Catalan
    "el los las del y o en es una uno por para con como cómo cual cuál cuáles qué que quién quiénes cuando cuándo cuánto "
    "cuántos cuánta cuántas donde dónde fue fueron ha han se su sus al lo les este esta esto e os um uma em no na nos nas "
    "do da dos das de à às ao aos foi são é quem qual quais quando quanto onde porque di il gli della dello dei delle "
    "degli nel nella per che chi cosa dove perché quale quali sono è i per amb els",
    // German, Dutch
    "das dem den der des ein eine einer eines einem einen und oder ist im in von vom mit zu zum zur auf für wie was wer "
    "wen wem wessen welche welcher welches welchen wann wo warum wieso wurde wurden wird werden sind sein sich bei nach "
    "als an am aus dass durch er sie es hatte haben het een wat wie waar hoe waarom wanneer welk zijn",
    // Russian, Ukrainian, Bulgarian
    "и в на с по не что как к для из от о это или во со у за при до кто какой какая какое какие каким каких когда где "
    "почему сколько чем был была было были быть он она они его её их этот эта эти того та те і з що як та або від до хто "
    "який яка які коли де чому от за",
    // Arabic, Persian
    "في من على إلى عن أن إن هو هي ما مع هذا هذه ذلك تلك التي الذي الذين و أو كم كيف متى أين لماذا ماذا هل كان كانت قد "
    "هم به بها له لها فيه فيها أي أية بين در به از که را با این آن چه چرا کجا",
    // Chinese, Japanese
    "的 了 是 在 和 与 或 有 哪 哪些 哪个 哪里 什么 谁 多少 何 何时 为什么 如何 怎么 怎样 吗 呢 被 把 为 于 中 它 他 她 几 の は が を に "
    "で と も か です ます",
    // Turkish, Finnish, Hungarian, Polish, Czech, Romanian
    "ve bir bu ile da ne nedir nasıl neden hangi kim ja on ei että mikä mitä missä miten miksi kuka az és hogy mi mit "
    "hol ki i w na z się do że nie jest o co kto jak gdzie kiedy dlaczego který jaký co kde kdy proč și în la cu pe din "
    "ce cine unde cum este",
    // Hindi
    "के में की है और से का को पर ने यह कि क्या कौन कहाँ कब कैसे क्यों कितने",
    // Vietnamese, Indonesian, Swahili
    "và của các có được cho là những gì yang dan di dengan untuk dari apa siapa bagaimana mengapa kapan ya na wa kwa ni "
    "katika nini nani",
};

std::unordered_set<std::string> make_words() {
    std::unordered_set<std::string> words;
    for (auto list : kLists)
        while (!list.empty()) {
            const auto end = std::min(list.find(' '), list.size());
            words.insert(fold(list.substr(0, end)));
            list.remove_prefix(std::min(end + 1, list.size()));
        }
    return words;
}

} // namespace

bool is_stop_word(std::string_view folded) {
    static const auto words = make_words();
    return words.contains(std::string(folded));
}

} // namespace samling
