#include "tests/e2e/programs.h"

#include <sstream>
#include <fstream>
#include <filesystem>
#include <Poco/Net/StreamSocket.h>
#include <algorithm>
#include <catch2/catch.hpp>
#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/places/places.h"

namespace samling::test {
namespace {

struct Started {
    pid_t process;
    int output;
};

Started start(const std::string& name, const std::vector<std::string>& words, const std::map<std::string, std::string>& environment) {
    int ends[2];
    REQUIRE(pipe(ends) == 0);
    const auto program = name.starts_with('/') ? name : (test::program_directory() / name).string();
    std::vector<const char*> arguments{program.c_str()};
    for (const auto& word : words) arguments.push_back(word.c_str());
    arguments.push_back(nullptr);
    const pid_t process = fork();
    REQUIRE(process >= 0);
    if (process == 0) {
        for (const auto& [key, value] : environment) setenv(key.c_str(), value.c_str(), 1);
        dup2(ends[1], STDOUT_FILENO);
        dup2(ends[1], STDERR_FILENO);
        close(ends[0]);
        close(ends[1]);
        execv(program.c_str(), const_cast<char* const*>(arguments.data()));
        _exit(127);
    }
    close(ends[1]);
    return {process, ends[0]};
}

/// Reads until `enough` has come, or the end.
std::string read_until(int descriptor, const std::string& enough) {
    std::string all;
    char buffer[4096];
    while (enough.empty() || all.find(enough) == std::string::npos) {
        const auto count = read(descriptor, buffer, sizeof buffer);
        if (count <= 0) break;
        all.append(buffer, static_cast<std::size_t>(count));
    }
    return all;
}

Answer parsed(const std::string& bytes) {
    Answer answer;
    const auto end = bytes.find("\r\n\r\n");
    REQUIRE(end != std::string::npos);
    answer.status = std::stoi(bytes.substr(9, 3));
    for (auto from = bytes.find("\r\n") + 2; from < end;) {
        const auto line = bytes.substr(from, bytes.find("\r\n", from) - from);
        auto name = line.substr(0, line.find(':'));
        std::transform(name.begin(), name.end(), name.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
        answer.headers[name] = line.substr(std::min(line.size(), name.size() + 2));
        from += line.size() + 2;
    }
    answer.body = bytes.substr(end + 4);
    return answer;
}

} // namespace

Ended run_program(const std::string& name, const std::vector<std::string>& words, const std::map<std::string, std::string>& environment) {
    const auto [process, output] = start(name, words, environment);
    Ended ended;
    ended.output = read_until(output, "");
    close(output);
    ended.status = wait_child(process);
    return ended;
}

std::vector<pid_t> processes_with(const std::vector<std::string>& words) {
    std::vector<pid_t> found;
    for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
        const auto name = entry.path().filename().string();
        if (name.find_first_not_of("0123456789") != std::string::npos) continue;
        std::ifstream file(entry.path() / "cmdline");
        std::ostringstream line;
        line << file.rdbuf();
        const auto is_in = [&](const std::string& word) { return line.str().find(word) != std::string::npos; };
        if (std::all_of(words.begin(), words.end(), is_in)) found.push_back(std::stoi(name));
    }
    return found;
}

Daemon::Daemon(const std::filesystem::path& data, std::vector<std::string> more) {
    std::vector<std::string> words{"--data", data.string(), "--port", "0"};
    words.insert(words.end(), more.begin(), more.end());
    const auto started = start("searchd", words, {});
    process_ = started.process;
    output_ = started.output;
    printed_ = read_until(output_, "/\n");
    const auto at = printed_.find("http://127.0.0.1:");
    INFO(printed_);
    REQUIRE(at != std::string::npos);
    port_ = std::stoi(printed_.substr(at + 17));
}

Daemon::~Daemon() {
    if (process_ > 0) stop(SIGKILL);
}

Ended Daemon::stop(int signal) {
    kill(process_, signal);
    Ended ended;
    ended.output = printed_ + read_until(output_, "");
    close(output_);
    ended.status = wait_child(std::exchange(process_, -1));
    return ended;
}

std::string Daemon::raw(const std::string& bytes) const {
    Poco::Net::StreamSocket socket(Poco::Net::SocketAddress("127.0.0.1", static_cast<Poco::UInt16>(port_)));
    socket.setReceiveTimeout(Poco::Timespan(20, 0));
    socket.sendBytes(bytes.data(), static_cast<int>(bytes.size()));
    std::string all;
    char buffer[8192];
    for (int count; (count = socket.receiveBytes(buffer, sizeof buffer)) > 0;) all.append(buffer, static_cast<std::size_t>(count));
    return all;
}

Answer Daemon::get(const std::string& target, const std::string& lines) const {
    return parsed(raw("GET " + target + " HTTP/1.1\r\nHost: samling.test\r\nConnection: close\r\n" + lines + "\r\n"));
}

} // namespace samling::test
