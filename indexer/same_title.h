#pragma once
// Documents that are called the same: a new edition may share no page with the one before it.

#include <filesystem>
#include <string>
#include <vector>

namespace samling {

/// The words of a title without those that tell one edition of a work from another ("version 2", "v1.1", "final draft",
/// "second edition", "udkast"), folded. Years stay: an annual report is another work each year.
std::vector<std::string> title_words(const std::string& title);

/// Ids of at most twenty documents in the index at `index` with the same title_words as `title`. None where there is no
/// index, or where the title says too little (one word, or ten letters) to tell works apart. Throws what Xapian throws.
std::vector<std::string> documents_titled(const std::filesystem::path& index, const std::string& title);

} // namespace samling
