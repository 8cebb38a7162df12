#pragma once
// What a worker answers for one file: plain values that cross a process border as one framed, versioned
// message.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/metadata.h"
#include "schema/page_reading.h"

namespace samling {

/// A file in an archive.
struct ArchiveMember {
    std::string name;      ///< As the archive has it; any bytes.
    std::size_t index = 0; ///< Among all entries of the archive: how it is asked for.
    friend bool operator==(const ArchiveMember&, const ArchiveMember&) = default;
};

struct Extraction {
    /// `refused` carries a reason; `no_text` means that the file was understood and holds no words. An `archive` has
    /// `members`, which are documents of their own; one that was asked for comes as its bytes, in `content`.
    enum class Status { text, no_text, refused, archive } status = Status::refused;
    std::string
        reason; ///< For people, when refused or without text: what is wrong, and the mend if there is one.
    std::string media_type; ///< By content, never by name alone.
    std::string extractor;  ///< Name and version.
    std::string encoding;   ///< Of text formats, as found or guessed.
    bool truncated = false;
    double cpu_seconds = 0;
    std::vector<std::string> notes;
    /// Pages, from 1, that show pictures and hold no words: text recognition may read them. All pages of a picture.
    std::vector<int> pictured;

    /// Embedded metadata only, with tags of Origin::embedded as free text where no code is known (a keyword,
    /// a language name); `language` is filled by detection (Origin::rule) where the file says nothing
    /// credible.
    Metadata embedded;
    std::vector<Page> pages;
    std::vector<PageReading> readings; ///< One for each page, or none. Words are counted by who receives it.
    std::vector<Heading> headings;
    std::vector<Link> links; ///< Of a PDF, in the order of its pages.
    std::vector<ArchiveMember> members;
    std::string content;
};

/// The message format, version 4: see extraction_codec.cpp. decode throws Failure{corrupt_data} for anything
/// that encode did not write, since a worker is not trusted; every count and length is bounded by the
/// message's size.
std::string encode(const Extraction& extraction);
Extraction decode_extraction(std::string_view message);

} // namespace samling
