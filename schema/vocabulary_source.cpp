#include "schema/vocabulary_source.h"

#include <algorithm>
#include <mutex>
#include <vector>

namespace samling {

struct VocabularySource::State {
    mutable std::mutex mutex; // guards the rest
    std::shared_ptr<const Vocabularies> current;
    std::string amiss;
};

VocabularySource::VocabularySource(std::shared_ptr<const Vocabularies> first) : state_(std::make_shared<State>()) {
    state_->current = std::move(first);
}

std::shared_ptr<const Vocabularies> VocabularySource::now() const {
    const std::lock_guard lock(state_->mutex);
    return state_->current;
}

void VocabularySource::exchange(std::shared_ptr<const Vocabularies> fresh) {
    const std::lock_guard lock(state_->mutex);
    state_->current.swap(fresh); // the old ones, if nobody looks at them any more, go after the lock
    state_->amiss.clear();
}

std::string VocabularySource::amiss() const {
    const std::lock_guard lock(state_->mutex);
    return state_->amiss;
}

void VocabularySource::set_amiss(std::string why) {
    const std::lock_guard lock(state_->mutex);
    state_->amiss = std::move(why);
}

std::string vocabulary_state(const std::filesystem::path& directory) {
    namespace fs = std::filesystem;
    std::vector<std::string> files;
    std::error_code error;
    for (fs::directory_iterator entry(directory, error), end; !error && entry != end; entry.increment(error)) {
        if (entry->path().extension() != ".rdf") continue;
        std::error_code gone; // a file that vanishes meanwhile is another state, not an error
        const auto size = entry->file_size(gone);
        const auto time = entry->last_write_time(gone).time_since_epoch().count();
        files.push_back(entry->path().filename().string() + ':' + std::to_string(size) + ':' + std::to_string(time));
    }
    std::sort(files.begin(), files.end());
    std::string state = error ? error.message() : "";
    for (const auto& file : files) state += file + '\n';
    return state;
}

} // namespace samling
