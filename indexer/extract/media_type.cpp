#include "indexer/extract/media_type.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstring>

#include <magic.h>
#include <unicode/uchar.h>

#include "indexer/extract/charset.h"
#include "indexer/extract/compound_file.h"
#include "indexer/extract/markup_type.h"
#include "indexer/extract/zip_reader.h"
#include "schema/failure.h"
#include "schema/text.h"
#include "schema/text_case.h"
#include "schema/text_utf8.h"

namespace samling {
namespace {

using namespace std::string_view_literals;
constexpr std::string_view kUnknown = "application/octet-stream";
constexpr std::string_view kEncrypted = "it is encrypted: remove the password and hand it in again";

struct Sign {
    std::string_view found;
    std::string_view type;
};
constexpr std::string_view kOffice = "application/vnd.openxmlformats-officedocument.";

magic_t& magic() {
    static magic_t cookie = nullptr; // lives as long as the process: the database is 8 MB
    return cookie;
}

/// Sorts by the main part that [Content_Types].xml declares, macros and templates included.
std::string package_type(std::string_view content_types) {
    constexpr std::array kSigns = {Sign{"wordprocessingml.", "wordprocessingml.document"},
                                   Sign{"ms-word.", "wordprocessingml.document"},
                                   Sign{"presentationml.", "presentationml.presentation"},
                                   Sign{"ms-powerpoint.", "presentationml.presentation"},
                                   Sign{"spreadsheetml.", "spreadsheetml.sheet"},
                                   Sign{"ms-excel.", "spreadsheetml.sheet"}};
    for (std::size_t at = content_types.find("main+xml"); at != std::string_view::npos;
         at = content_types.find("main+xml", at + 1)) {
        const std::size_t open = content_types.rfind('"', at);
        const auto value = content_types.substr(open == std::string_view::npos ? 0 : open, at);
        for (const auto& sign : kSigns)
            if (value.substr(0, 120).find(sign.found) < value.find('>'))
                return std::string(kOffice) + std::string(sign.type);
    }
    if (content_types.find("ms-visio") != std::string_view::npos) return "application/vnd.ms-visio.drawing";
    if (content_types.find("ms-excel.sheet.binary") != std::string_view::npos)
        return "application/vnd.ms-excel.sheet.binary.macroenabled.12";
    return "application/vnd.openxmlformats-package";
}

std::string zip_type(const Input& input) {
    constexpr std::string_view kTypes = "[Content_Types].xml", kMime = "mimetype",
                               kManifest = "META-INF/manifest.xml", kRights = "META-INF/encryption.xml",
                               kContainer = "META-INF/container.xml";
    const auto zip = read_zip(input.bytes, [&](std::string_view name) {
        return name == kTypes || name == kMime || name == kManifest || name == kRights;
    });
    const auto has = [&](std::string_view name) {
        return std::find(zip.names.begin(), zip.names.end(), name) != zip.names.end();
    };
    auto mime = zip.part(kMime);
    while (!mime.empty() && std::isspace(static_cast<unsigned char>(mime.back())))
        mime.remove_suffix(1);
    if (mime.starts_with("application/vnd.oasis.opendocument.")) {
        if (zip.part(kManifest).find("encryption-data") != std::string_view::npos)
            throw Failure(ErrorCode::extraction_failed, std::string(kEncrypted));
        return std::string(mime.substr(0, 100));
    }
    if (mime == "application/epub+zip" || has(kContainer)) {
        // Fonts are often obfuscated, which harms nobody; chapters are encrypted by AES.
        if (zip.part(kRights).find("xmlenc#aes") != std::string_view::npos)
            throw Failure(ErrorCode::extraction_failed,
                          "it is protected against copying (DRM): hand in a copy without the protection");
        return "application/epub+zip";
    }
    if (has(kTypes)) return package_type(zip.part(kTypes));
    if (has("word/document.xml")) return std::string(kOffice) + "wordprocessingml.document";
    if (has("ppt/presentation.xml")) return std::string(kOffice) + "presentationml.presentation";
    if (has("content.xml")) return "application/vnd.oasis.opendocument.text";
    return "application/zip";
}

/// By the streams in the root, since documents lie in documents.
std::string compound_type(std::string_view bytes) {
    constexpr std::array kStreams = {Sign{"WordDocument", "application/msword"},
                                     Sign{"PowerPoint Document", "application/vnd.ms-powerpoint"},
                                     Sign{"Workbook", "application/vnd.ms-excel"},
                                     Sign{"Book", "application/vnd.ms-excel"},
                                     Sign{"__properties_version1.0", "application/vnd.ms-outlook"},
                                     Sign{"VisioDocument", "application/vnd.visio"}};
    const CompoundFile file(bytes);
    if (file.has("EncryptedPackage")) throw Failure(ErrorCode::extraction_failed, std::string(kEncrypted));
    for (const auto& [stream, type] : kStreams)
        if (file.has(stream)) return std::string(type);
    return "application/x-ole-storage";
}

bool ends_with_one_of(std::string_view name, std::initializer_list<std::string_view> endings) {
    const std::string folded = lower_ascii(name.substr(name.size() > 16 ? name.size() - 16 : 0));
    return std::any_of(endings.begin(), endings.end(), [&](auto ending) { return folded.ends_with(ending); });
}

std::string text_type(const Input& input, std::string_view head) {
    const std::string markup = markup_type(head);
    const bool named_markdown = ends_with_one_of(input.name, {".md", ".markdown", ".mdown", ".mkd"});
    if (markup.empty() && !named_markdown && is_one_element(head, input.bytes)) return "application/xml";
    // A README of HTML and Markdown begins with an element; a page saved as .md has a document type.
    if (!markup.empty() &&
        !(named_markdown && lower_ascii(head.substr(0, 200)).find("<html") == std::string::npos &&
          markup == "text/html"))
        return markup;
    return named_markdown ? "text/markdown" : "text/plain";
}

/// An e-mail begins with header lines, some of which every e-mail has.
bool is_mail(std::string_view head) {
    constexpr std::array kHeaders = {"from: "sv,         "to: "sv,          "date: "sv,
                                     "received: "sv,     "message-id: "sv,  "subject: "sv,
                                     "mime-version: "sv, "return-path: "sv, "delivered-to: "sv};
    const std::string folded = lower_ascii(head.substr(0, 8192));
    std::string_view rest = folded;
    std::size_t known = 0;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        const auto line = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (line.starts_with(' ') || line.starts_with('\t')) continue; // folded
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos || line.substr(0, colon).find(' ') != std::string_view::npos)
            break;
        known +=
            std::any_of(kHeaders.begin(), kHeaders.end(), [&](auto name) { return line.starts_with(name); });
    }
    return known >= 3;
}

/// Some writers leave the header of RTF out.
bool is_headless_rtf(std::string_view head) {
    return head.starts_with('{') &&
           (head.find("{\\pard") != std::string_view::npos || head.find("\\trowd") != std::string_view::npos);
}

/// Text has hardly a control character; anything else with zero bytes is not.
bool looks_like_text(std::string_view head) {
    std::size_t controls = 0;
    for (const unsigned char c : head)
        controls += (c < 32 && !std::strchr("\t\n\r\f\x1b\x0b\x1a", c)) || c == 127 || c == 0;
    return controls * 200 <= head.size();
}

/// Wide charsets read any bytes as characters: of random ones, one in seven is private, unassigned or malformed.
bool holds_real_characters(std::string_view utf8) {
    std::size_t characters = 0, unreal = 0;
    for (std::size_t at = 0; at < std::min<std::size_t>(utf8.size(), 16 * 1024); ++characters) {
        const auto [c, size] = analysis::decode(utf8, at);
        at += size;
        const int type = c > 0x10FFFF ? int{U_UNASSIGNED} : int{u_charType(static_cast<UChar32>(c))};
        unreal += c == 0xFFFD || type == U_PRIVATE_USE_CHAR || type == U_UNASSIGNED || type == U_SURROGATE;
    }
    return unreal * 50 <= characters;
}

/// Signatures that no text begins with. Looked at first, since a white page without compression is no different from
/// letters of an old charset.
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kPictures = {{
    {"II*\0"sv, "image/tiff"sv},
    {"MM\0*"sv, "image/tiff"sv},
    {"\x89PNG\r\n\x1a\n"sv, "image/png"sv},
    {"\xff\xd8\xff"sv, "image/jpeg"sv},
}};

std::string magic_type(std::string_view bytes) {
    if (!magic()) return std::string(kUnknown);
    const char* result = magic_buffer(magic(), bytes.data(), std::min<std::size_t>(bytes.size(), 256 * 1024));
    const std::string found = result ? result : std::string(kUnknown);
    // Some pictures have a signature of a byte or two, which is none: a guess is no type.
    constexpr std::array kSigned = {"image/png"sv,      "image/jpeg"sv,
                                    "image/gif"sv,      "image/tiff"sv,
                                    "image/webp"sv,     "image/bmp"sv,
                                    "image/heic"sv,     "image/heif"sv,
                                    "image/avif"sv,     "image/jp2"sv,
                                    "image/svg+xml"sv,  "image/vnd.adobe.photoshop"sv,
                                    "image/vnd.djvu"sv, "image/vnd.microsoft.icon"sv,
                                    "image/emf"sv,      "image/wmf"sv};
    const bool guessed =
        found.starts_with("image/") && std::find(kSigned.begin(), kSigned.end(), found) == kSigned.end();
    return guessed ? std::string(kUnknown) : found;
}

} // namespace

void load_magic() {
    magic() = magic_open(MAGIC_MIME_TYPE | MAGIC_NO_CHECK_COMPRESS | MAGIC_NO_CHECK_TAR | MAGIC_NO_CHECK_CDF |
                         MAGIC_NO_CHECK_ENCODING | MAGIC_NO_CHECK_TOKENS | MAGIC_NO_CHECK_JSON |
                         MAGIC_NO_CHECK_CSV);
    if (magic() && magic_load(magic(), nullptr) != 0) {
        magic_close(magic());
        magic() = nullptr;
    }
}

std::string media_type(const Input& input) {
    const auto bytes = input.bytes;
    // Before PDF, which may begin anywhere in the first bytes: also in those of an archive that holds one unpacked.
    if (bytes.starts_with("PK\3\4") || bytes.starts_with("PK\5\6")) return zip_type(input);
    if (bytes.substr(0, 1024).find("%PDF-") != std::string_view::npos) return "application/pdf";
    if (CompoundFile::is_one(bytes)) return compound_type(bytes);
    if (bytes.starts_with("{\\rt")) return "application/rtf";
    for (const auto& [signature, type] : kPictures)
        if (bytes.starts_with(signature)) return std::string(type);
    const auto sample = bytes.substr(0, 64 * 1024);
    const auto decoded = decode_text(sample);
    const bool wide = (decoded.encoding.starts_with("UTF-16") || decoded.encoding.starts_with("UTF-32")) &&
                      holds_real_characters(decoded.text);
    if (wide || looks_like_text(sample)) {
        if (is_headless_rtf(sample.substr(0, 4096))) return "application/rtf";
        if (is_mail(sample)) return "message/rfc822";
        const std::string found = wide ? "text/plain" : magic_type(bytes);
        constexpr std::array kNotText = {"application/mbox"sv, "application/postscript"sv,
                                         "application/pgp-encrypted"sv};
        for (const auto type : kNotText)
            if (found == type) return found;
        if (found.starts_with("image/") && found != "image/svg+xml" && !is_valid_utf8(decoded.text))
            return found;
        return text_type(input, std::string_view(decoded.text).substr(0, 4096));
    }
    const std::string found = magic_type(bytes);
    return found.starts_with("text/") || found == "application/zip" ? std::string(kUnknown) : found;
}

} // namespace samling
