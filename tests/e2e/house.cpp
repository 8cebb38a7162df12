#include "tests/e2e/house.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <simdjson.h>

namespace samling::test {
namespace fs = std::filesystem;

Ended House::add(std::vector<std::string> more) const {
    std::vector<std::string> words = {"add", files.string(), "--data=" + data.string()};
    words.insert(words.end(), more.begin(), more.end());
    return run_program("indexer", words);
}

std::map<std::string, ReportedFile> House::report(std::vector<std::string> more) const {
    const auto file = scratch / "report.jsonl";
    more.push_back("--report=" + file.string());
    const auto ended = add(more);
    CAPTURE(ended.output);
    CHECK(ended.status <= 1);
    std::map<std::string, ReportedFile> lines;
    for (const auto& [path, line] : read_report(file))
        lines[fs::path(path).lexically_relative(files).string()] = line;
    return lines;
}

Metadata House::metadata(const std::string& name) const {
    auto read = catalog();
    const auto source = read.source((files / name).string());
    CAPTURE(name);
    REQUIRE(source);
    const auto version = read.find(source->document_id);
    REQUIRE(version);
    return version->metadata;
}

std::map<std::string, std::string> House::bytes() const {
    std::map<std::string, std::string> all;
    if (!fs::exists(data)) return all;
    for (const auto& entry : fs::recursive_directory_iterator(data))
        all[entry.path().string()] = entry.is_regular_file() ? read_file(entry.path()) : "";
    return all;
}

bool says(const Ended& ended, const std::string& text) {
    return ended.output.find(text) != std::string::npos;
}

std::string sidecar(const std::string& title) {
    return "<record xmlns=\"urn:samling:record:1\"><title>" + title + "</title></record>";
}

std::map<std::string, ReportedFile> read_report(const fs::path& file) {
    std::map<std::string, ReportedFile> lines;
    std::ifstream in(file);
    simdjson::dom::parser parser;
    for (std::string text; std::getline(in, text);) {
        const auto line = parser.parse(text);
        const auto word = [&](const char* name) { return std::string(std::string_view(line[name])); };
        lines[word("path")] = {word("outcome"), word("reason"), word("id"),        word("mediaType"),
                               line["pages"],   line["words"],  line["earlierRun"]};
    }
    return lines;
}

} // namespace samling::test
