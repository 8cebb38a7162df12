#pragma once
// How a name of a place stands in its sentence: as what the sentence is about, or in passing.

#include <cstdint>
#include <string_view>

namespace samling {

/// The words around a name, as they stand in the text; empty where the sentence begins or ends. Articles are
/// skipped before it.
struct MentionPlace {
    std::string_view second_before, before; ///< "camps in" the name.
    std::string_view after, second_after;
    std::string_view gap_before, gap_after; ///< What lies between the name and `before` or `after`: "(", "'".
    bool joined_to_name = false; ///< What stands before "and" begins with a capital: "the Union and Kenya".
    bool sends_away = false;     ///< The sentence speaks of deportation.
};

/// Whether the name is mentioned in passing: as what something comes from, is done with or likened to, where
/// another's people or forces are, as who only speaks, or as part of the name of a treaty.
bool is_in_passing(const MentionPlace& place);

/// Whether the words around the name of a city make a treaty or a standard of it: "Paris Principles", "Statut
/// de Rome".
bool is_instrument(const MentionPlace& place);

/// Whether `word` is of those that send people away to a place: "deported", "refoulement".
bool sends_away(std::string_view word);

/// Whether `word` is of those that speak of what goes on between states: "bilateral", "refugees", "troops".
bool speaks_of_dealings(std::string_view word);

/// Whether `word` is an article that may stand before the name of a place.
bool is_article(std::string_view word);

} // namespace samling
