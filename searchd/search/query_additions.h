#pragma once
// What is searched for beside the words of a query: parts of compounds and compounds of parts, other names of the themes,
// regions and coalitions that it names.

#include <map>
#include <string>
#include <vector>

#include "schema/vocabulary.h"
#include "searchd/search/added_text.h"
#include "searchd/search/index_reader.h"
#include "searchd/search/plan.h"
#include "searchd/search/query.h"

namespace samling {

/// What stands for one word of the query beside itself.
struct Addition {
    Plan plan;                    ///< With its weight.
    std::vector<AddedText> texts; ///< That it is made of.
};

/// What is wished beside the words.
struct QueryWishes {
    QueryWishes(Match how = Match::best) : match(how) {} // NOLINT: a match alone is a wish without additions
    explicit QueryWishes(const SearchRequest& request)
        : match(request.match), decompound(request.decompound), expand(request.expand), except(request.except) {}

    Match match;
    Switch decompound = Switch::off, expand = Switch::off;
    std::vector<std::string> except; ///< Texts that are not to be added.
};

/// For words that are neither marked with + or - nor in a field or phrase.
struct QueryAdditions {
    std::map<const QueryNode*, std::vector<Addition>> by_word;
    std::vector<QueryExpansion> shown; ///< In the order of the query.
};

/// `root` has to outlive what is returned. What was found for a word is kept in `view` for its revision.
QueryAdditions find_additions(const QueryNode& root, const QueryWishes& wishes, IndexView& view,
                              const Vocabularies& vocabularies);

} // namespace samling
