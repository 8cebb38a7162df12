// The same text in several formats must read the same. Measured as F1 over the multisets of words after folding (case,
// accents, ligatures): what one format has more or less than the other counts against it, order does not.
//
// Policies and declarations are compared whole. The primer's PDF and Markdown are two editions: each has paragraphs that
// the other has not, the seven files of the Markdown repeat some, and the PDF prints the addresses of links. There, of
// both, the paragraphs that both have are compared, each once, without addresses.
#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <regex>
#include <set>
#include <sstream>


#include "schema/text.h"
#include "tests/places/places.h"
#include "tests/support/read_document.h"

using namespace samling;
namespace fs = std::filesystem;

namespace {

using Words = std::map<std::string, long>;

std::string content_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::stringstream content;
    content << in.rdbuf();
    return content.str();
}

std::string text_of(const fs::path& file) {
    return test::all_text(test::read_document(content_of(file), file.filename().string()));
}

std::vector<std::string> word_list(const std::string& text) {
    std::vector<std::string> words;
    Analyzer("").tokenize(text, [&](const Token& token) { words.emplace_back(token.exact); });
    return words;
}

Words words_of(const std::string& text) {
    Words words;
    for (const auto& word : word_list(text)) ++words[word];
    return words;
}

/// All runs of four words.
std::set<std::string> runs_of(const std::string& text) {
    std::set<std::string> runs;
    const auto words = word_list(text);
    for (std::size_t i = 0; i + 3 < words.size(); ++i)
        runs.insert(words[i] + ' ' + words[i + 1] + ' ' + words[i + 2] + ' ' + words[i + 3]);
    return runs;
}

std::string without_addresses(const std::string& text) {
    static const std::regex kAddress("(https?://|www\\.)\\S+(\\s*\\n\\S*/\\S*)?");
    return std::regex_replace(text, kAddress, " ");
}

/// The paragraphs of `text` that the other edition has too, each once; short ones, as headings are, all of them.
std::string common_paragraphs(const std::string& text, const std::set<std::string>& other_runs) {
    std::string result;
    std::set<std::string> seen;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find("\n\n", at), text.size());
        const auto paragraph = text.substr(at, end - at);
        at = end + 2;
        const auto runs = runs_of(paragraph);
        const auto shared = std::count_if(runs.begin(), runs.end(), [&](const auto& run) { return other_runs.contains(run); });
        constexpr std::size_t kShort = 3;
        if (runs.size() >= kShort && static_cast<std::size_t>(shared) * 2 < runs.size()) continue;
        if (runs.size() >= kShort && !seen.insert(paragraph).second) continue;
        result += paragraph + "\n\n";
    }
    return result;
}

double f1(const Words& one, const Words& other) {
    long common = 0, total = 0;
    for (const auto& [word, count] : one) {
        total += count;
        if (const auto found = other.find(word); found != other.end()) common += std::min(count, found->second);
    }
    for (const auto& [word, count] : other) total += count;
    return total == 0 ? 0 : 2.0 * static_cast<double>(common) / static_cast<double>(total);
}

std::string extension_of(const std::string& file) { return fs::path(file).extension().string().substr(1); }

struct Comparison {
    std::string one;
    std::vector<std::string> others; ///< Together the same text.
    double wanted;
    enum class Editions { same, differ } editions = Editions::same;
};

constexpr double kWanted = 0.98, kWantedOfPdf = 0.95;

/// The Markdown of the primer is in seven files, its PDF in one.
std::vector<std::string> primer(const fs::path& corpus, const std::string& language) {
    std::vector<std::string> files;
    for (const auto& entry : fs::directory_iterator(corpus / "md/engine-room" / language))
        files.push_back("md/engine-room/" + language + "/" + entry.path().filename().string());
    return files;
}

constexpr std::array<const char*, 4> kFormats = {"md", "html", "docx", "pdf"};

std::string policy(const std::string& text, const std::string& format) { return format + "/opengov-foundation-" + text + "." + format; }

std::vector<Comparison> comparisons(const fs::path& corpus) {
    std::vector<Comparison> all;
    const auto add = [&](const std::string& one, const std::vector<std::string>& others) {
        const bool of_pdf = one.ends_with(".pdf") || others.front().ends_with(".pdf");
        all.push_back({one, others, of_pdf ? kWantedOfPdf : kWanted});
    };
    for (const std::string text : {"copyright", "privacy-policy", "terms"})
        for (auto one = kFormats.begin(); one != kFormats.end(); ++one)
            for (auto other = kFormats.begin(); other != one; ++other) add(policy(text, *one), {policy(text, *other)});
    for (const std::string language : {"en", "es", "fr", "id", "pt"}) {
        add("pdf/engine-room-rainforest-tech-" + language + ".pdf", primer(corpus, language));
        all.back().editions = Comparison::Editions::differ;
    }
    for (const auto& entry : fs::directory_iterator(corpus / "txt/udhr"))
        add("html/udhr/" + entry.path().stem().string() + ".html", {"txt/udhr/" + entry.path().filename().string()});
    return all;
}

} // namespace

TEST_CASE("the same text reads the same in every format", "[truth]") {
    const auto corpus = test::source_directory() / "../shared/corpus";
    if (!fs::exists(corpus / "manifest.json")) {
        WARN("skipped: the real documents are not there");
        return;
    }
    std::map<std::string, std::pair<double, int>> by_formats; // worst and count
    for (const auto& comparison : comparisons(corpus)) {
        auto found_text = text_of(corpus / comparison.one);
        std::string expected;
        for (const auto& other : comparison.others) expected += text_of(corpus / other) + "\n\n";
        if (comparison.editions == Comparison::Editions::differ) {
            found_text = without_addresses(found_text);
            expected = common_paragraphs(without_addresses(expected), runs_of(found_text));
            found_text = common_paragraphs(found_text, runs_of(expected));
        }
        const double found = f1(words_of(found_text), words_of(expected));
        INFO(comparison.one << " and " << comparison.others.front() << ": word F1 " << found);
        CHECK(found >= comparison.wanted);
        auto& [worst, count] = by_formats.try_emplace(extension_of(comparison.one) + " and " + extension_of(comparison.others.front()), 1.0, 0).first->second;
        worst = std::min(worst, found);
        ++count;
    }
    for (const auto& [formats, figures] : by_formats)
        std::cout << "word F1 of " << figures.second << " pairs of " << formats << ": at least " << figures.first << "\n";
}
