// Input made to harm, each kind by itself: the run goes on, says what is wrong, and nothing is touched that should not be.
#include <atomic>
#include <catch2/catch.hpp>
#include <fstream>
#include <optional>
#include <thread>

#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/inotify.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "corpus/catalog.h"
#include "corpus/data_directory.h"
#include "tests/e2e/programs.h"
#include "tests/support/sample_files.h"
#include "tests/e2e/zip_bomb.h"

using namespace samling;
namespace fs = std::filesystem;

namespace {

bool says(const test::Ended& ended, const std::string& text) { return ended.output.find(text) != std::string::npos; }

struct House {
    test::Scratch scratch;
    fs::path in = scratch / "in", data = scratch / "data";
    House() { fs::create_directories(in); }

    void put(const std::string& name, const std::string& content) const { test::write_file(in / name, content); }
    test::Ended add() const { return test::run_program("indexer", {"add", in.string(), "--data=" + data.string()}); }
    std::optional<Source> source(const std::string& name) const {
        Catalog catalog(DataDirectory(data).catalog(), Catalog::Mode::read);
        return catalog.source(fs::canonical(in).string() + "/" + name);
    }
    std::string text(const std::string& name) const {
        Catalog catalog(DataDirectory(data).catalog(), Catalog::Mode::read);
        const auto found = catalog.source(fs::canonical(in).string() + "/" + name);
        const auto version = found ? catalog.find(found->document_id) : std::nullopt;
        std::string all;
        if (version)
            for (const auto& page : catalog.pages(version->key)) all += page.text;
        return all;
    }
};

/// Listens on the loopback address; whoever connects has been seen.
class Trap {
public:
    Trap() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        REQUIRE(::bind(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
        REQUIRE(::listen(socket_, 4) == 0);
        ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size);
        port_ = ntohs(address.sin_port);
    }
    ~Trap() { ::close(socket_); }
    std::string address() const { return "http://127.0.0.1:" + std::to_string(port_) + "/x.dtd"; }
    bool touched() const {
        const int connection = ::accept(socket_, nullptr, nullptr);
        if (connection >= 0) ::close(connection);
        return connection >= 0;
    }

private:
    int socket_, port_ = 0;
};

/// Sees whether a file is opened.
class Watch {
public:
    explicit Watch(const fs::path& file) : queue_(inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) {
        REQUIRE(inotify_add_watch(queue_, file.c_str(), IN_OPEN | IN_ACCESS) >= 0);
    }
    ~Watch() { ::close(queue_); }
    bool touched() const {
        char events[4096];
        return ::read(queue_, events, sizeof events) > 0;
    }

private:
    int queue_;
};

std::string laughs() {
    std::string entities = "<!DOCTYPE w [<!ENTITY a 'hahaha'>";
    for (char c = 'b'; c < 'l'; ++c) {
        entities += std::string("<!ENTITY ") + c + " '";
        for (int i = 0; i < 10; ++i) entities += std::string("&") + static_cast<char>(c - 1) + ";";
        entities += "'>";
    }
    return entities + "]>";
}

std::string docx_with(const std::string& doctype, const std::string& text) {
    return test::zip_file({{"[Content_Types].xml", "<Types><Override PartName=\"/x\" ContentType=\"application/vnd.openxmlformats-officedocument."
                                                   "wordprocessingml.document.main+xml\"/></Types>"},
                           {"word/document.xml", "<?xml version='1.0'?>" + doctype + "<w:document xmlns:w='w'><w:body><w:p><w:r><w:t>" + text +
                                                     "</w:t></w:r></w:p></w:body></w:document>"}});
}

} // namespace

TEST_CASE("ten gigabytes in a small archive stop at the limit") {
    const House house;
    house.put("bomb.zip", test::zip_bomb("bomb.txt", 10 * 1024));
    house.put("bomb.docx", test::zip_bomb("word/document.xml", 10 * 1024));
    house.put("calm.txt", "calm words");
    const auto ended = house.add();
    INFO(ended.output);
    CHECK(ended.status == 1);
    CHECK(house.source("calm.txt")->outcome == Outcome::indexed);
    CHECK(house.source("bomb.zip!/bomb.txt")->outcome == Outcome::refused);
    CHECK_THAT(house.source("bomb.zip!/bomb.txt")->reason, Catch::Contains("unpacks to more than 64 MB"));
    CHECK(house.source("bomb.docx")->outcome != Outcome::indexed);
    CHECK_FALSE(house.source("bomb.docx")->reason.empty());
}

TEST_CASE("a gigabyte in a single line ends, and is told") {
    const House house;
    {
        const std::string piece(8u << 20, 'x'); // one word without an end
        std::ofstream out(house.in / "line.txt", std::ios::binary);
        for (int i = 0; i < 128; ++i) out << piece;
        REQUIRE(out.good());
    }
    house.put("calm.txt", "calm words");
    const auto ended = house.add();
    INFO(ended.output);
    CHECK(house.source("calm.txt")->outcome == Outcome::indexed);
    const auto line = house.source("line.txt");
    REQUIRE(line);
    const bool told = line->outcome == Outcome::refused ? !line->reason.empty() : line->outcome == Outcome::indexed;
    CHECK(told);
    CHECK(house.text("line.txt").size() <= 16u << 20);
}

TEST_CASE("entities neither laugh nor reach out, in no format") {
    const House house;
    const Trap trap;
    test::write_file(house.scratch / "canary", "canary words");
    const Watch watch(house.scratch / "canary");
    const auto file = "file://" + (house.scratch / "canary").string();
    const auto reaching = "<!DOCTYPE w [<!ENTITY % p SYSTEM '" + trap.address() + "'>%p;<!ENTITY f SYSTEM '" + file + "'><!ENTITY s SYSTEM '" + trap.address() + "'>]>";
    const std::string body = "before &f; &s; after";
    house.put("laughs.docx", docx_with(laughs(), "calm &k;"));
    house.put("reaching.docx", docx_with(reaching, body));
    house.put("reaching.xml", "<?xml version='1.0'?>" + reaching + "<w>" + body + "</w>");
    house.put("include.xml", "<?xml version='1.0'?><w xmlns:xi='http://www.w3.org/2001/XInclude'><xi:include href='" + file + "' parse='text'/>words</w>");
    house.put("reaching.xhtml", "<?xml version='1.0'?>" + reaching + "<html><body><p>" + body + "</p><img src='" + trap.address() + "'/></body></html>");
    house.put("reaching.odt", test::zip_file({{"mimetype", "application/vnd.oasis.opendocument.text"},
                                              {"content.xml", reaching + "<o:document-content xmlns:o='o' xmlns:text='t'><o:body><text:p>" + body + "</text:p></o:body></o:document-content>"}}));
    const auto ended = house.add();
    INFO(ended.output);
    for (const auto* name : {"laughs.docx", "reaching.docx", "reaching.xml", "include.xml", "reaching.xhtml", "reaching.odt"}) {
        INFO(name);
        REQUIRE(house.source(name));
        const auto text = house.text(name);
        CHECK(text.find("canary") == std::string::npos);
        CHECK(text.find("hahaha") == std::string::npos);
        CHECK((!text.empty() || !house.source(name)->reason.empty()));
    }
    CHECK_FALSE(watch.touched());
    CHECK_FALSE(trap.touched());
}

TEST_CASE("what is no file, leads in circles or never rests does not hold up a run") {
    const House house;
    REQUIRE(::mkfifo((house.in / "pipe.txt").c_str(), 0600) == 0);
    fs::create_directory_symlink(".", house.in / "self");
    fs::create_symlink("b.txt", house.in / "a.txt");
    fs::create_symlink("a.txt", house.in / "b.txt");
    house.put("calm.txt", "calm words");
    house.put("busy.txt", "busy words");
    std::atomic<bool> stop = false;
    std::thread writer([&] {
        for (int i = 0; !stop; ++i) {
            std::ofstream(house.in / "busy.txt") << "busy words " << i << std::string(100'000, ' ') << "end";
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
    });
    const auto ended = house.add();
    stop = true;
    writer.join();
    INFO(ended.output);
    CHECK(ended.status == 1);
    CHECK(says(ended, "pipe.txt: it is a named pipe, not a file"));
    CHECK(says(ended, "a.txt: "));
    CHECK(house.source("calm.txt")->outcome == Outcome::indexed);
    const auto busy = house.source("busy.txt");
    REQUIRE(busy);
    CHECK((busy->outcome != Outcome::refused || !busy->reason.empty()));
}
