#pragma once
// What a run says to people: lines while it goes on, counts at its end.

#include <cstdint>
#include <map>
#include <string>

#include "indexer/commands.h"
#include "indexer/file_report.h"
#include "indexer/progress.h"

namespace samling {

/// Prints what a reader should know of a run while it happens, a line each and no more than a thousand of a
/// kind. NOT thread-safe; keeps references.
class RunListing {
public:
    RunListing(const ProgramContext& context, Progress& progress) : context_(context), progress_(progress) {}

    void add(const char* kind, const std::string& what);
    void add(const char* kind, const std::string& what, const std::string& reason);
    std::int64_t count(const std::string& kind) const;

private:
    void print(const char* kind, const std::string& line);

    const ProgramContext& context_;
    Progress& progress_;
    std::map<std::string, std::int64_t> counts_;
};

/// "3 unchanged, 1 without text, 5 refused, 2 moved": all outcomes but the first, which the caller words.
std::string other_outcomes(const RunTable& table);

} // namespace samling
