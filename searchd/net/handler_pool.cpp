#include "searchd/net/handler_pool.h"

#include <chrono>

namespace samling {

HandlerPool::HandlerPool(const ServerOptions& options, const Handler& handler,
                         std::function<void(HandledJob)> done)
    : options_(options), handler_(handler), done_(std::move(done)) {
    for (int i = 0; i < options_.threads; ++i)
        threads_.emplace_back([this] { work(); });
}

HandlerPool::~HandlerPool() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
        jobs_.clear();
    }
    waiting_.notify_all();
}

bool HandlerPool::submit(HandlerJob job) {
    {
        const std::lock_guard lock(mutex_);
        if (jobs_.size() >= options_.max_queued) return false;
        jobs_.push_back(std::move(job));
    }
    waiting_.notify_one();
    return true;
}

void HandlerPool::work() {
    while (true) {
        HandlerJob job;
        {
            std::unique_lock lock(mutex_);
            waiting_.wait(lock, [&] { return ending_ || !jobs_.empty(); });
            if (ending_) return;
            job = std::move(jobs_.front());
            jobs_.pop_front();
        }
        done_({job.connection, answer(job)});
    }
}

Answer HandlerPool::answer(const HandlerJob& job) const {
    const auto start = std::chrono::steady_clock::now();
    Answer answer;
    try {
        answer = make_answer(job.request, job.framing, respond(job.request));
    } catch (const Failure& failure) {
        answer =
            make_answer(job.request, job.framing, render_error(failure.code(), failure.what(), &job.request));
    }
    if (options_.on_answer) {
        using namespace std::chrono;
        options_.on_answer(job.request, answer.status, answer.bytes.size() + answer.file_length,
                           duration_cast<microseconds>(steady_clock::now() - start));
    }
    return answer;
}

/// The ladder: whatever a handler throws is an answer, and nothing of our insides is told.
Response HandlerPool::respond(const Request& request) const {
    try {
        return handler_(request);
    } catch (const Failure& failure) {
        const bool ours = error_kind(failure.code()).http_status >= 500 &&
                          failure.code() != ErrorCode::busy && failure.code() != ErrorCode::index_missing &&
                          failure.code() != ErrorCode::layout_mismatch;
        return render_error(failure.code(), ours ? "" : failure.what(), &request);
    } catch (...) { // std::exception and what is none, such as errors of the index library
        return render_error(ErrorCode::internal, "", &request);
    }
}

Response HandlerPool::render_error(ErrorCode code, const std::string& detail, const Request* request) const {
    try {
        if (options_.on_error) return options_.on_error(code, detail, request);
    } catch (...) { // falls through to what cannot fail
    }
    return problem(code, detail, request ? request->target : "");
}

} // namespace samling
