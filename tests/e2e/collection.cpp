#include "tests/e2e/collection.h"

#include <catch2/catch.hpp>

namespace samling::test {
namespace {

constexpr const char* kRecords =
    R"x({"id":"kenya-report","title":"Surveillance in Kenya","subtitle":"What defenders meet","abstract":"A test record.","date":"2022-11","language":["en"],"region":["KE"],"theme":["surveillance"],"type":["report"],"coalition":["meaningful-transparency"],"doi":"10.1000/182","source_url":"https://example.org/kenya","licence":"CC-BY-4.0","pages":["Introduction to the report.","Surveillance of human rights defenders grew in two counties.","Recommendations to companies."]})x"
    "\n"
    R"x({"id":"hostile","title":"<script>alert('title')</script>","abstract":"\"><img src=x onerror=alert(1)>","date":"2021","language":["en"],"region":["DK"],"type":["survey"],"source_url":"javascript:alert(1)","text":"Words & <b>markup</b> about surveillance."})x"
    "\n"
    "{\"id\":\"lughat\",\"title\":\"\u0627\u0644\u0645\u0631\u0627\u0642\u0628\u0629 \u0627\u0644\u0631\u0642\u0645\u064A\u0629\",\"date\":\"2023\","
    "\"language\":[\"ar\"],\"region\":[\"TN\"],\"text\":\"\u062A\u0642\u0631\u064A\u0631 \u0639\u0646 \u0627\u0644\u0645\u0631\u0627\u0642\u0628\u0629 "
    "\u0641\u064A \u062A\u0648\u0646\u0633.\"}\n";

struct Made {
    Scratch scratch;
    std::filesystem::path data = scratch / "data";

    Made() {
        write_file(scratch / "records.jsonl", kRecords);
        std::filesystem::create_directory(scratch / "files");
        write_file(scratch / "files/notes.md", "---\ntitle: Notes on shutdowns\ndate: 2023-05-01\n---\n# Why\n\nInternet shutdowns silence people.\n");
        write_file(scratch / "files/page.html", "<!doctype html><title>A page on elections</title><h1>Elections</h1><p>Elections and <i>information</i>.</p>");
        for (const auto& words : {std::vector<std::string>{"add", "--records", (scratch / "records.jsonl").string(), "--data", data.string()},
                                  std::vector<std::string>{"add", (scratch / "files").string(), "--data", data.string(), "--jobs", "1"}}) {
            const auto ended = run_program("indexer", words);
            INFO(ended.output);
            REQUIRE(ended.status == 0);
        }
    }
};

} // namespace

const std::filesystem::path& small_collection() {
    static const Made kMade;
    return kMade.data;
}

} // namespace samling::test
