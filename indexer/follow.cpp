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
    /// Does `work` whenever the catalog has changed, and again a while after it failed.
    void work_on(void (Follower::*work)()) {
        CatalogWatch watch(tools_.catalog);
        Clock::time_point again = Clock::time_point::max();
        for (std::string trouble; !context_.stop(); std::this_thread::sleep_for(kLook))
            try {
                if (!watch.has_changed() && Clock::now() < again) continue;
                again = Clock::time_point::max();
                (this->*work)();
                trouble.clear();
            } catch (const std::exception& error) {
                again = Clock::now() + kAgain;
                if (trouble != error.what()) tell(trouble = error.what());
            }
    }

    std::vector<std::int64_t> waiting(SubmissionState state) const {
        return tools_.transactions.read([&](SqliteDatabase& database) { return Submissions(database).waiting(state); });
    }

    void read_received() {
        for (const auto key : waiting(SubmissionState::received)) {
            if (context_.stop()) return;
            read_submission(key, tools_);
        }
    }

    void write_due() {
        if (!is_current_) { // an older catalog is brought up to date before anything is asked of it
            open_writer().bring_index_up_to_date();
            is_current_ = true;
        }
        const auto accepted = waiting(SubmissionState::accepted);
        if (accepted.empty() && !Catalog(tools_.catalog, Catalog::Mode::read).is_index_behind()) return;
        auto writer = open_writer();
        writer.bring_index_up_to_date();
        for (const auto key : accepted) {
            if (context_.stop()) break;
            publish_submission(key, writer, tools_);
        }
        writer.finish_and_compare();
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
