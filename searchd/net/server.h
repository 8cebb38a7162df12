#pragma once
// The HTTP server: the only place where Poco::Net and sockets are.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "schema/failure.h"
#include "searchd/net/http.h"

namespace samling {

/// Where bodies go that are not to be held in memory.
struct BodyStream {
    std::filesystem::path directory;  ///< Is there, and ours.
    std::uint64_t most_bytes = 0;     ///< Past that: 413, before anything is read where the length is told.
};

struct ServerOptions {
    std::string address = "127.0.0.1";
    int port = 8080; ///< 0 lets the system choose; see Server::port.
    int threads = 4; ///< Handlers that run at once.
    std::size_t max_connections = 2048;
    std::size_t max_queued =
        256; ///< Complete requests that wait for a thread; past that: 503 with Retry-After.
    std::size_t head_bytes = 144 * 1024; ///< Holds an address of 128 KB.
    std::size_t body_bytes = 1024 * 1024; ///< Past that: 413 and the connection is closed.
    /// Which requests have their body streamed to a file, by their head; null for the others. Such a request is handed over
    /// also when the line breaks after some of the body has come: StreamedBody::is_complete(). Runs in the event thread, so
    /// it looks at nothing but the head and takes no longer than a look into the catalog. A Failure that it throws
    /// (too_large, not_signed_in, forbidden, too_many_requests) is the answer, before anything is read. Default: none.
    std::function<const BodyStream*(const Request& head)> stream_body;
    std::size_t max_streams = 64; ///< Bodies that are streamed at once; past that: 503.
    /// A streamed body that does not move at all; progress renews it.
    std::chrono::milliseconds stream_deadline{60'000};
    std::chrono::milliseconds head_deadline{
        10'000}; ///< From the first byte of a request to the end of its head.
    std::chrono::milliseconds body_deadline{30'000};
    std::chrono::milliseconds write_deadline{
        60'000}; ///< For an answer that does not move at all; progress renews it.
    std::chrono::milliseconds idle_timeout{15'000}; ///< Keep-alive without a request.
    std::chrono::milliseconds stop_deadline{5'000}; ///< How long stop() lets running requests finish.
    /// Renders an error that no handler rendered (framing, 503, an exception). Must not throw. `request` is null when
    /// there is no request to speak of, and without its body when it was refused by its head. Default: RFC 9457 problem details.
    std::function<Response(const Failure&, const Request* request)> on_error;
    /// Told why, when an answer is an internal error: what the client must not see and the log must. From any
    /// thread. `request` is null when there is none. Default: nothing.
    std::function<void(const std::string& what, const Request* request)> on_failure;
    /// Called after each answer, from any thread: for the log. Default: nothing.
    std::function<void(const Request&, int status, std::size_t bytes, std::chrono::microseconds took)>
        on_answer;
};

/// Accepts connections from construction until stop(). An idle, slow or hostile client costs memory of at
/// most head_bytes + body_bytes and never a thread: threads see complete requests only.
class Server {
public:
    /// Binds and starts. Throws Failure{busy} when the port is taken, Failure{invalid_argument} for a bad
    /// address.
    Server(ServerOptions options, Handler handler);
    ~Server(); ///< stop()
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    int port() const;
    /// Stops accepting, lets running requests finish within stop_deadline, closes all. Idempotent. A handler that
    /// runs longer loses its client then; the destructor waits for it, for it may use what lives as long as we do.
    void stop();

private:
    struct Internal;
    std::unique_ptr<Internal> internal_;
    int port_ = 0;
};

/// RFC 9457 "application/problem+json" for an error. `instance` is the path asked for, or empty.
Response problem(const Failure& failure, const std::string& instance);
/// Says in `response` after how many seconds to come again, where `failure` is one that passes.
void say_when_to_retry(Response& response, const Failure& failure);

} // namespace samling
