#include "indexer/run_listing.h"

#include <array>

namespace samling {
namespace {

constexpr std::int64_t kShown = 1000;
constexpr std::array<std::pair<FileOutcome, const char*>, 4> kSeldom = {{
    {FileOutcome::moved, " moved"},
    {FileOutcome::copy, " copies"},
    {FileOutcome::vanished, " vanished"},
    {FileOutcome::removed, " removed"},
}};

} // namespace

void RunListing::add(const char* kind, const std::string& what) {
    auto& count = counts_[kind];
    if (++count > kShown) return;
    progress_.clear();
    context_.err << kind << ": " << printable(what) << "\n";
    if (count == kShown) context_.err << kind << ": more than " << count << "; the rest is not listed\n";
}

std::int64_t RunListing::count(const std::string& kind) const {
    const auto found = counts_.find(kind);
    return found == counts_.end() ? 0 : found->second;
}

std::string other_outcomes(const RunTable& table) {
    std::string text = std::to_string(table.count(FileOutcome::unchanged)) + " unchanged, " +
                       std::to_string(table.count(FileOutcome::no_text)) + " without text, " +
                       std::to_string(table.count(FileOutcome::refused)) + " refused";
    for (const auto& [outcome, words] : kSeldom)
        if (table.count(outcome) > 0) text += ", " + std::to_string(table.count(outcome)) + words;
    return text;
}

} // namespace samling
