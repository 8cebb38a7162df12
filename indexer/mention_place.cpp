#include "indexer/mention_place.h"

#include <algorithm>
#include <array>
#include <string>

#include "schema/text.h"

namespace samling {
namespace {

// In folded words, one table a reason. Half a mention is what a wrong word here costs.

/// What something comes from, is done with, goes against or is likened to.
constexpr auto kBefore = std::to_array<std::string_view>(
    {"from",        "with",     "by",        "like",     "between", "as",        "unlike",
     "namely",      "occupied", "against",   "than",     "via",     "including", "neighbouring",
     "neighboring", "toward",   "towards",   "versus",   "outside", "beyond",    "alongside",
     "especially",  "near",     "bordering", "eg",       "through",     "without",  "joining",   "except",
     "excluding",   "besides",  "involving", "behind",   "among",       "via",      "follow",    "following",       "fra",     "med",       "som",
     "mellem",      "mod",      "ifolge",    "herunder", "sasom",   "avec",      "comme",
     "entre",       "depuis",   "contre",    "vers",     "selon",   "par",       "notamment",
     "con",         "como",     "desde",     "contra",   "hacia",   "segun",     "por"});

/// Who is abroad there, or whose: "refugees in Nepal", "the Embassy of Greece", "the invasion of Iraq".
constexpr auto kOthersThere = std::to_array<std::string_view>(
    {"refugee",         "refugees",   "camp",         "camps",      "force",
     "forces",          "troops",     "soldiers",     "army",       "embassy",
     "embassies",       "consulate",  "consulates",   "ambassador", "invasion",
     "exile",           "exiled",     "intervention", "delegation", "neighbour",
     "neighbor",        "neighbours", "neighbors",    "border",     "borders",
     "blockade",        "embargo",    "nationals",    "proposal",   "recommendation",
     "recommendations", "suggestion", "origin",       "descent",    "bordering",
     "adjacent",        "fled",       "flee",         "fleeing",    "emigrated",
     "operations",      "strikes",    "airstrikes",   "base",       "bases",
     "peacekeepers",    "contingent", "contingents", "war",       "wars",
     "occupation",      "annexation", "aggression",  "mercenaries", "mission",
     "missions",        "bombing",    "bombings",    "attack",    "attacks",
     "sanctions",       "tribunal",   "tribunals",   "colony",    "colonies",
     "similar",         "compared",   "comparable",  "exports",   "exported",
     "sales",           "sold",       "visa",        "visas",     "involvement",
     "presence",        "experience", "experiences", "example",   "initiative",
     "initiatives",     "request",    "requests",    "sponsorship", "expatriates",
     "immigrants",      "companies"});
constexpr auto kThere = std::to_array<std::string_view>({"in", "of", "to", "into", "at", "on", "for"});

/// Of whom it says where they come from, or where it ends.
constexpr auto kAfter = std::to_array<std::string_view>(
    {"refugees", "refugee", "migrants", "origin", "descent", "returnees", "asylum", "diaspora", "border",
     "borders", "embassy", "consulate", "forces", "troops", "nationals", "joint", "minority", "minorities",
     "speaking", "army", "immigrants", "invasion", "occupation", "delegation", "dollars", "model", "experience"});

/// Who speaks is seldom what is spoken of: verbs of the third person that report.
constexpr auto kSpeaks = std::to_array<std::string_view>(
    {"recommends",    "recommended",   "acknowledges", "acknowledged", "welcomes",    "welcomed",
     "suggests",      "suggested",     "commends",     "commended",    "encourages",  "encouraged",
     "notes",         "noted",         "asks",         "asked",        "calls",       "requests",
     "congratulates", "congratulated", "thanks",       "thanked",      "appreciates", "stresses",
     "stressed",      "proposes",      "proposed",     "urges",        "urged",       "expresses",
     "expressed",     "considers",     "believes",     "regrets",      "regretted",   "reiterates",
     "reiterated",    "emphasizes",    "emphasises",   "emphasized",   "hopes",       "wishes",
     "joins",         "echoes",        "invites",      "invited",      "observes",    "observed",
     "praises",       "praised",       "supports",     "applauds",     "underlines",  "underlined",
     "underscores",   "highlights",    "highlighted",  "hails",        "says",        "said",
     "stated",        "offers",        "recognizes",   "recognises",   "draws",       "shares",
     "advises",       "exhorts",       "salutes",      "remarks",      "affirms",     "reaffirms",
     "reaffirmed",    "insists",       "requested",    "reminds",      "cautions",    "questions",
     "deplores",      "deplored",      "appeals",      "appealed",     "appreciated", "remarked",
     "seeks",         "wished",        "wonders",      "recalls",      "recalled",    "trusts",
     "looks",         "endorses",      "endorsed",     "renews",       "enquires",    "inquires",
     "inquired",      "concurs",       "agrees"});

/// Between who speaks and the verb: "Norway would like", "Poland also recommends".
constexpr auto kBeforeVerb = std::to_array<std::string_view>({"also", "further", "strongly", "therefore", "thus", "again", "respectfully",
                                                              "would", "is", "was", "remains", "wishes", "has", "had"});
constexpr auto kSpeaksBehind = std::to_array<std::string_view>(
    {"like", "recommend", "recommended", "appreciate", "encourage", "encouraged", "urge", "welcome", "welcomed", "suggest", "suggested",
     "propose", "proposed", "concerned", "pleased", "grateful", "worried", "convinced", "alarmed", "noted", "advise", "ask", "asked",
     "recommends", "encourages", "welcomes", "suggests", "notes", "urges", "asks", "commends", "proposes", "stresses", "calls"});

/// What a speaker calls its own.
constexpr auto kOwn = std::to_array<std::string_view>(
    {"support", "recommendation", "recommendations", "experience", "experiences", "example", "proposal",
     "offer", "statement", "view", "views", "assistance", "suggestion"});

/// "a US-led mission", "Kenya-based companies".
constexpr auto kSuffixes = std::to_array<std::string_view>(
    {"led", "based", "backed", "funded", "born", "sponsored", "style", "occupied", "controlled", "speaking", "bound", "made", "registered",
     "affiliated", "allied", "trained", "brokered", "owned", "supported", "hosted", "mediated"});

/// Texts of law and their like, which bear the names of the cities where they were agreed.
constexpr auto kInstruments = std::to_array<std::string_view>(
    {"convention", "conventions",  "treaty",          "treaties",     "statute",
     "principles", "protocol",     "protocols",       "declaration",  "accord",
     "accords",    "agreement",    "agreements",      "rules",        "guidelines",
     "platform",   "consensus",    "amendment",       "amendments",   "criteria",
     "pact",       "charter",      "compact",         "manual",       "process",
     "round",      "framework",    "programme",       "plan",         "call",
     "pledge",     "commitment",   "recommendations", "konventionen", "konvention",
     "traktaten",  "principperne", "protokollen",     "erklaeringen", "aftalen",
     "pagten",     "traite",       "statut",          "principes",    "protocole",
     "accords",    "directives",   "charte",          "convencion",   "convenio",
     "tratado",    "estatuto",     "principios",      "protocolo",    "declaracion",
     "acuerdo",    "acuerdos",     "reglas",          "carta"});
/// Of them, those that are never a country's own.
constexpr auto kBetweenStates = std::to_array<std::string_view>(
    {"convention", "conventions", "treaty", "protocol", "principles", "accords", "accord", "declaration", "guidelines", "memorandum"});
constexpr auto kOf = std::to_array<std::string_view>({"of", "de", "d", "du", "fra"});

constexpr auto kArticles =
    std::to_array<std::string_view>({"the", "le", "la", "les", "l", "el", "los", "las", "den", "det"});

constexpr auto kSendAway = std::to_array<std::string_view>(
    {"deport", "extradit", "refoul", "expel", "expuls", "rendition", "forcibl"});

/// Beginnings of words of what goes on between states, where another one than that which the sentence is about is likely to be
/// named.
constexpr auto kDealings = std::to_array<std::string_view>(
    {"bilateral", "neighbo", "negotiat", "memorand", "repatriat", "refugee", "returnee", "asylum", "deport", "extradit", "diaspora",
     "abroad", "overseas", "foreign", "extraterritorial", "invasion", "invad", "occup", "troops", "soldier", "mercenar", "drone",
     "airstrike", "embargo", "blockade", "consul", "embass", "descent", "experience", "border", "sanction"});

template <std::size_t Size>
bool is_among(const std::array<std::string_view, Size>& words, std::string_view word) {
    return !word.empty() && std::find(words.begin(), words.end(), fold(word)) != words.end();
}

bool ends_with(std::string_view text, char character) {
    return !text.empty() && text.back() == character;
}

bool begins_with(std::string_view text, char character) {
    return !text.empty() && text.front() == character;
}

bool is_possessive(const MentionPlace& place) {
    return place.gap_after.find('\'') != std::string_view::npos ||
           place.gap_after.find("\u2019") != std::string_view::npos;
}

} // namespace

bool is_article(std::string_view word) {
    return is_among(kArticles, word);
}

bool sends_away(std::string_view word) {
    const auto folded = fold(word);
    return std::any_of(kSendAway.begin(), kSendAway.end(),
                       [&](std::string_view stem) { return folded.starts_with(stem); });
}

bool speaks_of_dealings(std::string_view word) {
    const auto folded = fold(word);
    return std::any_of(kDealings.begin(), kDealings.end(), [&](std::string_view stem) { return folded.starts_with(stem); });
}

bool is_in_passing(const MentionPlace& place) {
    if (is_among(kBefore, place.before) || is_among(kAfter, place.after) || is_among(kSpeaks, place.after))
        return true;
    if (is_among(kBeforeVerb, place.after) && is_among(kSpeaksBehind, place.second_after)) return true;
    if (is_among(kThere, place.before) && is_among(kOthersThere, place.second_before)) return true;
    if (place.joined_to_name || (place.sends_away && fold(place.before) == "to")) return true;
    if (ends_with(place.gap_before, '(') && begins_with(place.gap_after, ')')) return true; // who said it
    if (begins_with(place.gap_after, '$')) return true;                                     // money: "US$ 5"
    if (place.gap_after == "-" && is_among(kSuffixes, place.after)) return true;
    if (is_possessive(place) && is_among(kOwn, place.after == "s" ? place.second_after : place.after))
        return true;
    return place.gap_after == " " && is_among(kBetweenStates, place.after);
}

bool is_instrument(const MentionPlace& place) {
    if (place.gap_after == " " && is_among(kInstruments, place.after)) return true;
    return is_among(kOf, place.before) && is_among(kInstruments, place.second_before);
}

} // namespace samling
