// Accounts and the audit log through the programs themselves.

#include <catch2/catch.hpp>

#include "corpus/catalog.h"
#include "corpus/sqlite.h"
#include "tests/e2e/programs.h"
#include "tests/support/scratch.h"

using namespace samling;
using namespace samling::test;
