#include "corpus/submission.h"

#include <algorithm>

namespace samling {

using enum SubmissionState;
using enum SubmissionActor;

const std::array<SubmissionStateName, kSubmissionStateCount> kSubmissionStates = {{
    {received, "received", "is being read"},
    {unreadable, "unreadable", "could not be read"},
    {read, "read", "waits for you to look it over and submit it"},
    {submitted, "submitted", "waits for a curator"},
    {returned, "returned", "was sent back, to be corrected"},
    {accepted, "accepted", "is being published"},
    {published, "published", "is published"},
    {rejected, "rejected", "was rejected"},
    {discarded, "discarded", "was taken back"},
}};

const std::array<SubmissionMove, 17> kSubmissionMoves = {{
    {received, read, program},
    {received, unreadable, program},
    {received, discarded, member},
    {unreadable, received, member}, // to be read again, once whatever was missing is there
    {unreadable, discarded, member},
    {read, submitted, member},
    {read, accepted, member}, // who may publish directly, which whoever calls has asked
    {read, discarded, member},
    {submitted, accepted, curator},
    {submitted, returned, curator},
    {submitted, rejected, curator},
    {submitted, discarded, member},
    {returned, submitted, member},
    {returned, accepted, member},
    {returned, discarded, member},
    {accepted, published, program},
    {accepted, submitted, program}, // it cannot be published as it is; the note says why
}};

std::string_view submission_state_name(SubmissionState state) {
    return kSubmissionStates[static_cast<std::size_t>(state)].name;
}

std::optional<SubmissionState> submission_state_named(std::string_view name) {
    for (const auto& row : kSubmissionStates)
        if (row.name == name) return row.state;
    return std::nullopt;
}

bool is_submission_move(SubmissionState from, SubmissionState to, SubmissionActor by) {
    return std::any_of(kSubmissionMoves.begin(), kSubmissionMoves.end(),
                       [&](const SubmissionMove& move) { return move.from == from && move.to == to && move.by == by; });
}

} // namespace samling
