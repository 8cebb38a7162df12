#pragma once
// A client for tests that sends exactly the bytes it is told to.

#include <Poco/Net/StreamSocket.h>
#include <algorithm>
#include <string>

#include "searchd/net/server.h"

namespace samling {

class Client {
public:
    explicit Client(const Server& server)
        : socket_(Poco::Net::SocketAddress("127.0.0.1", static_cast<Poco::UInt16>(server.port()))) {
        socket_.setReceiveTimeout(Poco::Timespan(5, 0));
    }
    void send(const std::string& bytes) { socket_.sendBytes(bytes.data(), static_cast<int>(bytes.size())); }
    /// Until `enough` is in what came, or the server closes.
    std::string receive(const std::string& enough = "\1") {
        std::string all;
        char buffer[16 * 1024];
        std::size_t looked_at = 0;
        while (all.find(enough, looked_at) == std::string::npos) {
            looked_at = all.size() - std::min(all.size(), enough.size());
            const int count = socket_.receiveBytes(buffer, sizeof buffer);
            if (count <= 0) break;
            all.append(buffer, static_cast<std::size_t>(count));
        }
        return all;
    }

private:
    Poco::Net::StreamSocket socket_;
};

/// A GET after which the server closes.
inline std::string get(const std::string& target) {
    return "GET " + target + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
}

/// All that the server answers to `bytes` until it closes.
inline std::string ask(const Server& server, const std::string& bytes) {
    Client client(server);
    client.send(bytes);
    return client.receive();
}

} // namespace samling
