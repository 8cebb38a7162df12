#include "searchd/net/clamd.h"

#include <Poco/ByteOrder.h>
#include <Poco/Exception.h>
#include <Poco/Net/SocketAddress.h>
#include <Poco/Net/StreamSocket.h>
#include <fstream>
#include <vector>

#include "schema/failure.h"

namespace samling {
namespace {

constexpr std::size_t kPiece = 64 * 1024;
constexpr int kConnectSeconds = 5, kAnswerSeconds = 60;
constexpr std::size_t kLongestAnswer = 1000;

[[noreturn]] void not_looked_at(const std::string& why) {
    throw Failure(ErrorCode::busy, "files cannot be checked for viruses at the moment; try again later (" + why + ")");
}

void send_all(Poco::Net::StreamSocket& socket, const char* bytes, std::size_t size) {
    for (std::size_t sent = 0; sent < size;) sent += static_cast<std::size_t>(socket.sendBytes(bytes + sent, static_cast<int>(size - sent)));
}

void send_piece(Poco::Net::StreamSocket& socket, const char* bytes, std::size_t size) {
    const Poco::UInt32 length = Poco::ByteOrder::toNetwork(static_cast<Poco::UInt32>(size));
    send_all(socket, reinterpret_cast<const char*>(&length), sizeof length);
    send_all(socket, bytes, size);
}

void send_file(Poco::Net::StreamSocket& socket, const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream) throw Failure(ErrorCode::storage_failed, "cannot read " + file.string());
    std::vector<char> buffer(kPiece);
    while (stream.read(buffer.data(), static_cast<std::streamsize>(buffer.size())), stream.gcount() > 0)
        send_piece(socket, buffer.data(), static_cast<std::size_t>(stream.gcount()));
    if (!stream.eof()) throw Failure(ErrorCode::storage_failed, "cannot read " + file.string());
    send_piece(socket, nullptr, 0);
}

/// Up to the NUL that ends it.
std::string hear(Poco::Net::StreamSocket& socket) {
    std::string answer;
    for (char c = 0; answer.size() < kLongestAnswer && socket.receiveBytes(&c, 1) == 1 && c != 0;) answer += c;
    return answer;
}

} // namespace

std::string parse_clamd_address(const std::string& address) {
    try {
        if (address.starts_with('/') || address.find(':') != std::string::npos) {
            const Poco::Net::SocketAddress known(address);
            return address;
        }
    } catch (const Poco::Exception&) { // told below
    }
    throw Failure(ErrorCode::invalid_argument, "clamd: '" + address + "' is neither the path of a socket nor HOST:PORT");
}

std::string found_by_clamd(const std::string& clamd, const std::filesystem::path& file) {
    std::string answer;
    try {
        Poco::Net::StreamSocket socket;
        socket.connect(Poco::Net::SocketAddress(clamd), Poco::Timespan(kConnectSeconds, 0));
        socket.setSendTimeout(Poco::Timespan(kAnswerSeconds, 0));
        socket.setReceiveTimeout(Poco::Timespan(kAnswerSeconds, 0));
        constexpr char kCommand[] = "zINSTREAM"; // with the NUL that ends it
        send_all(socket, kCommand, sizeof kCommand);
        try {
            send_file(socket, file);
        } catch (const Poco::Exception&) { // it will not hear more: what it says tells why
        }
        answer = hear(socket);
    } catch (const Poco::Exception& error) {
        not_looked_at(error.displayText());
    }
    constexpr std::string_view kBefore = "stream: ", kFound = " FOUND";
    if (answer == "stream: OK") return {};
    if (answer.starts_with(kBefore) && answer.ends_with(kFound))
        return answer.substr(kBefore.size(), answer.size() - kBefore.size() - kFound.size());
    if (answer.find("size limit exceeded") != std::string::npos)
        throw Failure(ErrorCode::too_large, "the file is larger than the virus scanner takes; ask whoever runs this to raise its StreamMaxLength");
    not_looked_at(answer.empty() ? "no answer" : answer);
}

} // namespace samling
