#include "searchd/net/mailer.h"

#include <Poco/Exception.h>
#include <Poco/Net/Context.h>
#include <Poco/Net/DNS.h>
#include <Poco/Net/MailMessage.h>
#include <Poco/Net/MailRecipient.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/SecureSMTPClientSession.h>
#include <Poco/URI.h>

#include "schema/failure.h"

namespace samling {
namespace {

using Transport = MailServer::Transport;

constexpr int kSeconds = 10;

[[noreturn]] void refuse(const std::string& address, const std::string& why) {
    throw Failure(ErrorCode::invalid_argument, "'" + address + "' " + why + "; as smtp://host or smtp+starttls://user@host:587");
}

void fill(Poco::Net::MailMessage& message, const MailServer& server, const Mail& mail) {
    using Poco::Net::MailMessage;
    message.setSender(server.from);
    message.addRecipient({Poco::Net::MailRecipient::PRIMARY_RECIPIENT, mail.to});
    message.setSubject(MailMessage::encodeWord(mail.subject));
    message.setContentType("text/plain; charset=utf-8");
    message.setContent(mail.text, MailMessage::ENCODING_QUOTED_PRINTABLE);
}

void start_tls(Poco::Net::SecureSMTPClientSession& session) {
    using Poco::Net::Context;
    const Context::Ptr context(new Context(Context::TLS_CLIENT_USE, "", "", "", Context::VERIFY_STRICT, 9, true));
    if (!session.startTLS(context)) throw Poco::Net::SMTPException("the server offers no TLS");
}

} // namespace

MailServer parse_mail_server(const std::string& address) {
    MailServer server;
    try {
        const Poco::URI uri(address);
        if (uri.getScheme() == "smtp+starttls") server.transport = Transport::starttls;
        else if (uri.getScheme() != "smtp") refuse(address, "is no mail server");
        server.host = uri.getHost();
        server.user = uri.getUserInfo();
        server.port = uri.getPort() != 0 ? uri.getPort() : server.transport == Transport::starttls ? 587 : 25;
    } catch (const Poco::Exception&) {
        refuse(address, "is no mail server");
    }
    if (server.host.empty()) refuse(address, "names no host");
    if (!server.user.empty() && server.transport == Transport::plain) refuse(address, "would send a password without TLS");
    return server;
}

void send_mail(const MailServer& server, const Mail& mail) {
    try {
        const auto port = static_cast<Poco::UInt16>(server.port);
        // The session waits for a connection as long as the system does, minutes; this one tells sooner.
        Poco::Net::StreamSocket().connect({server.host, port}, Poco::Timespan(kSeconds, 0));
        Poco::Net::SecureSMTPClientSession session(server.host, port); // knows the name that a certificate must be for
        session.setTimeout(Poco::Timespan(kSeconds, 0));
        const auto own_name = Poco::Net::DNS::hostName();
        session.login(own_name);
        if (server.transport == Transport::starttls) {
            start_tls(session);
            if (server.user.empty()) session.login(own_name);
            else session.login(own_name, Poco::Net::SMTPClientSession::AUTH_PLAIN, server.user, server.password);
        }
        Poco::Net::MailMessage message;
        fill(message, server, mail);
        session.sendMessage(message);
        session.close();
    } catch (const Poco::Exception& error) {
        throw Failure(ErrorCode::storage_failed, server.host + " did not take the mail: " + error.displayText());
    }
}

} // namespace samling
