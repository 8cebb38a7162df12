#include "indexer/extract/mime.h"

#include <algorithm>
#include <cctype>

#include "indexer/extract/charset.h"
#include "indexer/extract/transfer_encoding.h"
#include "schema/text.h"
#include "schema/text_case.h"
#include "schema/trimmed.h"

namespace samling {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";

/// Takes the next line without its end from `rest`.
std::string_view take_line(std::string_view& rest) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    auto line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

class MessageReader {
public:
    bool cut = false;

    MimePart read(std::string_view bytes, int depth) {
        MimePart part;
        part.body = read_headers(bytes, part);
        const auto type = part.header("content-type");
        if (const auto name = lower_ascii(trimmed(type.substr(0, type.find(';')))); name.find('/') != std::string::npos)
            part.type = name;
        const bool inner = part.type.starts_with("multipart/") || part.type == "message/rfc822";
        if (!inner) return part;
        if (depth >= MimeLimits::kDepth) {
            cut = true;
            return part;
        }
        if (part.type == "message/rfc822")
            add(part, part.body, depth);
        else
            split(part, depth);
        return part;
    }

private:
    /// Returns what follows the empty line.
    std::string_view read_headers(std::string_view bytes, MimePart& part) {
        if (bytes.starts_with("From ") || bytes.starts_with(">From ")) take_line(bytes); // of a mailbox
        while (!bytes.empty()) {
            const auto line = take_line(bytes);
            if (line.empty()) break;
            if (line.front() == ' ' || line.front() == '\t') {
                if (!part.headers.empty()) append(part.headers.back().second, line);
                continue;
            }
            const std::size_t colon = line.find(':');
            if (colon == std::string_view::npos) continue;
            if (part.headers.size() >= MimeLimits::kHeaders) {
                cut = true;
                continue;
            }
            part.headers.emplace_back(lower_ascii(trimmed(line.substr(0, colon))).substr(0, 80), std::string());
            append(part.headers.back().second, line.substr(colon + 1));
        }
        return bytes;
    }
    /// A folded line goes on after one blank.
    void append(std::string& value, std::string_view line) {
        line = trimmed(line);
        if (value.size() + line.size() + 1 > MimeLimits::kHeaderBytes) {
            cut = true;
            return;
        }
        if (!value.empty() && !line.empty()) value += ' ';
        value += line;
    }
    void add(MimePart& parent, std::string_view bytes, int depth) {
        if (parts_ >= MimeLimits::kParts) {
            cut = true;
            return;
        }
        ++parts_;
        parent.parts.push_back(read(bytes, depth + 1));
    }
    /// Parts lie between lines that begin with the boundary; a missing end is forgiven.
    void split(MimePart& part, int depth) {
        const std::string boundary = part.parameter("content-type", "boundary");
        if (boundary.empty() || boundary.size() > 200) return;
        const std::string line = "--" + boundary;
        const auto next = [&](std::size_t from) {
            for (auto at = part.body.find(line, from); at != std::string_view::npos; at = part.body.find(line, at + 1))
                if (at == 0 || part.body[at - 1] == '\n') return at;
            return std::string_view::npos;
        };
        for (std::size_t at = next(0); at != std::string_view::npos && parts_ < MimeLimits::kParts;) {
            auto rest = part.body.substr(at + line.size());
            if (rest.starts_with("--")) return;
            const std::size_t begin = std::min(part.body.find('\n', at), part.body.size() - 1) + 1;
            at = next(begin);
            auto content = part.body.substr(begin, at == std::string_view::npos ? at : at - begin);
            if (at != std::string_view::npos && content.ends_with('\n')) content.remove_suffix(1); // belongs to the boundary
            if (content.ends_with('\r')) content.remove_suffix(1);
            add(part, content, depth);
        }
    }

    std::size_t parts_ = 0;
};

struct Parameter {
    std::string name, value;
};

/// All "; name=value" of a header; quoted values without their quotes.
std::vector<Parameter> parameters(std::string_view header) {
    std::vector<Parameter> result;
    std::size_t at = header.find(';');
    while (at != std::string_view::npos && ++at < header.size() && result.size() < 100) {
        const std::size_t equals = header.find_first_of("=;", at);
        if (equals == std::string_view::npos) break;
        if (header[equals] == ';') {
            at = equals;
            continue;
        }
        Parameter parameter{lower_ascii(trimmed(header.substr(at, equals - at))), {}};
        at = std::min(header.find_first_not_of(kBlanks, equals + 1), header.size());
        if (at < header.size() && header[at] == '"') {
            for (++at; at < header.size() && header[at] != '"'; ++at) {
                if (header[at] == '\\' && at + 1 < header.size()) ++at;
                parameter.value += header[at];
            }
            at = header.find(';', at);
        } else {
            const std::size_t end = std::min(header.find(';', at), header.size());
            parameter.value = trimmed(header.substr(at, end - at));
            at = end < header.size() ? end : std::string_view::npos;
        }
        result.push_back(std::move(parameter));
    }
    return result;
}

std::string to_utf8(std::string_view bytes, const std::string& charset) {
    std::string text;
    if (!charset.empty() && lower_ascii(charset) != "utf-8" && convert_to_utf8(bytes, charset, text)) return text;
    if (!is_valid_utf8(bytes) && convert_to_utf8(bytes, "windows-1252", text)) return text;
    return std::string(bytes);
}

/// RFC 2231: "utf-8'en'na%C3%AFve".
std::string extended_value(std::string_view value) {
    const std::size_t first = value.find('\'');
    const std::size_t second = first == std::string_view::npos ? first : value.find('\'', first + 1);
    if (second == std::string_view::npos) return to_utf8(undo_percent(value), "");
    return to_utf8(undo_percent(value.substr(second + 1)), std::string(value.substr(0, std::min<std::size_t>(first, 60))));
}

/// One "=?charset?B?text?=" at the front of `text`; false where it is none.
bool take_encoded_word(std::string_view& text, std::string& charset, std::string& bytes) {
    if (!text.starts_with("=?")) return false;
    const std::size_t first = text.find('?', 2);
    if (first == std::string_view::npos || first + 2 >= text.size() || text[first + 2] != '?') return false;
    const std::size_t end = text.find("?=", first + 3);
    if (end == std::string_view::npos) return false;
    const char encoding = static_cast<char>(std::toupper(static_cast<unsigned char>(text[first + 1])));
    if (encoding != 'B' && encoding != 'Q') return false;
    charset = text.substr(2, std::min<std::size_t>(first - 2, 60));
    charset = lower_ascii(charset.substr(0, charset.find('*')));
    std::string content(text.substr(first + 3, end - first - 3));
    if (encoding == 'Q') std::replace(content.begin(), content.end(), '_', ' ');
    bytes = encoding == 'B' ? undo_base64(content, content.size()) : undo_quoted_printable(content, content.size());
    text.remove_prefix(end + 2);
    return true;
}

} // namespace

std::string_view MimePart::header(std::string_view name) const {
    for (const auto& [key, value] : headers)
        if (key == name) return value;
    return {};
}

std::string MimePart::parameter(std::string_view header_name, std::string_view name) const {
    std::string joined;
    bool extended = false;
    for (const auto& [key, value] : parameters(header(header_name))) {
        if (key == name) return decode_header(value);
        // In pieces: name*0*=…; name*1=…
        if (!key.starts_with(name) || key.size() == name.size() || key[name.size()] != '*') continue;
        extended = extended || key.back() == '*';
        joined += value;
    }
    return extended ? extended_value(joined) : joined;
}

bool MimePart::is_attachment() const {
    return lower_ascii(header("content-disposition").substr(0, 40)).starts_with("attachment");
}

std::string MimePart::file_name() const {
    auto name = parameter("content-disposition", "filename");
    return name.empty() ? parameter("content-type", "name") : name;
}

MimePart read_mime(std::string_view message, bool& cut) {
    MessageReader reader;
    auto part = reader.read(message, 0);
    cut = reader.cut;
    return part;
}

std::string decoded_body(const MimePart& part, std::size_t limit) {
    const std::string encoding = lower_ascii(trimmed(part.header("content-transfer-encoding").substr(0, 40)));
    if (encoding == "base64") return undo_base64(part.body, limit);
    if (encoding == "quoted-printable") return undo_quoted_printable(part.body, limit);
    return std::string(part.body.substr(0, limit));
}

std::string decode_header(std::string_view value) {
    std::string result, charset, bytes, open_charset, open_bytes;
    // Neighbours in one charset are joined before they are decoded: a character may be cut between them.
    const auto close = [&] {
        if (!open_bytes.empty()) result += to_utf8(open_bytes, open_charset);
        open_bytes.clear();
    };
    while (!value.empty()) {
        if (take_encoded_word(value, charset, bytes)) {
            if (charset != open_charset) close();
            open_charset = charset;
            open_bytes += bytes;
            const std::size_t word = value.find_first_not_of(kBlanks);
            if (word != std::string_view::npos && value.substr(word).starts_with("=?")) value.remove_prefix(word);
            continue;
        }
        close();
        const std::size_t end = std::min(value.find("=?", 1), value.size());
        result += to_utf8(value.substr(0, end), "");
        value.remove_prefix(end);
    }
    close();
    return clean_utf8(result);
}

} // namespace samling
