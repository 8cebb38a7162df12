#include "searchd/search/matcher.h"

#include "searchd/search/translator.h"

namespace samling {

Matcher::Matcher(IndexView& view, SearchOptions::Engine engine, const Plan& plan, const Deadline& deadline)
    : view_(view), engine_(engine), evaluator_(view, deadline) {
    if (engine_ == SearchOptions::Engine::evaluator) {
        found_ = evaluator_.match(plan);
        return;
    }
    query_ = translate(plan);
    own_ = XapianMatcher(view.database, query_, view.snapshot->bm25).match();
    view.visible.keep(own_);
    found_ = own_;
}

void Matcher::score(const std::vector<std::uint32_t>& documents) {
    view_.scores.assign(view_.snapshot->lengths.size(), 0);
    if (engine_ == SearchOptions::Engine::xapian)
        XapianMatcher(view_.database, query_, view_.snapshot->bm25).score(view_.scores);
    else
        evaluator_.score(documents, view_.scores);
}

} // namespace samling
