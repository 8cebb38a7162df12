#pragma once
// Work that comes while searchd runs: submissions to read and to publish, and whatever the catalog has that the index has
// not (withdrawals, decisions on tags).

#include <atomic>
#include <functional>
#include <string>

#include "corpus/data_directory.h"
#include "indexer/submission_tools.h"

namespace samling {

struct FollowContext {
    const DataDirectory& directory;
    const SubmissionTools& tools;
    std::function<bool()> stop;                    ///< Asked several times a second, from two threads.
    std::function<void(const std::string&)> tell;  ///< Each trouble, once. From two threads, one at a time.
};

/// Works until `stop`. Reads one submission at a time, and publishes beside that, so that a long reading keeps nobody
/// waiting. Takes the writer's lock only while there is something to write, and waits where another indexer has it. What
/// storage refuses is told and tried again; nothing is lost meanwhile, since all that is to be done stands in the catalog.
void follow(const FollowContext& context);

} // namespace samling
