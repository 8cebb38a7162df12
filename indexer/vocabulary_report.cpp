#include "indexer/vocabulary_report.h"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "schema/tagging_rule.h"
#include "schema/text.h"

namespace samling {
namespace {

using LabelLists = std::map<std::string, std::vector<std::string>, std::less<>>;

std::string list(const std::vector<std::string>& parts) {
    std::string text;
    for (const auto& part : parts) text += (text.empty() ? "" : ", ") + part;
    return text;
}

void print_lists(std::ostream& out, const char* name, const LabelLists& lists) {
    for (const auto& [language, texts] : lists) out << "  " << name << " (" << language << "): " << list(texts) << "\n";
}

void print_links(std::ostream& out, const char* name, const Vocabulary& vocabulary, const std::vector<std::string>& codes) {
    for (const auto& code : codes) out << "  " << name << ": " << code << " (" << vocabulary.label(code, "en") << ")\n";
}

void print_below(std::ostream& out, const Vocabulary& vocabulary, const Concept& item, std::size_t depth, std::set<std::string>& shown) {
    out << std::string(depth * 2, ' ') << item.code << " (" << vocabulary.label(item.code, "en") << ")";
    const bool again = !shown.insert(item.code).second && !item.narrower.empty();
    out << (again ? ", as above\n" : "\n");
    if (again) return;
    for (const auto& code : item.narrower) print_below(out, vocabulary, *vocabulary.find(code), depth + 1, shown);
}

/// What of a concept can change, by name.
std::vector<std::pair<std::string, std::string>> aspects(const Concept& item) {
    std::vector<std::pair<std::string, std::string>> result = {{"notation", item.notation}};
    for (const auto& [language, label] : item.labels) result.emplace_back("label (" + language + ")", label);
    const std::pair<const char*, const LabelLists*> lists[] = {{"alternatives (", &item.alternatives}, {"hidden labels (", &item.hidden}};
    for (const auto& [name, labels] : lists)
        for (const auto& [language, texts] : *labels) result.emplace_back(name + language + ")", list(texts));
    for (const auto& [language, note] : item.notes) result.emplace_back("note (" + language + ")", note);
    const std::pair<const char*, const std::vector<std::string>*> links[] = {{"broader", &item.broader}, {"related", &item.related}};
    for (const auto& [name, codes] : links) {
        auto sorted = *codes;
        std::sort(sorted.begin(), sorted.end());
        result.emplace_back(name, list(sorted));
    }
    std::string rules;
    for (const auto& rule : item.rules)
        rules += (rules.empty() ? "" : " | ") + std::string(tagging_rule_name(rule.kind)) + " (" + rule.language + ") " + tagging_rule_text(rule);
    result.emplace_back("rules", rules);
    return result;
}

std::size_t print_changes(std::ostream& out, const std::string& name, const Concept& before, const Concept& now) {
    std::map<std::string, std::pair<std::string, std::string>> both;
    for (auto& [aspect, text] : aspects(before)) both[aspect].first = text;
    for (auto& [aspect, text] : aspects(now)) both[aspect].second = text;
    std::size_t lines = 0;
    for (const auto& [aspect, texts] : both) {
        if (texts.first == texts.second) continue;
        const auto shown = [](const std::string& text) { return text.empty() ? std::string("nothing") : "'" + text + "'"; };
        out << "~ " << name << " " << now.code << ": " << aspect << " was " << shown(texts.first) << ", is " << shown(texts.second) << "\n";
        ++lines;
    }
    return lines;
}

} // namespace

std::vector<std::string> vocabulary_remarks(const Vocabulary& vocabulary, const std::string& place) {
    std::vector<std::string> remarks;
    std::unordered_map<std::string, const Concept*> owners;
    for (const auto& item : vocabulary.concepts()) {
        if (item.line == 0) continue; // from ICU
        const auto remark = [&](const std::string& text) {
            remarks.push_back(place + ":" + std::to_string(item.line) + ": '" + item.code + "' " + text);
        };
        for (const auto language : kLabelLanguages)
            if (!item.labels.contains(language)) remark("has no label in '" + std::string(language) + "'");
        if (item.notes.empty() && vocabulary.name() != "region") remark("has no scope note");
        for (const auto& [language, texts] : item.alternatives)
            for (const auto& text : texts) {
                const auto [owner, is_new] = owners.emplace(language + ":" + fold(text), &item);
                if (!is_new && owner->second != &item)
                    remark("shares the alternative '" + text + "' (" + language + ") with '" + owner->second->code + "' in line " +
                           std::to_string(owner->second->line));
            }
    }
    return remarks;
}

void print_concept(std::ostream& out, const Vocabulary& vocabulary, const Concept& item) {
    out << vocabulary.name() << " " << item.code << (item.notation.empty() ? "" : " [" + item.notation + "]") << "\n";
    for (const auto& [language, label] : item.labels) out << "  label (" << language << "): " << label << "\n";
    print_lists(out, "also", item.alternatives);
    print_lists(out, "hidden", item.hidden);
    for (const auto& [language, note] : item.notes) out << "  note (" << language << "): " << note << "\n";
    print_links(out, "broader", vocabulary, item.broader);
    print_links(out, "narrower", vocabulary, item.narrower);
    print_links(out, "related", vocabulary, item.related);
    for (const auto& rule : item.rules)
        out << "  " << tagging_rule_name(rule.kind) << " (" << rule.language << "): " << tagging_rule_text(rule) << "\n";
}

void print_tree(std::ostream& out, const Vocabulary& vocabulary) {
    std::set<std::string> shown;
    for (const auto* top : vocabulary.top_concepts()) print_below(out, vocabulary, *top, 0, shown);
}

std::size_t print_difference(std::ostream& out, const Vocabulary& before, const Vocabulary& now) {
    std::size_t lines = 0;
    const auto& name = now.name();
    for (const auto& item : now.concepts()) {
        if (const auto* old = before.find(item.code)) {
            lines += print_changes(out, name, *old, item);
        } else {
            out << "+ " << name << " " << item.code << " (" << now.label(item.code, "en") << ")\n";
            ++lines;
        }
    }
    for (const auto& item : before.concepts())
        if (now.find(item.code) == nullptr) {
            out << "- " << name << " " << item.code << " (" << before.label(item.code, "en") << ")\n";
            ++lines;
        }
    return lines;
}

} // namespace samling
