#pragma once
// Mail, handed to a server of one's own by SMTP (RFC 5321).

#include <functional>
#include <string>

namespace samling {

struct MailServer {
    std::string host;
    int port = 25;
    enum class Transport { plain, starttls } transport = Transport::plain;
    std::string user;     ///< Empty: nobody signs in.
    std::string password;
    std::string from;     ///< Address that mails come from.
};

struct Mail {
    std::string to;      ///< One address, checked (email_mistake).
    std::string subject; ///< UTF-8, like the text.
    std::string text;
};

/// What the site sends mail with; empty where no server is configured.
using SendMail = std::function<void(const Mail&)>;

/// "smtp://host", "smtp://host:2525" or, over TLS from the first word that matters on (RFC 3207), "smtp+starttls://user@host:587".
/// Ports are 25 and 587 where none is said. Throws Failure{invalid_argument}: also for a user without TLS, whose password
/// would be readable on its way.
MailServer parse_mail_server(const std::string& address);

/// Hands `mail` over, or throws Failure{storage_failed} saying what the server answered, or that it could not be reached
/// within ten seconds. A server that offers no TLS where it was asked for, or shows a certificate that nobody vouches for, is
/// given nothing. Thread-safe.
void send_mail(const MailServer& server, const Mail& mail);

} // namespace samling
