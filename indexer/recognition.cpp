#include "indexer/recognition.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "schema/failure.h"

namespace samling {
namespace {

using Status = Extraction::Status;

/// The pages to look at.
std::vector<int> pages_wanted(const Extraction& extraction, OcrOptions::Mode mode) {
    if (mode != OcrOptions::Mode::force || extraction.media_type != "application/pdf")
        return extraction.pictured;
    std::vector<int> all(extraction.pages.size());
    std::iota(all.begin(), all.end(), 1);
    return all;
}

std::string count_of_pages(std::size_t count) {
    return std::to_string(count) + (count == 1 ? " page" : " pages");
}

/// What came of the pages of one document.
struct Sum {
    std::size_t read = 0, without = 0, failed = 0, left = 0;
    double confidence = 0; ///< Of the pages read, added up.
    std::string recogniser, failure;
};

void take(Extraction& page, int number, Extraction& extraction, Sum& sum) {
    extraction.cpu_seconds += page.cpu_seconds;
    if (page.status == Status::refused || page.pages.empty() || page.readings.empty()) {
        ++sum.failed;
        sum.failure = page.reason;
        return;
    }
    sum.recogniser = page.extractor;
    if (page.status == Status::no_text) return void(++sum.without);
    ++sum.read;
    auto& target = extraction.pages[static_cast<std::size_t>(number - 1)];
    target.text = std::move(page.pages.front().text);
    target.language = std::move(page.pages.front().language);
    extraction.readings[static_cast<std::size_t>(number - 1)] = page.readings.front();
    sum.confidence += page.readings.front().recognition;
    auto& languages = extraction.embedded.of(TagField::language);
    if (languages.empty()) languages = page.embedded.of(TagField::language);
}

void tell(const Sum& sum, Extraction& extraction) {
    if (!sum.recogniser.empty())
        extraction.extractor += (extraction.extractor.empty() ? "" : " + ") + sum.recogniser;
    auto& notes = extraction.notes;
    if (sum.read > 0)
        notes.push_back("the text of " + count_of_pages(sum.read) +
                        " was recognised from pictures (OCR), with a mean confidence of " +
                        std::to_string(std::lround(sum.confidence / static_cast<double>(sum.read))) + " %");
    if (sum.failed > 0)
        notes.push_back("text recognition (OCR) failed on " + count_of_pages(sum.failed) + ": " +
                        sum.failure);
    if (sum.left > 0) {
        notes.push_back("text recognition (OCR) took too long: " + count_of_pages(sum.left) +
                        (sum.left == 1 ? " was" : " were") + " not looked at");
        extraction.truncated = true;
    }
    if (sum.read > 0) {
        extraction.status = Status::text;
        extraction.reason.clear();
    } else if (extraction.status == Status::no_text) {
        extraction.reason += sum.failed > 0 ? ", and text recognition (OCR) failed: " + sum.failure
                                            : ", and text recognition (OCR) found no words in it";
    }
}

} // namespace

Recognition::Recognition(const WorkerOptions& options) : options_(options), missing_(options.ocr.missing) {}

void Recognition::complete(const ExtractionJob& job, Extraction& extraction) {
    if (extraction.status == Status::refused) return;
    const auto pages = pages_wanted(extraction, options_.ocr.mode);
    if (pages.empty()) return;
    std::string why_not;
    {
        const std::lock_guard lock(mutex_);
        why_not = options_.ocr.mode == OcrOptions::Mode::off ? "is off"
                  : missing_.empty()                         ? ""
                                                             : "is not to be had: " + missing_;
    }
    if (why_not.empty()) return read_pages(job, pages, extraction);
    if (extraction.status == Status::no_text)
        extraction.reason += "; text recognition (OCR) " + why_not;
    else
        extraction.notes.push_back(count_of_pages(pages.size()) +
                                   (pages.size() == 1 ? " holds" : " hold") + " only pictures; text recognition (OCR) " + why_not);
}

void Recognition::read_pages(const ExtractionJob& job, const std::vector<int>& pages,
                             Extraction& extraction) {
    const auto& limits = options_.ocr;
    const auto count = static_cast<std::int64_t>(pages.size());
    const auto most = std::min(limits.longest, std::max(limits.document_limit, limits.page_limit * count));
    const auto end = std::chrono::steady_clock::now() + most;
    constexpr std::size_t kFailures = 3; // then the rest will fail as well
    Sum sum;
    extraction.readings.resize(extraction.pages.size());
    for (std::size_t i = 0; i < pages.size(); ++i) {
        const auto left =
            std::chrono::duration_cast<std::chrono::seconds>(end - std::chrono::steady_clock::now());
        if (left.count() < 1 || sum.failed >= kFailures) {
            sum.left = pages.size() - i;
            break;
        }
        auto page = recognise(job, pages[i], std::min(left, limits.document_limit));
        take(page, pages[i], extraction, sum);
    }
    tell(sum, extraction);
}

Extraction Recognition::recognise(ExtractionJob job, int page, std::chrono::seconds limit) {
    job.page = page;
    job.wall_limit = limit;
    std::unique_ptr<WorkerProcess> process;
    Extraction extraction;
    try {
        {
            const std::lock_guard lock(mutex_);
            if (!idle_.empty()) {
                process = std::move(idle_.back());
                idle_.pop_back();
            }
        }
        if (!process) process = std::make_unique<WorkerProcess>(options_, WorkerProcess::Work::recognising);
        extraction = process->extract(job);
    } catch (const Failure& failure) { // no process: the next will not start either
        extraction.reason = failure.what();
        const std::lock_guard lock(mutex_);
        missing_ = failure.what();
        return extraction;
    }
    const std::lock_guard lock(mutex_);
    if (process->usable()) idle_.push_back(std::move(process));
    return extraction;
}

} // namespace samling
