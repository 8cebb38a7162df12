#include "searchd/net/chunked_body.h"

#include <algorithm>
#include <charconv>

namespace samling {
namespace {

constexpr std::size_t kMaxLine = 1024;
constexpr std::size_t kMaxTrailer = 8 * 1024;

/// The next line in `input` without CR LF; its bytes with them in `taken`. 0 taken: not complete yet.
std::string_view line_of(std::string_view input, std::size_t& taken) {
    const auto end = input.find("\r\n");
    taken = end == std::string_view::npos ? 0 : end + 2;
    return taken == 0 ? std::string_view() : input.substr(0, end);
}

/// A bare CR or LF in an extension or trailer ends the line for some proxies: another way to smuggle.
bool has_control(std::string_view line) {
    return std::any_of(line.begin(), line.end(), [](char c) {
        return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F;
    });
}

bool parse_size(std::string_view line, std::size_t& size) {
    const auto digits = line.substr(0, line.find(';')); // extensions are allowed and ignored
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), size, 16);
    return error == std::errc() && !digits.empty() && end == digits.data() + digits.size();
}

} // namespace

ChunkedBody::State ChunkedBody::feed(std::string& input, std::string& body) {
    // The front is cut off once at the end: chunk by chunk, tiny chunks would cost the square of the buffer.
    std::string_view rest = input;
    const auto state = decode(rest, body);
    input.erase(0, input.size() - rest.size());
    return state;
}

ChunkedBody::State ChunkedBody::decode(std::string_view& input, std::string& body) {
    while (true) {
        std::size_t taken = 0;
        if (part_ == Part::data) {
            const auto count = std::min(left_, input.size());
            body.append(input.substr(0, count));
            input.remove_prefix(count);
            left_ -= count;
            if (left_ > 0) return State::more;
            part_ = Part::data_end;
            continue;
        }
        const auto line = line_of(input, taken);
        if (taken == 0) return input.size() > kMaxLine ? State::malformed : State::more;
        if (taken > kMaxLine || has_control(line)) return State::malformed;
        if (part_ == Part::size) {
            if (!parse_size(line, left_)) return State::malformed;
            if (left_ > limit_ - taken_) return State::too_large;
            taken_ += left_;
            part_ = left_ == 0 ? Part::trailer : Part::data;
        } else if (part_ == Part::data_end) {
            if (!line.empty()) return State::malformed;
            part_ = Part::size;
        } else {
            trailer_bytes_ += taken;
            if (trailer_bytes_ > kMaxTrailer) return State::malformed;
            if (line.empty()) {
                input.remove_prefix(taken);
                return State::done;
            }
        }
        input.remove_prefix(taken);
    }
}

} // namespace samling
