#pragma once
// Facets, chips and marked text as template values.

#include <string>
#include <string_view>
#include <vector>

#include "searchd/search/search.h"
#include "searchd/web/marked_words.h"
#include "searchd/web/template_store.h"

namespace samling {

std::string facet_label(std::string_view name);
/// The label of a value of `field` as it stands inside a sentence: "internet shutdowns", but "AI governance" and "Kenya".
std::string label_in_sentence(TagField field, const std::string& label);
/// The first `most` values with label, count and what their address needs.
kainjow::mustache::list plain_values(const Facet& facet, std::size_t most);
/// Sets facets, years and chips of the results page.
void fill_facets(View& view, const SearchRequest& request, const std::vector<Facet>& facets);
/// The paragraphs of `text` as HTML, escaped, with `words` marked.
std::vector<std::string> marked_paragraphs(const std::string& text, const MarkedWords& words, const std::string& language);

} // namespace samling
