#include "searchd/search/visible.h"

#include <algorithm>
#include <xapian.h>

namespace samling {

Visible::Visible(const Columns& columns, const Audience& audience, const Date& today) : readership_of_(&columns.readership_of) {
    shut_.resize(columns.readerships.size());
    std::transform(columns.readerships.begin(), columns.readerships.end(), shut_.begin(),
                   [&](const Readership& readership) { return may_see(readership, audience, today) ? 0 : 1; });
    if (std::count(shut_.begin(), shut_.end(), 1) == 0) shut_.clear();
}

void Visible::keep(std::vector<std::uint32_t>& documents) const {
    if (!all()) std::erase_if(documents, [&](std::uint32_t document) { return !(*this)(document); });
}

bool Visible::occurs(const Xapian::Database& database, const std::string& term) const {
    if (all()) return database.term_exists(term);
    return std::any_of(database.postlist_begin(term), database.postlist_end(term), *this);
}

std::int64_t Visible::count(const Xapian::Database& database, const std::string& term) const {
    if (all()) return database.get_termfreq(term);
    return std::count_if(database.postlist_begin(term), database.postlist_end(term), *this);
}

} // namespace samling
