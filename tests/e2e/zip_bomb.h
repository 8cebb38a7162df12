#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace samling::test {

/// A ZIP file whose one deflated member unpacks to `megabytes` of blanks, made without unpacked bytes: blocks of a
/// megabyte, flushed so that they can be repeated.
std::string zip_bomb(std::string_view member, std::uint64_t megabytes);

} // namespace samling::test
