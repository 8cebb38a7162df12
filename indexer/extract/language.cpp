#include "indexer/extract/language.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <map>
#include <memory>

#include <libexttextcat/textcat.h>
#include <sys/mman.h>
#include <unicode/locid.h>
#include <unicode/unistr.h>
#include <unistd.h>

#include "schema/languages.h"
#include "schema/text_common_words.h"
#include "schema/text_script.h"

namespace samling {
namespace {

constexpr std::string_view kProfiles = "/usr/share/libexttextcat/";

/// The script of each profile that is not in Latin letters; scripts of one language need none.
struct ProfileScript {
    std::string_view profile, script;
};
constexpr std::array kProfileScripts = {
    ProfileScript{"alt", "Cyrl"},     ProfileScript{"ab", "Cyrl"},  ProfileScript{"az-Cyrl", "Cyrl"},
    ProfileScript{"be", "Cyrl"},      ProfileScript{"bg", "Cyrl"},  ProfileScript{"kk", "Cyrl"},
    ProfileScript{"ky", "Cyrl"},      ProfileScript{"mk", "Cyrl"},  ProfileScript{"mn", "Cyrl"},
    ProfileScript{"ru", "Cyrl"},      ProfileScript{"rue", "Cyrl"}, ProfileScript{"sr-Cyrl", "Cyrl"},
    ProfileScript{"tg", "Cyrl"},      ProfileScript{"tt", "Cyrl"},  ProfileScript{"uk", "Cyrl"},
    ProfileScript{"uz-Cyrl", "Cyrl"}, ProfileScript{"ar", "Arab"},  ProfileScript{"ckb", "Arab"},
    ProfileScript{"fa", "Arab"},      ProfileScript{"sd", "Arab"},  ProfileScript{"ug", "Arab"},
    ProfileScript{"ur", "Arab"},      ProfileScript{"bho", "Deva"}, ProfileScript{"hi", "Deva"},
    ProfileScript{"mai", "Deva"},     ProfileScript{"mr", "Deva"},  ProfileScript{"ne", "Deva"},
    ProfileScript{"sa", "Deva"},      ProfileScript{"he", "Hebr"},  ProfileScript{"yi", "Hebr"},
    ProfileScript{"am", "Ethi"},      ProfileScript{"ti", "Ethi"}};

/// Not offered: artificial, dead, or so near to a great language that they only ever win by mistake.
constexpr std::array<std::string_view, 5> kLeftOut = {"sco", "ia", "grc", "rue", "shs"};
/// Written in a script that names them.
constexpr std::array<std::string_view, 23> kNamedByScript = {
    "zh-Hans", "zh-Hant", "ja", "ko", "th", "lo", "km", "my", "bo", "ka", "hy", "el",
    "bn",      "ta",      "te", "kn", "ml", "gu", "pa", "si", "dv", "or", "iu"};

template <typename Table>
bool among(const Table& table, std::string_view value) {
    return std::find(table.begin(), table.end(), value) != table.end();
}

using Classifier = std::unique_ptr<void, decltype(&textcat_Done)>;
std::map<std::string, Classifier, std::less<>>& classifiers() {
    static std::map<std::string, Classifier, std::less<>>
        loaded; // by script; fixed once the worker is confined
    return loaded;
}

std::string_view primary(std::string_view code) {
    return code.substr(0, code.find_first_of("-_"));
}

/// libexttextcat takes its list of profiles from a file only: one in memory serves.
void* open_classifier(const std::string& profiles) {
    const int file = memfd_create("profiles", MFD_CLOEXEC);
    if (file < 0) return nullptr;
    void* handle = nullptr;
    if (write(file, profiles.data(), profiles.size()) == static_cast<ssize_t>(profiles.size()))
        handle = special_textcat_Init(("/proc/self/fd/" + std::to_string(file)).c_str(), kProfiles.data());
    close(file);
    return handle;
}

std::string_view script_of(std::string_view profile) {
    for (const auto& row : kProfileScripts)
        if (row.profile == profile) return row.script;
    return "Latn";
}

/// Languages that letter sequences hardly tell apart: a file's own word decides among them.
constexpr std::array<std::string_view, 9> kNearLanguages = {
    "da nb nn no", "hr bs sr sh", "id ms", "cs sk", "zu xh ss nr", "pt gl", "bg mk", "hi mr ne", "nl af"};

/// The languages in which a file may name its language: English, and the language itself (null).
constexpr std::array<const char*, 2> kNamedIn = {"en", nullptr};

bool near_each_other(std::string_view one, std::string_view other) {
    if (one == other) return true;
    return std::any_of(kNearLanguages.begin(), kNearLanguages.end(), [&](std::string_view row) {
        const std::string padded = " " + std::string(row) + " ";
        return padded.find(" " + std::string(one) + " ") != std::string::npos &&
               padded.find(" " + std::string(other) + " ") != std::string::npos;
    });
}

/// Whether the language that a file says it is in, by a tag or in words, is about what was read.
bool agrees(const std::string& stated, const std::string& read) {
    if (const auto code = language_code(stated); !code.empty()) return near_each_other(code, read);
    const icu::Locale locale(read.c_str());
    return std::any_of(kNamedIn.begin(), kNamedIn.end(), [&](const char* in) {
        icu::UnicodeString name;
        locale.getDisplayLanguage(in ? icu::Locale(in) : locale, name);
        return name.caseCompare(icu::UnicodeString::fromUTF8(stated), 0) == 0;
    });
}

std::string_view sample(std::string_view text, std::size_t bytes) {
    if (text.size() <= bytes) return text;
    std::size_t end = bytes;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80)
        --end;
    return text.substr(0, end);
}

/// What is asked of a text. Letter sequences are compared with those of a hundred languages, which was a fifth of all
/// that reading a PDF costs: where the commonest words already say the language that is `expected`, they are not needed.
struct Question {
    std::string_view script;
    std::size_t letters;
    std::string_view expected;
};

LanguageGuess classify(const Question& question, std::string_view text) {
    const auto& [script, letters, expected] = question;
    const auto found = classifiers().find(script);
    constexpr std::size_t kFewLetters = 40;
    constexpr double kAgreed = 0.95, kOverruled = 0.85;
    if (found == classifiers().end() || letters < kFewLetters) return {};
    const bool votes = script == "Latn" || script == "Cyrl";
    if (votes && !expected.empty() && vote_by_words(text, expected).language == expected) return {std::string(expected), kAgreed};
    void* classifier = found->second.get();
    candidate_t* candidates = textcat_GetClassifyFullOutput(classifier);
    const int count = textcat_ClassifyFull(classifier, text.data(), text.size(), candidates);
    LanguageGuess guess;
    if (count > 0) {
        guess.code = primary(candidates[0].name);
        std::string_view rival;
        for (int i = 1; i < count && rival.empty(); ++i)
            if (primary(candidates[i].name) != guess.code) rival = candidates[i].name;
        guess.confidence = rival.empty() ? 0.95 : 0.6;
        constexpr std::size_t kSureLetters = 200;
        if (letters < kSureLetters) guess.confidence *= 0.7;
    }
    textcat_ReleaseClassifyFullOutput(classifier, candidates);
    if (!votes) return guess;
    if (const auto vote = vote_by_words(text, guess.code); !vote.language.empty())
        return {std::string(vote.language), vote.language == guess.code ? kAgreed : kOverruled};
    return guess;
}

constexpr double kSureEnough = 0.4;

/// From the middle of the pages rather than from title pages and imprints.
std::string sample_of(const std::vector<Page>& pages) {
    constexpr std::size_t kPieces = 8, kPieceBytes = 1024, kShortText = kPieces * kPieceBytes;
    std::size_t total = 0;
    for (const auto& page : pages)
        total += page.text.size();
    std::string result;
    std::size_t passed = 0, next = total <= kShortText ? 0 : total / (2 * kPieces);
    for (const auto& page : pages) {
        while (next < passed + page.text.size() && result.size() < kShortText) {
            auto piece = std::string_view(page.text).substr(next - passed);
            while (!piece.empty() && (static_cast<unsigned char>(piece[0]) & 0xc0) == 0x80)
                piece.remove_prefix(1);
            piece = sample(piece, total <= kShortText ? kShortText : kPieceBytes);
            result.append(piece).append("\n");
            next += total <= kShortText ? page.text.size() - (next - passed) : total / kPieces;
        }
        passed += page.text.size();
    }
    return result;
}

/// A page is short: one that differs from the whole has to do so plainly.
LanguageGuess page_language(std::string_view text, const std::string& whole) {
    constexpr std::size_t kPageSample = 1200, kPageMinimum = 200;
    constexpr double kPlain = 0.75;
    if (text.size() < kPageMinimum) return {};
    const auto guess = guess_language(sample(text, kPageSample), whole);
    return guess.confidence >= (guess.code == whole ? kSureEnough : kPlain) ? guess : LanguageGuess();
}

} // namespace

void load_language_profiles() {
    std::ifstream list(std::string(kProfiles) + "fpdb.conf");
    std::map<std::string, std::string> by_script;
    for (std::string line; std::getline(list, line);) {
        const std::size_t end = line.find(".lm");
        if (line.starts_with('#') || end == std::string::npos) continue;
        const std::string profile = line.substr(0, end);
        if (among(kLeftOut, profile) || among(kNamedByScript, profile)) continue;
        by_script[std::string(script_of(profile))] += profile + ".lm " + profile + "\n";
    }
    for (const auto& [script, profiles] : by_script)
        if (void* handle = open_classifier(profiles))
            classifiers().emplace(script, Classifier(handle, &textcat_Done));
}

LanguageGuess guess_language(std::string_view text, std::string_view expected) {
    const auto script = guess_script(text);
    constexpr double kMixed = 0.5;
    if (script.letters < 8 || script.share < kMixed) return {};
    if (!script.language.empty()) return {std::string(script.language), script.share};
    constexpr std::size_t kSample = 8 * 1024;
    auto guess = classify({script.script, script.letters, expected}, sample(text, kSample));
    guess.confidence *= script.share;
    return guess;
}

void detect_languages(Extraction& extraction) {
    auto& tags = extraction.embedded.of(TagField::language);
    constexpr std::size_t kLead = 2048; // title and summary are what readers see first
    auto lead = std::string(sample(extraction.embedded.title + "\n" + extraction.embedded.abstract, kLead));
    auto guess = guess_language(lead + "\n" + sample_of(extraction.pages));
    if (guess.confidence < kSureEnough) guess = {};
    extraction.readings.resize(extraction.pages.size());
    for (std::size_t i = 0; i < extraction.pages.size(); ++i) {
        auto& page = extraction.pages[i];
        const auto own = page_language(page.text, guess.code);
        page.language = own.code;
        extraction.readings[i].language_confidence = static_cast<int>(std::lround(own.confidence * 100));
    }
    if (guess.code.empty()) return;
    if (!tags.empty()) {
        if (agrees(tags.front().code, guess.code)) return;
        extraction.notes.push_back("it says of itself that its language is \"" + tags.front().code +
                                   "\", but its text reads as \"" + guess.code + "\"");
        tags.clear();
    }
    tags.push_back({guess.code, Origin::rule, guess.confidence, {}});
}

} // namespace samling
