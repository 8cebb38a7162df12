#include "tests/support/golden.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "tests/places/places.h"
#include "tests/support/scratch.h"

namespace samling::test {
namespace {

std::string around(const std::string& text, std::size_t place) {
    return text.substr(place < 60 ? 0 : place - 60, 160);
}

} // namespace

std::string golden_difference(const std::string& file, const std::string& answer) {
    const auto path = test::source_directory() / file;
    const auto received = path.string() + ".received";
    std::filesystem::remove(received);
    if (std::getenv("SAMLING_APPROVE")) {
        std::filesystem::create_directories(path.parent_path());
        write_file(path, answer);
        return {};
    }
    const auto approved = std::filesystem::exists(path) ? read_file(path) : std::string();
    if (approved == answer) return {};
    write_file(received, answer);
    const auto place = static_cast<std::size_t>(
        std::mismatch(approved.begin(), approved.end(), answer.begin(), answer.end()).first - approved.begin());
    return file + " differs at byte " + std::to_string(place) + "\napproved: " + around(approved, place) +
           "\nreceived: " + around(answer, place) + "\nIf it is as it should be: tests/e2e/approve";
}

} // namespace samling::test
