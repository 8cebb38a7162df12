#include "searchd/search/phrase_finder.h"

#include <algorithm>
#include <xapian.h>

#include "searchd/search/translator.h"
#include "searchd/search/xapian_matcher.h"

namespace samling {
namespace {

constexpr std::size_t kLookedAtAtOnce = 64; ///< Documents between two looks at the clock.

/// The documents that are asked about, until the deadline passes: then there are no more, and Xapian is done.
class AskedDocuments : public Xapian::PostingSource {
public:
    AskedDocuments(const Scope& scope, const Deadline& deadline) : scope_(scope), deadline_(deadline) {}

    void init(const Xapian::Database& database) override {
        last_ = database.get_lastdocid();
        count_ = scope_.is_all() ? database.get_doccount() : static_cast<Xapian::doccount>(scope_.documents.size());
        document_ = 0;
        at_ = scope_.documents.begin();
    }
    Xapian::doccount get_termfreq_min() const override { return 0; }
    Xapian::doccount get_termfreq_est() const override { return count_; }
    Xapian::doccount get_termfreq_max() const override { return count_; }
    void next(double least_weight) override { skip_to(document_ + 1, least_weight); }
    void skip_to(Xapian::docid wanted, double) override {
        if (wanted <= document_) return;
        document_ = wanted;
        if (!scope_.is_all()) {
            at_ = std::lower_bound(at_, scope_.documents.end(), wanted);
            document_ = at_ == scope_.documents.end() ? last_ + 1 : *at_;
        }
        cut_ = cut_ || (++looked_ % kLookedAtAtOnce == 0 && deadline_.passed());
    }
    bool at_end() const override { return cut_ || document_ > last_; }
    Xapian::docid get_docid() const override { return document_; }

    bool cut() const { return cut_; }

private:
    const Scope& scope_;
    const Deadline& deadline_;
    std::span<const std::uint32_t>::iterator at_;
    Xapian::docid document_ = 0, last_ = 0;
    Xapian::doccount count_ = 0;
    std::size_t looked_ = 0;
    bool cut_ = false;
};

} // namespace

DecodedList find_phrase(const Xapian::Database& database, const Plan& phrase, const Scope& scope, const Deadline& deadline) {
    if (!scope.is_all() && scope.documents.empty()) return {};
    AskedDocuments asked(scope, deadline);
    const Xapian::Query query(Xapian::Query::OP_FILTER, translate(phrase), Xapian::Query(&asked));
    DecodedList list;
    list.documents = XapianMatcher(database, query, Bm25{}).match();
    list.complete = !asked.cut();
    return list;
}

} // namespace samling
