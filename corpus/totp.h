#pragma once
// One-time passwords of an authenticator app (RFC 6238: SHA-1, six digits, thirty seconds). Pure.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace samling {

/// The step that `seconds` since 1970 is in.
std::int64_t totp_step(std::int64_t seconds);
/// The six digits for a step.
std::string totp_code(std::string_view secret, std::int64_t step);
/// The step that `code` (spaces are passed over) is right for: the one of `seconds`, or one beside it, for clocks that
/// differ. Steps up to `last` were used before and are not right any more.
std::optional<std::int64_t> totp_match(std::string_view secret, std::string_view code, std::int64_t seconds, std::int64_t last);

/// RFC 4648 without padding: how apps are told a secret.
std::string base32(std::string_view bytes);
/// "otpauth://totp/Samling:ada%40example.org?secret=…": what an app reads.
std::string totp_address(std::string_view secret, std::string_view email);

} // namespace samling
