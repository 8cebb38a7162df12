#include "indexer/recognition.h"

#include <fstream>

#include <catch2/catch.hpp>

#include "indexer/command_line.h"
#include "indexer/extract/recognise.h"
#include "indexer/ocr_languages.h"
#include "schema/failure.h"
#include "tests/indexer/scanned.h"
#include "tests/places/places.h"
#include "tests/support/sample_files.h"

using namespace samling;

namespace {

const Vocabularies& vocabularies() {
    static const Vocabularies loaded(test::share_directory() / "vocabulary");
    return loaded;
}

/// With limits that a busy machine does not reach.
WorkerOptions options(OcrOptions::Mode mode) {
    WorkerOptions result;
    result.program = (test::program_directory() / "indexer-worker").string();
    result.workers = 1;
    result.cpu_limit = result.wall_limit = std::chrono::seconds(600);
    if (mode != OcrOptions::Mode::off) result.ocr = find_ocr_data("", vocabularies().of(TagField::language));
    result.ocr.mode = mode;
    result.ocr.document_limit = std::chrono::seconds(600);
    return result;
}

Extraction extract(const std::string& bytes, const WorkerOptions& options) {
    WorkerPool pool(options);
    const test::OpenFile file(bytes);
    return pool.extract({file.descriptor(), "file"});
}

/// False, and a word about it, where tesseract or the font for the pictures is not installed.
bool can_recognise() {
    const auto found = find_ocr_data("", vocabularies().of(TagField::language));
    const bool able = found.missing.empty() && found.languages.find("eng") != std::string::npos &&
                      !test::scanned({"x"}).pixels.empty();
    if (!able) WARN("skipped: tesseract with English, or the font DejaVu Sans Mono, is not installed");
    return able;
}

bool says(const std::vector<std::string>& notes, const std::string& what) {
    return std::any_of(notes.begin(), notes.end(),
                       [&](const std::string& note) { return note.find(what) != std::string::npos; });
}

const std::vector<std::string> kFirst = {"Everyone has the right to", "education and to freedom of",
                                         "thought and conscience."};
const std::vector<std::string> kSecond = {"The coalition published its", "report on surveillance in",
                                          "the city of Nairobi."};

} // namespace

TEST_CASE("pages of a scanned PDF are recognised, and those with text are left as they are") {
    if (!can_recognise()) return;
    const auto pdf = test::scanned_pdf({test::scanned(kFirst), {}, test::scanned(kSecond)}, {"Plain words"});
    const auto extraction = extract(pdf, options(OcrOptions::Mode::automatic));
    CAPTURE(extraction.notes, extraction.reason);
    REQUIRE(extraction.status == Extraction::Status::text);
    REQUIRE(extraction.pages.size() == 3);
    CHECK(extraction.pages[0].text.find("right to") != std::string::npos);
    CHECK(extraction.pages[1].text == "Plain words");
    CHECK(extraction.pages[2].text.find("surveillance") != std::string::npos);
    REQUIRE(extraction.readings.size() == 3);
    CHECK(extraction.readings[0].recognition > 60);
    CHECK(extraction.readings[1].recognition == PageReading::kNotRecognized);
    CHECK(extraction.readings[2].recognition > 60);
    CHECK(extraction.extractor.find("pdf/") != std::string::npos);
    CHECK(extraction.extractor.find("tesseract") != std::string::npos);
    CHECK(says(extraction.notes, "2 pages was recognised from pictures (OCR), with a mean confidence of "));
}

TEST_CASE("when the time for a long scan is over, what was read is kept and the rest is told") {
    if (!can_recognise()) return;
    const auto pdf = test::scanned_pdf({{}, test::scanned(kSecond)}, {"Plain words"});
    auto limited = options(OcrOptions::Mode::automatic);
    limited.ocr.longest = std::chrono::seconds(0);
    const auto extraction = extract(pdf, limited);
    CAPTURE(extraction.notes, extraction.reason);
    CHECK(extraction.status == Extraction::Status::text);
    CHECK(extraction.pages.at(0).text == "Plain words");
    CHECK(extraction.truncated);
    CHECK(says(extraction.notes, "took too long: 1 page was not looked at"));
}

TEST_CASE("pictures are recognised, each page of a TIFF") {
    if (!can_recognise()) return;
    const auto png = extract(test::png_file(test::scanned(kSecond)), options(OcrOptions::Mode::automatic));
    CAPTURE(png.notes, png.reason);
    REQUIRE(png.pages.size() == 1);
    CHECK(png.media_type == "image/png");
    CHECK(png.pages[0].text.find("report on surveillance") != std::string::npos);

    const auto tiff = extract(test::tiff_file({test::scanned(kFirst), test::scanned(kSecond)}),
                              options(OcrOptions::Mode::automatic));
    CAPTURE(tiff.notes, tiff.reason);
    REQUIRE(tiff.pages.size() == 2);
    CHECK(tiff.pages[0].text.find("education") != std::string::npos);
    CHECK(tiff.pages[1].text.find("Nairobi") != std::string::npos);
}

TEST_CASE("by force every page is recognised") {
    if (!can_recognise()) return;
    const auto pdf = test::scanned_pdf({test::scanned(kFirst), {}}, {""});
    const auto extraction = extract(pdf, options(OcrOptions::Mode::force));
    REQUIRE(extraction.readings.size() == 2);
    CHECK(extraction.readings[0].recognition > 60);
    CHECK(extraction.pages[1].text.empty());
}

TEST_CASE("what cannot be recognised says why") {
    const std::string picture =
        "\x89PNG\r\n\x1a\n" + std::string("\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\6\0\0\0", 21);
    const auto off = extract(picture, options(OcrOptions::Mode::off));
    CHECK(off.status == Extraction::Status::no_text);
    CHECK(off.reason == "it is a picture; text recognition (OCR) is off");

    auto absent = options(OcrOptions::Mode::off);
    absent.ocr.mode = OcrOptions::Mode::automatic;
    absent.ocr.missing = "tesseract is not installed";
    CHECK(extract(picture, absent).reason ==
          "it is a picture; text recognition (OCR) is not to be had: tesseract is not installed");

    if (!can_recognise()) return;
    const auto damaged = extract(picture, options(OcrOptions::Mode::automatic));
    CHECK(damaged.status == Extraction::Status::no_text);
    CHECK_THAT(damaged.reason, Catch::Contains("text recognition (OCR) failed: it is damaged"));

    GreyPicture white{400, 100, 300, std::vector<std::uint8_t>(40'000, 255)};
    const auto empty = extract(test::png_file(white), options(OcrOptions::Mode::automatic));
    CHECK(empty.status == Extraction::Status::no_text);
    CHECK_THAT(empty.reason, Catch::Contains("found no words in it"));
}

TEST_CASE("a process that recognises is confined like any other") {
    if (!can_recognise()) return;
    const WorkerProcess process(options(OcrOptions::Mode::automatic), WorkerProcess::Work::recognising);
    std::ifstream status("/proc/" + std::to_string(process.pid()) + "/status");
    std::string line, filter, privileges;
    while (std::getline(status, line)) {
        if (line.starts_with("Seccomp:")) filter = line;
        if (line.starts_with("NoNewPrivs:")) privileges = line;
    }
    CHECK(filter == "Seccomp:\t2");
    CHECK(privileges == "NoNewPrivs:\t1");
}

TEST_CASE("languages to recognise are named as the vocabulary or tesseract names them") {
    if (!can_recognise()) return;
    const auto& languages = vocabularies().of(TagField::language);
    for (const char* wanted : {"en", "eng", "English", " en , eng"})
        CHECK(find_ocr_data(wanted, languages).languages == "eng");
    CHECK_THROWS_WITH(find_ocr_data("en,tlh", languages),
                      Catch::Contains("no data for 'tlh'") && Catch::Contains("installed are"));
}

TEST_CASE("the options of text recognition") {
    CHECK(parse_arguments({"add", "x"}).ocr == OcrOptions::Mode::automatic);
    CHECK(parse_arguments({"add", "--ocr=off"}).ocr == OcrOptions::Mode::off);
    CHECK(parse_arguments({"add", "--ocr", "force"}).ocr == OcrOptions::Mode::force);
    CHECK(parse_arguments({"add", "--ocr-languages=en,fr"}).ocr_languages == "en,fr");
    CHECK_THROWS_WITH(parse_arguments({"add", "--ocr=yes"}), Catch::Contains("none of auto, off and force"));
}

TEST_CASE("the pictures of a TIFF are counted, whatever its chain says") {
    const GreyPicture dot{1, 1, 300, {0}};
    CHECK(pictures_in(test::tiff_file({dot, dot, dot})) == 3);
    CHECK(pictures_in("no TIFF") == 1);
    CHECK(pictures_in(std::string("II*\0\x08\0\0\0", 8)) == 1);
    std::string circle("II*\0\x08\0\0\0\0\0\x08\0\0\0", 14); // a directory without entries, next to itself
    CHECK(pictures_in(circle) == static_cast<int>(Limits::kPages));
}
