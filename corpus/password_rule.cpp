// Which passwords are good enough: long, and not what everybody tries first.

#include <algorithm>
#include <utility>
#include <vector>

#include "corpus/password.h"
#include "schema/text_case.h"
#include "schema/text_utf8.h"

namespace samling {
namespace {

constexpr std::size_t kLeastCharacters = 12, kMostBytes = 1000, kMostWords = 3, kLongestRepeated = 6, kLeastDistinct = 5;

/// What passwords are made of again and again, in lower case: words, names, runs of keys. Our own list, short because
/// digits, signs, doubling and figures for letters are taken off before it is asked.
constexpr std::string_view kCommon[] = {
    "abc",       "abcd",      "abcde",     "abcdef",    "abcdefg",   "access",    "account",   "admin",     "administrator",
    "adobe",     "alex",      "alexander", "amanda",    "america",   "amor",      "andrea",    "andrew",    "angel",     "animal",
    "anna",      "anthony",   "apple",     "arsenal",   "asdf",      "asdfg",     "asdfgh",    "asdfghjkl", "ashley",    "asdfghj",
    "august",    "autumn",    "baby",      "babygirl",  "banana",    "barcelona", "baseball",  "basketball", "batman",   "beautiful",
    "biteme",    "blue",      "bonjour",   "booboo",    "buster",    "butterfly", "change",    "changeme",  "charlie",   "cheese",
    "chelsea",   "chicken",   "chocolate", "coffee",    "computer",  "cookie",    "correct",   "corona",    "daniel",    "david",
    "december",  "default",   "demo",      "diamond",   "donald",    "dragon",    "email",     "facebook",  "family",    "february",
    "flower",    "football",  "forever",   "france",    "freedom",   "friday",    "friend",    "friends",   "fuck",      "fuckyou",
    "gandalf",   "george",    "germany",   "ginger",    "google",    "guest",     "hallo",     "hannah",    "happy",     "harley",
    "hejmeddig", "hello",     "hockey",    "hola",      "honey",     "hunter",    "iloveyou",  "india",     "internet",  "january",
    "jennifer",  "jessica",   "jesus",     "jordan",    "jose",      "joshua",    "july",      "june",      "justin",    "kennwort",
    "killer",    "king",      "kodeord",   "letme",     "letmein",   "letter",    "linux",     "liverpool", "location",  "login",
    "london",    "love",      "lovely",    "loveme",    "lucky",     "maggie",    "manager",   "march",     "maria",     "marina",
    "master",    "matrix",    "matthew",   "merlin",    "michael",   "michelle",  "monday",    "money",     "monkey",    "mother",
    "motdepasse", "mustang",  "naruto",    "nicole",    "ninja",     "nothing",   "november",  "october",   "ok",        "orange",
    "parola",    "pass",      "passord",   "passw",     "passwd",    "passwort",  "password",  "pepper",    "phone",     "pokemon",
    "porn",      "president", "princess",  "private",   "purple",    "qazwsx",    "qazwsxedc", "qwer",      "qwert",     "qwerty",
    "qwertyu",   "qwertyui",  "qwertyuiop", "qwertz",   "ranger",    "robert",    "root",      "samling",   "samsung",   "school",
    "secret",    "secure",    "senha",     "september", "server",    "shadow",    "soccer",    "sommer",    "spring",    "starwars",
    "summer",    "sunday",    "sunshine",  "superman",  "system",    "temp",      "test",      "thomas",    "trustno",   "user",
};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; }

/// What is left of lower-case `text` when figures and signs are read as `figures` says ('a' for '4'), others dropped.
std::string letters_of(std::string_view text, std::string_view figures) {
    std::string letters;
    for (const char c : text) {
        const auto at = figures.find(c);
        if (is_letter(c)) letters += c;
        else if (at != std::string_view::npos && at % 2 == 0) letters += figures[at + 1];
    }
    return letters;
}

/// Whether `letters` is nothing but up to kMostWords of `words`, one after the other.
bool is_made_of(std::string_view letters, const std::vector<std::string>& words) {
    std::vector<std::size_t> least(letters.size() + 1, kMostWords + 1); // words that the first n letters take
    least[0] = 0;
    for (std::size_t end = 1; end <= letters.size(); ++end)
        for (const auto& word : words)
            if (!word.empty() && word.size() <= end && letters.substr(end - word.size(), word.size()) == word)
                least[end] = std::min(least[end], least[end - word.size()] + 1);
    return least.back() <= kMostWords;
}

bool is_repetition(std::string_view text) {
    for (std::size_t period = 1; period <= kLongestRepeated && period < text.size(); ++period)
        if (text.substr(period) == text.substr(0, text.size() - period)) return true;
    return false;
}

/// "abcdefghijkl", "121110987654": each character beside the one before it.
bool is_run(std::string_view text) {
    std::size_t steps = 0;
    for (std::size_t i = 1; i < text.size(); ++i) steps += std::abs(text[i] - text[i - 1]) <= 1;
    return steps * 10 >= (text.size() - 1) * 8;
}

std::size_t distinct(std::string text) {
    std::sort(text.begin(), text.end());
    return static_cast<std::size_t>(std::unique(text.begin(), text.end()) - text.begin());
}

/// The words of the list and those by which the account is known.
std::vector<std::string> words_of(std::string_view email, std::string_view name) {
    std::vector<std::string> words(std::begin(kCommon), std::end(kCommon));
    std::string word;
    for (const char c : lower_ascii(email) + " " + lower_ascii(name) + " ") {
        if (is_letter(c)) word += c;
        else if (word.size() >= 2) words.push_back(std::exchange(word, {}));
        else word.clear();
    }
    return words;
}

} // namespace

std::string password_mistake(std::string_view password, std::string_view email, std::string_view name) {
    if (analysis::count_characters(password) < kLeastCharacters)
        return "a password has twelve characters or more; a sentence that only you know is a good one";
    if (password.size() > kMostBytes) return "a password is at most 1000 bytes long";
    const auto text = lower_ascii(password);
    if (is_repetition(text) || is_run(text) || distinct(text) < kLeastDistinct)
        return "this is one piece over and over, or characters in their order; take something that cannot be guessed";
    const auto words = words_of(email, name);
    for (const auto* figures : {"", "0o1i3e4a5s7t@a$s!i", "0o1l3e4a5s7t@a$s!l"})
        if (is_made_of(letters_of(text, figures), words) || is_made_of(letters_of(text.substr(0, text.find_last_not_of("0123456789!?.-_#*") + 1), figures), words))
            return "this is made of words that everybody tries first, or of your own name; take something that cannot be guessed";
    return {};
}

} // namespace samling
