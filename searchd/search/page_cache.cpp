#include "searchd/search/page_cache.h"

namespace samling {
namespace {

/// Beside the objects that hold them: short strings are counted as if they had memory of their own.
template <typename... Strings>
std::size_t texts(const Strings&... strings) {
    return (strings.size() + ...);
}

std::size_t texts_of(std::span<const std::string> strings) {
    std::size_t bytes = strings.size() * sizeof(std::string);
    for (const auto& text : strings)
        bytes += text.size();
    return bytes;
}

std::size_t bytes_of(const Explanation& explanation) {
    std::size_t bytes = 0;
    for (const auto& word : explanation.words)
        bytes += sizeof word + texts_of(word.terms) + texts_of(word.fields);
    return bytes;
}

std::size_t bytes_of(const Facet& facet) {
    std::size_t bytes = sizeof facet + texts(facet.name, facet.label);
    for (const auto& value : facet.values)
        bytes += sizeof value + texts(value.value, value.label) + texts_of(value.broader); // others may share them, or nobody
    return bytes;
}

std::size_t bytes_of(const Hit& hit) {
    std::size_t bytes = sizeof hit + texts(hit.id, hit.title, hit.subtitle, hit.date, hit.language, hit.quiet, hit.media_type);
    for (const auto& codes : hit.codes)
        bytes += texts_of(codes);
    for (const auto& page : hit.pages) {
        bytes += sizeof page + page.label.size();
        for (const auto& part : page.snippet)
            bytes += sizeof part + part.text.size();
    }
    return bytes + (hit.explanation ? bytes_of(*hit.explanation) : 0);
}

} // namespace

std::size_t bytes_of(const SearchPage& page) {
    std::size_t bytes = texts(page.description, page.counted) + texts_of(page.notices);
    if (page.did_you_mean) bytes += page.did_you_mean->query.size();
    for (const auto& expansion : page.expansions)
        bytes += sizeof expansion + texts(expansion.typed, expansion.added, expansion.language);
    for (const auto& facet : page.facets)
        bytes += bytes_of(facet);
    for (const auto& hit : page.hits)
        bytes += bytes_of(hit);
    return bytes;
}

std::size_t bytes_of(const SearchRequest& request) {
    std::size_t bytes = sizeof request + texts(request.query, request.language) + texts_of(request.except) +
                        texts_of(request.audience.coalitions);
    for (const auto& codes : request.selected)
        bytes += texts_of(codes);
    return bytes;
}

} // namespace samling
