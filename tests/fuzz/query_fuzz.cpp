// The query language takes anything and says something about it.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "schema/text.h"
#include "searchd/search/query.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace samling;
    const auto parsed = parse_query({reinterpret_cast<const char*>(data), size});
    if (!is_valid_utf8(describe(parsed.root))) std::abort();
    return 0;
}
