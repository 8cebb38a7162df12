#include "corpus/object_store.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <functional>
#include <memory>
#include <openssl/evp.h>
#include <sys/stat.h>
#include <unistd.h>

#include "corpus/durable_file.h"
#include "schema/failure.h"

namespace samling {
namespace {

constexpr std::size_t kPiece = std::size_t{256} << 10;
/// How far a file may outgrow the size it had when it was opened: a log in use ends some time, /dev/zero does
/// not.
constexpr std::uintmax_t kMaxGrowth = std::uintmax_t{1} << 30;

/// Files under way; a directory of their own, so that looking for abandoned ones is cheap.
constexpr std::string_view kIncoming = "incoming";

class Sha256 {
public:
    Sha256() : context_(EVP_MD_CTX_new(), EVP_MD_CTX_free) {
        if (!context_ || EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) != 1) fail();
    }
    void update(std::string_view bytes) {
        if (EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) != 1) fail();
    }
    std::string hex() {
        std::array<unsigned char, 32> digest{};
        if (EVP_DigestFinal_ex(context_.get(), digest.data(), nullptr) != 1) fail();
        static constexpr char kHex[] = "0123456789abcdef";
        std::string text;
        for (const unsigned char byte : digest)
            text += {kHex[byte >> 4], kHex[byte & 15]};
        return text;
    }

private:
    [[noreturn]] static void fail() {
        throw Failure(ErrorCode::internal, "SHA-256 is not available from OpenSSL");
    }

    std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context_;
};

[[noreturn]] void unreadable(const std::filesystem::path& file, const std::string& why) {
    throw Failure(ErrorCode::unreadable_file, "cannot read " + file.string() + ": " + why);
}

/// Closes a descriptor.
struct Descriptor {
    int value;
    ~Descriptor() {
        if (value >= 0) ::close(value);
    }
};

/// Opens a regular file; never waits for the other end of a FIFO.
int open_regular(const std::filesystem::path& file, std::uintmax_t& limit) {
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (descriptor < 0) unreadable(file, std::strerror(errno));
    struct stat status {};
    const bool regular = ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
    if (!regular) {
        ::close(descriptor);
        unreadable(file, "not a regular file");
    }
    limit = static_cast<std::uintmax_t>(status.st_size) + kMaxGrowth;
    return descriptor;
}

/// Hands the content of a regular file to `take` in pieces.
void read_pieces(const std::filesystem::path& file, const std::function<void(std::string_view)>& take) {
    std::uintmax_t limit = 0;
    const Descriptor descriptor{open_regular(file, limit)};
    std::string buffer(kPiece, '\0');
    for (std::uintmax_t total = 0; total <= limit;) {
        const ssize_t got = ::read(descriptor.value, buffer.data(), buffer.size());
        if (got == 0) return;
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) unreadable(file, std::strerror(errno));
        total += static_cast<std::uintmax_t>(got);
        take(std::string_view(buffer).substr(0, static_cast<std::size_t>(got)));
    }
    unreadable(file, "it keeps growing while it is read");
}

void make_directory(const std::filesystem::path& directory) {
    if (::mkdir(directory.c_str(), 0750) != 0 && errno != EEXIST)
        throw Failure(ErrorCode::storage_failed,
                      "cannot create the directory " + directory.string() + ": " + storage_error(errno));
}

/// Read-only is what is durable, and so its length tells enough: a shorter one, from a damaged file system, is to be
/// replaced.
bool is_durable(const std::filesystem::path& object, std::uintmax_t size) {
    struct stat status {};
    return ::stat(object.c_str(), &status) == 0 && S_ISREG(status.st_mode) && (status.st_mode & S_IWUSR) == 0 &&
           static_cast<std::uintmax_t>(status.st_size) == size;
}

/// What is not durable may be what was left when a process or the machine died.
bool is_whole(const std::filesystem::path& object, const std::string& digest) {
    std::error_code error;
    return std::filesystem::is_regular_file(object, error) && sha256_file(object) == digest;
}

void sync_file(const std::filesystem::path& file) {
    const Descriptor descriptor{::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW)};
    if (descriptor.value >= 0 && ::fsync(descriptor.value) == 0) return;
    const int error = errno;
    // The kernel tells of a lost write once: nobody shall trust what is left.
    if (descriptor.value >= 0) ::unlink(file.c_str());
    throw Failure(ErrorCode::storage_failed, "cannot sync " + file.string() + ": " + storage_error(error));
}

void make_read_only(const std::filesystem::path& file) {
    if (::chmod(file.c_str(), 0440) != 0)
        throw Failure(ErrorCode::storage_failed, "cannot make " + file.string() + " read-only: " + storage_error(errno));
}

void verify_directory(const std::filesystem::path& directory, std::vector<std::string>& mistakes) {
    for (const auto& entry : std::filesystem::directory_iterator(directory)) {
        const std::string expected = directory.filename().string() + entry.path().filename().string();
        try {
            if (const auto found = sha256_file(entry.path()); found != expected)
                mistakes.push_back(entry.path().string() + ": damaged, its content has the digest " + found);
        } catch (const Failure& failure) {
            mistakes.push_back(failure.what());
        }
    }
}

/// The directories that objects lie in.
void each_directory(const std::filesystem::path& root,
                    const std::function<void(const std::filesystem::path&)>& visit) {
    try {
        for (const auto& entry : std::filesystem::directory_iterator(root))
            if (entry.is_directory() && entry.path().filename() != kIncoming) visit(entry.path());
    } catch (const std::filesystem::filesystem_error& error) {
        throw Failure(ErrorCode::storage_failed,
                      std::string("cannot read the object store: ") + error.what());
    }
}

} // namespace

std::string sha256(std::string_view bytes) {
    Sha256 digest;
    digest.update(bytes);
    return digest.hex();
}

std::string sha256_file(const std::filesystem::path& file) {
    Sha256 digest;
    read_pieces(file, [&](std::string_view piece) { digest.update(piece); });
    return digest.hex();
}

/// Stores what `feed` hands out, and returns its digest.
std::string ObjectStore::store(const Feed& feed) {
    make_directory(root_ / kIncoming);
    TemporaryFile temporary(root_ / kIncoming);
    Sha256 digest;
    std::uintmax_t size = 0;
    feed([&](std::string_view piece) {
        digest.update(piece);
        temporary.write(piece);
        size += piece.size();
    });
    std::string name = digest.hex();
    const auto target = path(name);
    const std::lock_guard lock(mutex_); // another thread's copy, which may just be synced, is not replaced
    if (pending_.contains(name) || is_durable(target, size)) return name;
    make_directory(target.parent_path());
    // Another process may be storing the same, and have made it durable by now: only what is damaged is replaced.
    if (!temporary.move_to_free(target) && !is_whole(target, name)) temporary.move_to(target);
    pending_.insert(name);
    return name;
}

std::string ObjectStore::put_file(const std::filesystem::path& file) {
    return store([&](const auto& take) { read_pieces(file, take); });
}

std::string ObjectStore::put(std::string_view bytes) {
    return store([&](const auto& take) { take(bytes); });
}

void ObjectStore::sync() {
    const std::lock_guard one(syncing_);
    std::set<std::string> names;
    {
        const std::lock_guard lock(mutex_);
        names = pending_;
    }
    if (names.empty()) return;
    make_durable(names);
    const std::lock_guard lock(mutex_);
    for (const auto& name : names)
        pending_.erase(name);
}

/// Contents, then the names, then the mark that says so.
void ObjectStore::make_durable(const std::set<std::string>& names) const {
    std::set<std::filesystem::path> directories{root_};
    for (const auto& name : names) {
        const auto object = path(name);
        sync_file(object);
        directories.insert(object.parent_path());
    }
    for (const auto& directory : directories)
        sync_directory(directory);
    for (const auto& name : names)
        make_read_only(path(name));
}

std::string ObjectStore::adopt(const std::filesystem::path& file) {
    std::string name = sha256_file(file);
    const auto target = path(name);
    std::error_code error;
    if (is_durable(target, std::filesystem::file_size(file, error))) return name;
    make_directory(target.parent_path());
    sync_file(file); // under its own name, so that the object is durable from its first moment, whoever removes it
    make_read_only(file);
    if (::link(file.c_str(), target.c_str()) == 0) {
        sync_directory(target.parent_path());
        sync_directory(root_);
    } else { // there already, another file system, or one without links
        put_file(file);
        sync();
    }
    return name;
}

bool ObjectStore::contains(std::string_view digest) const {
    std::error_code error;
    return std::filesystem::is_regular_file(path(digest), error);
}

std::filesystem::path ObjectStore::path(std::string_view digest) const {
    const auto is_hex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
    if (digest.size() != 64 || !std::all_of(digest.begin(), digest.end(), is_hex))
        throw Failure(ErrorCode::invalid_argument,
                      "not the digest of an object: 64 lower-case hex digits are needed");
    return root_ / digest.substr(0, 2) / digest.substr(2);
}

void ObjectStore::remove(std::string_view digest) {
    const auto object = path(digest);
    {
        const std::lock_guard lock(mutex_);
        pending_.erase(std::string(digest));
    }
    if (::unlink(object.c_str()) == 0) return sync_directory(object.parent_path());
    if (errno != ENOENT)
        throw Failure(ErrorCode::storage_failed,
                      "cannot remove " + object.string() + ": " + storage_error(errno));
}

std::vector<std::string> ObjectStore::list() const {
    std::vector<std::string> digests;
    each_directory(root_, [&](const std::filesystem::path& directory) {
        for (const auto& entry : std::filesystem::directory_iterator(directory)) {
            auto digest = directory.filename().string() + entry.path().filename().string();
            if (digest.size() == 64) digests.push_back(std::move(digest)); // anything else verify() tells
        }
    });
    std::sort(digests.begin(), digests.end());
    return digests;
}

std::vector<std::string> ObjectStore::verify() const {
    std::vector<std::string> mistakes;
    each_directory(root_,
                   [&](const std::filesystem::path& directory) { verify_directory(directory, mistakes); });
    std::sort(mistakes.begin(), mistakes.end());
    return mistakes;
}

} // namespace samling
