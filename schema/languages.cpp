// Languages from ICU.
#include "schema/languages.h"

#include <unicode/locdspnm.h>
#include <unicode/locid.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <memory>
#include <set>
#include <unordered_map>

#include "schema/failure.h"
#include "schema/text_case.h"
#include "schema/vocabulary.h"

namespace samling {
namespace {

std::string name_in(const icu::LocaleDisplayNames& display, const std::string& code) {
    icu::UnicodeString text;
    std::string result;
    display.languageDisplayName(code.c_str(), text).toUTF8String(result);
    return result == code ? "" : result; // ICU answers the code where it knows no name.
}

/// Its name in itself. Locale::getDisplayLanguage looks one name up, where LocaleDisplayNames would load all of a
/// language's rules of display for it: ten milliseconds for the lot.
std::string own_name(const std::string& code) {
    const icu::Locale locale(code.c_str());
    icu::UnicodeString text;
    std::string result;
    locale.getDisplayLanguage(locale, text).toUTF8String(result);
    return result == code ? "" : result;
}

std::unique_ptr<icu::LocaleDisplayNames> display_names(const std::string& language) {
    return std::unique_ptr<icu::LocaleDisplayNames>(
        icu::LocaleDisplayNames::createInstance(icu::Locale(language.c_str())));
}

/// Languages that ICU has data for, and so a name in themselves.
std::set<std::string> known_to_themselves() {
    std::set<std::string> result;
    int32_t count = 0;
    const auto* locales = icu::Locale::getAvailableLocales(count);
    for (int32_t i = 0; i < count; ++i)
        result.insert(locales[i].getLanguage());
    return result;
}

/// BCP 47 has one code for a language, ICU's list has old ones ("iw") and three-letter twins as well.
std::vector<Concept> languages() {
    std::vector<Concept> result;
    for (const char* const* code = icu::Locale::getISOLanguages(); *code != nullptr; ++code) {
        UErrorCode status = U_ZERO_ERROR;
        const icu::Locale locale(*code);
        if (locale.toLanguageTag<std::string>(status) != *code || U_FAILURE(status)) continue;
        Concept item;
        item.code = *code;
        item.notation = locale.getISO3Language();
        if (item.notation == item.code) item.notation.clear();
        result.push_back(std::move(item));
    }
    return result;
}

/// ISO 639-2 has two codes for some: libraries write the one after the English name, ICU knows the other.
constexpr std::array<std::pair<std::string_view, std::string_view>, 20> kOfLibraries = {
    {{"alb", "sq"}, {"arm", "hy"}, {"baq", "eu"}, {"bur", "my"}, {"chi", "zh"}, {"cze", "cs"}, {"dut", "nl"},
     {"fre", "fr"}, {"geo", "ka"}, {"ger", "de"}, {"gre", "el"}, {"ice", "is"}, {"mac", "mk"}, {"mao", "mi"},
     {"may", "ms"}, {"per", "fa"}, {"rum", "ro"}, {"slo", "sk"}, {"tib", "bo"}, {"wel", "cy"}}};

} // namespace

std::string language_code(std::string_view tag) {
    const auto primary = lower_ascii(tag.substr(0, tag.find_first_of("-_.@")));
    const auto is_letter = [](unsigned char c) { return c < 0x80 && std::isalpha(c); };
    if (primary.size() < 2 || primary.size() > 3 || !std::all_of(primary.begin(), primary.end(), is_letter)) return {};
    for (const auto& [theirs, ours] : kOfLibraries)
        if (primary == theirs) return std::string(ours);
    return icu::Locale(primary.c_str()).getLanguage();
}

Vocabulary make_languages() {
    auto items = languages();
    for (const auto language : kLabelLanguages) {
        const std::string in(language);
        const auto display = display_names(in);
        std::set<std::string>
            taken; // A few tongues share a name in one language; the first keeps it as its label.
        for (auto& item : items)
            if (auto name = name_in(*display, item.code); !name.empty() && taken.insert(name).second)
                item.labels[in] = std::move(name);
    }
    std::erase_if(items, [](const Concept& item) { return !item.labels.contains("en"); });
    if (items.size() < 100)
        throw Failure(ErrorCode::internal, "the language data of ICU is missing; install libicu");
    const auto known = known_to_themselves();
    for (auto& item : items) {
        if (item.labels.contains(item.code) || !known.contains(item.code)) continue;
        if (auto name = own_name(item.code); !name.empty()) item.alternatives[item.code] = {std::move(name)};
    }
    return Vocabulary("language", std::move(items));
}

} // namespace samling
