#pragma once
// Random secrets that people and programs carry (links, cookies, tokens), and what is kept of them: a digest, so that
// whoever reads the catalog can use none of them. All thread-safe.

#include <string>
#include <string_view>

namespace samling {

/// 256 random bits in 43 characters of base64url: fits into addresses, cookies and headers as it is.
std::string random_secret();
/// What is stored of a secret: its SHA-256, 32 bytes. Secrets are random, so that a slow hash would add nothing.
std::string secret_digest(std::string_view secret);
/// HMAC-SHA256 of `text` under `key`, in 43 characters of base64url.
std::string keyed_digest(std::string_view key, std::string_view text);
/// `count` random bytes.
std::string random_bytes(std::size_t count);
/// Compares in a time that depends on the lengths alone.
bool same_secret(std::string_view a, std::string_view b);
/// "0a1f…".
std::string hex_text(std::string_view bytes);

} // namespace samling
