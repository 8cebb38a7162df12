#include "searchd/net/connection.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <sys/sendfile.h>
#include <sys/socket.h>

#include "schema/byte_size.h"
#include "schema/failure.h"

namespace samling {
namespace {

constexpr std::size_t kReadBytes = 64 * 1024;
constexpr std::size_t kFileBytes = 1024 * 1024;
constexpr std::chrono::milliseconds kLinger{
    1000}; ///< How long unread bytes of a refused client are let pass.

Connection::Step step(Connection::Step::Kind kind) {
    return {kind};
}
Connection::Step error(const Failure& failure) {
    return {Connection::Step::Kind::error, failure};
}

/// An HTTP status that came out of framing, as a row of the error table.
ErrorCode code_of(int status) {
    constexpr std::array kCodes = {ErrorCode::target_too_long, ErrorCode::head_too_large, ErrorCode::not_implemented, ErrorCode::unknown_version};
    for (const auto code : kCodes)
        if (error_kind(code).http_status == status) return code;
    return ErrorCode::bad_request;
}

const Failure kNotStored(ErrorCode::busy, "the body cannot be stored at the moment");

} // namespace

using Kind = Connection::Step::Kind;

Connection::Connection(Poco::Net::StreamSocket socket, const ServerOptions& options)
    : socket_(std::move(socket)), options_(options), remote_(socket_.peerAddress().host().toString()) {
    socket_.setBlocking(false);
    socket_.setNoDelay(true);
    set_state(State::reading_head, options_.head_deadline);
}

void Connection::set_state(State state, std::chrono::milliseconds time) {
    state_ = state;
    deadline_ = Clock::now() + time;
}

Connection::Step Connection::readable() {
    char buffer[kReadBytes];
    const auto count = ::recv(descriptor(), buffer, sizeof buffer, 0);
    if (count < 0 && (errno == EAGAIN || errno == EINTR)) return step(Kind::wait);
    if (count <= 0) return broken_off();
    if (state_ == State::closing)
        return step(Kind::wait); // drained, so that the error arrives before a reset
    input_.append(buffer, static_cast<std::size_t>(count));
    return parse();
}

Connection::Step Connection::parse() {
    if (state_ == State::reading_head) return parse_head_bytes();
    if (state_ == State::reading_body) return parse_body();
    return step(Kind::wait);
}

Connection::Step Connection::parse_head_bytes() {
    // Empty lines before a request are let pass (RFC 9112 section 2.2).
    if (!head_begun_) skip_empty_lines();
    if (input_.empty() || (!head_begun_ && input_ == "\r")) return step(Kind::wait);
    if (!head_begun_) {
        head_begun_ = true;
        deadline_ = Clock::now() + options_.head_deadline;
    }
    const auto end = head_end(input_, searched_);
    searched_ = input_.size();
    if (end == 0 || end > options_.head_bytes)
        return input_.size() > options_.head_bytes ? error({ErrorCode::head_too_large, "the head of the request is too large"})
                                                   : step(Kind::wait);
    auto head = parse_head(std::string_view(input_).substr(0, end));
    if (head.mistake) return error({code_of(head.mistake->status), head.mistake->detail});
    input_.erase(0, end);
    request_ = std::move(head.request);
    request_.remote = remote_;
    framing_ = head.framing;
    head_begun_ = false;
    searched_ = 0;
    return start_body();
}

/// All at once: line by line, a buffer full of them would cost the square of its size.
void Connection::skip_empty_lines() {
    std::size_t count = 0;
    while (input_.compare(count, 2, "\r\n") == 0)
        count += 2;
    input_.erase(0, count);
}

Connection::Step Connection::body_too_large() const {
    return error({ErrorCode::too_large, "more than " + byte_size(body_limit_) + " at once is not taken in"});
}

Connection::Step Connection::start_body() {
    const BodyStream* stream = nullptr;
    try {
        stream = options_.stream_body ? options_.stream_body(request_) : nullptr;
    } catch (const Failure& failure) {
        return error(failure);
    }
    body_limit_ = stream ? stream->most_bytes : options_.body_bytes;
    if (framing_.content_length > body_limit_) return body_too_large();
    if (stream) {
        try {
            request_.streamed = std::make_shared<StreamedBody>(stream->directory);
        } catch (const Failure&) {
            return error(kNotStored);
        }
    }
    if (!framing_.chunked && framing_.content_length == 0) return body_is_complete();
    if (framing_.expects_continue && input_.empty()) {
        constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
        if (::send(descriptor(), kContinue.data(), kContinue.size(), MSG_NOSIGNAL) < 0)
            return step(Kind::close);
    }
    if (framing_.chunked) chunks_.emplace(body_limit_);
    set_state(State::reading_body, stream ? options_.stream_deadline : options_.body_deadline);
    return parse_body();
}

Connection::Step Connection::parse_body() {
    const auto before = request_.streamed ? request_.streamed->size() : 0;
    try {
        const auto result = framing_.chunked ? take_chunks() : take_counted();
        if (request_.streamed && request_.streamed->size() > before) deadline_ = Clock::now() + options_.stream_deadline;
        return result;
    } catch (const Failure&) {
        return error(kNotStored);
    }
}

Connection::Step Connection::take_chunks() {
    using enum ChunkedBody::State;
    const auto state = chunks_->feed(input_, request_.body);
    if (request_.streamed) {
        request_.streamed->append(request_.body);
        request_.body.clear();
    }
    if (state == malformed) return error({ErrorCode::bad_request, "the chunked body is malformed"});
    if (state == too_large) return body_too_large();
    return state == more ? step(Kind::wait) : body_is_complete();
}

Connection::Step Connection::take_counted() {
    const auto had = request_.streamed ? request_.streamed->size() : request_.body.size();
    const auto bytes = std::string_view(input_).substr(0, framing_.content_length - had);
    if (request_.streamed)
        request_.streamed->append(bytes);
    else
        request_.body += bytes;
    const auto has = had + bytes.size();
    input_.erase(0, bytes.size());
    return has < framing_.content_length ? step(Kind::wait) : body_is_complete();
}

Connection::Step Connection::body_is_complete() {
    if (request_.streamed) request_.streamed->set_complete();
    set_state(State::handling, options_.write_deadline);
    return step(Kind::request);
}

/// The end of the line, in the middle of a body: what has come of a streamed one is worth keeping.
Connection::Step Connection::broken_off() {
    if (!is_streaming() || request_.streamed->size() == 0) return step(Kind::close);
    framing_.keep_alive = false;
    set_state(State::handling, options_.write_deadline);
    return step(Kind::request);
}

void Connection::start_answer(Answer answer) {
    answer_ = std::move(answer);
    sent_ = 0;
    set_state(State::writing, options_.write_deadline);
}

Connection::Step Connection::writable() {
    if (state_ != State::writing) return step(Kind::wait);
    if (!send_bytes() || !send_file()) {
        if (errno != EAGAIN && errno != EINTR) return step(Kind::close);
        return step(Kind::wait);
    }
    finish_answer();
    return parse(); // a request may have come in behind this one
}

bool Connection::send_bytes() {
    while (sent_ < answer_.bytes.size()) {
        const auto count =
            ::send(descriptor(), answer_.bytes.data() + sent_, answer_.bytes.size() - sent_, MSG_NOSIGNAL);
        if (count < 0) return false;
        sent_ += static_cast<std::size_t>(count);
        deadline_ = Clock::now() + options_.write_deadline;
    }
    return true;
}

bool Connection::send_file() {
    if (answer_.file && answer_.file_length > 0) {
        auto offset = static_cast<off_t>(answer_.file_offset);
        const auto count = ::sendfile(descriptor(), answer_.file.get(), &offset,
                                      std::min<std::uint64_t>(answer_.file_length, kFileBytes));
        if (count == 0) errno = EIO; // the file has shrunk: the length promised cannot be kept
        if (count <= 0) return false;
        answer_.file_offset += static_cast<std::uint64_t>(count);
        answer_.file_length -= static_cast<std::uint64_t>(count);
        deadline_ = Clock::now() + options_.write_deadline;
    }
    // One piece a turn: a client that takes a large file as fast as it comes does not keep the others
    // waiting.
    errno = EAGAIN;
    return answer_.file_length == 0;
}

void Connection::finish_answer() {
    request_ = {};
    chunks_.reset();
    if (answer_.keep_alive) {
        set_state(State::reading_head, options_.idle_timeout);
    } else {
        // Closed in two steps: a close with unread bytes would reset the line and lose the answer on its way.
        ::shutdown(descriptor(), SHUT_WR);
        set_state(State::closing, kLinger);
    }
    answer_ = {};
}

Connection::Step Connection::expired() {
    if (is_streaming() && request_.streamed->size() > 0) return broken_off();
    if (state_ == State::reading_body) return error({ErrorCode::timed_out, "the body did not arrive in time"});
    if (state_ == State::reading_head && head_begun_) return error({ErrorCode::timed_out, "the request did not arrive in time"});
    // A handler is bounded by its own deadlines; its answer finds the connection still there.
    return step(state_ == State::handling ? Kind::wait : Kind::close);
}

} // namespace samling
