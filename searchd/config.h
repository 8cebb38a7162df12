#pragma once
// Everything the daemon can be told, read once.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "searchd/net/frontage.h"
#include "searchd/net/mailer.h"
#include "searchd/net/server.h"
#include "searchd/search/search.h"
#include "searchd/web/reception.h"

namespace samling {

struct DaemonConfig {
    std::filesystem::path data = "data";
    std::filesystem::path share;
    ServerOptions server;
    SearchOptions search;
    std::string public_url;      ///< "https://samling.example"; empty: not said.
    std::string trusted_proxies; ///< Addresses and blocks, with commas.
    std::optional<MailServer> mail; ///< Nothing: no mail is sent.
    std::filesystem::path mail_password; ///< File that holds its password; empty: there is none.
    std::string mail_from;
    UploadSettings uploads;
    enum class AccessLog { off, on } access_log = AccessLog::off;
    enum class Follow { off, on } follow = Follow::on; ///< Whether `indexer follow` runs beside the daemon.
    enum class Help { none, usage, version } help = Help::none;
};

/// From a configuration file (--config FILE, annotated in config/searchd.properties), the environment (SAMLING_PORT),
/// which wins over it, and the command line, which wins over both. Throws Failure{invalid_argument} naming the option,
/// variable or key that is off, or missing beside others, and Failure{unreadable_file} for a password file that is not there.
DaemonConfig read_config(const std::vector<std::string>& words);
std::string describe_config();

} // namespace samling
