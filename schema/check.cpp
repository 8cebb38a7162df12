#include "schema/check.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "schema/text.h"
#include "schema/visibility.h"

namespace samling {
namespace {

/// Edits (insert, delete, replace a byte) that turn `a` into `b`, or anything above `limit` when there are
/// more.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit) {
    if (std::max(a.size(), b.size()) - std::min(a.size(), b.size()) > limit) return limit + 1;
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), 0);
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const auto replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = std::exchange(row[j], std::min({row[j] + 1, row[j - 1] + 1, replaced}));
        }
    }
    return row.back();
}

/// The code whose code or English label is nearest to `text`, if it is near.
std::string nearest(const Vocabulary& vocabulary, const std::string& text) {
    constexpr std::size_t kMaxText = 120; // Longer is no slip of a code.
    if (text.empty() || text.size() > kMaxText) return "";
    const auto wanted = fold(clean_utf8(text));
    // Two-letter codes are all near each other: a hint would be a guess.
    std::size_t best = wanted.size() < 4 ? 1 : wanted.size() / 4 + 1;
    std::string code;
    for (const auto& item : vocabulary.concepts())
        for (const auto& candidate : {item.code, item.labels.find("en")->second}) {
            const auto distance = candidate.size() > 2 ? edit_distance(wanted, fold(candidate), best) : best;
            if (distance >= best) continue;
            best = distance;
            code = item.code;
        }
    return code;
}

std::string unknown_code(std::string_view field, const std::string& code, const Vocabulary& vocabulary) {
    const auto hint = nearest(vocabulary, code);
    return std::string(field) + ": '" + code + "' is not in the vocabulary" +
           (hint.empty() ? "" : "; did you mean '" + hint + "'?");
}

void resolve(std::string& code, const Vocabulary& vocabulary) {
    if (code.empty()) return;
    if (const auto* found = vocabulary.resolve(code)) code = found->code;
}

void resolve_tags(std::vector<Tag>& tags, const Vocabulary& vocabulary) {
    std::vector<Tag> kept;
    for (auto& tag : tags) {
        resolve(tag.code, vocabulary);
        const auto same =
            std::find_if(kept.begin(), kept.end(), [&](const Tag& other) { return other.code == tag.code; });
        if (same == kept.end())
            kept.push_back(std::move(tag));
        else if (tag.origin < same->origin)
            *same = std::move(tag); // Origins stand strongest first.
    }
    tags = std::move(kept);
}

} // namespace

std::vector<std::string> check_codes(const Metadata& metadata, const Vocabularies& vocabularies) {
    std::vector<std::string> messages;
    const auto check = [&](std::string_view name, const std::string& code, TagField field) {
        const auto& vocabulary = vocabularies.of(field);
        if (vocabulary.find(code) == nullptr) messages.push_back(unknown_code(name, code, vocabulary));
    };
    for (const auto& [field, name] : kTagFields)
        for (const auto& tag : metadata.of(field))
            check(name, tag.code, field);
    const auto check_agents = [&](const std::string& role, const std::vector<Agent>& agents) {
        for (const auto& agent : agents) {
            if (!agent.country.empty()) {
                const auto* country = vocabularies.of(TagField::region).find(agent.country);
                if (country == nullptr)
                    check(role + " country", agent.country, TagField::region);
                else if (country->notation.empty())
                    messages.push_back(role + " country: '" + agent.country + "' is no country");
            }
            if (!agent.actor.empty()) check(role + " actor", agent.actor, TagField::actor);
        }
    };
    check_agents("creator", metadata.creators);
    check_agents("organisation", metadata.organisations);
    if (const auto wrong = visibility_mistake(metadata); !wrong.empty()) messages.push_back("visibility: " + wrong);
    return messages;
}

Metadata resolve_codes(Metadata metadata, const Vocabularies& vocabularies) {
    for (const auto& [field, name] : kTagFields)
        resolve_tags(metadata.of(field), vocabularies.of(field));
    for (auto* agents : {&metadata.creators, &metadata.organisations})
        for (auto& agent : *agents) {
            resolve(agent.country, vocabularies.of(TagField::region));
            resolve(agent.actor, vocabularies.of(TagField::actor));
        }
    return metadata;
}

} // namespace samling
