#include "corpus/secret.h"

#include <sodium.h>

#include "schema/failure.h"

namespace samling {
namespace {

void prepare_sodium() {
    static const bool ready = sodium_init() >= 0;
    if (!ready) throw Failure(ErrorCode::internal, "libsodium cannot be started: there is no source of randomness");
}

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

std::string base64url(const unsigned char* bytes, std::size_t size) {
    constexpr int kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
    std::string text(sodium_base64_ENCODED_LEN(size, kVariant), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes, size, kVariant);
    text.pop_back(); // its NUL
    return text;
}

} // namespace

std::string random_bytes(std::size_t count) {
    prepare_sodium();
    std::string bytes(count, '\0');
    randombytes_buf(bytes.data(), bytes.size());
    return bytes;
}

std::string random_secret() {
    const auto bytes = random_bytes(32);
    return base64url(bytes_of(bytes), bytes.size());
}

std::string secret_digest(std::string_view secret) {
    prepare_sodium();
    std::string digest(crypto_hash_sha256_BYTES, '\0');
    crypto_hash_sha256(reinterpret_cast<unsigned char*>(digest.data()), bytes_of(secret), secret.size());
    return digest;
}

std::string keyed_digest(std::string_view key, std::string_view text) {
    prepare_sodium();
    crypto_auth_hmacsha256_state state;
    unsigned char digest[crypto_auth_hmacsha256_BYTES];
    crypto_auth_hmacsha256_init(&state, bytes_of(key), key.size());
    crypto_auth_hmacsha256_update(&state, bytes_of(text), text.size());
    crypto_auth_hmacsha256_final(&state, digest);
    return base64url(digest, sizeof digest);
}

bool same_secret(std::string_view a, std::string_view b) {
    prepare_sodium();
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string hex_text(std::string_view bytes) {
    constexpr std::string_view kHex = "0123456789abcdef";
    std::string text;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        (text += kHex[byte >> 4]) += kHex[byte & 15];
    }
    return text;
}

} // namespace samling
