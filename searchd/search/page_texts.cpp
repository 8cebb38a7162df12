#include "searchd/search/page_texts.h"

namespace samling {
namespace {

constexpr std::size_t kMostBytesKept = 1 << 20; ///< Of one page: a giant does not drive out thousands.

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
    auto tokens = place_tokens(page->text, analyzer(page->language));
    auto analysed = std::make_shared<const AnalysedPage>(AnalysedPage{std::move(*page), std::move(tokens)});
    const auto bytes = analysed->page.text.size() + analysed->tokens.capacity() * sizeof(PlacedToken);
    if (bytes <= kMostBytesKept) cache_.put(key, analysed, bytes + sizeof(AnalysedPage));
    return analysed;
}

} // namespace samling
