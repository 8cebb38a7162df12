#include "corpus/totp.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "corpus/secret.h"
#include "schema/failure.h"

namespace samling {
namespace {

constexpr std::int64_t kSeconds = 30, kBeside = 1;

std::string escaped(std::string_view text) {
    std::string address;
    for (const char c : text) {
        const bool plain = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
        if (plain) address += c;
        else (address += '%') += hex_text(std::string_view(&c, 1));
    }
    return address;
}

} // namespace

std::int64_t totp_step(std::int64_t seconds) {
    return seconds / kSeconds;
}

std::string totp_code(std::string_view secret, std::int64_t step) {
    unsigned char counter[8], digest[EVP_MAX_MD_SIZE];
    for (int i = 0; i < 8; ++i) counter[i] = static_cast<unsigned char>(step >> (8 * (7 - i)));
    unsigned int size = 0;
    if (!HMAC(EVP_sha1(), secret.data(), static_cast<int>(secret.size()), counter, sizeof counter, digest, &size))
        throw Failure(ErrorCode::internal, "HMAC-SHA1 is not available");
    const unsigned at = digest[size - 1] & 15u; // RFC 4226 section 5.3
    const std::uint32_t number = (digest[at] & 0x7Fu) << 24 | digest[at + 1] << 16 | digest[at + 2] << 8 | digest[at + 3];
    auto digits = std::to_string(number % 1'000'000);
    return std::string(6 - digits.size(), '0') + digits;
}

std::optional<std::int64_t> totp_match(std::string_view secret, std::string_view code, std::int64_t seconds, std::int64_t last) {
    std::string digits;
    for (const char c : code)
        if (c != ' ') digits += c;
    std::optional<std::int64_t> found;
    const auto now = totp_step(seconds);
    for (auto step = now - kBeside; step <= now + kBeside; ++step)
        if (same_secret(totp_code(secret, step), digits) && step > last) found = step;
    return found;
}

std::string base32(std::string_view bytes) {
    constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    std::string text;
    std::uint32_t held = 0;
    int bits = 0;
    for (const char c : bytes) {
        held = (held << 8 | static_cast<unsigned char>(c)) & 0xFFFF;
        for (bits += 8; bits >= 5; bits -= 5) text += kAlphabet[held >> (bits - 5) & 31];
    }
    if (bits > 0) text += kAlphabet[held << (5 - bits) & 31];
    return text;
}

std::string totp_address(std::string_view secret, std::string_view email) {
    return "otpauth://totp/Samling:" + escaped(email) + "?secret=" + base32(secret) + "&issuer=Samling";
}

} // namespace samling
