#include "tests/e2e/zip_bomb.h"

#include <zlib.h>

#include "tests/support/office_files.h"

namespace samling::test {
namespace {

constexpr std::size_t kBlock = 1u << 20;

std::string number(std::uint64_t value, int width) {
    return little_endian_bytes(value, width);
}

/// One megabyte as deflated bytes that begin and end at a byte and refer to nothing before.
std::string deflated_block(const std::string& block) {
    z_stream stream{};
    deflateInit2(&stream, 9, Z_DEFLATED, -15, 9, Z_DEFAULT_STRATEGY);
    std::string out(deflateBound(&stream, block.size()) + 16, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(block.data()));
    stream.avail_in = static_cast<uInt>(block.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FULL_FLUSH);
    out.resize(out.size() - stream.avail_out);
    deflateEnd(&stream);
    return out;
}

} // namespace

std::string zip_bomb(std::string_view member, std::uint64_t megabytes) {
    const std::string block(kBlock, ' ');
    const auto packed = deflated_block(block);
    const auto block_sum = crc32(0, reinterpret_cast<const Bytef*>(block.data()), kBlock);
    auto sum = crc32(0, nullptr, 0);
    std::string content;
    for (std::uint64_t i = 0; i < megabytes; ++i) {
        content += packed;
        sum = crc32_combine(sum, block_sum, kBlock);
    }
    content += std::string("\x03\0", 2); // an empty last block
    const std::string sizes = number(megabytes * kBlock, 8) + number(content.size(), 8);
    const std::string wide = number(1, 2) + number(sizes.size(), 2) + sizes; // ZIP64
    const std::string fields = number(45, 2) + number(0, 2) + number(8, 2) + number(0, 4) + number(sum, 4) + number(0xffffffff, 4) +
                               number(0xffffffff, 4) + number(member.size(), 2) + number(wide.size(), 2);
    std::string file = "PK\3\4" + fields + std::string(member) + wide + content;
    const auto directory = file.size();
    file += "PK\1\2" + number(45, 2) + fields + std::string(2 + 2 + 2 + 4 + 4, '\0') + std::string(member) + wide;
    const auto size = file.size() - directory;
    return file + "PK\5\6" + number(0, 4) + number(1, 2) + number(1, 2) + number(size, 4) + number(directory, 4) + number(0, 2);
}

} // namespace samling::test
