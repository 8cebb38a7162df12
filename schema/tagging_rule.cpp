#include "schema/tagging_rule.h"

#include <array>
#include <charconv>

#include "schema/trimmed.h"

namespace samling {
namespace {

using Phrases = std::vector<std::string>;

struct KindName {
    std::string_view name;
    TaggingRule::Kind kind;
    double weight; ///< Of a phrase that says nothing of its weight.
};
constexpr std::array kKinds = {
    KindName{"rule", TaggingRule::Kind::phrase, 1},        KindName{"demonym", TaggingRule::Kind::demonym, 0.34},
    KindName{"capital", TaggingRule::Kind::capital, 0.34},  KindName{"ambiguous", TaggingRule::Kind::ambiguous, 1},
    KindName{"excluded", TaggingRule::Kind::excluded, 0}, KindName{"required", TaggingRule::Kind::required, 0},
};
constexpr double kGreatestWeight = 10;

/// The next part of `text` up to `separator`, which it takes off.
std::string_view next_part(std::string_view& text, char separator) {
    const auto end = std::min(text.find(separator), text.size());
    const auto part = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    return part;
}

std::string read_phrases(std::string_view text, Phrases& phrases) {
    do {
        const auto phrase = next_part(text, ',');
        if (phrase.empty()) return "has an empty phrase";
        phrases.emplace_back(phrase);
    } while (!text.empty());
    return "";
}

std::string read_weight(std::string_view text, double& weight) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), weight);
    const bool good = error == std::errc() && end == text.data() + text.size() && weight >= 0 && weight <= kGreatestWeight;
    return good ? "" : "has the weight '" + std::string(text) + "', which is no number from 0 to 10";
}

std::string read_condition(std::string_view part, TaggingRule& rule) {
    const auto colon = part.find(':');
    const auto name = trimmed(part.substr(0, colon));
    const auto value = colon == std::string_view::npos ? std::string_view() : trimmed(part.substr(colon + 1));
    if (name == "with") return read_phrases(value, rule.with);
    if (name == "without") return read_phrases(value, rule.without);
    if (name == "weight") return read_weight(value, rule.weight);
    return "has the condition '" + std::string(name) + "'; there are with, without and weight";
}

std::string joined(const Phrases& phrases) {
    std::string text;
    for (const auto& phrase : phrases) text += (text.empty() ? "" : ", ") + phrase;
    return text;
}

} // namespace

std::string_view tagging_rule_name(TaggingRule::Kind kind) {
    for (const auto& row : kKinds)
        if (row.kind == kind) return row.name;
    return "rule";
}

std::string read_tagging_rule(std::string_view name, std::string_view text, TaggingRule& rule) {
    const KindName* row = nullptr;
    for (const auto& candidate : kKinds)
        if (candidate.name == name) row = &candidate;
    if (row == nullptr) return "is no property of tagging; there are rule, demonym, capital, ambiguous, excluded and required";
    rule.kind = row->kind;
    rule.weight = row->weight;
    auto mistake = read_phrases(next_part(text, ';'), rule.phrases);
    if (!text.empty() && rule.kind != TaggingRule::Kind::phrase) return "takes no conditions; only a rule does";
    while (mistake.empty() && !text.empty()) mistake = read_condition(next_part(text, ';'), rule);
    return mistake;
}

std::string tagging_rule_text(const TaggingRule& rule) {
    auto text = joined(rule.phrases);
    if (!rule.with.empty()) text += "; with: " + joined(rule.with);
    if (!rule.without.empty()) text += "; without: " + joined(rule.without);
    if (rule.kind != TaggingRule::Kind::phrase || rule.weight == 1) return text;
    char number[32];
    const auto end = std::to_chars(number, number + sizeof number, rule.weight).ptr;
    return text + "; weight: " + std::string(number, end);
}

} // namespace samling
