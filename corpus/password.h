#pragma once
// Passwords: which are good enough, and how they are kept (argon2id).

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace samling {

/// Why `password` is refused, a sentence for people, or "": it is shorter than twelve characters or longer than a
/// thousand bytes, made of common words and digits alone, of one piece repeated, or of what the account is called.
std::string password_mistake(std::string_view password, std::string_view email, std::string_view name);

/// What one hash costs. The default takes 64 MB and about a tenth of a second.
struct PasswordCost {
    std::uint64_t passes = 2;
    std::size_t memory = 64u << 20;
};

/// Thread-safe. At most two hashes are worked on at once, whoever asks; the others wait, so that log-ins cannot take
/// all memory.
class PasswordHasher {
public:
    explicit PasswordHasher(PasswordCost cost = {});
    ~PasswordHasher();

    /// What to store. Throws Failure{busy} when many are waiting already, Failure{storage_failed} when memory runs out.
    std::string hash(std::string_view password) const;
    /// Whether `password` is the one of `stored`. An empty `stored` (an account that does not exist or has no password)
    /// is worked on as long as any other and is never right. Throws as hash.
    bool verify(std::string_view password, const std::string& stored) const;
    /// How many hashes were computed: that the unknown cost what the known do is tested by counting.
    std::int64_t computed() const;

private:
    struct Internal;
    std::unique_ptr<Internal> internal_;
};

} // namespace samling
