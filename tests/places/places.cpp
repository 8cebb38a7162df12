#include "tests/places/places.h"

namespace samling::test {

std::filesystem::path source_directory() {
    return SAMLING_SOURCE_DIR;
}

std::filesystem::path program_directory() {
    return SAMLING_BIN_DIR;
}

std::filesystem::path share_directory() {
    return SAMLING_SHARE_DIR;
}

} // namespace samling::test
