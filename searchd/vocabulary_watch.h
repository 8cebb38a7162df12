#pragma once
// Takes up changed vocabularies while the daemon runs.

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "schema/vocabulary_source.h"

namespace samling {

/// Looks at the files of `directory` now and then, in a thread of its own until destroyed. When they have changed and then
/// been still for one look, they are read and given to `take_up`, whole or not at all: files with mistakes leave what
/// is in use as it is, and the source and the log say so until they are mended.
class VocabularyWatch {
public:
    /// `take_up` is called in the watch's thread; where it throws, the old vocabularies stay. `state` is the state of the
    /// files that are in use (vocabulary_state).
    VocabularyWatch(std::filesystem::path directory, std::string state, VocabularySource source,
                    std::function<void(std::shared_ptr<const Vocabularies>)> take_up,
                    std::chrono::milliseconds between = std::chrono::seconds(1));
    ~VocabularyWatch();
    VocabularyWatch(const VocabularyWatch&) = delete;
    VocabularyWatch& operator=(const VocabularyWatch&) = delete;

private:
    void look();
    void read();

    const std::filesystem::path directory_;
    VocabularySource source_;
    const std::function<void(std::shared_ptr<const Vocabularies>)> take_up_;
    const std::chrono::milliseconds between_;
    std::string tried_, seen_; ///< States of the files: when last read, and at the last look.
    std::mutex mutex_;
    std::condition_variable wake_;
    bool stopping_ = false; ///< Guarded by mutex_.
    std::thread thread_;
};

} // namespace samling
