#include "indexer/extract/pdf_text.h"

#include <memory>

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

namespace samling {
namespace {

constexpr std::string_view kSoftHyphen = "\xc2\xad";

std::string without_soft_hyphens(std::string text) {
    std::size_t at = text.find(kSoftHyphen);
    if (at == std::string::npos) return text;
    std::string result;
    result.reserve(text.size());
    std::size_t from = 0;
    for (; at != std::string::npos; at = text.find(kSoftHyphen, from)) {
        result.append(text, from, at - from);
        from = at + kSoftHyphen.size();
    }
    return result.append(text, from);
}

/// U+FB00 to U+FDFF and U+FE70 to U+FEFC: ligatures of Latin, Armenian and Hebrew, and the forms of Arabic
/// letters.
bool is_presentation_form(std::string_view at) {
    if (at.size() < 3 || static_cast<unsigned char>(at[0]) != 0xef) return false;
    const auto second = static_cast<unsigned char>(at[1]), third = static_cast<unsigned char>(at[2]);
    if (second >= 0xac && second <= 0xb7) return true;
    return (second == 0xb9 && third >= 0xb0) || second == 0xba || (second == 0xbb && third < 0xbd);
}

std::string decomposed(std::string_view form) {
    UErrorCode error = U_ZERO_ERROR;
    const auto* normalizer = icu::Normalizer2::getNFKCInstance(error);
    std::string result;
    if (U_SUCCESS(error))
        normalizer
            ->normalize(icu::UnicodeString::fromUTF8({form.data(), static_cast<int>(form.size())}), error)
            .toUTF8String(result);
    return U_SUCCESS(error) ? result : std::string(form);
}

} // namespace

std::string plain_letters(std::string text) {
    constexpr char kLead = static_cast<char>(0xef);
    std::size_t at = text.find(kLead);
    if (at == std::string::npos) return text;
    std::string result = text.substr(0, at);
    const std::string_view all = text;
    while (at < all.size()) {
        const bool form = is_presentation_form(all.substr(at));
        if (form) result += decomposed(all.substr(at, 3));
        const std::size_t next = std::min(all.find(kLead, at + 1), all.size());
        const std::size_t from = at + (form ? 3 : 0);
        if (next > from) result += all.substr(from, next - from);
        at = next;
    }
    return result;
}

std::string pdf_page_text(const PdfPage& page, const LineHyphens& hyphens) {
    std::string result;
    const PdfLine* before = nullptr;
    bool paragraph = false; // one ended since `before`
    for (const auto& line : page.lines) {
        if (before) paragraph |= line.ends_paragraph && line.marginal;
        if (line.marginal || line.text.empty()) continue;
        std::string_view kept;
        if (before && hyphens.joins(before->text, line.text, kept)) {
            result.resize(result.size() - (before->text.size() - kept.size()));
        } else if (before) {
            result += before->ends_paragraph || paragraph ? "\n\n" : "\n";
        }
        result += line.text;
        before = &line;
        paragraph = false;
    }
    return without_soft_hyphens(std::move(result));
}

} // namespace samling
