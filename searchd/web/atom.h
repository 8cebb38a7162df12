#pragma once
// A search as an Atom feed (RFC 4287), with what was withdrawn as deleted entries (RFC 6721).

#include <string>
#include <vector>

#include "corpus/catalog.h"
#include "searchd/search/search.h"

namespace samling {

struct Feed {
    std::string site;    ///< "https://samling.example": where all addresses begin (Frontage::origin).
    std::string address; ///< Of the feed, behind `site`.
    SearchRequest asked;
    SearchPage page;     ///< Whose hits are the entries.
    std::vector<Withdrawal> withdrawn = {}; ///< For readers that keep entries: whether they matched the search nobody knows any more.
};
std::string atom_feed(const Feed& feed);

} // namespace samling
