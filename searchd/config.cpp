#include "searchd/config.h"

#include <Poco/AutoPtr.h>
#include <Poco/Exception.h>
#include <Poco/Util/PropertyFileConfiguration.h>
#include <array>
#include <charconv>
#include <cstdlib>
#include <fstream>

#include "searchd/net/clamd.h"

namespace samling {
namespace {

/// One row for what is an option "--data DIR" on the command line and a key "data" in the file.
struct Setting {
    std::string_view name, value, help;
    void (*apply)(DaemonConfig&, const std::string& value);
};

std::int64_t whole_number(const std::string& text, std::int64_t least, std::int64_t most, std::string_view name) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number < least || number > most)
        throw Failure(ErrorCode::invalid_argument, std::string(name) + ": '" + text + "' is no number from " + std::to_string(least) +
                                                       " to " + std::to_string(most));
    return number;
}

bool is_on(const std::string& value, std::string_view name) {
    if (value != "on" && value != "off") throw Failure(ErrorCode::invalid_argument, std::string(name) + ": '" + value + "' is neither on nor off");
    return value == "on";
}

constexpr std::array kSettings = {
    Setting{"data", "DIR", "the collection's directory (default: ./data)", [](DaemonConfig& c, const std::string& v) { c.data = v; }},
    Setting{"port", "N", "port to listen on, 0 for any free one (default: 8080)",
            [](DaemonConfig& c, const std::string& v) { c.server.port = static_cast<int>(whole_number(v, 0, 65535, "port")); }},
    Setting{"address", "IP", "address to listen on (default: 127.0.0.1)", [](DaemonConfig& c, const std::string& v) { c.server.address = v; }},
    Setting{"threads", "N", "searches that run at once (default: 4)",
            [](DaemonConfig& c, const std::string& v) { c.server.threads = static_cast<int>(whole_number(v, 1, 256, "threads")); }},
    Setting{"max_connections", "N", "connections held at once; more get a 503 (default: 2048)",
            [](DaemonConfig& c, const std::string& v) { c.server.max_connections = static_cast<std::size_t>(whole_number(v, 1, 1'000'000, "max_connections")); }},
    Setting{"deadline_ms", "N", "a search is cut off after so many ms and says so; 0: never (default: 2000)",
            [](DaemonConfig& c, const std::string& v) { c.search.deadline = std::chrono::milliseconds(whole_number(v, 0, 600'000, "deadline_ms")); }},
    Setting{"cache_mb", "N", "memory for decoded lists, texts and answers, in MB (default: 144)",
            [](DaemonConfig& c, const std::string& v) { c.search.share_out(static_cast<std::size_t>(whole_number(v, 0, 1'000'000, "cache_mb")) << 20); }},
    Setting{"public_url", "URL", "the address readers use, https://samling.example: for links in mails, cookies over TLS alone, HSTS",
            [](DaemonConfig& c, const std::string& v) { Frontage(v, ""); c.public_url = v; }},
    Setting{"trusted_proxies", "LIST", "addresses or blocks whose X-Forwarded-For and -Proto are believed (default: none)",
            [](DaemonConfig& c, const std::string& v) { Frontage("", v); c.trusted_proxies = v; }},
    Setting{"smtp", "URL", "server that takes mail: smtp://host, smtp+starttls://user@host (default: none; links are shown instead)",
            [](DaemonConfig& c, const std::string& v) { c.mail = parse_mail_server(v); }},
    Setting{"smtp_password", "FILE", "holds the password of that user, in its first line", [](DaemonConfig& c, const std::string& v) { c.mail_password = v; }},
    Setting{"mail_from", "ADDRESS", "where mail comes from", [](DaemonConfig& c, const std::string& v) { c.mail_from = v; }},
    Setting{"upload_bytes", "N", "the largest file that members may send, in bytes (default: 536870912, 512 MB)",
            [](DaemonConfig& c, const std::string& v) { c.uploads.bytes = whole_number(v, 1, 1'000'000'000'000, "upload_bytes"); }},
    Setting{"uploads_per_hour", "N", "files of one account; twice as many from one address (default: 600)",
            [](DaemonConfig& c, const std::string& v) { c.uploads.per_hour = static_cast<int>(whole_number(v, 1, 1'000'000, "uploads_per_hour")); }},
    Setting{"upload_bytes_per_day", "N", "bytes that one account may send within a day (default: 21474836480, 20 GB)",
            [](DaemonConfig& c, const std::string& v) { c.uploads.bytes_per_day = whole_number(v, 1, 1'000'000'000'000'000, "upload_bytes_per_day"); }},
    Setting{"access_log", "on|off", "a line for each answer on standard error (default: off)",
            [](DaemonConfig& c, const std::string& v) {
                c.access_log = is_on(v, "access_log") ? DaemonConfig::AccessLog::on : DaemonConfig::AccessLog::off;
            }},
    Setting{"clamd", "SOCKET", "ClamAV's daemon, asked about every file: /run/clamav/clamd.ctl, HOST:PORT (default: nobody is asked)",
            [](DaemonConfig& c, const std::string& v) {
                c.uploads.harmful = [daemon = parse_clamd_address(v)](const std::filesystem::path& file) { return found_by_clamd(daemon, file); };
            }},
    Setting{"follow", "on|off", "keep `indexer follow` running, which reads and publishes what is uploaded (default: on)",
            [](DaemonConfig& c, const std::string& v) { c.follow = is_on(v, "follow") ? DaemonConfig::Follow::on : DaemonConfig::Follow::off; }},
    Setting{"share", "DIR", "where vocabularies and templates lie (default: ../share/samling beside the program)",
            [](DaemonConfig& c, const std::string& v) { c.share = v; }},
};

const Setting& setting(std::string_view name, const std::string& where) {
    for (const auto& row : kSettings)
        if (row.name == name) return row;
    throw Failure(ErrorCode::invalid_argument, where + ": there is no setting '" + std::string(name) + "'; see searchd --help");
}

/// "SAMLING_MAX_CONNECTIONS" for "max_connections".
std::string environment_name(std::string_view name) {
    std::string upper = "SAMLING_";
    for (const char c : name) upper += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return upper;
}

void read_environment(DaemonConfig& config) {
    for (const auto& row : kSettings) {
        const auto name = environment_name(row.name);
        const char* value = std::getenv(name.c_str());
        if (!value) continue;
        try {
            row.apply(config, value);
        } catch (const Failure& failure) {
            throw Failure(failure.code(), name + ": " + failure.what());
        }
    }
}

void read_file(const std::string& file, DaemonConfig& config) {
    try {
        const Poco::AutoPtr<Poco::Util::PropertyFileConfiguration> properties(new Poco::Util::PropertyFileConfiguration(file));
        Poco::Util::AbstractConfiguration::Keys keys;
        properties->keys(keys);
        for (const auto& key : keys) setting(key, file).apply(config, properties->getString(key));
    } catch (const Poco::Exception& error) {
        throw Failure(ErrorCode::invalid_argument, file + ": " + error.displayText());
    }
}

/// What belongs together is there together.
void complete_mail(DaemonConfig& config) {
    if (!config.mail) return;
    if (config.public_url.empty())
        throw Failure(ErrorCode::invalid_argument, "smtp: mails hold links, so public_url must say where readers find us");
    if (config.mail_from.find('@') == std::string::npos)
        throw Failure(ErrorCode::invalid_argument, "smtp: mail_from must say what address mails come from");
    config.mail->from = config.mail_from;
    if (config.mail->user.empty()) return;
    std::ifstream file(config.mail_password);
    if (!std::getline(file, config.mail->password) || config.mail->password.empty())
        throw Failure(ErrorCode::unreadable_file, "smtp_password: there is no password in '" + config.mail_password.string() + "'");
}

} // namespace

DaemonConfig read_config(const std::vector<std::string>& words) {
    DaemonConfig config;
    std::vector<std::pair<std::string, std::string>> given;
    for (std::size_t i = 0; i < words.size(); ++i) {
        auto word = words[i];
        if (word == "--help" || word == "-h") config.help = DaemonConfig::Help::usage;
        else if (word == "--version") config.help = DaemonConfig::Help::version;
        else if (!word.starts_with("--")) throw Failure(ErrorCode::invalid_argument, "'" + word + "' is no option; see searchd --help");
        else {
            const auto equals = word.find('=');
            const bool inside = equals != std::string::npos;
            if (!inside && i + 1 == words.size()) throw Failure(ErrorCode::invalid_argument, word + " wants a value");
            given.emplace_back(word.substr(2, inside ? equals - 2 : std::string::npos), inside ? word.substr(equals + 1) : words[++i]);
        }
    }
    for (const auto& [name, value] : given)
        if (name == "config") read_file(value, config);
    read_environment(config);
    for (const auto& [name, value] : given)
        if (name != "config") setting(name, "--" + name).apply(config, value);
    complete_mail(config);
    return config;
}

std::string describe_config() {
    std::string text = "usage: searchd [OPTION]...\n\n  --config FILE           read settings from a file\n";
    for (const auto& row : kSettings) {
        std::string left = "  --" + std::string(row.name) + " " + std::string(row.value);
        left.resize(std::max<std::size_t>(left.size() + 2, 26), ' ');
        text += left + std::string(row.help) + "\n";
    }
    return text + "\nEach is also a key of the file and a variable of the environment (SAMLING_PORT). Options win over variables, variables\n"
                  "over the file.\n\nSIGTERM and SIGINT stop it: running requests are finished.\nexit status: 0 stopped as asked; 2 could not run\n";
}

} // namespace samling
