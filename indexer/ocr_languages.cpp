#include "indexer/ocr_languages.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <set>

#include "schema/failure.h"

namespace samling {
namespace {

namespace fs = std::filesystem;

/// Where packages of tesseract 4 and 5 put their data.
constexpr std::array kFolders = {"/usr/share/tesseract-ocr/5/tessdata",
                                 "/usr/share/tesseract-ocr/4.00/tessdata", "/usr/share/tessdata",
                                 "/usr/local/share/tessdata"};

/// Where tesseract's name is not the three letters of ISO 639; several names are several scripts.
struct Name {
    std::string_view language, names;
};
constexpr std::array kNames = {Name{"zh", "chi_sim chi_tra"},
                               Name{"nb", "nor"},
                               Name{"nn", "nor"},
                               Name{"no", "nor"},
                               Name{"ku", "kmr"},
                               Name{"sr", "srp srp_latn"},
                               Name{"az", "aze aze_cyrl"},
                               Name{"uz", "uzb uzb_cyrl"}};

std::vector<std::string> words_of(std::string_view text, char separator) {
    std::vector<std::string> words;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(separator), text.size());
        auto word = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        while (!word.empty() && word.front() == ' ')
            word.remove_prefix(1);
        while (!word.empty() && word.back() == ' ')
            word.remove_suffix(1);
        if (!word.empty()) words.emplace_back(word);
    }
    return words;
}

std::vector<std::string> names_of(const Concept& language) {
    for (const auto& row : kNames)
        if (row.language == language.code) return words_of(row.names, ' ');
    return {language.notation};
}

fs::path data_folder() {
    std::vector<fs::path> folders;
    if (const char* given = std::getenv("TESSDATA_PREFIX"); given && *given) folders.emplace_back(given);
    folders.insert(folders.end(), kFolders.begin(), kFolders.end());
    std::error_code error;
    for (const auto& folder : folders)
        if (fs::is_directory(folder, error)) return folder;
    return {};
}

std::set<std::string> installed_in(const fs::path& folder) {
    std::set<std::string> names;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error))
        if (entry.path().extension() == ".traineddata") names.insert(entry.path().stem().string());
    names.erase("osd"); // not of languages: of scripts, and of formulas
    names.erase("equ");
    return names;
}

std::string joined(const std::vector<std::string>& words, const char* separator) {
    std::string result;
    for (const auto& word : words)
        result += (result.empty() ? "" : separator) + word;
    return result;
}

/// Those of `names` that are installed and not among `chosen` yet.
bool choose(const std::vector<std::string>& names, const std::set<std::string>& installed,
            std::vector<std::string>& chosen) {
    bool any = false;
    for (const auto& name : names) {
        if (!installed.contains(name)) continue;
        any = true;
        if (std::find(chosen.begin(), chosen.end(), name) == chosen.end()) chosen.push_back(name);
    }
    return any;
}

} // namespace

OcrOptions find_ocr_data(const std::string& wanted, const Vocabulary& languages) {
    OcrOptions options;
    options.data = data_folder();
    const auto installed = installed_in(options.data);
    if (installed.empty()) {
        options.missing = "tesseract is not installed (Debian's tesseract-ocr)";
        return options;
    }
    std::vector<std::string> chosen;
    for (const auto& word : words_of(wanted, ',')) {
        const auto* language = languages.resolve(word);
        if (choose({word}, installed, chosen) || (language && choose(names_of(*language), installed, chosen)))
            continue;
        throw Failure(ErrorCode::invalid_argument, "--ocr-languages: tesseract has no data for '" + word +
                                                       "'; installed are " +
                                                       joined({installed.begin(), installed.end()}, ", ") +
                                                       "; Debian's packages are called tesseract-ocr-...");
    }
    for (std::size_t i = 0; wanted.empty() && i < kLabelLanguages.size(); ++i)
        if (const auto* language = languages.find(kLabelLanguages[i]))
            choose(names_of(*language), installed, chosen);
    constexpr std::size_t kSome = 4; // each takes its time on every word
    if (chosen.empty())
        for (auto name = installed.begin(); name != installed.end() && chosen.size() < kSome; ++name)
            chosen.push_back(*name);
    options.languages = joined(chosen, "+");
    return options;
}

} // namespace samling
