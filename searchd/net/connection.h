#pragma once
// One client's connection, as the event thread sees it: bytes in, a request out, an answer in, bytes out.

#include <Poco/Net/StreamSocket.h>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "schema/failure.h"
#include "searchd/net/answer.h"
#include "searchd/net/chunked_body.h"
#include "searchd/net/server.h"

namespace samling {

/// Used by the event thread alone. Nothing here blocks.
class Connection {
public:
    using Clock = std::chrono::steady_clock;
    enum class State { reading_head, reading_body, handling, writing, closing };

    /// What a step led to.
    struct Step {
        enum class Kind { wait, request, error, close } kind = Kind::wait;
        std::optional<Failure> failure = {}; ///< error: what to answer before closing.
    };

    Connection(Poco::Net::StreamSocket socket, const ServerOptions& options);
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    int descriptor() const { return socket_.impl()->sockfd(); }
    State state() const { return state_; }
    Clock::time_point deadline() const { return deadline_; }

    /// Reads what is there and parses as far as it goes. After Kind::request the request is to be taken.
    Step readable();
    /// The same without reading: for a request that came in behind the last one.
    Step parse();
    /// After Kind::error too: what of it was understood; without a method, nothing.
    Request take_request() { return std::move(request_); }
    const Framing& framing() const { return framing_; }

    /// Begins to send `answer`; then call writable() until it says otherwise than wait.
    void start_answer(Answer answer);
    /// Sends what goes. Kind::wait: more to send, or (state reading_head again) the next request may come.
    Step writable();
    /// What passing the deadline means in this state.
    Step expired();
    const std::string& remote() const { return remote_; }
    /// A body is on its way to a file.
    bool is_streaming() const { return state_ == State::reading_body && request_.streamed; }

private:
    Step parse_head_bytes();
    Step parse_body();
    Step start_body();
    Step body_too_large() const;
    Step take_chunks();
    Step take_counted();
    Step body_is_complete();
    Step broken_off();
    bool send_bytes();
    bool send_file();
    void finish_answer();
    void skip_empty_lines();
    void set_state(State state, std::chrono::milliseconds time);

    Poco::Net::StreamSocket socket_;
    const ServerOptions& options_;
    std::string remote_;
    State state_ = State::reading_head;
    Clock::time_point deadline_;
    std::string input_;
    Request request_;
    Framing framing_;
    std::optional<ChunkedBody> chunks_;
    std::size_t body_limit_ = 0;
    bool head_begun_ = false;
    std::size_t searched_ = 0; ///< Bytes of input_ that hold no end of a head.
    Answer answer_;
    std::size_t sent_ = 0;
};

} // namespace samling
