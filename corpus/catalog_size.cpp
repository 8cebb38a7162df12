// How much of the collection somebody sees. What is open to all is added up by the database; the few documents that are
// not are looked at one by one, since who may see them follows from their records and the day.

#include <map>

#include "corpus/catalog_internal.h"

namespace samling {

CollectionSize Catalog::size_for(const Audience& audience, const Date& today) {
    auto& database = internal_->database;
    CollectionSize size;
    std::map<std::string, std::int64_t> months;
    auto open = database.query("SELECT substr(d.created, 1, 7) AS month, count(*), sum(v.page_count), sum(v.words) "
                               "FROM document d JOIN version v ON v.key = d.current_version "
                               "WHERE d.withdrawn = 0 AND v.restricted = 0 GROUP BY month");
    while (open.step()) {
        months[open.text(0)] = open.integer(1);
        size.pages += open.integer(2);
        size.words += open.integer(3);
    }
    size.versions = database.number("SELECT count(*) FROM version v JOIN document d ON d.key = v.document "
                                    "WHERE d.withdrawn = 0 AND v.restricted = 0 AND d.current_version NOT IN "
                                    "(SELECT key FROM version WHERE restricted <> 0)");
    auto shut = database.query("SELECT " SAMLING_VERSION_COLUMNS ", substr(d.created, 1, 7) FROM document d "
                               "JOIN version v ON v.key = d.current_version WHERE d.withdrawn = 0 AND v.restricted <> 0");
    while (shut.step()) {
        auto version = read_version(shut);
        decide(version.metadata);
        if (!may_see(readership_of(version.metadata), audience, today)) continue;
        ++months[shut.text(10)];
        ++size.versions;
        size.pages += version.page_count;
        size.words += version.report.words;
    }
    size.months.assign(months.begin(), months.end());
    return size;
}

} // namespace samling
