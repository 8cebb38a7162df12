#pragma once
// What a plan finds, whichever engine carries it out.

#include <cstdint>
#include <span>
#include <vector>

#include "searchd/search/evaluator.h"
#include "searchd/search/index_reader.h"
#include "searchd/search/search.h"
#include "searchd/search/xapian_matcher.h"

namespace samling {

/// The documents of one plan on one view, and on request their scores. NOT thread-safe.
class Matcher {
public:
    /// Finds the documents. Keeps references to `view` and `deadline`; throws as the engine does.
    Matcher(IndexView& view, SearchOptions::Engine engine, const Plan& plan, const Deadline& deadline);

    /// Every document that matches, ascending; when the deadline passed, those that were found until then.
    std::span<const std::uint32_t> found() const { return found_; }
    /// As Evaluator::words(); none where Xapian searches.
    std::vector<MatchedWord> words() const { return evaluator_.words(); }
    IndexView& view() const { return view_; }

    /// Puts the scores of `documents`, which are some of those found, into view().scores.
    void score(const std::vector<std::uint32_t>& documents);

private:
    IndexView& view_;
    SearchOptions::Engine engine_;
    Evaluator evaluator_;
    Xapian::Query query_;
    std::vector<std::uint32_t> own_;
    std::span<const std::uint32_t> found_;
};

} // namespace samling
