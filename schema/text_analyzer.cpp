#include "schema/text.h"

#include <unicode/brkiter.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>
#include <unicode/utext.h>
#include <unordered_map>

#include "schema/failure.h"
#include "schema/text_characters.h"
#include "schema/text_stem.h"
#include "schema/text_utf8.h"
#include "schema/text_words.h"

namespace samling {
namespace {

constexpr std::size_t kMaxWordBytes = 64;
constexpr std::size_t kMaxMemo = 200'000; ///< Words; beyond it the memory is emptied and fills anew.

struct StringHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
};

struct Forms {
    std::string exact, stem;
};

std::string without_joiners(std::string_view word) {
    std::string kept;
    for (std::size_t at = 0; at < word.size();) {
        const auto c = analysis::decode(word, at);
        const auto kind = analysis::character(c.value).kind();
        if (kind != analysis::CharacterKind::joiner && kind != analysis::CharacterKind::ignored)
            kept.append(word, at, c.size);
        at += c.size;
    }
    return kept;
}

std::string lower_case(std::string_view word) {
    if (analysis::ascii_run(word, 0) == word.size()) {
        std::string lower(word);
        for (auto& c : lower)
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
        return lower;
    }
    std::string lower;
    icu::UnicodeString::fromUTF8(icu::StringPiece(word.data(), static_cast<std::int32_t>(word.size())))
        .toLower(icu::Locale::getRoot())
        .toUTF8String(lower);
    return analysis::compose(lower);
}

} // namespace

/// Words met before with their forms, by the bytes they stand in.
struct Analyzer::Internal {
    analysis::Stemmer stemmer;
    analysis::WordFinder finder;
    std::unordered_map<std::string, Forms, StringHash, std::equal_to<>> memo;

    const Forms& forms(std::string_view word) {
        const auto known = memo.find(word);
        if (known != memo.end()) return known->second;
        if (memo.size() >= kMaxMemo) memo.clear();
        return memo.emplace(word, make(word)).first->second;
    }

    Forms make(std::string_view word) {
        const auto plain = without_joiners(word.substr(0, analysis::cut_length(word, 4 * kMaxWordBytes)));
        Forms forms;
        forms.exact = fold(plain);
        forms.exact.resize(analysis::cut_length(forms.exact, kMaxWordBytes));
        // Stemmed before folding, since the algorithms look at diacritics; folded after, so that they may be
        // left out.
        forms.stem = stemmer.exists() ? fold(stemmer.stem(lower_case(plain))) : forms.exact;
        forms.stem.resize(analysis::cut_length(forms.stem, kMaxWordBytes));
        if (forms.stem.empty()) forms.stem = forms.exact;
        return forms;
    }
};

Analyzer::Analyzer(std::string_view language)
    : internal_(new Internal{analysis::Stemmer(language), analysis::WordFinder(), {}}) {}
Analyzer::~Analyzer() = default;
Analyzer::Analyzer(Analyzer&&) noexcept = default;
Analyzer& Analyzer::operator=(Analyzer&&) noexcept = default;

void Analyzer::tokenize(std::string_view text, const std::function<void(const Token&)>& visit) {
    std::uint32_t position = 0;
    internal_->finder.find(text, [&](const analysis::WordSpan& word) {
        const auto& forms = internal_->forms(text.substr(word.begin, word.end - word.begin));
        if (forms.exact.empty()) return;
        visit({forms.exact, forms.stem, word.begin, word.end, position++});
    });
}

std::string Analyzer::stem(std::string_view word) {
    return internal_->forms(word).stem;
}

std::vector<std::uint32_t> sentence_ends(std::string_view text, std::string_view language) {
    std::vector<std::uint32_t> ends;
    UErrorCode status = U_ZERO_ERROR;
    const icu::Locale locale(std::string(language).c_str());
    const std::unique_ptr<icu::BreakIterator> breaks(
        icu::BreakIterator::createSentenceInstance(locale, status));
    if (U_FAILURE(status)) throw Failure(ErrorCode::internal, "ICU lacks its segmentation data");
    UText* view = utext_openUTF8(nullptr, text.data(), static_cast<std::int64_t>(text.size()), &status);
    breaks->setText(view, status);
    breaks->first();
    for (auto end = breaks->next(); U_SUCCESS(status) && end != icu::BreakIterator::DONE;
         end = breaks->next())
        ends.push_back(static_cast<std::uint32_t>(end));
    utext_close(view);
    if (!text.empty() && (ends.empty() || ends.back() != text.size()))
        ends.push_back(static_cast<std::uint32_t>(text.size()));
    return ends;
}

} // namespace samling
