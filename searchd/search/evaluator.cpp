#include "searchd/search/evaluator.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <xapian.h>

#include "searchd/search/list_keeper.h"

namespace samling {
namespace {

using Documents = std::span<const std::uint32_t>;

/// A node of the plan with what it matches. Moves, so that `documents` goes on pointing at `own`.
struct Node {
    explicit Node(const Plan& of) : plan(&of), children(of.children.begin(), of.children.end()) {}
    Node(Node&&) = default;
    Node& operator=(Node&&) = default;

    const Plan* plan;
    std::vector<Node> children;
    std::shared_ptr<const Postings> postings; ///< Of a word, phrase or near.
    std::uint32_t reckoned = 0;               ///< Of a word: in how many documents it is taken to be.
    Documents documents;     ///< That match, ascending.
    bool only_bits = false;  ///< They are not in `documents` yet, but bits of `postings`.
    std::vector<std::uint32_t> own;

    void keep(std::vector<std::uint32_t> found) {
        own = std::move(found);
        documents = own;
        only_bits = false;
    }
    void use(KeptList list) {
        reckoned = list.frequency.reckoned;
        postings = std::move(list.postings);
        documents = postings->short_documents();
        only_bits = has_bits();
    }
    bool has_bits() const { return postings && postings->is_long(); }
    /// As an array, also where there were only bits.
    Documents found() {
        if (only_bits) keep(postings->documents());
        return documents;
    }
    std::size_t size() const { return postings ? postings->size() : documents.size(); }
    std::vector<std::uint32_t> copy() const {
        return has_bits() ? postings->documents() : std::vector<std::uint32_t>(documents.begin(), documents.end());
    }
};

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
    if (!node.has_bits()) return intersect(documents, node.documents);
    std::erase_if(documents, [&](auto document) { return !node.postings->contains(document); });
}

void take_out(std::vector<std::uint32_t>& documents, const Node& node) {
    if (node.has_bits()) {
        std::erase_if(documents, [&](auto document) { return node.postings->contains(document); });
        return;
    }
    std::vector<std::uint32_t> left;
    left.reserve(documents.size());
    std::set_difference(documents.begin(), documents.end(), node.documents.begin(), node.documents.end(), std::back_inserter(left));
    documents = std::move(left);
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
    ListKeeper lists{database, snapshot, deadline};
    Plan plan = {};
    std::unique_ptr<Node> root = nullptr;

    /// Whether the plan matches nothing that the node does not match: then no more has to be known of it.
    enum class Required { no, yes };

    /// What is found holds no document that does not match, and of the scope every one that does.
    Node match(const Plan& plan, const Scope& scope, Required required) {
        using enum Plan::Kind;
        Node node(plan);
        if (plan.kind == word) node.use(lists.word(plan, scope));
        if (plan.kind == everything) node.documents = snapshot.columns.documents;
        if (plan.kind == years) match_years(node, scope);
        if (plan.kind == phrase || plan.kind == near) match_phrase(node, scope);
        if (plan.kind == all) match_all(node, scope, required);
        if (plan.kind == any || plan.kind == best || plan.kind == also) match_any(node, scope);
        if (plan.kind == without || plan.kind == boosted) match_first(node, scope, required);
        return node;
    }

    void match_children(Node& node, const Scope& scope, std::size_t from = 0) {
        for (auto i = from; i < node.children.size(); ++i)
            node.children[i] = match(node.plan->children[i], scope, Required::no);
    }

    void match_years(Node& node, const Scope& scope) {
        std::vector<std::uint32_t> documents;
        for (const auto document : scope.is_all() ? Documents(snapshot.columns.documents) : scope.documents)
            if (within(node.plan->years, snapshot.columns.known_years[snapshot.columns.year_of[document]]))
                documents.push_back(document);
        node.keep(std::move(documents));
    }

    /// Its words are looked up where it stands, to be scored there.
    void match_phrase(Node& node, const Scope& scope) {
        node.use(lists.phrase(*node.plan, scope));
        match_children(node, among(scope, node));
    }

    std::uint32_t last() const { return static_cast<std::uint32_t>(snapshot.lengths.size() - 1); }

    /// The documents of the scope that match `node`, as a scope.
    static Scope among(const Scope& scope, Node& node) {
        return {node.found(), narrowed_key(scope, *node.plan)};
    }

    /// The documents of the scope that match every child. The rarest is looked for first, and each other one only where all
    /// before it are.
    std::vector<std::uint32_t> having_all(Node& node, Scope scope) {
        const auto& plans = node.plan->children;
        std::vector<std::pair<std::size_t, std::size_t>> order;
        for (std::size_t i = 0; i < plans.size(); ++i)
            order.emplace_back(size_of(plans[i]), i);
        std::sort(order.begin(), order.end());
        auto left = copy(scope.documents);
        for (const auto& [size, i] : order) {
            auto& child = node.children[i] = match(plans[i], scope, Required::yes);
            if (scope.is_all())
                left = child.copy();
            else
                intersect(left, child);
            scope = {left, narrowed_key(scope, plans[i])};
        }
        return left;
    }

    /// How many documents match at most.
    std::size_t size_of(const Plan& plan) {
        using enum Plan::Kind;
        if (plan.kind == word) return lists.size_of_word(plan);
        if (plan.kind == everything || plan.kind == years) return snapshot.columns.documents.size();
        if (plan.kind == without || plan.kind == boosted) return size_of(plan.children.front());
        const bool adds = plan.kind == any || plan.kind == best || plan.kind == also;
        std::size_t sum = 0, least = plan.children.empty() ? 0 : std::numeric_limits<std::size_t>::max();
        for (const auto& child : plan.children) {
            const auto size = size_of(child);
            sum += size;
            least = std::min(least, size);
        }
        return adds ? sum : least;
    }

    static std::vector<std::uint32_t> in_all(const std::vector<Node>& nodes) {
        std::vector<const Node*> by_size;
        for (const auto& node : nodes)
            by_size.push_back(&node);
        std::sort(by_size.begin(), by_size.end(),
                  [](const Node* a, const Node* b) { return a->size() < b->size(); });
        auto documents = by_size.front()->copy();
        for (std::size_t i = 1; i < by_size.size() && !documents.empty(); ++i)
            intersect(documents, *by_size[i]);
        return documents;
    }

    /// Where it is optional its children count for documents that do not have all of them, too.
    void match_all(Node& node, const Scope& scope, Required required) {
        if (required == Required::yes) return node.keep(having_all(node, scope));
        match_children(node, scope);
        node.keep(in_all(node.children));
    }

    void match_any(Node& node, const Scope& scope) {
        match_children(node, scope);
        std::vector<std::uint64_t> bits(last() / 64 + 1);
        for (const auto& child : node.children) {
            if (child.has_bits())
                // A list that was kept ends where the index ended then.
                for (std::size_t i = 0; i < std::min(bits.size(), child.postings->bits().size()); ++i)
                    bits[i] |= child.postings->bits()[i];
            else
                for (const auto document : child.documents)
                    bits[document / 64] |= std::uint64_t{1} << (document % 64);
        }
        node.keep(documents_of(bits));
    }

    /// Of all but the first nothing has to be known where the first does not match; but where it is optional what boosts it
    /// counts for other documents, too.
    void match_first(Node& node, const Scope& scope, Required required) {
        auto& first = node.children.front() = match(node.plan->children.front(), scope, required);
        const bool counts = node.plan->kind == Plan::Kind::boosted && required == Required::no;
        match_children(node, counts ? scope : among(scope, first), 1);
        auto documents = first.copy();
        for (std::size_t i = 1; i < node.children.size() && node.plan->kind == Plan::Kind::without; ++i)
            take_out(documents, node.children[i]);
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
        if (wanted.others == Wanted::Others::free && list.size() / 4 < wanted.documents.size())
            list.each(add);
        else
            list.each_of(wanted.documents, add);
    }
};

Evaluator::Evaluator(const IndexView& view, const Deadline& deadline)
    : internal_(new Internal{view.database, *view.snapshot, view.visible, deadline}) {}
Evaluator::~Evaluator() = default;

std::span<const std::uint32_t> Evaluator::match(const Plan& plan) {
    internal_->plan = plan;
    internal_->root = std::make_unique<Node>(internal_->match(internal_->plan, {}, Internal::Required::yes));
    auto& root = *internal_->root;
    if (!internal_->visible.all()) {
        auto seen = root.copy();
        internal_->visible.keep(seen);
        root.keep(std::move(seen));
    }
    return root.found();
}

bool Evaluator::cut() const {
    return internal_->lists.cut();
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
