#include "searchd/net/multipart.h"

#include <Poco/Exception.h>
#include <Poco/Net/MessageHeader.h>
#include <Poco/Net/MultipartReader.h>
#include <Poco/Net/NameValueCollection.h>
#include <Poco/String.h>
#include <algorithm>
#include <fstream>

#include "schema/failure.h"

namespace samling {
namespace {

constexpr std::size_t kMostBoundary = 70, kPiece = 64 * 1024;
constexpr std::streamoff kEpilogue = 512;
constexpr int kMostHeaders = 20;

[[noreturn]] void malformed(const std::string& why) {
    throw Failure(ErrorCode::bad_request, "the multipart body is malformed: " + why);
}

/// The value before the first ';' and the parameters behind it.
std::string split(std::string_view field, Poco::Net::NameValueCollection& parameters) {
    std::string value;
    Poco::Net::MessageHeader::splitParameters(std::string(field), value, parameters);
    return Poco::toLower(value);
}

std::string boundary_of(const Request& request) {
    Poco::Net::NameValueCollection parameters;
    split(request.header("content-type"), parameters);
    auto boundary = parameters.get("boundary", "");
    if (boundary.empty() || boundary.size() > kMostBoundary) malformed("its boundary is missing or longer than 70 characters");
    return boundary;
}

/// A body without its last line was cut off, and Poco's reader would take what came of the last part for all of it.
void check_end(std::ifstream& body, const std::string& boundary) {
    body.seekg(0, std::ios::end);
    const std::streamoff size = body.tellg();
    const auto tail_size = std::min<std::streamoff>(size, static_cast<std::streamoff>(boundary.size()) + kEpilogue);
    std::string tail(static_cast<std::size_t>(tail_size), '\0');
    body.seekg(size - tail_size);
    body.read(tail.data(), tail_size);
    if (tail.find("--" + boundary + "--") == std::string::npos) malformed("its end is missing");
    body.seekg(0);
}

/// Browsers write a quote in a name as %22, and nothing else so.
std::string unquoted(std::string name) {
    for (auto at = name.find("%22"); at != std::string::npos; at = name.find("%22", at + 1)) name.replace(at, 3, "\"");
    return name;
}

std::string name_in(const Poco::Net::NameValueCollection& parameters) {
    const auto extended = parameters.get("filename*", "");
    const auto charset = extended.find('\''), language = extended.find('\'', charset == std::string::npos ? charset : charset + 1);
    if (language != std::string::npos && Poco::icompare(extended.substr(0, charset), "utf-8") == 0)
        return percent_decode(std::string_view(extended).substr(language + 1), PlusSign::literal);
    return unquoted(parameters.get("filename", ""));
}

/// Hands what is left of the part to `take` in pieces.
template <typename Take>
void read_part(std::istream& stream, Take take) {
    std::string piece(kPiece, '\0');
    do {
        stream.read(piece.data(), static_cast<std::streamsize>(piece.size()));
        take(std::string_view(piece).substr(0, static_cast<std::size_t>(stream.gcount())));
    } while (stream.gcount() > 0);
}

/// Whether the part that was just read really ends in '\r': Poco's reader adds one where a part ends in a line that begins
/// as the boundary does ("--").
bool ends_in_return(std::ifstream& body, const std::string& boundary) {
    const auto here = static_cast<std::streamoff>(body.tellg());
    const auto delimiter = "\r\n--" + boundary;
    const auto count = std::min<std::streamoff>(here, static_cast<std::streamoff>(delimiter.size()) + 8);
    std::string window(static_cast<std::size_t>(count), '\0');
    body.seekg(here - count);
    body.read(window.data(), count);
    body.seekg(here);
    const auto at = window.rfind(delimiter);
    return at == std::string::npos || at == 0 || window[at - 1] == '\r';
}

struct PartSource {
    std::istream& stream;
    std::ifstream& body;
    const std::string& boundary;
};

void take_part(const PartSource& source, const Poco::Net::MessageHeader& header, const std::filesystem::path& directory, MultipartForm& form) {
    auto& stream = source.stream;
    Poco::Net::NameValueCollection parameters;
    if (split(header.get("Content-Disposition", ""), parameters) != "form-data") malformed("a part is not form-data");
    const auto field = parameters.get("name", "");
    if (!parameters.has("filename") && !parameters.has("filename*")) {
        std::string value;
        read_part(stream, [&](std::string_view piece) {
            if (value.size() + piece.size() > kMostFieldBytes) throw Failure(ErrorCode::too_large, "a field of a form may be 64 KB long at most");
            value += piece;
        });
        form.fields.emplace_back(field, std::move(value));
        return;
    }
    SentFile file{field, name_in(parameters), std::make_shared<StreamedBody>(directory)};
    bool held = false; // a '\r' at the end, until it is known to be the file's
    read_part(stream, [&](std::string_view piece) {
        if (piece.empty()) return;
        if (held) file.content->append("\r");
        held = piece.back() == '\r';
        if (held) piece.remove_suffix(1);
        file.content->append(piece);
    });
    if (held && ends_in_return(source.body, source.boundary)) file.content->append("\r");
    file.content->set_complete();
    if (!file.name.empty() || file.content->size() > 0) form.files.push_back(std::move(file));
}

} // namespace

bool is_multipart(const Request& request) {
    Poco::Net::NameValueCollection parameters;
    return split(request.header("content-type"), parameters) == "multipart/form-data";
}

MultipartForm read_multipart(const Request& request, const std::filesystem::path& directory) {
    if (!request.streamed || !request.streamed->is_complete()) malformed("it was cut off");
    const auto boundary = boundary_of(request);
    std::ifstream body(request.streamed->path(), std::ios::binary);
    if (!body) throw Failure(ErrorCode::storage_failed, "a body that was stored cannot be read");
    check_end(body, boundary);
    MultipartForm form;
    try {
        Poco::Net::MultipartReader reader(body, boundary);
        for (std::size_t parts = 0; reader.hasNextPart(); ++parts) {
            if (parts == kMostParts) throw Failure(ErrorCode::too_large, "a form may have " + std::to_string(kMostParts) + " parts at most");
            Poco::Net::MessageHeader header;
            header.setFieldLimit(kMostHeaders);
            reader.nextPart(header);
            take_part({reader.stream(), body, boundary}, header, directory, form);
        }
    } catch (const Poco::Exception& error) {
        malformed(error.displayText());
    }
    return form;
}

std::string sent_file_name(std::string_view disposition) {
    Poco::Net::NameValueCollection parameters;
    try {
        split(disposition, parameters);
        return name_in(parameters);
    } catch (const Poco::Exception&) {
        return {};
    }
}

} // namespace samling
