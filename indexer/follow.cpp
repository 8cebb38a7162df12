#include "indexer/follow.h"

#include <chrono>
#include <mutex>
#include <thread>

#include "corpus/catalog_watch.h"
#include "corpus/submissions.h"
#include "indexer/collection_writer.h"
#include "indexer/submission_publisher.h"
#include "indexer/submission_reader.h"
#include "schema/failure.h"

namespace samling {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds kLook{100};    ///< Between two looks at whether the catalog has changed.
constexpr std::chrono::milliseconds kAgain{1000};  ///< Before what failed is tried again.

class Follower {
public:
    explicit Follower(const FollowContext& context) : context_(context), tools_(context.tools) {}

    void run() {
        std::jthread reader([this] { work_on(&Follower::read_received); });
        work_on(&Follower::write_due);
    }

private:
    /// Does `work` whenever the catalog has changed, and again a while after it failed or (false) had to leave something.
    void work_on(bool (Follower::*work)()) {
        CatalogWatch watch(tools_.directory.catalog());
        Clock::time_point again = Clock::time_point::max();
        for (std::string trouble; !context_.stop(); std::this_thread::sleep_for(kLook))
            try {
                if (!watch.has_changed() && Clock::now() < again) continue;
                again = (this->*work)() ? Clock::time_point::max() : Clock::now() + kAgain;
                trouble.clear();
            } catch (const std::exception& error) {
                again = Clock::now() + kAgain;
                if (trouble != error.what()) tell(trouble = error.what());
            }
    }

    std::vector<std::int64_t> waiting(SubmissionState state) const {
        return tools_.transactions.read([&](SqliteDatabase& database) { return Submissions(database).waiting(state); });
    }

    bool read_received() {
        for (const auto key : waiting(SubmissionState::received)) {
            if (context_.stop()) break;
            read_submission(key, tools_);
        }
        return true;
    }

    bool write_due() {
        if (!is_current_) { // an older catalog is brought up to date before anything is asked of it
            open_writer().bring_index_up_to_date();
            is_current_ = true;
        }
        const auto accepted = waiting(SubmissionState::accepted);
        if (accepted.empty() && !Catalog(tools_.directory.catalog(), Catalog::Mode::read).is_index_behind()) return true;
        // Whoever writes, as a run of `indexer add`, brings the index up to date itself: that is no trouble to tell of.
        if (accepted.empty() && is_somebody_writing()) return false;
        auto writer = open_writer();
        writer.bring_index_up_to_date();
        for (const auto key : accepted) {
            if (context_.stop()) break;
            publish_submission(key, writer, tools_);
        }
        writer.finish_and_compare();
        return true;
    }

    bool is_somebody_writing() const {
        try {
            const WriterLock lock(context_.directory, WriterLock::Hold::briefly);
            return false;
        } catch (const Failure& failure) {
            if (failure.code() != ErrorCode::busy) throw;
            return true;
        }
    }

    CollectionWriter open_writer() const { return {context_.directory, tools_.vocabularies, {}, WriterLock::Hold::briefly}; }

    void tell(const std::string& what) {
        const std::lock_guard lock(telling_);
        context_.tell(what);
    }

    const FollowContext& context_;
    const SubmissionTools& tools_;
    std::mutex telling_;
    bool is_current_ = false; ///< The catalog's schema is ours. Of the writing thread.
};

} // namespace

void follow(const FollowContext& context) {
    Follower(context).run();
}

} // namespace samling
