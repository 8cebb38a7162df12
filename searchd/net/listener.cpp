#include "searchd/net/listener.h"

#include <Poco/Net/NetException.h>
#include <Poco/Net/SocketAddress.h>
#include <algorithm>
#include <cerrno>
#include <sys/resource.h>

#include "schema/failure.h"

namespace samling {
namespace {

constexpr int kMaxPort = 65535;
constexpr int kBacklog = 1024;
constexpr rlim_t kOtherDescriptors = 512; ///< The index, the catalog and files on their way out.

Poco::Net::SocketAddress resolve(const std::string& address, int port) {
    if (port < 0 || port > kMaxPort)
        throw Failure(ErrorCode::invalid_argument, std::to_string(port) + " is no port; 0 to 65535 are");
    try {
        return {address, static_cast<Poco::UInt16>(port)};
    } catch (const Poco::Exception&) {
        throw Failure(ErrorCode::invalid_argument, "'" + address + "' is no address of this machine");
    }
}

} // namespace

Poco::Net::ServerSocket listen_on(const std::string& address, int port) {
    const auto resolved = resolve(address, port);
    try {
        Poco::Net::ServerSocket socket;
        socket.bind(resolved, true, false); // with two arguments it would share the port with others
        socket.listen(kBacklog);
        socket.setBlocking(false);
        return socket;
    } catch (const Poco::Exception& error) {
        const bool is_taken = error.code() == EADDRINUSE;
        throw Failure(is_taken ? ErrorCode::busy : ErrorCode::invalid_argument,
                      "cannot listen on " + address + ":" + std::to_string(port) + ": " +
                          error.displayText() + (is_taken ? "; is another program using the port?" : ""));
    }
}

void raise_descriptor_limit(std::size_t connections) {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    const auto wanted = std::min<rlim_t>(limit.rlim_max, connections * 2 + kOtherDescriptors);
    if (limit.rlim_cur >= wanted) return;
    limit.rlim_cur = wanted;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

} // namespace samling
