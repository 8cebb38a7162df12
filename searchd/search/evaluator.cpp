#include "searchd/search/evaluator.h"

#include <algorithm>
#include <bit>
#include <xapian.h>

#include "searchd/search/positions.h"

namespace samling {
namespace {

using Documents = std::span<const std::uint32_t>;

/// A node of the plan with what it matches. Moves, so that `found` goes on pointing at `own`.
struct Node {
    explicit Node(const Plan& of) : plan(&of) {}
    Node(Node&&) = default;
    Node& operator=(Node&&) = default;

    const Plan* plan;
    std::vector<Node> children;
    std::shared_ptr<const Postings> postings; ///< Of a word, phrase or near.
    std::uint32_t reckoned = 0;               ///< Of a word: in how many documents it is taken to be.
    std::vector<std::uint32_t> own;
    Documents found; ///< Every document that matches, ascending.

    void keep(std::vector<std::uint32_t> documents) {
        own = std::move(documents);
        found = own;
    }
};

std::string cache_key(const Plan& plan) {
    std::string key;
    if (plan.kind == Plan::Kind::phrase || plan.kind == Plan::Kind::near)
        key = std::to_string(plan.window) + (plan.kind == Plan::Kind::phrase ? "p" : "n");
    for (const auto& term : plan.terms)
        key += '\0' + term;
    for (const auto& child : plan.children)
        key += '\1' + cache_key(child);
    return key;
}

/// Leaves of `documents` those that stand in `other`.
void intersect(std::vector<std::uint32_t>& documents, Documents other) {
    std::size_t kept = 0, at = 0;
    for (const auto document : documents) {
        // Short steps by hand, long ones by halves.
        for (int step = 0; step < 8 && at < other.size() && other[at] < document; ++step)
            ++at;
        if (at < other.size() && other[at] < document)
            at = static_cast<std::size_t>(
                std::lower_bound(other.begin() + static_cast<std::ptrdiff_t>(at), other.end(), document) -
                other.begin());
        if (at == other.size()) break;
        if (other[at] == document) documents[kept++] = document;
    }
    documents.resize(kept);
}

void intersect(std::vector<std::uint32_t>& documents, const Node& node) {
    if (!node.postings || node.postings->bits().empty()) return intersect(documents, node.found);
    std::erase_if(documents, [&](auto document) { return !node.postings->contains(document); });
}

std::vector<std::uint32_t> copy(Documents documents) {
    return {documents.begin(), documents.end()};
}

} // namespace

struct Evaluator::Internal {
    const Xapian::Database& database;
    const Snapshot& snapshot;
    const Visible& visible;
    const Deadline& deadline;
    Plan plan;
    std::unique_ptr<Node> root;
    bool cut = false;

    Node match(const Plan& plan) {
        using enum Plan::Kind;
        Node node(plan);
        if (plan.kind == word) match_word(node);
        if (plan.kind == everything) node.found = snapshot.columns.documents;
        if (plan.kind == years) match_years(node);
        if (plan.kind == phrase || plan.kind == near) match_phrase(node);
        if (plan.kind == all) match_all(node);
        if (plan.kind == any || plan.kind == best || plan.kind == also) match_any(node);
        if (plan.kind == without) match_without(node);
        if (plan.kind == boosted) {
            match_children(node);
            node.found = node.children.front().found;
        }
        return node;
    }

    void match_children(Node& node) {
        for (const auto& child : node.plan->children)
            node.children.push_back(match(child));
    }

    /// The list kept under the node's key, brought up to date; or made, and kept if it is complete.
    template <typename DecodeAll, typename DecodeSome>
    void use_list(Node& node, DecodeAll all, DecodeSome some) {
        const auto key = cache_key(*node.plan);
        const auto kept = snapshot.lists->find(key);
        KeptList list;
        if (kept && kept->revision == snapshot.revision) {
            list = *kept;
        } else {
            const auto changed = kept ? snapshot.changes.between(kept->revision, snapshot.revision)
                                      : std::nullopt;
            list = {changed ? updated(kept->postings, *changed, some(*changed))
                            : std::make_shared<const Postings>(all()),
                    reckoned_frequency(database, node.plan->terms), snapshot.revision};
            cut = cut || !list.postings->complete;
            const bool newer_kept = kept && kept->revision > snapshot.revision;
            if (!cut && !newer_kept)
                snapshot.lists->put(key, std::make_shared<const KeptList>(list),
                                    list.postings->bytes() + 2 * key.size());
        }
        node.reckoned = list.reckoned;
        node.postings = std::move(list.postings);
        node.found = node.postings->documents;
    }

    std::shared_ptr<const Postings> updated(std::shared_ptr<const Postings> old,
                                            const std::vector<std::uint32_t>& changed,
                                            const Postings& now) const {
        const bool untouched = now.documents.empty() &&
                               std::none_of(changed.begin(), changed.end(),
                                            [&](auto document) { return old->contains(document); });
        if (untouched) return old;
        return std::make_shared<const Postings>(updated_postings(*old, changed, now, last()));
    }

    void match_word(Node& node) {
        const auto& terms = node.plan->terms;
        use_list(
            node, [&] { return decode_postings(database, terms, deadline); },
            [&](const auto& changed) { return decode_postings_of(database, terms, changed); });
    }

    void match_years(Node& node) {
        std::vector<std::uint32_t> documents;
        for (const auto document : snapshot.columns.documents)
            if (within(node.plan->years, snapshot.columns.known_years[snapshot.columns.year_of[document]]))
                documents.push_back(document);
        node.keep(std::move(documents));
    }

    /// Documents of a phrase are kept like those of a word: finding them costs more.
    void match_phrase(Node& node) {
        match_children(node);
        use_list(
            node, [&] { return standing(in_all(node.children), *node.plan); },
            [&](const auto& changed) {
                auto documents = in_all(node.children);
                intersect(documents, changed);
                return standing(documents, *node.plan);
            });
    }

    Postings standing(const std::vector<std::uint32_t>& documents, const Plan& phrase) const {
        Postings list;
        WordPositions words;
        std::size_t seen = 0;
        for (const auto document : documents) {
            if (++seen % 64 == 0 && deadline.passed()) {
                list.complete = false;
                break;
            }
            if (stands(database, document, phrase, words)) list.documents.push_back(document);
        }
        list.documents.shrink_to_fit();
        list.finish(last());
        return list;
    }

    std::uint32_t last() const { return static_cast<std::uint32_t>(snapshot.lengths.size() - 1); }

    static std::vector<std::uint32_t> in_all(const std::vector<Node>& nodes) {
        std::vector<const Node*> by_size;
        for (const auto& node : nodes)
            by_size.push_back(&node);
        std::sort(by_size.begin(), by_size.end(),
                  [](const Node* a, const Node* b) { return a->found.size() < b->found.size(); });
        auto documents = copy(by_size.front()->found);
        for (std::size_t i = 1; i < by_size.size() && !documents.empty(); ++i)
            intersect(documents, *by_size[i]);
        return documents;
    }

    void match_all(Node& node) {
        match_children(node);
        node.keep(in_all(node.children));
    }

    void match_any(Node& node) {
        match_children(node);
        std::vector<std::uint64_t> bits(last() / 64 + 1);
        for (const auto& child : node.children) {
            if (child.postings && !child.postings->bits().empty())
                // A list that was kept ends where the index ended then.
                for (std::size_t i = 0; i < std::min(bits.size(), child.postings->bits().size()); ++i)
                    bits[i] |= child.postings->bits()[i];
            else
                for (const auto document : child.found)
                    bits[document / 64] |= std::uint64_t{1} << (document % 64);
        }
        node.keep(documents_of(bits));
    }

    static std::vector<std::uint32_t> documents_of(const std::vector<std::uint64_t>& bits) {
        std::size_t count = 0;
        for (const auto word : bits)
            count += static_cast<std::size_t>(std::popcount(word));
        std::vector<std::uint32_t> documents(count);
        auto* next = documents.data();
        for (std::size_t i = 0; i < bits.size(); ++i)
            for (auto word = bits[i]; word != 0; word &= word - 1)
                *next++ = static_cast<std::uint32_t>(i * 64) +
                          static_cast<std::uint32_t>(std::countr_zero(word));
        return documents;
    }

    void match_without(Node& node) {
        match_children(node);
        auto documents = copy(node.children.front().found);
        for (std::size_t i = 1; i < node.children.size(); ++i) {
            const auto other = node.children[i].found;
            std::vector<std::uint32_t> left;
            left.reserve(documents.size());
            std::set_difference(documents.begin(), documents.end(), other.begin(), other.end(),
                                std::back_inserter(left));
            documents = std::move(left);
        }
        node.keep(std::move(documents));
    }

    /// Whether documents to be scored are known to match the node.
    enum class Known { no, yes };

    /// Where `documents` are all that can be scored at all, places beside theirs may be written.
    struct Wanted {
        Documents documents;
        enum class Others { free, kept } others;
    };

    void score(const Node& node, const Wanted& wanted, Known known, double weight, float* scores) const {
        using enum Plan::Kind;
        weight *= node.plan->weight;
        if (weight == 0 || wanted.documents.empty()) return;
        if (node.plan->kind == word) return score_word(node, wanted, weight, scores);
        const bool is_all = node.plan->kind == all || node.plan->kind == phrase || node.plan->kind == near;
        if (is_all || node.plan->kind == without || node.plan->kind == boosted) {
            auto matching = wanted;
            std::vector<std::uint32_t> narrowed;
            if (known == Known::no) {
                narrowed = copy(wanted.documents);
                intersect(narrowed, node);
                matching = {narrowed, Wanted::Others::kept};
            }
            for (std::size_t i = 0; i < node.children.size(); ++i) {
                const bool matches = is_all || i == 0;
                if (matches || node.plan->kind == boosted)
                    score(node.children[i], matching, matches ? Known::yes : Known::no, weight, scores);
            }
        } else {
            for (const auto& child : node.children)
                score(child, wanted, Known::no, weight, scores);
            if (node.plan->kind == best) score_bonus(node, wanted, weight * node.plan->bonus, scores);
        }
    }

    void collect_words(const Node& node, double weight, std::vector<MatchedWord>& words) const {
        weight *= node.plan->weight;
        if (weight == 0) return;
        if (node.plan->kind == Plan::Kind::word)
            words.push_back({node.plan, weight * word_weight(snapshot.bm25, snapshot.documents, node.reckoned), node.postings});
        const bool first_only = node.plan->kind == Plan::Kind::without || node.plan->kind == Plan::Kind::also;
        const bool joins = node.plan->kind != Plan::Kind::phrase && node.plan->kind != Plan::Kind::near;
        for (std::size_t i = 0; joins && i < (first_only ? 1 : node.children.size()); ++i)
            collect_words(node.children[i], weight, words);
    }

    void score_bonus(const Node& node, const Wanted& wanted, double weight, float* scores) const {
        if (weight == 0) return;
        auto full = in_all(node.children);
        intersect(full, wanted.documents);
        for (const auto& child : node.children)
            score(child, {full, Wanted::Others::kept}, Known::yes, weight, scores);
    }

    void score_word(const Node& node, const Wanted& wanted, double weight, float* scores) const {
        const auto& list = *node.postings;
        const auto full = static_cast<float>(
            weight * word_weight(snapshot.bm25, snapshot.documents, node.reckoned));
        const auto* norms = snapshot.norms.data();
        const auto add = [&](std::uint32_t document, std::uint32_t frequency) {
            const auto often = static_cast<float>(frequency);
            scores[document] += full * often / (norms[document] + often);
        };
        if (wanted.others == Wanted::Others::free && list.documents.size() / 4 < wanted.documents.size()) {
            for (std::size_t i = 0; i < list.documents.size(); ++i)
                add(list.documents[i], list.frequencies[i]);
            return;
        }
        std::size_t place = 0;
        for (const auto document : wanted.documents) {
            place = list.place_of(document, place);
            if (place < list.documents.size() && list.documents[place] == document)
                add(document, list.frequencies[place]);
        }
    }
};

Evaluator::Evaluator(const IndexView& view, const Deadline& deadline)
    : internal_(new Internal{view.database, *view.snapshot, view.visible, deadline, {}, nullptr}) {}
Evaluator::~Evaluator() = default;

std::span<const std::uint32_t> Evaluator::match(const Plan& plan) {
    internal_->plan = plan;
    internal_->root = std::make_unique<Node>(internal_->match(internal_->plan));
    auto& root = *internal_->root;
    if (!internal_->visible.all()) {
        auto seen = copy(root.found);
        internal_->visible.keep(seen);
        root.keep(std::move(seen));
    }
    return root.found;
}

bool Evaluator::cut() const {
    return internal_->cut;
}

std::vector<MatchedWord> Evaluator::words() const {
    std::vector<MatchedWord> words;
    if (internal_->root) internal_->collect_words(*internal_->root, 1, words);
    return words;
}

void Evaluator::score(std::span<const std::uint32_t> documents, std::vector<float>& scores) {
    internal_->score(*internal_->root, {documents, Internal::Wanted::Others::free}, Internal::Known::yes, 1,
                     scores.data());
}

} // namespace samling
