#include "searchd/search/term_expansion.h"

#include <algorithm>

#include "schema/text.h"
#include "searchd/search/edit_distance.h"

namespace samling {
namespace {

constexpr std::size_t kTermsAtOnce = 64; ///< Between two looks at the clock.

/// A word found, and what decides which are kept.
struct Found {
    unsigned distance;
    Xapian::doccount documents;
    std::string word;
};

/// Walks the words of one field in the order of the alphabet.
class FieldTerms {
public:
    FieldTerms(const IndexView& view, const std::string& prefix, const std::string& begin)
        : prefix_(prefix), deadline_(view.deadline), at_(view.database.allterms_begin(prefix + begin)),
          end_(view.database.allterms_end(prefix + begin)) {
        settle();
    }

    bool done() const { return at_ == end_ || read_ >= kMaxTermsRead || (read_ % kTermsAtOnce == 1 && deadline_.passed()); }
    bool complete() const { return at_ == end_; }
    const std::string& term() const { return term_; }
    std::string_view word() const { return std::string_view(term_).substr(prefix_.size()); }
    Xapian::doccount documents() const { return at_.get_termfreq(); }

    void next() {
        ++at_;
        settle();
    }

    /// The next word that does not begin with the first `bytes` of this one. Steps before it leaps: a leap is
    /// dearer.
    void skip(std::size_t bytes) {
        const auto beginning = term_.substr(0, prefix_.size() + bytes);
        next();
        if (done() || !term_.starts_with(beginning)) return;
        at_.skip_to(beginning + '\xFF'); // after everything that begins so, in UTF-8
        settle();
    }

private:
    /// Words of the whole document have no prefix, and no word has a capital: what has one is of a field.
    void settle() {
        if (at_ == end_) return;
        term_ = *at_;
        ++read_;
        if (!prefix_.empty() || term_.empty() || term_.front() < 'A' || term_.front() > 'Z') return;
        at_.skip_to("[");
        if (at_ != end_) term_ = *at_;
    }

    std::string prefix_;
    const Deadline& deadline_;
    Xapian::TermIterator at_, end_;
    std::string term_;
    std::size_t read_ = 0;
};

/// What is between wildcards is compared as words are.
std::u32string folded_pattern(std::string_view pattern) {
    std::string folded;
    for (std::size_t at = 0; at < pattern.size();) {
        const auto wildcard = std::min(pattern.find_first_of("*?", at), pattern.size());
        folded += fold(pattern.substr(at, wildcard - at));
        at = wildcard;
        for (; at < pattern.size() && (pattern[at] == '*' || pattern[at] == '?'); ++at)
            if (pattern[at] == '?' || !folded.ends_with('*')) folded += pattern[at];
    }
    return characters_of(folded);
}

/// Goes back to the last * alone, which is enough.
bool matches(const std::u32string& pattern, const std::u32string& word) {
    std::size_t p = 0, w = 0, star = std::u32string::npos, resume = 0;
    while (w < word.size()) {
        if (p < pattern.size() && pattern[p] == U'*') {
            star = p++;
            resume = w;
        } else if (p < pattern.size() && (pattern[p] == U'?' || pattern[p] == word[w])) {
            ++p, ++w;
        } else if (star != std::u32string::npos) {
            p = star + 1;
            w = ++resume;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == U'*')
        ++p;
    return p == pattern.size();
}

Expansion best_of(std::vector<Found> found, bool complete) {
    std::sort(found.begin(), found.end(), [](const Found& a, const Found& b) {
        return a.distance != b.distance     ? a.distance < b.distance
               : a.documents != b.documents ? a.documents > b.documents
                                            : a.word < b.word;
    });
    Expansion expansion;
    expansion.complete = complete && found.size() <= kMaxExpansions;
    for (std::size_t i = 0; i < std::min(found.size(), kMaxExpansions); ++i)
        expansion.words.push_back(std::move(found[i].word));
    return expansion;
}

} // namespace

Expansion expand_pattern(const IndexView& view, const std::string& prefix,
                         std::string_view pattern) {
    const auto wanted = folded_pattern(pattern);
    FieldTerms terms(view, prefix, fold(pattern.substr(0, pattern.find_first_of("*?"))));
    std::vector<Found> found;
    for (; !terms.done(); terms.next())
        if (matches(wanted, characters_of(terms.word())))
            found.push_back({0, terms.documents(), std::string(terms.word())});
    return best_of(std::move(found), terms.complete());
}

Expansion expand_fuzzy(const IndexView& view, const std::string& prefix, std::string_view word,
                       unsigned edits) {
    EditDistance distance(fold(word), edits);
    FieldTerms terms(view, prefix, "");
    std::vector<Found> found;
    while (!terms.done()) {
        const auto [letters, hopeless] = distance.to(terms.word());
        if (letters <= edits) found.push_back({letters, terms.documents(), std::string(terms.word())});
        if (hopeless > 0)
            terms.skip(hopeless);
        else
            terms.next();
    }
    return best_of(std::move(found), terms.complete());
}

} // namespace samling
