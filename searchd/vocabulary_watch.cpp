#include "searchd/vocabulary_watch.h"

#include <cstdio>

namespace samling {

VocabularyWatch::VocabularyWatch(std::filesystem::path directory, std::string state, VocabularySource source,
                                 std::function<void(std::shared_ptr<const Vocabularies>)> take_up, std::chrono::milliseconds between)
    : directory_(std::move(directory)), source_(std::move(source)), take_up_(std::move(take_up)), between_(between), tried_(state),
      seen_(std::move(state)), thread_([this] {
          std::unique_lock lock(mutex_);
          while (!wake_.wait_for(lock, between_, [this] { return stopping_; })) {
              lock.unlock();
              look();
              lock.lock();
          }
      }) {}

VocabularyWatch::~VocabularyWatch() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    thread_.join();
}

void VocabularyWatch::look() {
    auto state = vocabulary_state(directory_);
    const bool still = state == seen_; // somebody may be in the middle of writing
    seen_ = std::move(state);
    if (!still || seen_ == tried_) return;
    tried_ = seen_;
    read();
}

void VocabularyWatch::read() {
    std::string why;
    try {
        take_up_(std::make_shared<const Vocabularies>(directory_));
        std::fprintf(stderr, "searchd: the changed vocabularies are in use\n");
        return;
    } catch (const std::exception& error) {
        why = error.what();
    } catch (...) {
        why = "an unknown error";
    }
    std::fprintf(stderr, "searchd: the changed vocabularies are not taken up, the earlier ones stay in use: %s\n", why.c_str());
    source_.set_amiss(std::move(why));
}

} // namespace samling
