#include <catch2/catch.hpp>
#include <unistd.h>

#include "tests/support/scratch.h"

namespace samling::test {

bool skipped_unless_root(const char* what) {
    if (::geteuid() == 0) return false;
    WARN("skipped, needs root: " << what);
    return true;
}

} // namespace samling::test
