#include "corpus/data_directory.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <optional>
#include <string_view>
#include <sys/file.h>
#include <thread>
#include <unistd.h>
#include <vector>

#include "corpus/durable_file.h"
#include "schema/failure.h"

namespace samling {
namespace {

constexpr std::string_view kIndexPrefix = "index.";
/// The link under way; a killed process may leave it.
constexpr std::string_view kNewLink = "index.new";
/// What stands in the lock behind the pid of a holder that will not be long, and how long it is waited for.
constexpr std::string_view kBrieflyMark = " briefly\n";
constexpr std::chrono::seconds kBriefly{30};
constexpr std::chrono::milliseconds kBetweenTries{20};

[[noreturn]] void fail(const std::string& doing, const std::filesystem::path& path, int error) {
    throw Failure(ErrorCode::storage_failed,
                  "cannot " + doing + " " + path.string() + ": " + storage_error(error));
}

/// N of "index.N"; nothing for any other name.
std::optional<unsigned> index_number(const std::filesystem::path& path) {
    const std::string name = path.filename().string();
    if (!name.starts_with(kIndexPrefix)) return std::nullopt;
    unsigned number = 0;
    const char* end = name.data() + name.size();
    const auto [stop, error] = std::from_chars(name.data() + kIndexPrefix.size(), end, number);
    return error == std::errc() && stop == end ? std::optional(number) : std::nullopt;
}

/// Every index.N below `root`.
std::vector<std::filesystem::path> indexes(const std::filesystem::path& root) {
    std::vector<std::filesystem::path> found;
    std::error_code error;
    for (std::filesystem::directory_iterator entry(root, error), end; !error && entry != end;
         entry.increment(error))
        if (index_number(entry->path())) found.push_back(entry->path());
    if (error) fail("list", root, error.value());
    return found;
}

void make_directory(const std::filesystem::path& path) {
    std::error_code error;
    std::filesystem::create_directories(path, error);
    if (!error && !std::filesystem::is_directory(path, error))
        error = std::make_error_code(std::errc::not_a_directory);
    if (error) fail("create the directory", path, error.value());
}

std::string lock_text(int descriptor) {
    char text[32];
    const ssize_t size = ::pread(descriptor, text, sizeof text, 0);
    return {text, size < 0 ? 0 : static_cast<std::size_t>(size)};
}

std::string holder(const std::string& text) {
    const auto digits = text.substr(0, text.find_first_not_of("0123456789"));
    return digits.empty() ? "another process" : "process " + digits;
}

} // namespace

void DataDirectory::create() const {
    make_directory(root_);
    make_directory(objects());
}

std::filesystem::path DataDirectory::current_index() const {
    // A rebuild may switch the link and remove the old index between the two looks: then the link says another name.
    std::filesystem::path before;
    for (;;) {
        std::error_code error;
        const auto target = std::filesystem::read_symlink(index(), error);
        if (error) return {};
        if (std::filesystem::is_directory(root_ / target, error)) return root_ / target;
        if (target == before) return {};
        before = target;
    }
}

std::filesystem::path DataDirectory::next_index() const {
    unsigned highest = 0;
    for (const auto& path : indexes(root_))
        highest = std::max(highest, *index_number(path));
    return root_ / (std::string(kIndexPrefix) + std::to_string(highest + 1));
}

std::vector<std::filesystem::path> DataDirectory::leftovers() const {
    std::vector<std::filesystem::path> found;
    const auto current = current_index();
    std::error_code error;
    for (std::filesystem::directory_iterator entry(root_, error), end; !error && entry != end;
         entry.increment(error))
        if (entry->path().filename().string().starts_with(kIndexPrefix) && entry->path() != current)
            found.push_back(entry->path());
    return found;
}

void DataDirectory::switch_index(const std::filesystem::path& target) const {
    const auto name = target.filename();
    std::error_code error;
    if (!index_number(name) || !std::filesystem::is_directory(root_ / name, error))
        throw Failure(ErrorCode::invalid_argument,
                      "not an index of " + root_.string() + ": " + target.string());
    const auto link = root_ / kNewLink;
    if (::unlink(link.c_str()) != 0 && errno != ENOENT) fail("remove", link, errno);
    // A name without directories, so that the collection can be moved as a whole.
    if (::symlink(name.c_str(), link.c_str()) != 0) fail("create", link, errno);
    if (::rename(link.c_str(), index().c_str()) != 0) fail("replace", index(), errno);
    sync_directory(root_);
    for (const auto& path : indexes(root_))
        if (path.filename() != name)
            std::filesystem::remove_all(path, error); // what resists waits for the next time
}

WriterLock::WriterLock(const DataDirectory& directory, Hold hold)
    : descriptor_(::open(directory.lock().c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0640)) {
    if (descriptor_ < 0) fail("open the lock", directory.lock(), errno);
    const auto deadline = std::chrono::steady_clock::now() + kBriefly;
    // A holder may not have come to say what it is: so it is looked at twice.
    for (int looks = 0; ::flock(descriptor_, LOCK_EX | LOCK_NB) != 0;) {
        const int error = errno;
        const std::string text = lock_text(descriptor_);
        const bool wait = text.ends_with(kBrieflyMark) ? std::chrono::steady_clock::now() < deadline : ++looks < 2;
        if (error == EWOULDBLOCK && wait) {
            std::this_thread::sleep_for(kBetweenTries);
            continue;
        }
        ::close(descriptor_);
        if (error != EWOULDBLOCK) fail("lock", directory.lock(), error);
        throw Failure(ErrorCode::busy, "index busy: " + holder(text) + " is writing " + directory.root().string() +
                                           "; wait until it is done, or stop it");
    }
    // Only for whoever finds it locked; the lock holds without it.
    const std::string text = std::to_string(::getpid()) + std::string(hold == Hold::briefly ? kBrieflyMark : "\n");
    if (::ftruncate(descriptor_, 0) == 0) [[maybe_unused]]
        const auto written = ::pwrite(descriptor_, text.data(), text.size(), 0);
}

WriterLock::~WriterLock() {
    // Released by name, not only closed: a child between fork and exec holds a copy of the descriptor.
    ::flock(descriptor_, LOCK_UN);
    ::close(descriptor_);
}

} // namespace samling
