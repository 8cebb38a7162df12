#pragma once
// The threads that answer. They see complete requests and make complete answers; sockets are not theirs.

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "searchd/net/answer.h"
#include "searchd/net/server.h"

namespace samling {

struct HandlerJob {
    std::uint64_t connection = 0;
    Request request;
    Framing framing;
};

struct HandledJob {
    std::uint64_t connection = 0;
    Answer answer;
};

/// Thread-safe.
class HandlerPool {
public:
    /// `done` is called from a pool thread after each job. Keeps references.
    HandlerPool(const ServerOptions& options, const Handler& handler, std::function<void(HandledJob)> done);
    ~HandlerPool(); ///< Ends when the running jobs have ended; waiting ones are dropped.

    /// False when max_queued jobs wait already.
    bool submit(HandlerJob job);

    /// What an error looks like to a client. Never throws.
    Response render_error(const Failure& failure, const Request* request) const;

    /// render_error and make_answer in one. Never throws: an error that cannot be rendered is a bare 500.
    Answer error_answer(const Failure& failure, const HandlerJob& job) const;

    /// Calls on_answer. Never throws.
    void report(const Request& request, const Answer& answer, std::chrono::microseconds took) const;

private:
    void work();
    Answer answer(const HandlerJob& job) const;
    void tell(const std::string& what, const Request* request) const;

    const ServerOptions& options_;
    const Handler& handler_;
    std::function<void(HandledJob)> done_;
    std::mutex mutex_;
    std::condition_variable waiting_;
    std::deque<HandlerJob> jobs_;
    bool ending_ = false;
    std::vector<std::jthread> threads_;
};

} // namespace samling
