#include "searchd/net/clamd.h"

#include <catch2/catch.hpp>

#include <Poco/ByteOrder.h>
#include <Poco/Exception.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/StreamSocket.h>
#include <Poco/Pipe.h>
#include <Poco/Process.h>
#include <filesystem>
#include <optional>
#include <thread>

#include "tests/support/scratch.h"

using namespace samling;
using namespace samling::test;

namespace {

/// The file that every scanner takes for a virus (eicar.org), in two parts so that none takes this source for one.
const std::string kEicar = std::string("X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-") + "ANTIVIRUS-TEST-FILE!$H+H*";

/// Speaks the daemon's side once.
class FakeClamd {
public:
    enum class Manner { looks, too_large, silent };
    explicit FakeClamd(Manner manner = Manner::looks)
        : manner_(manner), listening_(Poco::Net::SocketAddress("127.0.0.1", 0)), thread_([this] { serve(); }) {}
    std::string address() const { return listening_.address().toString(); }

private:
    static std::string take(Poco::Net::StreamSocket& client, std::size_t size) {
        std::string bytes(size, '\0');
        for (std::size_t got = 0; got < size;) {
            const int count = client.receiveBytes(bytes.data() + got, static_cast<int>(size - got));
            if (count <= 0) return {};
            got += static_cast<std::size_t>(count);
        }
        return bytes;
    }
    static std::string whole_stream(Poco::Net::StreamSocket& client) {
        std::string content;
        for (;;) {
            Poco::UInt32 length = 0;
            take(client, 4).copy(reinterpret_cast<char*>(&length), 4);
            length = Poco::ByteOrder::fromNetwork(length);
            if (length == 0) return content;
            content += take(client, length);
        }
    }
    void serve() {
        try {
            auto client = listening_.acceptConnection();
            client.setReceiveTimeout(Poco::Timespan(20, 0));
            if (take(client, 10) != std::string("zINSTREAM\0", 10) || manner_ == Manner::silent) return;
            std::string answer = "INSTREAM size limit exceeded. ERROR";
            if (manner_ == Manner::looks) answer = whole_stream(client).find(kEicar) != std::string::npos ? "stream: Eicar-Test FOUND" : "stream: OK";
            client.sendBytes(answer.c_str(), static_cast<int>(answer.size()) + 1);
        } catch (const Poco::Exception&) { // the other side went away
        }
    }

    Manner manner_;
    Poco::Net::ServerSocket listening_;
    std::jthread thread_;
};

constexpr auto kClamd = "/usr/sbin/clamd";

/// ClamAV's own daemon, with a database of one signature, that of the test file: it is there in a moment, and asks nobody.
class RealClamd {
public:
    explicit RealClamd(const Scratch& scratch) : socket_((scratch / "clamd.ctl").string()) {
        std::filesystem::create_directory(scratch / "database");
        write_file(scratch / "database/test.hdb", "44d88612fea8a8f36de82e1278abb02f:68:Eicar-Test\n"); // MD5, size, name
        write_file(scratch / "clamd.conf", "Foreground yes\nStreamMaxLength 1M\nLocalSocket " + socket_ + "\nDatabaseDirectory " + (scratch / "database").string() + "\n");
        Poco::Pipe output; // nobody reads it: it is a few lines
        handle_.emplace(Poco::Process::launch(kClamd, {"--config-file=" + (scratch / "clamd.conf").string()}, nullptr, &output, &output));
        for (int tries = 0; tries < 1200 && !std::filesystem::exists(socket_); ++tries) std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    ~RealClamd() {
        Poco::Process::requestTermination(handle_->id());
        handle_->wait();
    }
    const std::string& address() const { return socket_; }

private:
    std::string socket_;
    std::optional<Poco::ProcessHandle> handle_;
};

} // namespace

TEST_CASE("a daemon is told where it is by a path or a port", "[clamd]") {
    CHECK(parse_clamd_address("/run/clamav/clamd.ctl") == "/run/clamav/clamd.ctl");
    CHECK(parse_clamd_address("127.0.0.1:3310") == "127.0.0.1:3310");
    for (const auto* wrong : {"", "clamd", "127.0.0.1:port", "127.0.0.1:99999"}) {
        CAPTURE(wrong);
        CHECK(failure_of([&] { parse_clamd_address(wrong); }).starts_with("invalid-argument: clamd: "));
    }
}

TEST_CASE("what a scanner finds is named, and what it did not look at is not let in", "[clamd][attack]") {
    const Scratch scratch;
    write_file(scratch / "clean", std::string(300'000, 'a'));
    write_file(scratch / "eicar", std::string(70'000, ' ') + kEicar);
    write_file(scratch / "empty", "");
    using Manner = FakeClamd::Manner;
    CHECK(found_by_clamd(FakeClamd().address(), scratch / "clean").empty());
    CHECK(found_by_clamd(FakeClamd().address(), scratch / "empty").empty());
    CHECK(found_by_clamd(FakeClamd().address(), scratch / "eicar") == "Eicar-Test");
    CHECK(failure_of([&] { found_by_clamd(FakeClamd(Manner::too_large).address(), scratch / "clean"); }).starts_with("too-large: "));
    CHECK(failure_of([&] { found_by_clamd(FakeClamd(Manner::silent).address(), scratch / "clean"); }).starts_with("busy: "));
    CHECK(failure_of([&] { found_by_clamd((scratch / "no.ctl").string(), scratch / "clean"); }).starts_with("busy: "));
}

TEST_CASE("the real daemon finds the file that all of them find", "[clamd]") {
    if (!std::filesystem::exists(kClamd)) {
        WARN("skipped: clamav-daemon is not installed");
        return;
    }
    const Scratch scratch;
    const RealClamd daemon(scratch);
    write_file(scratch / "eicar", kEicar);
    write_file(scratch / "clean", std::string(300'000, 'a'));
    write_file(scratch / "large", std::string(3'000'000, 'a'));
    CHECK(found_by_clamd(daemon.address(), scratch / "eicar") == "Eicar-Test.UNOFFICIAL");
    CHECK(found_by_clamd(daemon.address(), scratch / "clean").empty());
    CHECK(failure_of([&] { found_by_clamd(daemon.address(), scratch / "large"); }).starts_with("too-large: "));
}
