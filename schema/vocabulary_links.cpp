#include "schema/vocabulary_links.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "schema/text.h"

namespace samling {
namespace {

using Codes = std::vector<std::string>;

/// Each document is indexed under all that is broader than its codes.
constexpr std::size_t kMostLevels = 32;

/// Collects mistakes while it walks; lives for one call of link_concepts.
class Linker {
public:
    Linker(const std::string& place, std::vector<Concept>& concepts) : place_(place), concepts_(concepts) {}

    std::vector<std::string> run() {
        check_codes();
        check_labels();
        for (std::size_t i = 0; i < concepts_.size(); ++i)
            link(i);
        if (mistakes_.empty()) find_circles();
        return std::move(mistakes_);
    }

private:
    void mistake(const Concept& at, const std::string& what) {
        mistakes_.push_back(place_ + ":" + std::to_string(at.line) + ": " + what);
    }

    void check_codes() {
        for (std::size_t i = 0; i < concepts_.size(); ++i) {
            const auto& item = concepts_[i];
            if (item.code.empty()) mistake(item, "a concept has no code");
            const auto [first, is_new] = by_code_.emplace(item.code, i);
            if (!is_new)
                mistake(item, "the code '" + item.code + "' is already that of the concept in line " +
                                  std::to_string(concepts_[first->second].line));
        }
    }

    void check_labels() {
        std::unordered_map<std::string, const Concept*> owners;
        for (const auto& item : concepts_) {
            if (const auto english = item.labels.find("en");
                english == item.labels.end() || english->second.empty())
                mistake(item, "'" + item.code + "' has no English label (skos:prefLabel xml:lang=\"en\")");
            for (const auto& [language, label] : item.labels) {
                const auto [owner, is_new] = owners.emplace(language + ":" + fold(label), &item);
                if (!is_new && owner->second != &item)
                    mistake(item, "the label '" + label + "' (" + language + ") of '" + item.code +
                                      "' is also that of '" + owner->second->code + "' in line " +
                                      std::to_string(owner->second->line));
            }
        }
    }

    /// Adds to the other side what `from` says of it. Copies, since the other side may be the same vector.
    void link(std::size_t from) {
        const struct {
            Codes Concept::*mine;
            Codes Concept::*theirs;
            const char* name;
        } relations[] = {{&Concept::broader, &Concept::narrower, "broader"},
                         {&Concept::narrower, &Concept::broader, "narrower"},
                         {&Concept::related, &Concept::related, "related"}};
        const auto& item = concepts_[from];
        for (const auto& relation : relations)
            for (const auto& code : Codes(item.*relation.mine)) {
                const auto target = by_code_.find(code);
                if (target == by_code_.end())
                    mistake(item, std::string(relation.name) + " of '" + item.code + "' is '" + code +
                                      "', which is no concept here");
                else if (target->second == from)
                    mistake(item, "'" + item.code + "' is " + relation.name + " to itself");
                else
                    add_once(target->second, relation.theirs, item.code);
            }
    }

    /// In time that does not grow with the list: a hundred thousand concepts may lie under one.
    void add_once(std::size_t to, Codes Concept::*list, const std::string& code) {
        auto& codes = concepts_[to].*list;
        auto& known = known_[std::to_string(to) + (list == &Concept::broader ? 'b' : list == &Concept::narrower ? 'n' : 'r')];
        if (known.size() != codes.size()) known.insert(codes.begin(), codes.end()); // what the file says
        if (known.insert(code).second) codes.push_back(code);
    }

    /// Takes away again and again what has no broader concept left; what stays hangs in a circle.
    void find_circles() {
        std::vector<std::size_t> waiting(concepts_.size()), depth(concepts_.size());
        std::vector<std::size_t> free;
        for (std::size_t i = 0; i < concepts_.size(); ++i) {
            waiting[i] = concepts_[i].broader.size();
            if (waiting[i] == 0) free.push_back(i);
        }
        for (std::size_t next = 0; next < free.size(); ++next)
            for (const auto& code : concepts_[free[next]].narrower) {
                const auto i = by_code_.at(code);
                depth[i] = std::max(depth[i], depth[free[next]] + 1);
                if (--waiting[i] == 0) free.push_back(i);
            }
        const auto deep = std::find_if(depth.begin(), depth.end(), [](std::size_t levels) { return levels > kMostLevels; });
        if (deep != depth.end()) {
            const auto& item = concepts_[static_cast<std::size_t>(deep - depth.begin())];
            return mistake(item, "'" + item.code + "' lies under more than " + std::to_string(kMostLevels) + " levels; make the hierarchy flatter");
        }
        const auto stuck = std::find_if(waiting.begin(), waiting.end(), [](std::size_t n) { return n != 0; });
        if (stuck != waiting.end()) report_circle(static_cast<std::size_t>(stuck - waiting.begin()), waiting);
    }

    /// From any stuck concept, a walk up over stuck ones must come back to where it has been.
    void report_circle(std::size_t at, const std::vector<std::size_t>& waiting) {
        std::vector<std::size_t> path;
        while (std::find(path.begin(), path.end(), at) == path.end()) {
            path.push_back(at);
            for (const auto& code : concepts_[at].broader)
                if (waiting[by_code_.at(code)] != 0) {
                    at = by_code_.at(code);
                    break;
                }
        }
        path.erase(path.begin(), std::find(path.begin(), path.end(), at));
        std::string text;
        for (const auto i : path)
            text += "'" + concepts_[i].code + "' (line " + std::to_string(concepts_[i].line) + ") under ";
        mistake(concepts_[at], "broader runs in a circle: " + text + "'" + concepts_[at].code + "'");
    }

    const std::string& place_;
    std::vector<Concept>& concepts_;
    std::unordered_map<std::string, std::size_t> by_code_;
    std::unordered_map<std::string, std::unordered_set<std::string>> known_; ///< By concept and list: what is in it.
    std::vector<std::string> mistakes_;
};

} // namespace

std::vector<std::string> link_concepts(const std::string& place, std::vector<Concept>& concepts) {
    return Linker(place, concepts).run();
}

} // namespace samling
