#pragma once
// Documents as the viewer of a request may see them: the one way from an address to a document of the catalog.

#include "corpus/catalog.h"
#include "searchd/web/routes.h"

namespace samling {

/// The newest version of the document that is named first in the address, or, where `at` is not 0, the one whose number
/// stands at `at` in it. Throws Failure{not_found} for what is not there and for what the viewer may not see, in the same
/// words, and Failure{gone} with the reason for what was withdrawn. Who may not see the newest version sees no earlier
/// one either.
StoredVersion visible_version(Catalog& catalog, const Visit& visit, std::size_t at = 0);

/// The newest version of a document that the viewer may see; nothing for any other, or one that was withdrawn.
std::optional<StoredVersion> find_visible(Catalog& catalog, const Visit& visit, const std::string& id);

/// Newest first, at most `limit`: what was withdrawn since `since` (ISO 8601, as far as given), of what the viewer may see.
/// Opens a catalog.
std::vector<Withdrawal> visible_withdrawals(const SiteContext& context, const Visit& visit, const std::string& since, std::size_t limit);

/// Whether the viewer may see the document with this record today.
bool is_visible(const Metadata& record, const Visit& visit);

/// Those with nearly the same text that the viewer may know of; none for earlier versions.
std::vector<NearDuplicate> visible_near_duplicates(Catalog& catalog, const Visit& visit, const StoredVersion& version);

} // namespace samling
