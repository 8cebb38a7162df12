#pragma once
// The vocabularies in use, which give way to newer ones while requests run.

#include <filesystem>
#include <memory>
#include <string>

#include "schema/vocabulary.h"

namespace samling {

/// A handle: copies share one value. Thread-safe. Whoever asks keeps what now() gave for as long as it is looked at.
class VocabularySource {
public:
    VocabularySource(std::shared_ptr<const Vocabularies> first); // implicit: what never changes is a source, too

    std::shared_ptr<const Vocabularies> now() const;
    /// From here on now() gives `fresh`, and nothing is amiss.
    void exchange(std::shared_ptr<const Vocabularies> fresh);

    /// Why the newest files are not in use; empty where they are.
    std::string amiss() const;
    void set_amiss(std::string why);

private:
    struct State;
    std::shared_ptr<State> state_;
};

/// What tells one state of the vocabulary files in `directory` from another: their names, sizes and times. Never throws: a
/// directory that cannot be read has a state as well.
std::string vocabulary_state(const std::filesystem::path& directory);

} // namespace samling
