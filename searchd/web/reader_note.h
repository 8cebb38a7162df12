#pragma once
// What a vocabulary says of a concept, in the language of whoever reads the page.

#include <string>
#include <string_view>

#include "schema/vocabulary.h"
#include "searchd/web/template_store.h"

namespace samling {

/// The language of `texts` that a reader likes best, by the header Accept-Language ("da-DK, fr;q=0.7"): by quality, then by
/// order, regions left aside. English where none of theirs is there; empty where English is not either.
std::string readers_language(const Labels& texts, std::string_view accepted);

/// Sets "note" to a list of one: "text", its language as "lang", and its direction as "dir"; to an empty list where there is
/// no note.
void add_note(View& view, const Labels& notes, std::string_view accepted);

} // namespace samling
