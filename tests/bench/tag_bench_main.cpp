// How well rules tag, against issues that people assigned to recommendations, and countries against the state that
// each recommendation is to. The rules were written looking at one half; figures are of the other.

#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <map>
#include <set>
#include <simdjson.h>

#include "indexer/line_reader.h"
#include "indexer/tagger.h"
#include "schema/failure.h"
#include "tests/places/places.h"

namespace {

using namespace samling;
namespace fs = std::filesystem;

enum class Half { looked_at, held_out };

struct Recommendation {
    std::string id, text, state;
    std::set<std::string> issues;
};

std::string text_of(const simdjson::dom::element& row, const char* key) {
    std::string_view text;
    return row[key].get(text) == simdjson::SUCCESS ? std::string(text) : "";
}

std::vector<Recommendation> read(const fs::path& file, Half half) {
    std::vector<Recommendation> result;
    simdjson::dom::parser parser;
    LineReader lines(file);
    std::string line;
    for (auto outcome = lines.next(line); outcome != LineReader::Line::end; outcome = lines.next(line)) {
        if (line.empty()) continue;
        const simdjson::dom::element row = parser.parse(line);
        Recommendation one{text_of(row, "_id"), text_of(row, "text"), text_of(row["metadata"], "state"), {}};
        const bool even = ::crc32(0, reinterpret_cast<const Bytef*>(one.id.data()), static_cast<uInt>(one.id.size())) % 2 == 0;
        if (even != (half == Half::looked_at)) continue;
        for (const simdjson::dom::element issue : row["metadata"]["issues"].get_array()) one.issues.emplace(std::string_view(issue));
        result.push_back(std::move(one));
    }
    return result;
}

/// The vocabularies of the project with the issues in the place of the themes.
class IssueVocabulary {
public:
    IssueVocabulary(const fs::path& share, const fs::path& issues)
        : directory_(fs::temp_directory_path() / ("samling-tag-bench-" + std::to_string(::getpid()))) {
        fs::create_directories(directory_);
        for (const auto& entry : fs::directory_iterator(share))
            fs::copy_file(entry.path(), directory_ / entry.path().filename(), fs::copy_options::overwrite_existing);
        fs::copy_file(issues, directory_ / "theme.rdf", fs::copy_options::overwrite_existing);
    }
    ~IssueVocabulary() { fs::remove_all(directory_); }
    const fs::path& directory() const { return directory_; }

private:
    fs::path directory_;
};

struct Counts {
    int right = 0, wrong = 0, missed = 0;
    double f1() const { return right == 0 ? 0 : 2.0 * right / (2.0 * right + wrong + missed); }
    double precision() const { return right == 0 ? 0 : double(right) / (right + wrong); }
    double recall() const { return right == 0 ? 0 : double(right) / (right + missed); }
};

class Measure {
public:
    Measure(const Vocabularies& vocabularies, std::string errors_of) : vocabularies_(vocabularies), tagger_(vocabularies), errors_of_(std::move(errors_of)) {}

    /// A state that recommendations are to; what is none (a territory) can never be right.
    void know_state(const std::string& state) {
        if (const auto* known = vocabularies_.of(TagField::region).resolve(state)) states_.insert(known->code);
        else std::printf("no region is called '%s'\n", state.c_str());
    }

    void take(const Recommendation& one) {
        Document document;
        document.metadata.of(TagField::language) = {{"en", Origin::person, 0, {}}};
        document.pages = {{one.text, "", ""}};
        tagger_.tag(document);
        std::set<std::string> given;
        for (const auto& tag : document.metadata.of(TagField::theme)) given.insert(vocabularies_.of(TagField::theme).label(tag.code, "en"));
        for (const auto& issue : one.issues) count(one, issue, given.contains(issue) ? &Counts::right : &Counts::missed);
        for (const auto& issue : given)
            if (!one.issues.contains(issue)) count(one, issue, &Counts::wrong);
        take_region(one, document);
    }

    void print() {
        double macro = 0;
        for (const auto& [issue, counts] : issues_) {
            std::printf("%-46s P %.3f  R %.3f  F1 %.3f  (%d)\n", issue.c_str(), counts.precision(), counts.recall(), counts.f1(),
                        counts.right + counts.missed);
            macro += counts.f1() / static_cast<double>(issues_.size());
        }
        std::printf("\nissues: micro-F1 %.4f (precision %.4f, recall %.4f), macro-F1 %.4f over %zu issues\n", all_.f1(), all_.precision(),
                    all_.recall(), macro, issues_.size());
        const int given = regions_right_ + regions_wrong_;
        std::printf("state of the text: precision %.4f, %d of %d states given are the one recommended to (%.4f with the %d territories\n"
                    "that no recommendation is to); %d of %d texts name a place\n",
                    double(regions_right_) / std::max(1, given), regions_right_, given,
                    double(regions_right_) / std::max(1, given + territories_), territories_, texts_with_region_, texts_);
    }

private:
    void count(const Recommendation& one, const std::string& issue, int Counts::*kind) {
        ++(issues_[issue].*kind);
        ++(all_.*kind);
        if (issue == errors_of_ && kind != &Counts::right)
            std::printf("%s %s\n", kind == &Counts::wrong ? "WRONG " : "MISSED", one.text.c_str());
    }

    void take_region(const Recommendation& one, const Document& document) {
        ++texts_;
        const auto* state = vocabularies_.of(TagField::region).resolve(one.state);
        bool any = false;
        for (const auto& tag : document.metadata.of(TagField::region)) {
            if (tag.code.size() != 2) continue; // a continent
            any = true;
            if (!states_.contains(tag.code)) {
                ++territories_;
                continue;
            }
            const bool right = state != nullptr && tag.code == state->code;
            ++(right ? regions_right_ : regions_wrong_);
            if (!right && errors_of_ == "region") std::printf("%s for %s: %s\n", tag.code.c_str(), one.state.c_str(), one.text.c_str());
        }
        texts_with_region_ += any;
    }

    const Vocabularies& vocabularies_;
    const Tagger tagger_;
    std::string errors_of_;
    std::set<std::string> states_;
    std::map<std::string, Counts> issues_;
    Counts all_;
    int territories_ = 0;
    int regions_right_ = 0, regions_wrong_ = 0, texts_ = 0, texts_with_region_ = 0;
};

int run(int count, char** words) {
    const fs::path source = test::source_directory();
    const fs::path corpus = source / "../shared/relevance/upr-issues/corpus.jsonl.gz";
    auto half = Half::held_out;
    std::string errors_of;
    for (int i = 1; i < count; ++i) {
        if (std::strcmp(words[i], "--looked-at") == 0) half = Half::looked_at;
        else if (std::strcmp(words[i], "--errors") == 0 && i + 1 < count) errors_of = words[++i];
        else throw Failure(ErrorCode::invalid_argument, "usage: tag_bench [--looked-at [--errors ISSUE|region]]");
    }
    if (half == Half::held_out && !errors_of.empty())
        throw Failure(ErrorCode::invalid_argument, "errors are shown of the half that may be looked at: --looked-at");
    if (!fs::exists(corpus)) {
        std::printf("skipped: there is no %s\n", corpus.c_str());
        return 0;
    }
    const IssueVocabulary files(source / "schema/vocabulary", source / "tests/bench/upr_issue.rdf");
    const Vocabularies vocabularies(files.directory());
    Measure measure(vocabularies, errors_of);
    const auto recommendations = read(corpus, half);
    std::set<std::string> states;
    for (const auto& one : recommendations) states.insert(one.state);
    for (const auto& state : states) measure.know_state(state);
    const auto start = std::clock();
    for (const auto& one : recommendations) measure.take(one);
    const double seconds = double(std::clock() - start) / CLOCKS_PER_SEC;
    measure.print();
    std::printf("%zu recommendations of the half %s, %.2f CPU s\n", recommendations.size(),
                half == Half::held_out ? "that was not looked at" : "that the rules were written from", seconds);
    return 0;
}

} // namespace

int main(int count, char** words) {
    try {
        return run(count, words);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "tag_bench: %s\n", error.what());
        return 2;
    }
}
