#include "searchd/web/related_view.h"

#include "searchd/net/http.h"
#include "searchd/web/api.h"
#include "searchd/web/document_view.h"

namespace samling {
namespace {

View link_to(const std::string& id, const std::string& title, const std::string& language) {
    View row;
    row["url"] = document_url(id);
    row["title"] = title;
    if (!language.empty()) row["language"] = language;
    return row;
}

} // namespace

void add_related(View& view, const RelatedDocuments& related) {
    ViewList similar, others;
    for (const auto& document : related.similar) {
        auto row = link_to(document.id, document.title, document.language);
        row["shared"] = joined(document.shared, ", ");
        similar.push_back(row);
    }
    for (const auto& hit : related.of_coalition) others.push_back(link_to(hit.id, hit.title, hit.language));
    view["has_similar"] = flag(!similar.empty());
    view["similar"] = View(similar);
    view["has_of_coalition"] = flag(!others.empty());
    view["of_coalition"] = View(others);
    view["coalition_label"] = related.coalition_label;
    view["coalition_url"] = "/search?coalition=" + percent_encode(related.coalition);
}

} // namespace samling
