#pragma once
// Sizes as people read them.

#include <cstdint>
#include <string>

namespace samling {

/// "512 MB", "3 GB": in the largest unit of which there is at least one, cut to a whole number of them.
inline std::string byte_size(std::uint64_t bytes) {
    constexpr std::uint64_t kKilo = 1024, kMega = 1024 * kKilo, kGiga = 1024 * kMega;
    if (bytes >= kGiga) return std::to_string(bytes / kGiga) + " GB";
    if (bytes >= kMega) return std::to_string(bytes / kMega) + " MB";
    return bytes >= kKilo ? std::to_string(bytes / kKilo) + " KB" : std::to_string(bytes) + " bytes";
}

} // namespace samling
