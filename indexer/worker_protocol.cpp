#include "indexer/worker_protocol.h"

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

namespace samling {
namespace {

constexpr std::uint32_t kFrameMagic = 0x4b525753; // "SWRK"
constexpr std::uint32_t kJobMagic = 0x424f4a53;   // "SJOB"
constexpr std::uint32_t kVersion = 1, kJobVersion = 3;
constexpr std::uint64_t kNoMember = ~std::uint64_t{0};

/// Both ends are the same machine, so the header is a plain struct in native order.
struct Header {
    std::uint32_t magic = 0;
    std::uint32_t version = kVersion;
    std::uint64_t length = 0;
};

struct JobHeader {
    std::uint32_t magic = kJobMagic;
    std::uint32_t version = kJobVersion;
    std::int32_t page = 0;
    std::uint32_t name_length = 0;
    std::uint64_t member = kNoMember;
};

/// sendmsg is used for everything: the worker's filter then needs no other way to send.
bool send_all(int socket, std::string_view bytes) {
    while (!bytes.empty()) {
        iovec part{const_cast<char*>(bytes.data()), bytes.size()};
        msghdr message{};
        message.msg_iov = &part;
        message.msg_iovlen = 1;
        const ssize_t sent = sendmsg(socket, &message, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) continue;
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

/// Waits until `socket` can be read; false when the deadline passed.
bool wait_readable(int socket, std::optional<Deadline> deadline) {
    while (deadline) {
        const auto left =
            std::chrono::ceil<std::chrono::milliseconds>(*deadline - std::chrono::steady_clock::now())
                .count();
        if (left <= 0) return false;
        pollfd entry{socket, POLLIN, 0};
        const int ready = poll(&entry, 1, static_cast<int>(std::min<long>(left, 60'000)));
        if (ready > 0) return true;
        if (ready < 0 && errno != EINTR) return true; // read() will say what is wrong
    }
    return true;
}

Received receive_all(int socket, char* into, std::size_t size, std::optional<Deadline> deadline) {
    while (size > 0) {
        if (!wait_readable(socket, deadline)) return Received::late;
        const ssize_t got = read(socket, into, size);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return Received::closed;
        into += got;
        size -= static_cast<std::size_t>(got);
    }
    return Received::whole;
}

int descriptor_in(msghdr& message) {
    int descriptor = -1;
    for (cmsghdr* part = CMSG_FIRSTHDR(&message); part; part = CMSG_NXTHDR(&message, part))
        if (part->cmsg_level == SOL_SOCKET && part->cmsg_type == SCM_RIGHTS)
            std::memcpy(&descriptor, CMSG_DATA(part), sizeof descriptor);
    return descriptor;
}

} // namespace

bool send_frame(int socket, std::string_view body) {
    const Header header{kFrameMagic, kVersion, body.size()};
    return send_all(socket, {reinterpret_cast<const char*>(&header), sizeof header}) &&
           send_all(socket, body);
}

Received receive_frame(int socket, std::string& body, std::size_t limit, std::optional<Deadline> deadline) {
    Header header;
    body.clear();
    auto result = receive_all(socket, reinterpret_cast<char*>(&header), sizeof header, deadline);
    if (result != Received::whole) return result;
    if (header.magic != kFrameMagic || header.version != kVersion) return Received::nonsense;
    if (header.length > limit) return Received::oversized;
    // In steps: a worker that announces much and sends little costs little.
    while (body.size() < header.length) {
        const std::size_t had = body.size();
        body.resize(had + std::min<std::size_t>(header.length - had, 1u << 20));
        result = receive_all(socket, body.data() + had, body.size() - had, deadline);
        if (result != Received::whole) return result;
    }
    return Received::whole;
}

bool send_job(int socket, int descriptor, const JobWords& words) {
    std::string_view name = words.name;
    if (name.size() > kMaxJobName) name = name.substr(name.size() - kMaxJobName);
    JobHeader header;
    header.page = words.page;
    header.name_length = static_cast<std::uint32_t>(name.size());
    header.member = words.member.value_or(kNoMember);
    iovec part{&header, sizeof header};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    cmsghdr* rights = CMSG_FIRSTHDR(&message);
    rights->cmsg_level = SOL_SOCKET;
    rights->cmsg_type = SCM_RIGHTS;
    rights->cmsg_len = CMSG_LEN(sizeof(int));
    std::memcpy(CMSG_DATA(rights), &descriptor, sizeof descriptor);
    ssize_t sent = -1;
    do
        sent = sendmsg(socket, &message, MSG_NOSIGNAL);
    while (sent < 0 && errno == EINTR);
    return sent == static_cast<ssize_t>(sizeof header) && send_all(socket, name);
}

std::optional<ReceivedJob> receive_job(int socket) {
    JobHeader header;
    iovec part{&header, sizeof header};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    ssize_t got = -1;
    do
        got = recvmsg(socket, &message, MSG_CMSG_CLOEXEC | MSG_WAITALL);
    while (got < 0 && errno == EINTR);
    if (got != static_cast<ssize_t>(sizeof header)) return std::nullopt;
    ReceivedJob job{descriptor_in(message), {}, header.page, std::nullopt};
    if (header.member != kNoMember) job.member = header.member;
    const bool sane = header.magic == kJobMagic && header.version == kJobVersion && header.page >= 0 && header.name_length <= kMaxJobName;
    if (sane) job.name.resize(header.name_length);
    if (sane && job.descriptor >= 0 &&
        receive_all(socket, job.name.data(), job.name.size(), std::nullopt) == Received::whole)
        return job;
    if (job.descriptor >= 0) close(job.descriptor);
    return std::nullopt;
}

} // namespace samling
