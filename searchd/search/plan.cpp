#include "searchd/search/plan.h"

#include <cstdio>
#include <utility>

namespace samling {
namespace {

constexpr const char* kNames[] = {"nothing", "everything", "word", "phrase",  "near",   "years",
                                  "all",     "any",        "best", "without", "also", "boosted"};

std::string short_number(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%g", value);
    return text;
}

} // namespace

Plan Plan::of(Kind kind, std::vector<Plan> children) {
    if (children.empty()) return {};
    const bool joins = kind == Kind::all || kind == Kind::any || kind == Kind::best || kind == Kind::also;
    if (children.size() == 1 && joins) return std::move(children.front());
    Plan plan;
    plan.kind = kind;
    plan.window = static_cast<std::uint32_t>(children.size());
    plan.children = std::move(children);
    return plan;
}

Plan Plan::word(std::vector<std::string> terms) {
    Plan plan;
    plan.kind = Kind::word;
    plan.terms = std::move(terms);
    return plan;
}

Plan Plan::everything() {
    Plan plan;
    plan.kind = Kind::everything;
    return plan;
}

std::string describe(const Plan& plan) {
    std::string text = plan.weight == 1 ? "" : short_number(plan.weight) + "*";
    text += kNames[static_cast<std::size_t>(plan.kind)];
    if (plan.kind == Plan::Kind::years)
        return text + "(" + std::to_string(plan.years.from) + ".." + std::to_string(plan.years.to) + ")";
    if (plan.bonus != 0) text += "+" + short_number(plan.bonus);
    if (plan.window > plan.children.size()) text += "~" + std::to_string(plan.window);
    std::string parts;
    for (const auto& term : plan.terms)
        parts += (parts.empty() ? "" : " ") + term;
    for (const auto& child : plan.children)
        parts += (parts.empty() ? "" : " ") + describe(child);
    return parts.empty() ? text : text + "(" + parts + ")";
}

} // namespace samling
