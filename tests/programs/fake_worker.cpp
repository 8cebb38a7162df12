// Speaks the workers' protocol and misbehaves as the name of the job says, so that the pool's answers to it
// can be tested without a parser that happens to have that bug today.
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <string>
#include <thread>

#include <unistd.h>

#include "indexer/extraction.h"
#include "indexer/worker_protocol.h"

namespace {

void write_raw(std::string_view bytes) {
    if (write(samling::kWorkerSocket, bytes.data(), bytes.size()) < 0) _exit(1);
}

std::string header(std::uint64_t length) {
    std::string bytes("SWRK\1\0\0\0", 8);
    bytes.append(reinterpret_cast<const char*>(&length), sizeof length);
    return bytes;
}

[[noreturn]] void spin() {
    for (;;)
        std::atomic_signal_fence(std::memory_order_seq_cst);
}

struct Behaviour {
    std::string_view name;
    void (*act)();
};
const Behaviour kBehaviours[] = {
    {"segfault", [] { std::raise(SIGSEGV); }},
    {"abort", [] { std::raise(SIGABRT); }},
    {"forbidden", [] { std::raise(SIGSYS); }},
    {"spin", [] { spin(); }},
    {"sleep", [] { std::this_thread::sleep_for(std::chrono::seconds(600)); }},
    {"no memory", [] { _exit(samling::kExitOutOfMemory); }},
    {"file changed", [] { _exit(samling::kExitFileChanged); }},
    {"quiet end", [] { _exit(0); }},
    {"garbage", [] { write_raw("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"); }},
    {"wrong body", [] { samling::send_frame(samling::kWorkerSocket, "not an extraction"); }},
    {"oversized", [] { write_raw(header(std::uint64_t{1} << 60)); }},
    {"half a header", [] { write_raw("SWRK"), _exit(0); }},
    {"half an answer", [] { write_raw(header(1000) + "SXTR"), _exit(0); }},
    {"trickle",
     [] {
         write_raw(header(1'000'000));
         for (;;)
             write_raw("x"), std::this_thread::sleep_for(std::chrono::milliseconds(50));
     }},
};

} // namespace

int main() {
    samling::send_frame(samling::kWorkerSocket, "ready: fake");
    while (const auto job = samling::receive_job(samling::kWorkerSocket)) {
        for (const auto& behaviour : kBehaviours)
            if (behaviour.name == job->name) behaviour.act();
        samling::Extraction extraction;
        extraction.status = samling::Extraction::Status::text;
        extraction.reason = std::to_string(getpid());
        extraction.pages.push_back({job->name, {}, {}});
        close(job->descriptor);
        if (!samling::send_frame(samling::kWorkerSocket, samling::encode(extraction))) return 1;
    }
    return 0;
}
