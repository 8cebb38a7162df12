#include "searchd/search/xapian_matcher.h"

#include <algorithm>

namespace samling {
namespace {

class CollectSpy : public Xapian::MatchSpy {
public:
    explicit CollectSpy(std::vector<std::uint32_t>& documents) : documents_(documents) {}
    void operator()(const Xapian::Document& document, double) override {
        documents_.push_back(document.get_docid());
    }

private:
    std::vector<std::uint32_t>& documents_;
};

} // namespace

XapianMatcher::XapianMatcher(const Xapian::Database& database, const Xapian::Query& query, const Bm25& bm25)
    : database_(database), query_(query), bm25_(bm25) {}

std::vector<std::uint32_t> XapianMatcher::match() const {
    std::vector<std::uint32_t> documents;
    if (query_.empty()) return documents;
    CollectSpy spy(documents);
    Xapian::Enquire enquire(database_);
    enquire.set_query(query_);
    enquire.set_weighting_scheme(Xapian::BoolWeight()); // several times cheaper than with scores
    enquire.set_docid_order(Xapian::Enquire::ASCENDING);
    enquire.add_matchspy(&spy);
    enquire.get_mset(0, 0, database_.get_doccount());
    std::sort(documents.begin(), documents.end());
    return documents;
}

void XapianMatcher::score(std::vector<float>& scores) const {
    Xapian::Enquire enquire(database_);
    enquire.set_query(query_);
    enquire.set_weighting_scheme(Xapian::BM25Weight(bm25_.k1, 0, bm25_.k3, bm25_.b, bm25_.min_length));
    const auto found = enquire.get_mset(0, database_.get_doccount());
    for (auto hit = found.begin(); hit != found.end(); ++hit)
        scores[*hit] = static_cast<float>(hit.get_weight());
}

} // namespace samling
