#pragma once
// The text of a page as it is stored: a byte that says how, then the text, compressed where that is shorter.

#include <memory>
#include <string>
#include <string_view>

struct ZSTD_CCtx_s;
struct ZSTD_DCtx_s;

namespace samling {

/// Keeps the compressor's memory between calls, which is most of the cost of a short page. NOT thread-safe.
class PageTextCodec {
public:
    /// Longer than any page an extractor gives; a forged length cannot ask for more memory than this.
    static constexpr std::size_t kMaxText = std::size_t{64} << 20;

    PageTextCodec();

    /// Throws Failure{too_large} beyond kMaxText.
    std::string encode(std::string_view text);
    /// Throws Failure{corrupt_data} for anything that encode did not make.
    std::string decode(std::string_view blob);

private:
    std::string decompress(std::string_view frame);

    std::unique_ptr<ZSTD_CCtx_s, void (*)(ZSTD_CCtx_s*)> compressor_;
    std::unique_ptr<ZSTD_DCtx_s, void (*)(ZSTD_DCtx_s*)> decompressor_;
};

} // namespace samling
