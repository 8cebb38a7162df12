#include "corpus/password.h"

#include <condition_variable>
#include <mutex>
#include <sodium.h>

#include "corpus/secret.h"
#include "schema/failure.h"

namespace samling {
namespace {

constexpr int kAtOnce = 2, kMostWaiting = 32;

} // namespace

struct PasswordHasher::Internal {
    explicit Internal(PasswordCost price) : cost(price) {}

    const PasswordCost cost;
    std::atomic<std::int64_t> computed = 0;
    std::mutex mutex;
    std::condition_variable freed;
    int running = 0, waiting = 0; ///< Guarded by mutex.

    /// The right to compute one hash, while it lives.
    struct Turn {
        explicit Turn(Internal& internal) : internal(internal) {
            std::unique_lock lock(internal.mutex);
            if (internal.waiting >= kMostWaiting) throw Failure(ErrorCode::busy, "many people are signing in; try again shortly");
            ++internal.waiting;
            internal.freed.wait(lock, [&] { return internal.running < kAtOnce; });
            --internal.waiting;
            ++internal.running;
            ++internal.computed;
        }
        ~Turn() {
            {
                const std::lock_guard lock(internal.mutex);
                --internal.running;
            }
            internal.freed.notify_one();
        }
        Turn(const Turn&) = delete;
        Turn& operator=(const Turn&) = delete;
        Internal& internal;
    };
};

PasswordHasher::PasswordHasher(PasswordCost cost) : internal_(new Internal(cost)) {
    random_bytes(1); // starts libsodium
}
PasswordHasher::~PasswordHasher() = default;

std::string PasswordHasher::hash(std::string_view password) const {
    const Internal::Turn turn(*internal_);
    char text[crypto_pwhash_argon2id_STRBYTES];
    if (crypto_pwhash_argon2id_str(text, password.data(), password.size(), internal_->cost.passes, internal_->cost.memory) != 0)
        throw Failure(ErrorCode::storage_failed, "there is not enough memory to hash a password");
    return text;
}

bool PasswordHasher::verify(std::string_view password, const std::string& stored) const {
    if (stored.empty()) {
        hash(password);
        return false;
    }
    const Internal::Turn turn(*internal_);
    return crypto_pwhash_argon2id_str_verify(stored.c_str(), password.data(), password.size()) == 0;
}

std::int64_t PasswordHasher::computed() const {
    return internal_->computed;
}

} // namespace samling
