#pragma once
// What a server needs of the system before it can serve.

#include <Poco/Net/ServerSocket.h>
#include <cstddef>
#include <string>

namespace samling {

/// A listening, non-blocking socket. `port` 0 lets the system choose. Throws Failure{busy} when the port is
/// taken, Failure{invalid_argument} when the address or port is none of this machine or may not be used.
Poco::Net::ServerSocket listen_on(const std::string& address, int port);

/// Lets this process hold descriptors for `connections` as far as the hard limit allows: the usual soft limit
/// of 1024 would be used up by fewer slow clients than the server is told to bear.
void raise_descriptor_limit(std::size_t connections);

} // namespace samling
