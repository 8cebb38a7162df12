#pragma once
#include <cstddef>
#include <string_view>

namespace samling {

/// A file to read. The views live as long as the call that is given them.
struct Input {
    std::string_view bytes; ///< Its content, or the beginning of it.
    std::string_view name;  ///< A hint for the kinds of plain text.
    std::size_t size = 0;   ///< Of the whole file.
    int depth = 0;          ///< How many files it lies in that are read as one document: an e-mail's attachment.
};

/// What no document goes beyond, whatever it says of itself. The same for all formats.
struct Limits {
    static constexpr std::size_t kTextBytes = 16u << 20; ///< Of text in all pages; of words that each occur once, twice that took the index 40 s.
    static constexpr std::size_t kPages = 20'000;
    static constexpr std::size_t kHeadings = 20'000;
    static constexpr std::size_t kLinks = 5'000;
    static constexpr std::size_t kLinkBytes = 2'048; ///< Of one address.
    static constexpr std::size_t kMetadataBytes = 64u << 10; ///< Of one embedded field.
    static constexpr std::size_t kListItems = 200;           ///< Authors, keywords.
    static constexpr std::size_t kMarkupBytes = 64u << 20;   ///< Of one XML part.
    static constexpr std::size_t kHtmlBytes = 16u << 20;     ///< Its tree takes twenty times as much.
    static constexpr std::size_t kDepth = 512;               ///< Of nested elements.
    static constexpr std::size_t kAttributes = 256; ///< Of one element: parsers compare each with each.
    static constexpr std::size_t kZipEntries = 20'000;
    static constexpr std::size_t kArchiveMembers = 2'000; ///< Of an archive, read as documents.
    static constexpr std::size_t kMemberBytes = 64u << 20; ///< Of one of them, unpacked.
    static constexpr std::size_t kAttachmentBytes = 64u << 20; ///< Of one attachment of an e-mail.
    static constexpr int kAttachmentDepth = 3;                 ///< E-mails in e-mails.
    static constexpr std::size_t kZipBytes = 256u << 20; ///< Unpacked, together.
};

} // namespace samling
