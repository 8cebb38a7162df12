#include "searchd/net/mailer.h"

#include <catch2/catch.hpp>

#include <Poco/Net/Context.h>
#include <Poco/Net/SecureStreamSocket.h>
#include <Poco/Net/ServerSocket.h>
#include <cstdlib>
#include <thread>

#include "tests/support/scratch.h"

using namespace samling;
using namespace samling::test;

namespace {

enum class Offers { nothing, tls };

/// Takes one mail, as a server does.
class FakeServer {
public:
    explicit FakeServer(Offers offers, const std::string& certificate = {})
        : offers_(offers), certificate_(certificate), listening_(Poco::Net::SocketAddress("127.0.0.1", 0)), thread_([this] { serve(); }) {}

    MailServer address() const { return {"127.0.0.1", listening_.address().port(), MailServer::Transport::plain, "", "", "library@example.org"}; }
    /// All that the client said, once it has gone.
    std::string heard() {
        thread_.join();
        return heard_;
    }

private:
    void serve() {
        try {
            auto client = listening_.acceptConnection(); // looked at whether we are there
            client = listening_.acceptConnection();
            client.setReceiveTimeout(Poco::Timespan(20, 0));
            say(client, "220 mail.example");
            for (std::string line; hear(client, line);) {
                if (line.starts_with("EHLO")) say(client, offers_ == Offers::tls ? "250-mail.example\r\n250-AUTH PLAIN\r\n250 STARTTLS" : "250 mail.example");
                else if (line == "STARTTLS" && offers_ == Offers::nothing) say(client, "502 no");
                else if (line == "STARTTLS") {
                    say(client, "220 go on");
                    using Poco::Net::Context;
                    const Context::Ptr context(new Context(Context::TLS_SERVER_USE, certificate_, certificate_, "", Context::VERIFY_NONE));
                    client = Poco::Net::SecureStreamSocket::attach(client, context);
                    heard_ += "(TLS)\n";
                } else if (line == "DATA") say(client, "354 go on");
                else if (line == "QUIT") return say(client, "221 bye");
                else if (line.starts_with("RCPT TO: <nobody")) say(client, "550 there is no nobody");
                else if (line == "." || line.starts_with("MAIL") || line.starts_with("RCPT")) say(client, "250 ok");
                else if (line.starts_with("AUTH")) say(client, "235 ok");
            }
        } catch (const Poco::Exception&) { // the client went away
        }
    }
    static void say(Poco::Net::StreamSocket& client, const std::string& line) {
        const auto bytes = line + "\r\n";
        client.sendBytes(bytes.data(), static_cast<int>(bytes.size()));
    }
    bool hear(Poco::Net::StreamSocket& client, std::string& line) {
        line.clear();
        for (char c = 0; client.receiveBytes(&c, 1) == 1;) {
            if (c == '\n') {
                heard_ += line + "\n";
                return true;
            }
            if (c != '\r') line += c;
        }
        return false;
    }

    Offers offers_;
    std::string certificate_, heard_;
    Poco::Net::ServerSocket listening_;
    std::jthread thread_;
};

const Mail kMail{"ada@example.org", "Velkommen på\r\nBcc: all@example.org", "Dear Ada,\r\n\r\nhttps://samling.example/invitation/1234\r\n.\r\n"};

} // namespace

TEST_CASE("addresses of mail servers are understood, or refused with a reason", "[mail]") {
    struct Row {
        const char* address;
        const char* expected; ///< host port user, or a part of the failure
    };
    const Row rows[] = {{"smtp://localhost", "localhost 25 "},
                        {"smtp://[::1]:2525", "::1 2525 "},
                        {"smtp+starttls://ada@mail.example", "mail.example 587 ada"},
                        {"smtp://ada@mail.example", "without TLS"},
                        {"https://mail.example", "is no mail server"},
                        {"mail.example", "is no mail server"},
                        {"smtp://", "names no host"},
                        {"smtp://mail.example:port", "is no mail server"}};
    for (const auto& row : rows) {
        CAPTURE(row.address);
        std::string found;
        const auto failure = failure_of([&] {
            const auto server = parse_mail_server(row.address);
            found = server.host + " " + std::to_string(server.port) + " " + server.user;
        });
        CAPTURE(failure);
        CHECK((found == row.expected || failure.find(row.expected) != std::string::npos));
    }
}

TEST_CASE("a mail is handed over whole, and nothing in it becomes a header", "[mail][attack]") {
    FakeServer server(Offers::nothing);
    send_mail(server.address(), kMail);
    const auto heard = server.heard();
    CAPTURE(heard);
    CHECK(heard.find("MAIL FROM: <library@example.org>\nRCPT TO: <ada@example.org>\nDATA\n") != std::string::npos);
    CHECK(heard.find("\nBcc:") == std::string::npos);
    CHECK(heard.find("https://samling.example/invitation/1234") != std::string::npos);
    CHECK(heard.ends_with("QUIT\n"));
}

TEST_CASE("what a server does not take is told", "[mail]") {
    SECTION("somebody it does not know") {
        FakeServer server(Offers::nothing);
        auto mail = kMail;
        mail.to = "nobody@example.org";
        CHECK(failure_of([&] { send_mail(server.address(), mail); }).find("there is no nobody") != std::string::npos);
    }
    SECTION("it is not there") {
        const Poco::Net::ServerSocket taken(Poco::Net::SocketAddress("127.0.0.1", 0));
        auto gone = MailServer{"127.0.0.1", taken.address().port(), MailServer::Transport::plain, "", "", "a@b"};
        Poco::Net::ServerSocket(taken).close();
        CHECK(failure_of([&] { send_mail(gone, kMail); }).find("did not take the mail") != std::string::npos);
    }
    SECTION("it offers no TLS: nothing is said to it") {
        FakeServer server(Offers::nothing);
        auto address = server.address();
        address.transport = MailServer::Transport::starttls;
        CHECK(failure_of([&] { send_mail(address, kMail); }).find("offers no TLS") != std::string::npos);
        CHECK(server.heard().find("MAIL FROM") == std::string::npos);
    }
}

TEST_CASE("over TLS a mail goes to whom somebody vouches for", "[mail][attack]") {
    const Scratch scratch;
    const auto certificate = (scratch / "server.pem").string();
    const auto make = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1 -keyout '" + certificate +
                      "' -out '" + certificate + ".crt' 2>/dev/null && cat '" + certificate + ".crt' >> '" + certificate + "'";
    if (std::system(make.c_str()) != 0) {
        WARN("skipped: there is no openssl to make a certificate with");
        return;
    }
    FakeServer server(Offers::tls, certificate);
    auto address = server.address();
    address.transport = MailServer::Transport::starttls;
    address.user = "library";
    address.password = "six tired horses";
    SECTION("nobody does") {
        CHECK(failure_of([&] { send_mail(address, kMail); }).find("did not take the mail") != std::string::npos);
        CHECK(server.heard().find("AUTH") == std::string::npos);
    }
    SECTION("the system does") {
        ::setenv("SSL_CERT_FILE", (certificate + ".crt").c_str(), 1);
        const auto failure = failure_of([&] { send_mail(address, kMail); });
        ::unsetenv("SSL_CERT_FILE");
        CHECK(failure.empty());
        const auto heard = server.heard();
        CHECK(heard.find("(TLS)") < heard.find("AUTH PLAIN"));
        CHECK(heard.find("invitation/1234") != std::string::npos);
    }
}
