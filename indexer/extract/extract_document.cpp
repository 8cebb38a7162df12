#include "indexer/extract/extract_document.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <exception>
#include <new>

#include "indexer/extract/embedded.h"
#include "indexer/extract/formats.h"
#include "indexer/extract/language.h"
#include "indexer/extract/media_type.h"
#include "indexer/extract/recognise.h"
#include "indexer/extract/zip_reader.h"
#include "schema/failure.h"
#include "schema/text.h"

namespace samling {
namespace {

/// A format that is read. The version is part of the extractor's name: a better one may read a document
/// again.
struct Format {
    std::string_view media_type;
    std::string_view extractor;
    void (*read)(const Input&, TextBuilder&);
};

constexpr std::array kFormats = {
    Format{"application/epub+zip", "epub/2", read_epub},
    Format{"application/msword", "doc/1", read_doc},
    Format{"application/pdf", "pdf/2", read_pdf},
    Format{"application/rtf", "rtf/1", read_rtf},
    Format{"application/vnd.ms-excel", "xls/1", read_xls},
    Format{"application/vnd.ms-powerpoint", "ppt/1", read_ppt},
    Format{"application/vnd.oasis.opendocument.graphics", "open-document/2", read_open_document},
    Format{"application/vnd.oasis.opendocument.presentation", "open-document/2", read_open_document},
    Format{"application/vnd.oasis.opendocument.presentation-template", "open-document/2", read_open_document},
    Format{"application/vnd.oasis.opendocument.spreadsheet", "open-document/2", read_open_document},
    Format{"application/vnd.oasis.opendocument.spreadsheet-template", "open-document/2", read_open_document},
    Format{"application/vnd.oasis.opendocument.text", "open-document/2", read_open_document},
    Format{"application/vnd.oasis.opendocument.text-template", "open-document/2", read_open_document},
    Format{"application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx/1", read_pptx},
    Format{"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx/1", read_xlsx},
    Format{"application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx/1", read_docx},
    Format{"application/xhtml+xml", "html/2", read_html},
    Format{"application/xml", "xml/2", read_xml},
    Format{"application/zip", "zip/1", read_archive},
    Format{"message/rfc822", "mail/2", read_mail},
    Format{"text/html", "html/2", read_html},
    Format{"text/markdown", "markdown/1", read_markdown},
    Format{"text/plain", "plain-text/1", read_plain_text},
};

/// Why a type is not read, by the beginning of its name; the last row fits all.
struct Unreadable {
    std::string_view prefix;
    Extraction::Status status;
    std::string_view reason;
};
constexpr auto kRefused = Extraction::Status::refused, kNoText = Extraction::Status::no_text;
constexpr std::array kUnreadable = {
    Unreadable{"image/", kNoText, "it is a picture"},
    Unreadable{"audio/", kNoText, "it is a sound recording, which holds no text"},
    Unreadable{"video/", kNoText, "it is a film, which holds no text"},
    Unreadable{"application/octet-stream", kRefused, "its format is not known (application/octet-stream)"},
    Unreadable{"", kRefused, ""},
};

Extraction refusal(std::string reason) {
    Extraction extraction;
    extraction.reason = clean_utf8(reason.substr(0, 500));
    return extraction;
}

/// Pictures that text recognition reads.
constexpr std::array<std::string_view, 6> kRecognised = {"image/bmp", "image/gif", "image/jpeg", "image/png", "image/tiff", "image/webp"};

void list_pictures(Extraction& extraction, const Input& input) {
    extraction.pages.resize(static_cast<std::size_t>(pictures_in(input.bytes)));
    for (std::size_t page = 1; page <= extraction.pages.size(); ++page)
        extraction.pictured.push_back(static_cast<int>(page));
}

void refuse_unreadable(Extraction& extraction, const Input& input) {
    const auto row = std::find_if(kUnreadable.begin(), kUnreadable.end(), [&](const Unreadable& candidate) {
        return extraction.media_type.starts_with(candidate.prefix);
    });
    extraction.status = row->status;
    if (std::find(kRecognised.begin(), kRecognised.end(), extraction.media_type) != kRecognised.end()) list_pictures(extraction, input);
    extraction.reason = row->reason.empty() ? "its format, " + extraction.media_type + ", is not supported"
                                            : std::string(row->reason);
}

bool has_words(const Page& page) {
    return std::any_of(page.text.begin(), page.text.end(),
                       [](unsigned char c) { return c >= 0x80 || std::isalnum(c); });
}

void judge(Extraction& extraction) {
    const bool any = std::any_of(extraction.pages.begin(), extraction.pages.end(), has_words);
    extraction.status = any ? Extraction::Status::text : Extraction::Status::no_text;
    if (any) return;
    extraction.reason = extraction.media_type != "application/pdf" ? "there is no text in it"
                        : extraction.pictured.empty()               ? "its pages hold no text"
                                                                    : "its pages hold no text, only pictures";
}

/// Where a file does not say its title, its first heading is one. Not of a PDF, whose outline begins
/// anywhere.
void entitle(Extraction& extraction) {
    const auto& headings = extraction.headings;
    if (!extraction.embedded.title.empty() || headings.empty() || extraction.media_type == "application/pdf")
        return;
    if (headings.front().page <= 2) embed(extraction.embedded, EmbeddedField::title, headings.front().text);
}

void read(const Input& input, const Format& format, Extraction& extraction) {
    extraction.extractor = format.extractor;
    TextBuilder builder(extraction);
    format.read(input, builder);
    if (!extraction.members.empty()) {
        extraction.status = Extraction::Status::archive;
        return;
    }
    builder.finish();
    entitle(extraction);
    judge(extraction);
    detect_languages(extraction);
}

} // namespace

std::vector<std::string_view> readable_media_types() {
    std::vector<std::string_view> types;
    for (const auto& format : kFormats)
        types.push_back(format.media_type);
    return types;
}

Extraction unpack_member(std::string_view archive, std::size_t index) {
    try {
        Extraction extraction;
        extraction.content = read_zip_member(archive, index);
        extraction.status = Extraction::Status::archive;
        return extraction;
    } catch (const Failure& failure) {
        return refusal(failure.what());
    }
}

Extraction extract_document(const Input& input) {
    if (input.bytes.empty()) return refusal("the file is empty");
    Extraction extraction;
    try {
        extraction.media_type = media_type(input);
        const auto format = std::find_if(kFormats.begin(), kFormats.end(), [&](const Format& candidate) {
            return candidate.media_type == extraction.media_type;
        });
        if (format == kFormats.end())
            refuse_unreadable(extraction, input);
        else
            read(input, *format, extraction);
    } catch (const std::bad_alloc&) {
        throw;
    } catch (const std::exception& error) {
        auto refused = refusal(error.what());
        refused.media_type = extraction.media_type;
        refused.extractor = extraction.extractor;
        return refused;
    }
    return extraction;
}

} // namespace samling
