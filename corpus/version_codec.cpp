#include "corpus/version_codec.h"

#include "schema/byte_stream.h"

namespace samling {
namespace {

/// First number of each encoding; raised when it changes.
constexpr std::uint64_t kEncoding = 1, kReportEncoding = 3;
constexpr std::uint64_t kReportWithoutPages = 1, kReportWithoutLinks = 2; ///< As it was first, and then.

void encode_pages(const ReadingReport& report, ByteWriter& out) {
    out.number(report.languages.size());
    for (const auto& share : report.languages) {
        out.text(share.language);
        out.signed_number(share.pages);
        out.real(share.confidence);
    }
    out.number(report.pages.size());
    for (const auto& page : report.pages)
        for (const int number : {page.words, page.language_confidence, page.recognition})
            out.signed_number(number);
}

void decode_pages(ByteReader& in, ReadingReport& report) {
    for (std::size_t left = in.count(); left > 0; --left) {
        auto& share = report.languages.emplace_back();
        share.language = in.text();
        share.pages = in.integer();
        share.confidence = in.real();
    }
    for (std::size_t left = in.count(); left > 0; --left) {
        auto& page = report.pages.emplace_back();
        for (auto* number : {&page.words, &page.language_confidence, &page.recognition})
            *number = in.integer();
    }
}

void encode_links(const ReadingReport& report, ByteWriter& out) {
    out.number(report.links.size());
    for (const auto& link : report.links) {
        out.signed_number(link.page);
        out.text(link.address);
        out.signed_number(link.target);
    }
}

void decode_links(ByteReader& in, ReadingReport& report) {
    for (std::size_t left = in.count(); left > 0; --left) {
        auto& link = report.links.emplace_back();
        link.page = in.integer();
        link.address = in.text();
        link.target = in.integer();
    }
}

} // namespace

std::string encode_report(const ReadingReport& report) {
    ByteWriter out;
    out.number(kReportEncoding);
    out.text(report.media_type);
    out.text(report.extractor);
    out.text(report.encoding);
    out.signed_number(report.words);
    out.signed_number(report.pages_without_text);
    out.number(report.truncated ? 1 : 0);
    out.real(report.seconds);
    out.number(report.notes.size());
    for (const auto& note : report.notes)
        out.text(note);
    encode_pages(report, out);
    encode_links(report, out);
    return out.take();
}

ReadingReport decode_report(std::string_view bytes) {
    ByteReader in(bytes, "a stored reading report");
    const auto encoding = in.number();
    if (encoding < kReportWithoutPages || encoding > kReportEncoding) in.refuse("its encoding is unknown");
    ReadingReport report;
    report.media_type = in.text();
    report.extractor = in.text();
    report.encoding = in.text();
    report.words = in.signed_number();
    report.pages_without_text = in.integer();
    report.truncated = in.number() != 0;
    report.seconds = in.real();
    for (std::size_t left = in.count(); left > 0; --left)
        report.notes.push_back(in.text());
    if (encoding > kReportWithoutPages) decode_pages(in, report);
    if (encoding > kReportWithoutLinks) decode_links(in, report);
    in.finish();
    return report;
}

std::string encode_headings(const std::vector<Heading>& headings) {
    ByteWriter out;
    out.number(kEncoding);
    out.number(headings.size());
    for (const auto& heading : headings) {
        out.signed_number(heading.page);
        out.signed_number(heading.level);
        out.text(heading.text);
    }
    return out.take();
}

std::vector<Heading> decode_headings(std::string_view bytes) {
    ByteReader in(bytes, "a stored list of headings");
    if (in.number() != kEncoding) in.refuse("its encoding is unknown");
    std::vector<Heading> headings;
    for (std::size_t left = in.count(); left > 0; --left)
        headings.push_back({in.integer(), in.integer(), in.text()});
    in.finish();
    return headings;
}

} // namespace samling
