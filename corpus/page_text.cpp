#include "corpus/page_text.h"

#include <zstd.h>

#include "schema/failure.h"

namespace samling {
namespace {

// Stored: never renumbered.
constexpr char kPlain = 0;
constexpr char kZstd = 1;

constexpr int kLevel = 3;
/// Shorter texts never become shorter by compression; not worth trying.
constexpr std::size_t kWorthTrying = 64;

[[noreturn]] void corrupt(const std::string& why) {
    throw Failure(ErrorCode::corrupt_data, "the stored text of a page is damaged: " + why);
}

} // namespace

PageTextCodec::PageTextCodec()
    : compressor_(ZSTD_createCCtx(), [](ZSTD_CCtx* context) { ZSTD_freeCCtx(context); }),
      decompressor_(ZSTD_createDCtx(), [](ZSTD_DCtx* context) { ZSTD_freeDCtx(context); }) {
    if (!compressor_ || !decompressor_) throw Failure(ErrorCode::internal, "zstd could not be set up");
    ZSTD_CCtx_setParameter(compressor_.get(), ZSTD_c_compressionLevel, kLevel);
    // Four bytes that tell a flipped bit from a text.
    ZSTD_CCtx_setParameter(compressor_.get(), ZSTD_c_checksumFlag, 1);
}

std::string PageTextCodec::encode(std::string_view text) {
    if (text.size() > kMaxText) throw Failure(ErrorCode::too_large, "a page holds more than 64 MiB of text");
    std::string blob;
    if (text.size() >= kWorthTrying) {
        blob.resize(1 + ZSTD_compressBound(text.size()));
        const std::size_t size =
            ZSTD_compress2(compressor_.get(), blob.data() + 1, blob.size() - 1, text.data(), text.size());
        if (ZSTD_isError(size) == 0 && size < text.size()) {
            blob[0] = kZstd;
            blob.resize(1 + size);
            return blob;
        }
    }
    blob.assign(1, kPlain);
    blob += text;
    return blob;
}

std::string PageTextCodec::decode(std::string_view blob) {
    if (blob.empty()) corrupt("nothing is there");
    const std::string_view rest = blob.substr(1);
    if (blob.front() == kZstd) return decompress(rest);
    if (blob.front() != kPlain) corrupt("its encoding is unknown");
    return std::string(rest);
}

std::string PageTextCodec::decompress(std::string_view frame) {
    const unsigned long long size = ZSTD_getFrameContentSize(frame.data(), frame.size());
    if (size == ZSTD_CONTENTSIZE_UNKNOWN || size == ZSTD_CONTENTSIZE_ERROR || size > kMaxText)
        corrupt("its length makes no sense");
    std::string text(size, '\0');
    const std::size_t got =
        ZSTD_decompressDCtx(decompressor_.get(), text.data(), text.size(), frame.data(), frame.size());
    if (ZSTD_isError(got) != 0) corrupt(ZSTD_getErrorName(got));
    if (got != size) corrupt("its length is wrong");
    return text;
}

} // namespace samling
