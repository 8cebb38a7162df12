#include "searchd/net/answer.h"

#include <Poco/DateTimeFormat.h>
#include <Poco/DateTimeFormatter.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Timestamp.h>
#include <algorithm>
#include <array>
#include <charconv>
#include <fcntl.h>
#include <sys/stat.h>
#include <zlib.h>

#include "schema/failure.h"
#include "schema/trimmed.h"

namespace samling {
namespace {

constexpr std::size_t kWorthCompressing = 1024;

/// Hold for every answer unless a handler says otherwise.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kAlways = {{
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "same-origin"},
    {"X-Frame-Options", "DENY"},
    {"Permissions-Policy", "camera=(), geolocation=(), microphone=()"},
    {"Content-Security-Policy",
     "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
     "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"},
}};

std::string gzip(const std::string& body) {
    z_stream stream{};
    constexpr int kGzipWindow = 15 + 16, kMemory = 8;
    if (deflateInit2(&stream, 5, Z_DEFLATED, kGzipWindow, kMemory, Z_DEFAULT_STRATEGY) != Z_OK) return {};
    std::string packed(deflateBound(&stream, body.size()), '\0');
    stream.next_in =
        reinterpret_cast<Bytef*>(const_cast<char*>(body.data())); // zlib's own signature; it only reads
    stream.avail_in = static_cast<uInt>(body.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    const int result = deflate(&stream, Z_FINISH);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    return result == Z_STREAM_END ? packed : std::string();
}

bool is_text(std::string_view type) {
    return type.starts_with("text/") || type.find("json") != std::string_view::npos ||
           type.find("xml") != std::string_view::npos || type.find("javascript") != std::string_view::npos;
}

/// The next item of comma-separated `list`, without the spaces around it; taken off the list.
std::string_view take_item(std::string_view& list) {
    const auto item = list.substr(0, list.find(','));
    list.remove_prefix(std::min(list.size(), item.size() + 1));
    return trimmed(item, " \t");
}

/// Weak comparison (RFC 9110 section 13.1.2). Our tags hold no commas.
bool lists_tag(std::string_view list, std::string_view tag) {
    const auto opaque = [](std::string_view text) { return text.starts_with("W/") ? text.substr(2) : text; };
    while (!list.empty())
        if (const auto item = take_item(list); item == "*" || opaque(item) == opaque(tag)) return true;
    return false;
}

/// "gzip" or "*" in Accept-Encoding, unless of weight 0.
bool takes_gzip(std::string_view list) {
    while (!list.empty()) {
        const auto item = take_item(list);
        const auto coding = item.substr(0, item.find_first_of("; \t"));
        if (coding != "gzip" && coding != "*") continue;
        const auto weight = item.find("q=");
        if (weight == std::string_view::npos) return true;
        return item.find_first_of("123456789", weight) != std::string_view::npos;
    }
    return false;
}

class AnswerWriter {
public:
    AnswerWriter(const Request& request, const Framing& framing, Response response)
        : request_(request), framing_(framing), response_(std::move(response)) {}

    Answer write() {
        if (is_known_to_client())
            become_not_modified();
        else if (!response_.file.empty())
            open_file();
        else
            compress();
        answer_.status = response_.status;
        answer_.keep_alive = framing_.keep_alive;
        write_head();
        const bool bodiless = request_.method == "HEAD" || response_.status == 304;
        if (!bodiless)
            answer_.bytes += response_.body;
        else if (answer_.file)
            answer_.file_length = 0;
        return std::move(answer_);
    }

private:
    const std::string* own_header(std::string_view name) const {
        for (const auto& [key, value] : response_.headers)
            if (key == name) return &value;
        return nullptr;
    }

    bool is_known_to_client() const {
        const auto* tag = own_header("ETag");
        const bool is_read = request_.method == "GET" || request_.method == "HEAD";
        return tag && is_read && response_.status == 200 && lists_tag(request_.header("if-none-match"), *tag);
    }

    void become_not_modified() {
        response_.status = 304;
        if (is_text(response_.content_type)) response_.headers.emplace_back("Vary", "Accept-Encoding");
        response_.body.clear();
        response_.file.clear();
    }

    void compress() {
        if (response_.body.size() < kWorthCompressing || !is_text(response_.content_type)) return;
        response_.headers.emplace_back("Vary", "Accept-Encoding");
        if (own_header("Content-Encoding") || !takes_gzip(request_.header("accept-encoding"))) return;
        auto packed = gzip(response_.body);
        if (packed.empty() || packed.size() >= response_.body.size()) return;
        response_.body = std::move(packed);
        response_.headers.emplace_back("Content-Encoding", "gzip");
        // A strong tag names exact bytes; these are others. Weak ones still match If-None-Match.
        for (auto& [name, value] : response_.headers)
            if (name == "ETag" && !value.starts_with("W/")) value.insert(0, "W/");
    }

    void open_file() {
        // Not blocking, for the path may have become a FIFO, whose opening would hold the thread for ever.
        answer_.file =
            Descriptor(::open(response_.file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
        struct stat status {};
        if (!answer_.file || ::fstat(answer_.file.get(), &status) != 0 || !S_ISREG(status.st_mode))
            throw Failure(ErrorCode::not_found, "the file is not there any more");
        size_ = static_cast<std::uint64_t>(status.st_size);
        answer_.file_length = size_;
        response_.body.clear();
        response_.headers.emplace_back("Accept-Ranges", "bytes");
        if (response_.status == 200 && request_.method == "GET" && request_.header("if-range").empty())
            take_range();
    }

    /// "bytes=a-b", "bytes=a-" or "bytes=-n"; anything else gives the whole file.
    void take_range() {
        auto range = request_.header("range");
        if (!range.starts_with("bytes=") || range.find(',') != std::string_view::npos) return;
        range.remove_prefix(6);
        const auto dash = range.find('-');
        if (dash == std::string_view::npos) return;
        std::uint64_t first = 0, last = 0;
        const auto number = [](std::string_view digits, std::uint64_t& value) {
            const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
            return error == std::errc() && end == digits.data() + digits.size() && !digits.empty();
        };
        const auto first_digits = range.substr(0, dash), last_digits = range.substr(dash + 1);
        const bool has_first = number(first_digits, first), has_last = number(last_digits, last);
        if (has_first != !first_digits.empty() || has_last != !last_digits.empty()) return;
        if (has_first && has_last && last < first) return;
        if (!has_first && has_last) {
            first = size_ - std::min(last, size_);
            last = size_ - 1;
        } else if (has_first) {
            last = has_last ? std::min(last, size_ - 1) : size_ - 1;
        } else {
            return;
        }
        if (first >= size_ || first > last) {
            response_.status = 416;
            answer_.file_length = 0;
            response_.headers.emplace_back("Content-Range", "bytes */" + std::to_string(size_));
            return;
        }
        response_.status = 206;
        answer_.file_offset = first;
        answer_.file_length = last - first + 1;
        response_.headers.emplace_back("Content-Range", "bytes " + std::to_string(first) + "-" +
                                                            std::to_string(last) + "/" +
                                                            std::to_string(size_));
    }

    void add(std::string_view name, std::string_view value) {
        const auto harmful = [](char c) { return c == '\r' || c == '\n' || c == '\0'; };
        if (std::any_of(name.begin(), name.end(), harmful) ||
            std::any_of(value.begin(), value.end(), harmful))
            throw Failure(ErrorCode::internal, "a header of an answer holds a line break");
        (((answer_.bytes += name) += ": ") += value) += "\r\n";
    }

    void write_head() {
        const auto& reason = Poco::Net::HTTPResponse::getReasonForStatus(
            static_cast<Poco::Net::HTTPResponse::HTTPStatus>(response_.status));
        answer_.bytes = "HTTP/1.1 " + std::to_string(response_.status) + " " + reason + "\r\n";
        add("Date", Poco::DateTimeFormatter::format(Poco::Timestamp(), Poco::DateTimeFormat::HTTP_FORMAT));
        if (!response_.content_type.empty() && response_.status != 304)
            add("Content-Type", response_.content_type);
        const auto length = answer_.file ? answer_.file_length : response_.body.size();
        if (response_.status != 304) add("Content-Length", std::to_string(length));
        add("Connection", answer_.keep_alive ? "keep-alive" : "close");
        for (const auto& [name, value] : response_.headers)
            add(name, value);
        for (const auto& [name, value] : kAlways)
            if (!own_header(name)) add(name, value);
        answer_.bytes += "\r\n";
    }

    const Request& request_;
    const Framing& framing_;
    Response response_;
    Answer answer_;
    std::uint64_t size_ = 0;
};

} // namespace

Answer make_answer(const Request& request, const Framing& framing, Response response) {
    return AnswerWriter(request, framing, std::move(response)).write();
}

} // namespace samling
