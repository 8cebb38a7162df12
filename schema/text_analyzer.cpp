#include "schema/text.h"

#include "schema/failure.h"
#include "schema/text_memo.h"
#include "schema/text_scan.h"
#include "schema/text_segment.h"
#include "schema/text_utf8.h"
#include "schema/text_word.h"

#include <limits>

namespace samling {
namespace {

using analysis::Span;
using analysis::WordMemo;

// The term of a longer word is cut anyway; this bounds the work on a hostile one.
constexpr std::size_t kLongestRaw = 256;

} // namespace

struct Analyzer::Internal {
    explicit Internal(std::string_view language) : stemmer(language) {}

    analysis::Stemmer stemmer;
    analysis::Segmenter segmenter;
    WordMemo memo;
    analysis::Word long_word; // of the word too long for the memo, met last

    WordMemo::Entry look_up(std::string_view raw) {
        if (raw.size() > WordMemo::kLongestKey) {
            long_word = analyze_word(raw.substr(0, analysis::cut_length(raw, kLongestRaw)), stemmer);
            return {long_word.exact, long_word.stem, std::uint8_t(long_word.front),
                    std::uint8_t(long_word.back)};
        }
        const WordMemo::Key key = WordMemo::key(raw);
        WordMemo::Entry entry{};
        return memo.find(key, entry) ? entry : memo.add(key, analyze_word(raw, stemmer));
    }
};

namespace {

/// Numbers the tokens of one text.
struct Visit {
    std::string_view text;
    const std::function<void(const Token&)>& visit;
    std::uint32_t position = 0;

    void operator()(Span span, const WordMemo::Entry& entry) {
        if (entry.exact.empty()) return;
        const auto begin = static_cast<std::uint32_t>(span.begin + entry.front);
        const auto end = static_cast<std::uint32_t>(span.end - entry.back);
        visit(Token{entry.exact, entry.stem, begin, end, position++});
    }
};

std::string_view part(std::string_view text, Span span) {
    return text.substr(span.begin, span.end - span.begin);
}

} // namespace

Analyzer::Analyzer(std::string_view language) : internal_(std::make_unique<Internal>(language)) {}
Analyzer::~Analyzer() = default;
Analyzer::Analyzer(Analyzer&&) noexcept = default;
Analyzer& Analyzer::operator=(Analyzer&&) noexcept = default;

void Analyzer::tokenize(std::string_view text, const std::function<void(const Token&)>& visit) {
    if (text.size() > std::numeric_limits<std::uint32_t>::max())
        throw Failure(ErrorCode::too_large, "a text of 4 GiB or more cannot be analysed; split it");
    Visit emit{text, visit};
    analysis::WordScanner scanner(text);
    for (analysis::Piece piece{}; scanner.next(piece);) {
        if (!piece.dictionary) {
            emit(piece.span, internal_->look_up(part(text, piece.span)));
            continue;
        }
        const std::string_view run = part(text, piece.span);
        for (const Span word : internal_->segmenter.segment(run)) {
            const Span span{piece.span.begin + word.begin, piece.span.begin + word.end};
            emit(span, internal_->look_up(part(text, span)));
        }
    }
}

std::string_view Analyzer::stem_key() const {
    return internal_->stemmer.key();
}

std::string Analyzer::stem(std::string_view word) {
    return analysis::analyze_word(word.substr(0, analysis::cut_length(word, kLongestRaw)), internal_->stemmer)
        .stem;
}

} // namespace samling
