#include "searchd/search/page_texts.h"

#include <algorithm>
#include <cctype>

namespace samling {
namespace {

constexpr std::size_t kMostBytesKept = 1 << 20; ///< Of one page: a giant does not drive out thousands.

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n';
}

/// Whether a line surely ends in the middle of a sentence: a page keeps the lines that it was printed in. In doubt the
/// sentence ends, so that a heading is no part of what follows it.
bool ends_in_mid_sentence(std::string_view piece) {
    const auto last = piece.find_last_not_of(" \t\n");
    if (last == std::string_view::npos) return false;
    const auto gap = piece.substr(last + 1);
    if (std::count(gap.begin(), gap.end(), '\n') != 1) return false;
    const auto c = static_cast<unsigned char>(piece[last]);
    return std::isalnum(c) || c == ',' || c == ';' || c == '-' || c == '(' || c == '&';
}

} // namespace

std::uint64_t word_hash(std::string_view word) {
    return std::hash<std::string_view>()(word);
}

std::vector<PlacedToken> place_tokens(std::string_view text, Analyzer& analyzer) {
    std::vector<PlacedToken> tokens;
    tokens.reserve(text.size() / 6);
    std::string stem;
    analyzer.tokenize(text, [&](const Token& token) {
        stem.assign(analyzer.stem_key());
        stem += token.stem;
        tokens.push_back({token.begin, token.end, token.position, word_hash(token.exact), word_hash(stem)});
    });
    return tokens;
}

std::vector<std::uint32_t> page_sentences(const Page& page) {
    const std::string_view text = page.text;
    std::vector<std::uint32_t> ends;
    std::uint32_t begin = 0;
    for (const auto end : sentence_ends(text, page.language)) {
        const auto piece = text.substr(begin, end - begin);
        if (end < text.size() && (ends_in_mid_sentence(piece) || std::all_of(piece.begin(), piece.end(), is_space))) continue;
        ends.push_back(begin = end);
    }
    return ends;
}

AnalysedPage analyse_page(Page page, Analyzer& analyzer) {
    auto tokens = place_tokens(page.text, analyzer);
    auto sentences = page_sentences(page);
    return {std::move(page), std::move(tokens), std::move(sentences)};
}

PageTexts::PageTexts(std::filesystem::path catalog, std::size_t cache_bytes)
    : catalogs_(std::move(catalog)), cache_(cache_bytes) {}

std::string PageTexts::original_type(const std::string& id, std::int64_t version_key) const {
    if (const auto kept = types_.find(version_key)) return *kept;
    std::string type;
    catalogs_.with([&](Catalog& catalog) {
        if (const auto version = catalog.find(id); version && !version->object.empty())
            type = version->report.media_type;
    });
    types_.put(version_key, std::make_shared<const std::string>(type), type.size());
    return type;
}

std::shared_ptr<const AnalysedPage> PageTexts::page(std::int64_t version_key, int number,
                                                    const AnalyzerOf& analyzer) const {
    const std::pair key(version_key, number);
    if (auto kept = cache_.find(key)) return kept;
    std::optional<Page> page;
    catalogs_.with([&](Catalog& catalog) { page = catalog.page(version_key, number); });
    if (!page) return nullptr;
    auto& words = analyzer(page->language);
    auto analysed = std::make_shared<const AnalysedPage>(analyse_page(std::move(*page), words));
    const auto bytes = analysed->page.text.size() + analysed->tokens.capacity() * sizeof(PlacedToken) +
                       analysed->sentences.capacity() * sizeof(std::uint32_t);
    if (bytes <= kMostBytesKept) cache_.put(key, analysed, bytes + sizeof(AnalysedPage));
    return analysed;
}

} // namespace samling
