#include "searchd/search/written_form.h"

#include <sstream>

#include "schema/index_codec.h"
#include "schema/text_case.h"

namespace samling {
namespace {

constexpr std::size_t kMostKept = 20'000; ///< Words; then it is begun anew.
constexpr int kMostDocuments = 3;         ///< Looked at for one.

/// The page of the document that the word stands on first; 0 where it is in none, but in the title.
int first_page(const std::string& word, Xapian::docid document, const IndexEntry& entry, const Xapian::Database& database) {
    if (entry.page_starts.empty()) return 0;
    auto position = database.positionlist_begin(document, word);
    const auto end = database.positionlist_end(document, word);
    if (position != end) position.skip_to(entry.page_starts.front());
    return position == end ? 0 : page_at(entry, *position);
}

/// Letters and digits of ASCII and whatever is not ASCII: most words, where blanks are written between them.
bool is_of_word(char c) {
    return static_cast<unsigned char>(c) >= 0x80 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/// Whether `c` may be the first letter of what is folded to `folded`.
bool may_begin(char c, char folded) {
    return static_cast<unsigned char>(c) >= 0x80 || c == folded || (c >= 'A' && c <= 'Z' && c + ('a' - 'A') == folded);
}

/// Finds what the analyser would, nearly always, for a tenth of the work: it looks closely at what begins like the word alone.
std::string between_blanks(const std::string& word, std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        if (!is_of_word(text[at])) {
            ++at;
            continue;
        }
        auto end = at;
        while (end < text.size() && is_of_word(text[end]))
            ++end;
        const auto run = text.substr(at, end - at);
        if (may_begin(run.front(), word.front()) && run.size() <= 2 * word.size() && 2 * run.size() >= word.size() && fold(run) == word) return lower(run);
        at = end;
    }
    return {};
}

std::string on_page(const std::string& word, const std::string& text, Analyzer& analyzer) {
    auto written = between_blanks(word, text);
    if (!written.empty()) return written;
    analyzer.tokenize(text, [&](const Token& token) {
        if (written.empty() && token.exact == word) written = lower(std::string_view(text).substr(token.begin, token.end - token.begin));
    });
    return fold(written) == word ? written : ""; // a word that was parted by a hyphen is none that one would type
}

std::string in_documents(const std::string& word, IndexView& view, const CatalogPool& catalogs) {
    int looked_at = 0;
    const auto end = view.database.postlist_end(word);
    for (auto at = view.database.postlist_begin(word); at != end && looked_at < kMostDocuments && !view.deadline.passed(); ++at) {
        if (!view.visible(*at)) continue;
        ++looked_at;
        const auto entry = decode_entry(view.database.get_document(*at).get_data());
        const auto number = first_page(word, *at, entry, view.database);
        std::optional<Page> page;
        if (number > 0) catalogs.with([&](Catalog& catalog) { page = catalog.page(entry.version_key, number); });
        if (!page) continue;
        if (auto written = on_page(word, page->text, view.analyzer("")); !written.empty()) return written;
    }
    return word;
}

} // namespace

std::string written_form(const std::string& folded, IndexView& view, const CatalogPool& catalogs) {
    auto& kept = view.written_forms;
    if (kept.size() > kMostKept) kept.clear();
    std::istringstream words(folded);
    std::string word, all;
    while (words >> word) {
        auto found = kept.find(word);
        if (found == kept.end()) found = kept.emplace(word, in_documents(word, view, catalogs)).first;
        all += (all.empty() ? "" : " ") + found->second;
    }
    return all;
}

} // namespace samling
