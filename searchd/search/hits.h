#pragma once
// From a document of the answer to what is said of it.

#include "schema/vocabulary.h"
#include "searchd/search/page_texts.h"
#include "searchd/search/quiet_voices.h"
#include "searchd/search/snippets.h"

namespace samling {

/// Makes hits for one request on one view. NOT thread-safe; keeps references to all of them.
class HitMaker {
public:
    HitMaker(const SearchRequest& request, WantedWords wanted, IndexView& view, const PageTexts& texts)
        : request_(request), words_(std::move(wanted)), view_(view), texts_(texts) {}

    Hit make(const Ranked& ranked);
    /// The same, with why it stands where it does.
    Hit make(const QuietRanked& quiet, const Vocabularies& vocabularies);

private:
    const SearchRequest& request_;
    WordFinder words_;
    IndexView& view_;
    const PageTexts& texts_;
};

} // namespace samling
