#include "indexer/intent_rules.h"

#include <sstream>

#include "schema/failure.h"
#include "schema/file_text.h"
#include "schema/text.h"
#include "schema/trimmed.h"

namespace samling {
namespace {

constexpr std::size_t kMostBytes = 1 << 20;
constexpr std::size_t kLongestPhrase = 200;

class IntentReader {
public:
    explicit IntentReader(const std::filesystem::path& file) : file_(file) {}

    IntentRules read(const std::string& text) {
        std::istringstream lines(text);
        for (std::string line; std::getline(lines, line);) {
            ++number_;
            if (line = std::string(trimmed(line)); !line.empty() && line[0] != '#') take(line);
        }
        if (rules_.version.empty()) fail("there is no version");
        return std::move(rules_);
    }

private:
    [[noreturn]] void fail(const std::string& what) const {
        throw Failure(ErrorCode::invalid_vocabulary, file_.string() + ":" + std::to_string(number_) + ": " + what);
    }

    void take(const std::string& line) {
        if (line[0] == '[') {
            if (line.size() < 4 || line.back() != ']') fail("'" + line + "' is no language in brackets, as [en]");
            words_ = &rules_.languages[line.substr(1, line.size() - 2)];
            return;
        }
        const auto colon = line.find(':');
        if (colon == std::string::npos) fail("'" + line.substr(0, 60) + "' has no colon behind a name");
        const std::string name(trimmed(line.substr(0, colon))), value(trimmed(line.substr(colon + 1)));
        if (name == "version") {
            rules_.version = value;
            return;
        }
        if (!words_) fail("'" + name + "' stands before the first language");
        for (const auto& [known, list] : kIntentLists)
            if (known == name) return add(value, words_->*list);
        fail("there is no list '" + name + "'");
    }

    void add(const std::string& value, std::vector<std::string>& list) const {
        std::istringstream phrases(value);
        for (std::string phrase; std::getline(phrases, phrase, ',');) {
            phrase = std::string(trimmed(phrase));
            if (phrase.empty()) fail("a phrase is empty");
            if (phrase.size() > kLongestPhrase) fail("a phrase is longer than 200 bytes");
            list.push_back(std::move(phrase));
        }
    }

    const std::filesystem::path& file_;
    int number_ = 0;
    IntentRules rules_;
    IntentWords* words_ = nullptr;
};

} // namespace

IntentRules read_intent_rules(const std::filesystem::path& file) {
    if (!std::filesystem::exists(file)) return {};
    const auto text = read_small_file(file, kMostBytes);
    if (text.size() > kMostBytes) throw Failure(ErrorCode::invalid_vocabulary, file.string() + ": is larger than 1 MiB");
    if (!is_valid_utf8(text)) throw Failure(ErrorCode::invalid_vocabulary, file.string() + ": is not UTF-8");
    return IntentReader(file).read(text);
}

} // namespace samling
