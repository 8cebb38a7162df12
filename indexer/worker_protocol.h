#pragma once
// What the pool and a worker say to each other over one Unix stream socket: the worker greets, then each job
// (a name and one open descriptor) is answered by one frame. Either side may be gone at any moment.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace samling {

/// The worker's end of the socket is this descriptor.
inline constexpr int kWorkerSocket = 3;
/// Exit statuses by which a worker says why it ended before it could answer.
inline constexpr int kExitOutOfMemory = 70;
inline constexpr int kExitFileChanged = 71;
/// Longer names are cut: only the ending is of use.
inline constexpr std::size_t kMaxJobName = 512;

using Deadline = std::chrono::steady_clock::time_point;

/// How reading a frame ended.
enum class Received { whole, closed, late, oversized, nonsense };

/// One frame: "SWRK", version, length, bytes. False when the other side is gone.
bool send_frame(int socket, std::string_view body);
/// Reads one frame of at most `limit` bytes into `body`; without a deadline it waits for ever.
Received receive_frame(int socket, std::string& body, std::size_t limit, std::optional<Deadline> deadline);

/// What is asked of a file.
struct JobWords {
    std::string name;
    int page = 0;                                       ///< To recognise; 0 where a document is to be read.
    std::optional<std::uint64_t> member = std::nullopt; ///< Of an archive: to unpack.
};
/// Hands over a job: what is asked, and a copy of `descriptor`. False when the worker is gone.
bool send_job(int socket, int descriptor, const JobWords& words);

struct ReceivedJob {
    int descriptor = -1; ///< Owned by the receiver.
    std::string name;
    int page = 0;
    std::optional<std::uint64_t> member;
};
/// Waits for the next job; nothing once the pool has closed the socket or sent anything else than a job.
std::optional<ReceivedJob> receive_job(int socket);

} // namespace samling
