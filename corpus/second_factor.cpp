#include "corpus/second_factor.h"

#include "corpus/secret.h"
#include "corpus/totp.h"

namespace samling {
namespace {

constexpr int kRecoveryCodes = 10;
constexpr std::size_t kRecoveryBytes = 10; // 80 bits

/// Lower case without spaces and hyphens, so that a code may be typed as it was printed, or not.
std::string plain(std::string_view code) {
    std::string text;
    for (const char c : code)
        if (c != ' ' && c != '-') text += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return text;
}

/// "abcd-efgh-ijkl-mnop".
std::string fresh_code() {
    std::string code;
    for (const char c : base32(random_bytes(kRecoveryBytes))) {
        if (code.size() % 5 == 4) code += '-';
        code += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    }
    return code;
}

} // namespace

bool SecondFactor::is_on() {
    auto row = database_.query("SELECT totp <> x'' FROM account WHERE key = ?1", account_);
    return row.step() && row.integer(0) != 0;
}

std::vector<std::string> SecondFactor::turn_on(std::string_view secret) {
    turn_off();
    database_.run("UPDATE account SET totp = ?2 WHERE key = ?1", account_, Blob{secret});
    std::vector<std::string> codes;
    for (int i = 0; i < kRecoveryCodes; ++i) {
        codes.push_back(fresh_code());
        database_.run("INSERT INTO recovery_code (account, digest) VALUES (?1, ?2)", account_, Blob{secret_digest(plain(codes.back()))});
    }
    return codes;
}

void SecondFactor::turn_off() {
    database_.run("UPDATE account SET totp = x'', totp_step = 0 WHERE key = ?1", account_);
    database_.run("DELETE FROM recovery_code WHERE account = ?1", account_);
}

bool SecondFactor::take(std::string_view code, std::int64_t seconds) {
    std::string secret;
    std::int64_t last = 0;
    {
        auto row = database_.query("SELECT totp, totp_step FROM account WHERE key = ?1", account_);
        if (!row.step()) return false;
        secret = row.blob(0);
        last = row.integer(1);
    }
    if (secret.empty()) return false;
    if (const auto step = totp_match(secret, code, seconds, last)) {
        database_.run("UPDATE account SET totp_step = ?2 WHERE key = ?1", account_, *step);
        return true;
    }
    database_.run("DELETE FROM recovery_code WHERE account = ?1 AND digest = ?2", account_, Blob{secret_digest(plain(code))});
    return database_.changes() > 0;
}

std::int64_t SecondFactor::recovery_codes_left() {
    auto row = database_.query("SELECT count(*) FROM recovery_code WHERE account = ?1", account_);
    return row.step() ? row.integer(0) : 0;
}

} // namespace samling
