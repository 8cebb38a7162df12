#include "searchd/net/chunked_body.h"

#include <algorithm>
#include <charconv>

namespace samling {
namespace {

constexpr std::size_t kMaxLine = 1024;
constexpr std::size_t kMaxTrailer = 8 * 1024;

/// The next line in `input` without CR LF; its bytes with them in `taken`. 0 taken: not complete yet.
std::string_view line_of(const std::string& input, std::size_t& taken) {
    const auto end = input.find("\r\n");
    taken = end == std::string::npos ? 0 : end + 2;
    return taken == 0 ? std::string_view() : std::string_view(input).substr(0, end);
}

bool parse_size(std::string_view line, std::size_t& size) {
    const auto digits = line.substr(0, line.find(';')); // extensions are allowed and ignored
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), size, 16);
    return error == std::errc() && !digits.empty() && end == digits.data() + digits.size();
}

} // namespace

ChunkedBody::State ChunkedBody::feed(std::string& input, std::string& body) {
    while (true) {
        std::size_t taken = 0;
        if (part_ == Part::data) {
            const auto count = std::min(left_, input.size());
            body.append(input, 0, count);
            input.erase(0, count);
            left_ -= count;
            if (left_ > 0) return State::more;
            part_ = Part::data_end;
            continue;
        }
        const auto line = line_of(input, taken);
        if (taken == 0) return input.size() > kMaxLine ? State::malformed : State::more;
        if (part_ == Part::size) {
            if (!parse_size(line, left_)) return State::malformed;
            if (left_ > limit_ - std::min(limit_, body.size())) return State::too_large;
            part_ = left_ == 0 ? Part::trailer : Part::data;
        } else if (part_ == Part::data_end) {
            if (!line.empty()) return State::malformed;
            part_ = Part::size;
        } else {
            trailer_bytes_ += taken;
            if (trailer_bytes_ > kMaxTrailer) return State::malformed;
            if (line.empty()) {
                input.erase(0, taken);
                return State::done;
            }
        }
        input.erase(0, taken);
    }
}

} // namespace samling
