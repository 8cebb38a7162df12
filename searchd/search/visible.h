#pragma once
// Which documents of an index somebody may see.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "schema/visibility.h"
#include "searchd/search/columns.h"

namespace Xapian {
class Database;
}

namespace samling {

/// Asked of every document before anything is made of it: whatever is found, counted, offered or shown passes here. Where
/// no document is shut to the audience, asking costs nothing. Immutable.
class Visible {
public:
    /// Everything is visible.
    Visible() = default;
    /// Keeps a pointer into `columns`. `today` decides which embargoes have ended.
    Visible(const Columns& columns, const Audience& audience, const Date& today);

    bool all() const { return shut_.empty(); }
    bool operator()(std::uint32_t document) const { return all() || shut_[(*readership_of_)[document]] == 0; }
    /// Takes out of `documents` those that are shut.
    void keep(std::vector<std::uint32_t>& documents) const;
    /// True when `term` is in a document that can be seen.
    bool occurs(const Xapian::Database& database, const std::string& term) const;
    /// The number of documents with `term` that can be seen.
    std::int64_t count(const Xapian::Database& database, const std::string& term) const;
    /// Two of one index revision with the same mark let the same documents through.
    std::string_view mark() const { return {shut_.data(), shut_.size()}; }

private:
    const std::vector<std::uint32_t>* readership_of_ = nullptr;
    std::vector<char> shut_; ///< By number of the readership, 1 for what is shut; empty when nothing is.
};

} // namespace samling
