#include "searchd/search/list_keeper.h"

#include <algorithm>
#include <xapian.h>

#include "corpus/object_store.h"
#include "searchd/search/phrase_finder.h"

namespace samling {
namespace {

/// A word that is so many times as frequent as the scope is large is looked up: a list that is read whole serves other
/// searches, too.
constexpr std::size_t kFarMore = 8;

/// Two plans with the same key match the same documents.
std::string documents_key(const Plan& plan) {
    std::string key;
    if (plan.kind != Plan::Kind::word) key = static_cast<char>('a' + static_cast<int>(plan.kind));
    if (plan.kind == Plan::Kind::phrase || plan.kind == Plan::Kind::near) key += std::to_string(plan.window);
    if (plan.kind == Plan::Kind::years) key += std::to_string(plan.years.from) + ".." + std::to_string(plan.years.to);
    for (const auto& term : plan.terms)
        key += '\0' + term;
    for (const auto& child : plan.children)
        key += '\1' + documents_key(child);
    return plan.children.empty() ? key : key + '\2';
}

std::string scoped(std::string key, const Scope& scope) {
    return scope.is_all() ? key : key + '\3' + scope.key;
}

} // namespace

std::string narrowed_key(const Scope& scope, const Plan& plan) {
    return sha256(scoped(documents_key(plan), scope));
}

KeptList ListKeeper::word(const Plan& word, const Scope& scope) {
    const auto key = documents_key(word);
    const auto often = frequency(key, word);
    const bool whole = scope.is_all() || kept_list(key) || often.at_most / kFarMore <= scope.documents.size();
    const auto& asked = whole ? Scope{} : scope;
    return list(scoped(key, asked), often, asked, [&](const Scope& within) {
        return within.is_all() ? decode_postings(database_, word.terms, deadline_)
                               : decode_postings_of(database_, word.terms, within.documents, deadline_);
    });
}

std::size_t ListKeeper::size_of_word(const Plan& word) {
    return frequency(documents_key(word), word).at_most;
}

KeptList ListKeeper::phrase(const Plan& phrase, const Scope& scope) {
    const auto key = documents_key(phrase);
    const auto& asked = kept_list(key) ? Scope{} : scope;
    return list(scoped(key, asked), {}, asked,
                [&](const Scope& within) { return find_phrase(database_, phrase, within, deadline_); });
}

std::shared_ptr<const KeptList> ListKeeper::kept_list(const std::string& key) const {
    auto kept = snapshot_.lists->find(key);
    return kept && kept->postings ? kept : nullptr;
}

/// Kept by itself where the list is not: looking up every form of a word costs more than finding it in a short list.
Frequency ListKeeper::frequency(const std::string& key, const Plan& word) {
    const auto kept = snapshot_.lists->find(key);
    if (kept && kept->revision == snapshot_.revision) return kept->frequency;
    const auto now = frequency_of(database_, word.terms);
    if (!kept || !kept->postings) keep(key, {nullptr, now, snapshot_.revision});
    return now;
}

KeptList ListKeeper::list(const std::string& key, const Frequency& frequency, const Scope& scope, const Maker& make) {
    const auto kept = kept_list(key);
    if (kept && kept->revision == snapshot_.revision) return *kept;
    const auto changed = kept ? snapshot_.changes.between(kept->revision, snapshot_.revision) : std::nullopt;
    const auto of_changed = [&] { return make({*changed, "changed"}); }; // not kept, so that any key will do
    const KeptList made{changed ? updated(kept->postings, *changed, of_changed())
                                : std::make_shared<const Postings>(make(scope), database_.get_lastdocid()),
                        frequency, snapshot_.revision};
    cut_ = cut_ || !made.postings->complete();
    if (!cut_) keep(key, made); // else the scope, too, may lack documents
    return made;
}

ListKeeper::Pointer ListKeeper::updated(Pointer old, const std::vector<std::uint32_t>& changed, const DecodedList& now) const {
    const bool untouched = now.documents.empty() && now.complete &&
                           std::none_of(changed.begin(), changed.end(), [&](auto document) { return old->contains(document); });
    if (untouched) return old;
    return std::make_shared<const Postings>(updated_postings(old->decoded(), changed, now), database_.get_lastdocid());
}

void ListKeeper::keep(const std::string& key, const KeptList& list) {
    const auto kept = snapshot_.lists->find(key);
    if (kept && kept->revision > list.revision) return;
    snapshot_.lists->put(key, std::make_shared<const KeptList>(list),
                         (list.postings ? list.postings->bytes() : 0) + sizeof list + 2 * key.size());
}

} // namespace samling
