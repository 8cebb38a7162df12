#include <csignal>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <optional>
#include <pthread.h>
#include <unistd.h>

#include "searchd/config.h"
#include "searchd/live_search.h"
#include "searchd/supervisor.h"
#include "searchd/vocabulary_watch.h"
#include "searchd/web/site.h"

namespace {

using namespace samling;

/// Blocked in every thread, so that only the wait in main gets them.
sigset_t block_stop_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
    return signals;
}

/// An address as it may stand in a log: an invitation's is a secret.
std::string logged(const Request& request) {
    return request.path.size() > 1 && request.path.front() == "invitation" ? "/invitation/…" : request.target;
}

/// The indexer lies beside this program, and looks for its data where this one does.
std::vector<std::string> follow_command(const DaemonConfig& config) {
    const auto indexer = std::filesystem::read_symlink("/proc/self/exe").parent_path() / "indexer";
    return {indexer.string(), "follow", "--with-parent", std::to_string(::getpid()), "--data", config.data.string(), "--share", config.share.string()};
}

SendMail mail_by(const DaemonConfig& config) {
    if (!config.mail) return {};
    return [server = *config.mail](const Mail& mail) { send_mail(server, mail); };
}

int serve(const DaemonConfig& config) {
    if (!std::filesystem::is_directory(config.data))
        throw Failure(ErrorCode::index_missing, "there is no collection at " + config.data.string() + "; `indexer add` makes one");
    const auto signals = block_stop_signals();
    const DataDirectory directory(std::filesystem::absolute(config.data));
    const auto files = config.share / "vocabulary";
    const auto state = vocabulary_state(files);
    VocabularySource vocabularies(std::make_shared<const Vocabularies>(files));
    auto search_options = config.search;
    search_options.ranking = read_ranking_settings(directory.ranking());
    LiveSearch search(directory, search_options, vocabularies.now());
    const Site site({directory, config.share, vocabularies, search.functions(),
                     Frontage(config.public_url, config.trusted_proxies), {}, mail_by(config), config.uploads});
    auto options = config.server;
    options.stream_body = [&](const Request& head) { return site.body_stream(head); };
    options.on_error = [&](const Failure& failure, const Request* request) {
        return site.render_error(failure, request);
    };
    options.on_failure = [](const std::string& what, const Request* request) {
        std::fprintf(stderr, "searchd: %s: %s\n", request ? logged(*request).c_str() : "-", what.c_str());
    };
    if (config.access_log == DaemonConfig::AccessLog::on)
        options.on_answer = [](const Request& request, int status, std::size_t bytes, std::chrono::microseconds took) {
            std::fprintf(stderr, "%s %s %d %zu %lldus\n", request.method.c_str(), logged(request).c_str(), status, bytes,
                         static_cast<long long>(took.count()));
        };
    Server server(options, [&](const Request& request) { return site.handle(request); });
    std::optional<Supervisor> follower;
    const auto start_follower = [&] {
        if (config.follow == DaemonConfig::Follow::off) return;
        follower.emplace(follow_command(config), [](const std::string& what) { std::fprintf(stderr, "searchd: %s\n", what.c_str()); });
    };
    start_follower();
    std::cout << "searchd: serving " << config.data.string() << " on http://" << options.address << ":" << server.port() << "/" << std::endl;
    const VocabularyWatch watch(files, state, vocabularies, [&](const std::shared_ptr<const Vocabularies>& fresh) {
        search.exchange(fresh);
        vocabularies.exchange(fresh);
        start_follower(); // it has read them when it began
    });
    int signal = 0;
    sigwait(&signals, &signal);
    server.stop();
    std::cout << "searchd: stopped" << std::endl;
    return 0;
}

} // namespace

int main(int count, char** words) {
    try {
        auto config = read_config({words + 1, words + count});
        if (config.help != DaemonConfig::Help::none) {
            std::cout << (config.help == DaemonConfig::Help::usage ? describe_config() : "searchd (Samling) 0.1.0\n");
            return 0;
        }
        if (config.share.empty())
            config.share = std::filesystem::read_symlink("/proc/self/exe").parent_path().parent_path() / "share/samling";
        return serve(config);
    } catch (const std::exception& error) {
        std::cerr << "searchd: " << error.what() << "\n";
    } catch (...) {
        std::cerr << "searchd: an unknown error\n";
    }
    return 2;
}
