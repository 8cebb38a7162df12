// Through the raw system calls: Debian 12's headers know less than the kernels that people run.
#include "indexer/extract/landlock.h"

#include <cstdint>
#include <string>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace samling {
namespace {

// Rights by the version of the interface that introduced them; a kernel refuses those it does not know.
constexpr std::uint64_t kReadFile = 1u << 2;
constexpr std::uint64_t kReadDirectory = 1u << 3;
constexpr std::uint64_t kFileRights1 = (1u << 13) - 1;
constexpr std::uint64_t kRefer2 = 1u << 13;
constexpr std::uint64_t kTruncate3 = 1u << 14;
constexpr std::uint64_t kIoctl5 = 1u << 15;
constexpr std::uint64_t kTcp4 = 3;
constexpr std::uint64_t kScopes6 = 3;

struct Ruleset {
    std::uint64_t files = 0;
    std::uint64_t network = 0;
    std::uint64_t scopes = 0;
};

struct [[gnu::packed]] PathRule {
    std::uint64_t allowed = 0;
    std::int32_t directory = -1;
};

constexpr long kCreate = 444, kAddRule = 445, kRestrict = 446; // the same on every architecture
constexpr unsigned kVersionQuery = 1, kPathBeneath = 1;

struct Descriptor {
    int value;
    ~Descriptor() {
        if (value >= 0) close(value);
    }
};

std::size_t known_size(long version) {
    return version >= 6 ? 24 : version >= 4 ? 16 : 8;
}

} // namespace

bool apply_landlock(std::string_view readable) {
    const long version = syscall(kCreate, nullptr, 0, kVersionQuery);
    if (version < 1) return false;
    Ruleset rules;
    rules.files = kFileRights1 | (version >= 2 ? kRefer2 : 0) | (version >= 3 ? kTruncate3 : 0) |
                  (version >= 5 ? kIoctl5 : 0);
    rules.network = version >= 4 ? kTcp4 : 0;
    rules.scopes = version >= 6 ? kScopes6 : 0;
    const Descriptor ruleset{static_cast<int>(syscall(kCreate, &rules, known_size(version), 0))};
    if (ruleset.value < 0) return false;
    const Descriptor directory{open(std::string(readable).c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC)};
    if (directory.value >= 0) {
        const PathRule rule{kReadFile | kReadDirectory, directory.value};
        if (syscall(kAddRule, ruleset.value, kPathBeneath, &rule, 0) != 0) return false;
    }
    return syscall(kRestrict, ruleset.value, 0) == 0;
}

} // namespace samling
