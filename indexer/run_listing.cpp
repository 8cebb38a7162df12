#include "indexer/run_listing.h"

#include <array>

namespace samling {
namespace {

constexpr std::int64_t kShown = 1000;
struct Seldom {
    FileOutcome outcome;
    const char *one, *several;
};
constexpr std::array<Seldom, 4> kSeldom = {{
    {FileOutcome::moved, " moved", " moved"},
    {FileOutcome::copy, " copy", " copies"},
    {FileOutcome::vanished, " vanished", " vanished"},
    {FileOutcome::removed, " removed", " removed"},
}};

} // namespace

void RunListing::add(const char* kind, const std::string& what) {
    print(kind, printable(what));
}

void RunListing::add(const char* kind, const std::string& what, const std::string& reason) {
    print(kind, printable(what) + ": " + printable_reason(reason));
}

void RunListing::print(const char* kind, const std::string& line) {
    auto& count = counts_[kind];
    if (++count > kShown) return;
    progress_.clear();
    context_.err << kind << ": " << line << "\n";
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
    for (const auto& [outcome, one, several] : kSeldom)
        if (const auto count = table.count(outcome); count > 0) text += ", " + std::to_string(count) + (count == 1 ? one : several);
    return text;
}

} // namespace samling
