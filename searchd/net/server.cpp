#include "searchd/net/server.h"

#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/StreamSocketImpl.h>
#include <algorithm>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <mutex>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <thread>
#include <unordered_map>

#include "searchd/net/connection.h"
#include "searchd/net/handler_pool.h"
#include "searchd/net/listener.h"

// Poco's own HTTPServer gives each connection a thread, so that idle or slow clients starve others, and
// accepts framing that lets requests be smuggled. Here one event thread does all socket work without
// blocking, and the handler threads see complete requests only. epoll is used directly: Poco::Net::PollSet
// of 1.11 copies its socket map at each poll.

namespace samling {
namespace {

constexpr std::uint64_t kListener = 0, kWakeUp = 1, kFirstConnection = 2;
constexpr int kTickMilliseconds = 50; ///< How late a deadline may be noticed.
constexpr int kEvents = 256;

/// sendfile has no MSG_NOSIGNAL: a client that leaves during a download would end the process.
void block_sigpipe() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

} // namespace

struct Server::Internal {
    Internal(ServerOptions given, Handler given_handler)
        : options(std::move(given)), handler(std::move(given_handler)),
          listener(listen_on(options.address, options.port)), poller(::epoll_create1(EPOLL_CLOEXEC)),
          wake_up(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)),
          pool(options, handler, [this](HandledJob job) { hand_over(std::move(job)); }) {
        raise_descriptor_limit(options.max_connections);
        watch(listener.impl()->sockfd(), kListener, EPOLLIN, EPOLL_CTL_ADD);
        watch(wake_up.get(), kWakeUp, EPOLLIN, EPOLL_CTL_ADD);
        thread = std::jthread([this] { run(); });
    }

    /// From a handler thread.
    void hand_over(HandledJob job) {
        {
            const std::lock_guard lock(mutex);
            handled.push_back(std::move(job));
        }
        wake();
    }

    void wake() const {
        const std::uint64_t one = 1;
        [[maybe_unused]] const auto written = ::write(wake_up.get(), &one, sizeof one);
    }

    void watch(int descriptor, std::uint64_t id, std::uint32_t events, int operation) const {
        epoll_event event{};
        event.events = events;
        event.data.u64 = id;
        ::epoll_ctl(poller.get(), operation, descriptor, &event);
    }

    void run() {
        block_sigpipe();
        epoll_event events[kEvents];
        auto next_tick = Connection::Clock::now();
        while (!(stopping && (is_quiet() || Connection::Clock::now() >= stop_at.load()))) {
            const int count = ::epoll_wait(poller.get(), events, kEvents, kTickMilliseconds);
            for (int i = 0; i < count; ++i)
                dispatch(events[i].data.u64, events[i].events);
            take_handled();
            if (const auto now = Connection::Clock::now(); now >= next_tick) {
                expire(now);
                next_tick = now + std::chrono::milliseconds(kTickMilliseconds);
            }
            if (stopping && listening) stop_listening();
        }
        connections.clear();
    }

    /// No request is being answered and no answer is on its way.
    bool is_quiet() const {
        return busy == 0 && std::none_of(connections.begin(), connections.end(), [](const auto& entry) {
                   return entry.second->state() == Connection::State::writing;
               });
    }

    void dispatch(std::uint64_t id, std::uint32_t events) {
        if (id == kListener) return accept();
        if (id == kWakeUp) {
            std::uint64_t count = 0;
            [[maybe_unused]] const auto got = ::read(wake_up.get(), &count, sizeof count);
            return;
        }
        const auto found = connections.find(id);
        if (found == connections.end()) return;
        auto& connection = *found->second;
        if (connection.state() == Connection::State::handling) {
            if (events & (EPOLLERR | EPOLLHUP)) watch(connection.descriptor(), id, 0, EPOLL_CTL_DEL);
            return;
        }
        guarded(id, [&] {
            const bool is_writing = connection.state() == Connection::State::writing;
            const bool was_streaming = connection.is_streaming();
            auto step = is_writing ? connection.writable() : connection.readable();
            if (!was_streaming && connection.is_streaming() && streams() > options.max_streams)
                return refuse(id, connection, {ErrorCode::busy, "too many uploads at once"});
            follow(id, connection, std::move(step));
        });
    }

    /// Whatever goes wrong with one connection (out of memory, say) costs that connection, never the thread.
    template <typename Step>
    void guarded(std::uint64_t id, const Step& step) {
        try {
            step();
        } catch (...) {
            remove(id);
        }
    }

    void accept() {
        for (int i = 0; i < 64; ++i) { // then others have their turn
            const int descriptor =
                ::accept4(listener.impl()->sockfd(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
            if (descriptor < 0) {
                if (errno == EMFILE || errno == ENFILE) pause_listening();
                return;
            }
            try {
                add(Poco::Net::StreamSocket(new_socket(descriptor)));
            } catch (const Poco::Exception&) {
                // The peer was gone before it could be looked at.
            }
        }
    }

    /// Poco takes both the descriptor and the object over; its constructors leave no other way.
    static Poco::Net::StreamSocket new_socket(int descriptor) {
        return Poco::Net::StreamSocket(new Poco::Net::StreamSocketImpl(descriptor));
    }

    void add(Poco::Net::StreamSocket socket) {
        const auto id = next_id++;
        auto& connection =
            *connections.emplace(id, std::make_unique<Connection>(std::move(socket), options)).first->second;
        watch(connection.descriptor(), id, EPOLLIN, EPOLL_CTL_ADD);
        if (connections.size() > options.max_connections)
            refuse(id, connection, {ErrorCode::busy, "too many connections"});
    }

    /// Acts on what a connection's step led to, and sets what is waited for next.
    void follow(std::uint64_t id, Connection& connection, Connection::Step step) {
        using enum Connection::Step::Kind;
        if (step.kind == close) return remove(id);
        if (step.kind == error) return refuse(id, connection, *step.failure);
        if (step.kind == request) {
            HandlerJob job{id, connection.take_request(), connection.framing()};
            if (stopping) job.framing.keep_alive = false;
            ++busy;
            if (!pool.submit(std::move(job))) {
                --busy;
                return refuse(id, connection, {ErrorCode::busy, "too many requests wait already"});
            }
        }
        watch_state(id, connection);
    }

    std::size_t streams() const {
        return static_cast<std::size_t>(std::count_if(connections.begin(), connections.end(), [](const auto& entry) { return entry.second->is_streaming(); }));
    }

    void watch_state(std::uint64_t id, const Connection& connection) const {
        using enum Connection::State;
        const auto state = connection.state();
        std::uint32_t events = EPOLLIN;
        if (state == handling) events = 0;
        if (state == writing) events = EPOLLOUT;
        watch(connection.descriptor(), id, events, EPOLL_CTL_MOD);
    }

    /// Answers with an error and closes: after a framing error nothing that follows can be trusted.
    void refuse(std::uint64_t id, Connection& connection, const Failure& failure) {
        HandlerJob job{id, connection.take_request(), {}};
        job.request.remote = connection.remote();
        job.request.streamed.reset();
        job.framing.keep_alive = false;
        auto answer = pool.error_answer(failure, job);
        pool.report(job.request, answer, {});
        connection.start_answer(std::move(answer));
        const auto step = connection.writable();
        if (step.kind == Connection::Step::Kind::close) return remove(id);
        watch_state(id, connection);
    }

    void take_handled() {
        std::vector<HandledJob> jobs;
        {
            const std::lock_guard lock(mutex);
            jobs.swap(handled);
        }
        for (auto& job : jobs) {
            --busy;
            const auto found = connections.find(job.connection);
            if (found == connections.end()) continue;
            found->second->start_answer(std::move(job.answer));
            guarded(job.connection,
                    [&] { follow(job.connection, *found->second, found->second->writable()); });
        }
    }

    void expire(Connection::Clock::time_point now) {
        std::vector<std::uint64_t> late;
        for (const auto& [id, connection] : connections)
            if (connection->deadline() <= now) late.push_back(id);
        for (const auto id : late) {
            auto& connection = *connections.at(id);
            if (const auto step = connection.expired(); step.kind != Connection::Step::Kind::wait)
                follow(id, connection, step);
        }
        if (listening && paused) {
            paused = false;
            watch(listener.impl()->sockfd(), kListener, EPOLLIN, EPOLL_CTL_MOD);
        }
    }

    void remove(std::uint64_t id) { connections.erase(id); }

    /// Out of descriptors: not listening until the next tick, or the loop would spin.
    void pause_listening() {
        paused = true;
        watch(listener.impl()->sockfd(), kListener, 0, EPOLL_CTL_MOD);
    }

    void stop_listening() {
        listening = false;
        watch(listener.impl()->sockfd(), kListener, 0, EPOLL_CTL_DEL);
        listener.close();
        std::erase_if(connections, [](const auto& entry) {
            const auto state = entry.second->state();
            return state == Connection::State::reading_head || state == Connection::State::closing;
        });
    }

    // Constant after construction.
    const ServerOptions options;
    const Handler handler;
    // Used by the event thread alone.
    Poco::Net::ServerSocket listener;
    const Descriptor poller, wake_up; // before the pool, whose threads wake us until they have ended
    std::unordered_map<std::uint64_t, std::unique_ptr<Connection>> connections;
    std::uint64_t next_id = kFirstConnection;
    int busy = 0; ///< Requests handed to the pool and not answered yet.
    bool listening = true, paused = false;
    // Shared.
    std::atomic<bool> stopping = false;
    std::atomic<Connection::Clock::time_point> stop_at{};
    std::mutex mutex;
    std::vector<HandledJob> handled; ///< Guarded by mutex.
    HandlerPool pool;
    std::jthread thread;
};

Server::Server(ServerOptions options, Handler handler) {
    internal_ = std::make_unique<Internal>(std::move(options), std::move(handler));
    port_ = internal_->listener.address().port();
}

Server::~Server() {
    stop();
}

int Server::port() const {
    return port_;
}

void Server::stop() {
    internal_->stop_at = Connection::Clock::now() + internal_->options.stop_deadline;
    internal_->stopping = true;
    internal_->wake();
    if (internal_->thread.joinable()) internal_->thread.join();
}

} // namespace samling
