#include "corpus/version_codec.h"

#include <catch2/catch.hpp>
#include <limits>
#include <random>

#include "schema/byte_stream.h"
#include "tests/corpus/fixtures.h"
#include "tests/support/scratch.h"

using namespace samling;
using namespace samling::test;

TEST_CASE("reports come back as they were", "[version_codec]") {
    ReadingReport extreme;
    extreme.words = std::numeric_limits<std::int64_t>::min();
    extreme.pages_without_text = std::numeric_limits<int>::max();
    extreme.seconds = std::numeric_limits<double>::infinity();
    extreme.links = {{1, "https://example.org/", 0}, {2, "", 1}};
    extreme.notes = {std::string("\0", 1), "", std::string(100'000, 'n')};
    for (const auto& report : {ReadingReport{}, odd_version("a").report, extreme}) {
        const auto back = decode_report(encode_report(report));
        CHECK(back.media_type == report.media_type);
        CHECK(back.extractor == report.extractor);
        CHECK(back.encoding == report.encoding);
        CHECK(back.words == report.words);
        CHECK(back.pages_without_text == report.pages_without_text);
        CHECK(back.truncated == report.truncated);
        CHECK(back.seconds == report.seconds);
        CHECK(back.notes == report.notes);
        CHECK(back.languages == report.languages);
        CHECK(back.pages == report.pages);
        CHECK(back.links == report.links);
    }
}

TEST_CASE("a report stored before pages were reported is still read", "[version_codec]") {
    ByteWriter old;
    old.number(1);
    for (const auto* text : {"application/pdf", "pdf/1", ""}) old.text(text);
    old.signed_number(12);
    old.signed_number(1);
    old.number(0);
    old.real(0.5);
    old.number(0);
    const auto report = decode_report(old.take());
    CHECK(report.words == 12);
    CHECK(report.pages.empty());
}

TEST_CASE("headings come back as they were", "[version_codec]") {
    for (const auto& headings : {std::vector<Heading>{}, odd_version("a").document.headings,
                                 std::vector<Heading>(20'000, Heading{7, 2, "Again"})})
        CHECK(decode_headings(encode_headings(headings)) == headings);
}

TEST_CASE("nonsense is corrupt data", "[version_codec]") {
    const std::string report = encode_report(odd_version("a").report);
    const std::string headings = encode_headings(odd_version("a").document.headings);
    const auto is_refused = [](const std::function<void()>& work) {
        return failure_of(work).starts_with("corrupt-data: ");
    };
    for (std::size_t size = 0; size < report.size(); ++size)
        CHECK(is_refused([&] { decode_report(report.substr(0, size)); }));
    for (std::size_t size = 0; size < headings.size(); ++size)
        CHECK(is_refused([&] { decode_headings(headings.substr(0, size)); }));
    CHECK(is_refused([&] { decode_report(report + "x"); }));
    CHECK(is_refused([&] { decode_headings(headings + "x"); }));
    CHECK(is_refused([&] { decode_report('\x04' + report.substr(1)); }));
    CHECK(is_refused([&] { decode_headings('\x02' + headings.substr(1)); }));
    CHECK(is_refused([&] { decode_headings("\x01\xff\xff\xff\xff\xff\xff\xff\xff\x7f"); }));
    std::mt19937 random(11);
    for (int round = 0; round < 5'000; ++round) {
        std::string bad = report;
        bad[random() % bad.size()] = static_cast<char>(random());
        const auto failure = failure_of([&] { decode_report(bad); });
        CHECK((failure.empty() || failure.starts_with("corrupt-data: ")));
    }
}
