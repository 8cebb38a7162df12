#pragma once
// One search, step by step, from the query as understood to the page that answers it.

#include <cstdint>
#include <vector>

#include "schema/vocabulary.h"
#include "searchd/search/matcher.h"
#include "searchd/search/page_texts.h"
#include "searchd/search/planner.h"
#include "searchd/search/query.h"

namespace samling {

/// What answers are made with: immutable or thread-safe.
struct AnswerTools {
    const SearchOptions& options;
    const Vocabularies& vocabularies;
    const PageTexts& texts;
};

/// Answers one request on one view. NOT thread-safe; keeps references to what it is given. When the request's deadline
/// passes, what is left to do is left out, and cut() is true.
class Answerer {
public:
    Answerer(const AnswerTools& tools, const SearchRequest& request, IndexView& view)
        : tools_(tools), request_(request), view_(view) {
        view.deadline = Deadline(tools.options.deadline);
    }

    /// The whole answer, but for the time it took. `parsed` is the parse of the request's query.
    SearchPage page(const ParsedQuery& parsed);
    /// Every document of the answer, ascending.
    std::vector<std::uint32_t> documents();
    bool cut() const { return view_.deadline.was_noticed(); }

private:
    PlannedQuery plan(const SearchRequest& request, const ParsedQuery& parsed) const;
    std::vector<std::uint32_t> documents_of(const SearchRequest& request);
    std::optional<DidYouMean> did_you_mean(const ParsedQuery& parsed);
    void add_hits(Matcher& matcher, const PlannedQuery& planned, std::vector<std::uint32_t> passing, SearchPage& page);

    const AnswerTools tools_;
    const SearchRequest& request_;
    IndexView& view_;
};

} // namespace samling
