#pragma once
// The second factor of an account, where its owner has set one up: an authenticator app, and codes for the day on which
// the phone is lost.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/sqlite.h"

namespace samling {

/// A view of a database, for one account. The secret itself is kept, for the codes are computed from it.
class SecondFactor {
public:
    SecondFactor(SqliteDatabase& database, std::int64_t account) : database_(database), account_(account) {}

    bool is_on();
    /// Turns it on with the secret of an app, and returns ten recovery codes, which are shown once.
    std::vector<std::string> turn_on(std::string_view secret);
    void turn_off();
    /// Whether `code` is right at `seconds`: of the app, which makes it useless for another time, or a recovery code,
    /// which is then spent. Needs the right to write.
    bool take(std::string_view code, std::int64_t seconds);
    std::int64_t recovery_codes_left();

private:
    SqliteDatabase& database_;
    std::int64_t account_;
};

} // namespace samling
