#include "searchd/net/head_parser.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "schema/text.h"
#include "schema/text_case.h"
#include "schema/trimmed.h"

namespace samling {
namespace {

constexpr std::size_t kMaxTarget = 128 * 1024; // ten thousand characters of any script, percent-encoded
constexpr std::size_t kMaxHeaders = 100;
constexpr std::size_t kMaxParameters = 1000;

struct Mistake {
    int status;
    std::string detail;
};
[[noreturn]] void fail(int status, std::string detail) {
    throw Mistake{status, std::move(detail)};
}

bool is_token(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
    });
}

/// A name, an IPv4 or a bracketed IPv6 address, and a port: these characters, so that a link may be built of
/// it.
bool is_host(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               std::string_view("-._:[]").find(c) != std::string_view::npos;
    });
}

/// The next line without CR LF.
std::string_view take_line(std::string_view& head) {
    const auto end = head.find('\n');
    if (end == std::string_view::npos || end == 0 || head[end - 1] != '\r')
        fail(400, "lines must end in CR LF");
    const auto line = head.substr(0, end - 1);
    head.remove_prefix(end + 1);
    if (line.find('\r') != std::string_view::npos) fail(400, "a CR stands inside a line");
    return line;
}

void parse_request_line(std::string_view line, ParsedHead& result) {
    const auto first = line.find(' '), last = line.rfind(' ');
    if (first == std::string_view::npos || first == last)
        fail(400, "the request line is not METHOD TARGET VERSION");
    const auto method = line.substr(0, first), version = line.substr(last + 1);
    const auto target = line.substr(first + 1, last - first - 1);
    if (!is_token(method)) fail(400, "the method is no token");
    if (!version.starts_with("HTTP/")) fail(400, "the request line does not end in an HTTP version");
    if (version != "HTTP/1.1" && version != "HTTP/1.0")
        fail(505, "only HTTP/1.1 and HTTP/1.0 are spoken here");
    if (target.size() > kMaxTarget) fail(414, "the address is longer than 128 KB");
    for (const char c : target)
        if (static_cast<unsigned char>(c) <= ' ' || c == 0x7F)
            fail(400, "the address holds a space or control character");
    if (!target.starts_with('/')) fail(400, "the address must begin with '/'");
    result.request.method = method;
    result.request.target = target;
    result.framing.http_1_0 = version == "HTTP/1.0";
}

void parse_path(std::string_view path, Request& request) {
    request.trailing_slash = path.size() > 1 && path.ends_with('/');
    path.remove_prefix(1);
    if (request.trailing_slash) path.remove_suffix(1);
    while (!path.empty()) {
        const auto end = std::min(path.find('/'), path.size());
        const auto decoded = percent_decode(path.substr(0, end), PlusSign::literal);
        if (decoded.find('\0') != std::string::npos) fail(400, "the address holds a NUL");
        // Cleaned first: it removes control characters, and "%01.." is ".." without them.
        auto segment = clean_utf8(decoded);
        if (segment == "." || segment == "..") fail(400, "the address holds a dot segment");
        request.path.push_back(std::move(segment));
        path.remove_prefix(std::min(end + 1, path.size()));
    }
}

void parse_query(std::string_view query, Request& request) {
    while (!query.empty()) {
        const auto end = std::min(query.find('&'), query.size());
        const auto pair = query.substr(0, end);
        const auto equals = std::min(pair.find('='), pair.size());
        if (!pair.empty()) {
            const auto value = pair.substr(std::min(equals + 1, pair.size()));
            request.query.emplace_back(clean_utf8(percent_decode(pair.substr(0, equals), PlusSign::space)),
                                       clean_utf8(percent_decode(value, PlusSign::space)));
        }
        if (request.query.size() > kMaxParameters) fail(400, "the address has more than 1000 parameters");
        query.remove_prefix(std::min(end + 1, query.size()));
    }
}

void parse_header(std::string_view line, ParsedHead& result) {
    if (line.front() == ' ' || line.front() == '\t') fail(400, "a header is folded over two lines");
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || !is_token(line.substr(0, colon)))
        fail(400, "a header's name is no token");
    const auto value = trimmed(line.substr(colon + 1), " \t");
    for (const char c : value)
        if ((static_cast<unsigned char>(c) < ' ' && c != '\t') || c == 0x7F)
            fail(400, "a header's value holds a control character");
    auto name = lower_ascii(line.substr(0, colon));
    const auto [entry, fresh] = result.request.headers.try_emplace(name, value);
    if (fresh) return;
    constexpr std::array<std::string_view, 3> kOnce = {"host", "content-length", "transfer-encoding"};
    if (std::find(kOnce.begin(), kOnce.end(), name) != kOnce.end()) fail(400, name + " is given twice");
    entry->second.append(", ").append(value);
}

void decide_framing(ParsedHead& result) {
    const auto& headers = result.request.headers;
    auto& framing = result.framing;
    const auto length = headers.find("content-length");
    const auto coding = headers.find("transfer-encoding");
    if (coding != headers.end()) {
        if (length != headers.end()) fail(400, "Content-Length and Transfer-Encoding exclude each other");
        if (framing.http_1_0) fail(400, "HTTP/1.0 has no Transfer-Encoding");
        if (lower_ascii(coding->second) != "chunked") fail(501, "the only transfer coding here is chunked");
        framing.chunked = true;
    }
    if (length != headers.end()) {
        const auto& digits = length->second;
        const auto [end, error] =
            std::from_chars(digits.data(), digits.data() + digits.size(), framing.content_length);
        if (error != std::errc() || end != digits.data() + digits.size() || digits.front() == '-')
            fail(400, "Content-Length is no number");
    }
    const auto connection = lower_ascii(result.request.header("connection"));
    framing.keep_alive = framing.http_1_0 ? connection.find("keep-alive") != std::string::npos
                                          : connection.find("close") == std::string::npos;
    framing.expects_continue = !framing.http_1_0 && lower_ascii(result.request.header("expect")) == "100-continue";
    if (!framing.http_1_0 && !headers.contains("host")) fail(400, "Host is missing");
    if (!is_host(result.request.header("host"))) fail(400, "Host is no host name");
}

} // namespace

std::size_t head_end(std::string_view bytes, std::size_t seen) {
    // Bare line feeds end a head too, so that it is refused at once and not waited for.
    const auto from = seen < 2 ? 0 : seen - 2;
    const auto proper = bytes.find("\n\r\n", from);
    const auto bare = bytes.substr(0, proper).find("\n\n", from);
    if (bare != std::string_view::npos) return bare + 2;
    return proper == std::string_view::npos ? 0 : proper + 3;
}

ParsedHead parse_head(std::string_view head) {
    ParsedHead result;
    try {
        parse_request_line(take_line(head), result);
        for (auto line = take_line(head); !line.empty(); line = take_line(head)) {
            if (result.request.headers.size() >= kMaxHeaders) fail(431, "there are more than 100 headers");
            parse_header(line, result);
        }
        decide_framing(result);
        const std::string_view target = result.request.target;
        const auto question = std::min(target.find_first_of("?#"), target.size());
        parse_path(target.substr(0, question), result.request);
        const auto fragment = std::min(target.find('#'), target.size());
        if (question < fragment)
            parse_query(target.substr(question + 1, fragment - question - 1), result.request);
    } catch (const Mistake& mistake) {
        result.mistake = HeadMistake{mistake.status, mistake.detail};
    }
    return result;
}

} // namespace samling
