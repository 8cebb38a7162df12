#pragma once
// What people want to know of vocabularies: are they sound, what is a concept, what changed.

#include <filesystem>
#include <ostream>
#include <string>
#include <vector>

#include "schema/vocabulary.h"

namespace samling {

/// What is worth a look although nothing is wrong: labels that lack in one of the seven languages, missing notes,
/// alternatives that two concepts share. One line each, "theme.rdf:12: …".
std::vector<std::string> vocabulary_remarks(const Vocabulary& vocabulary, const std::string& place);

/// A concept with everything that is known of it.
void print_concept(std::ostream& out, const Vocabulary& vocabulary, const Concept& item);

/// The whole hierarchy, a line each, indented; a concept with two broader ones stands under both,
/// what is below it only under the first.
void print_tree(std::ostream& out, const Vocabulary& vocabulary);

/// Prints what `now` has otherwise than `before`, a line each; returns how many lines.
std::size_t print_difference(std::ostream& out, const Vocabulary& before, const Vocabulary& now);

} // namespace samling
