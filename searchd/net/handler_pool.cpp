#include "searchd/net/handler_pool.h"

#include <exception>

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

/// The ladder: whatever a handler throws is an answer, and nothing of our insides is told.
Answer HandlerPool::answer(const HandlerJob& job) const {
    const auto start = std::chrono::steady_clock::now();
    Answer answer;
    try {
        answer = make_answer(job.request, job.framing, handler_(job.request));
    } catch (const Failure& failure) {
        const bool is_ours = error_kind(failure.code()).http_status == 500;
        if (is_ours) tell(failure.what(), &job.request);
        answer = error_answer(is_ours ? Failure(failure.code(), "") : failure, job);
    } catch (const std::exception& error) {
        tell(error.what(), &job.request);
        answer = error_answer({ErrorCode::internal, ""}, job);
    } catch (...) { // such as errors of the index library, which are no std::exception
        tell("an exception of unknown type", &job.request);
        answer = error_answer({ErrorCode::internal, ""}, job);
    }
    using namespace std::chrono;
    report(job.request, answer, duration_cast<microseconds>(steady_clock::now() - start));
    return answer;
}

Answer HandlerPool::error_answer(const Failure& failure, const HandlerJob& job) const {
    try {
        // A request without a method is one that was never understood.
        const auto* request = job.request.method.empty() ? nullptr : &job.request;
        return make_answer(job.request, job.framing, render_error(failure, request));
    } catch (...) {
        tell("an error could not be rendered", &job.request);
    }
    Answer bare;
    bare.status = 500;
    bare.bytes = "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    return bare;
}

void HandlerPool::tell(const std::string& what, const Request* request) const {
    try {
        if (options_.on_failure) options_.on_failure(what, request);
    } catch (...) { // a log that fails does not fail the answer
    }
}

void HandlerPool::report(const Request& request, const Answer& answer, std::chrono::microseconds took) const {
    try {
        if (options_.on_answer)
            options_.on_answer(request, answer.status, answer.bytes.size() + answer.file_length, took);
    } catch (...) { // the same
    }
}

Response HandlerPool::render_error(const Failure& failure, const Request* request) const {
    try {
        if (options_.on_error) return options_.on_error(failure, request);
    } catch (...) { // falls through to what cannot fail
    }
    return problem(failure, request ? request->target : "");
}

} // namespace samling
