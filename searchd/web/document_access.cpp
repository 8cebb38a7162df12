#include "searchd/web/document_access.h"

#include "corpus/utc_time.h"
#include "schema/failure.h"
#include "searchd/web/answers.h"

namespace samling {

bool is_visible(const Metadata& record, const Visit& visit) {
    return may_see(readership_of(record), visit.audience(), utc_today());
}

StoredVersion visible_version(Catalog& catalog, const Visit& visit, std::size_t at) {
    const auto& id = visit.taken[0];
    auto newest = catalog.find(id);
    if (!newest || !is_visible(newest->metadata, visit)) throw Failure(ErrorCode::not_found, "there is no document '" + id + "'");
    if (const auto withdrawal = catalog.withdrawal(id))
        throw Failure(ErrorCode::gone, "“" + withdrawal->title + "” was withdrawn on " + withdrawal->at.substr(0, 10) + ". " + withdrawal->reason);
    if (at == 0) return std::move(*newest);
    auto version = catalog.find(id, page_number(visit.taken[at]));
    if (!version || !is_visible(version->metadata, visit))
        throw Failure(ErrorCode::not_found, "the document has no version " + visit.taken[at]);
    return std::move(*version);
}

std::optional<StoredVersion> find_visible(Catalog& catalog, const Visit& visit, const std::string& id) {
    auto newest = catalog.find(id);
    return newest && is_visible(newest->metadata, visit) && !catalog.withdrawal(id) ? std::move(newest) : std::nullopt;
}

std::vector<Withdrawal> visible_withdrawals(const SiteContext& context, const Visit& visit, const std::string& since, std::size_t limit) {
    std::vector<Withdrawal> visible;
    context.catalogs.with([&](Catalog& catalog) {
        visible = catalog.withdrawals(since, limit, [&](const Readership& readership) { return may_see(readership, visit.audience(), utc_today()); });
    });
    return visible;
}

std::vector<NearDuplicate> visible_near_duplicates(Catalog& catalog, const Visit& visit, const StoredVersion& version) {
    if (!version.is_newest) return {};
    auto near = catalog.near_duplicates(version.metadata.id);
    std::erase_if(near, [&](const NearDuplicate& other) { return !may_see(other.readership, visit.audience(), utc_today()); });
    return near;
}

} // namespace samling
