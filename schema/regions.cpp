// Regions from ICU: a three-digit code is a UN M49 area, two letters are a country. ICU's (CLDR's) own
// inventions (EU, UN, EZ, QO) are neither and stay out; what lies below one of them moves to the next M49
// area above.

#include <unicode/locdspnm.h>
#include <unicode/locid.h>
#include <unicode/region.h>
#include <unicode/strenum.h>
#include <unicode/ures.h>

#include <algorithm>
#include <memory>
#include <set>

#include "schema/failure.h"
#include "schema/vocabulary.h"

namespace samling {
namespace {

struct Name {
    std::string_view code;
    std::string_view language;
    std::string_view text;
};

// CLDR has "world" in small letters, and calls 419 "Latin America" for short.
constexpr Name kOfficialNames[] = {
    {"001", "en", "World"},
    {"001", "ru", "Весь мир"},
    {"419", "en", "Latin America and the Caribbean"},
    {"419", "da", "Latinamerika og Caribien"},
    {"419", "fr", "Amérique latine et Caraïbes"},
    {"419", "es", "América Latina y el Caribe"},
    {"419", "ar", "أمريكا اللاتينية ومنطقة البحر الكاريبي"},
    {"419", "ru", "Латинская Америка и Карибский бассейн"},
    {"419", "zh", "拉丁美洲和加勒比"},
};

// Names that people and the United Nations write and that ICU has not.
constexpr Name kOtherNames[] = {
    {"001", "en", "Global"},
    {"001", "en", "Worldwide"},
    {"001", "en", "International"},
    {"001", "da", "Globalt"},
    {"001", "fr", "Mondial"},
    {"001", "es", "Mundial"},
    {"001", "ar", "عالمي"},
    {"001", "ru", "Весь мир"},
    {"001", "zh", "全球"},
    {"011", "en", "West Africa"},
    {"014", "en", "East Africa"},
    {"015", "en", "North Africa"},
    {"017", "en", "Central Africa"},
    {"030", "en", "East Asia"},
    {"034", "en", "South Asia"},
    {"035", "en", "South-East Asia"},
    {"035", "en", "South-Eastern Asia"},
    {"039", "en", "South Europe"},
    {"145", "en", "West Asia"},
    {"202", "en", "Subsaharan Africa"},
    {"419", "en", "Latin America"},
    {"419", "da", "Latinamerika"},
    {"419", "fr", "Amérique latine"},
    {"419", "es", "América Latina"},
    {"419", "es", "Latinoamérica"},
    {"419", "es", "Iberoamérica"},
    {"419", "ar", "أمريكا اللاتينية"},
    {"419", "ru", "Латинская Америка"},
    {"419", "zh", "拉丁美洲"},
    {"BO", "en", "Plurinational State of Bolivia"},
    {"BN", "en", "Brunei Darussalam"},
    {"CD", "en", "DR Congo"},
    {"CD", "en", "DRC"},
    {"CD", "en", "Democratic Republic of the Congo"},
    {"CD", "fr", "RDC"},
    {"CD", "fr", "RD Congo"},
    {"CD", "fr", "République démocratique du Congo"},
    {"CD", "da", "DR Congo"},
    {"CD", "es", "República Democrática del Congo"},
    {"CD", "ru", "Демократическая Республика Конго"},
    {"CG", "en", "Republic of the Congo"},
    {"CG", "en", "Congo-Brazzaville"},
    {"CN", "en", "People's Republic of China"},
    {"CV", "en", "Cape Verde"},
    {"CZ", "en", "Czechia"},
    {"DE", "en", "Federal Republic of Germany"},
    {"FM", "en", "Federated States of Micronesia"},
    {"GB", "en", "Great Britain"},
    {"GB", "da", "Storbritannien"},
    {"GB", "fr", "Grande-Bretagne"},
    {"GB", "es", "Gran Bretaña"},
    {"GB", "en", "Britain"},
    {"IR", "en", "Islamic Republic of Iran"},
    {"KP", "en", "Democratic People's Republic of Korea"},
    {"KP", "en", "DPRK"},
    {"KR", "en", "Republic of Korea"},
    {"LA", "en", "Lao People's Democratic Republic"},
    {"LA", "en", "Lao PDR"},
    {"MD", "en", "Republic of Moldova"},
    {"MK", "en", "Macedonia"},
    {"MM", "en", "Burma"},
    {"MM", "da", "Burma"},
    {"MM", "fr", "Birmanie"},
    {"MM", "es", "Birmania"},
    {"NL", "en", "Holland"},
    {"PS", "en", "State of Palestine"},
    {"PS", "en", "Occupied Palestinian Territory"},
    {"RU", "en", "Russian Federation"},
    {"RU", "fr", "Fédération de Russie"},
    {"RU", "es", "Federación de Rusia"},
    {"RU", "ru", "Российская Федерация"},
    {"SY", "en", "Syrian Arab Republic"},
    {"SZ", "en", "Swaziland"},
    {"TL", "en", "East Timor"},
    {"TR", "en", "Turkey"},
    {"TR", "en", "Türkiye"},
    {"TZ", "en", "United Republic of Tanzania"},
    {"US", "en", "USA"},
    {"US", "en", "United States of America"},
    {"US", "da", "USA"},
    {"US", "ru", "США"},
    {"US", "zh", "美国"},
    {"VE", "en", "Bolivarian Republic of Venezuela"},
    {"VN", "en", "Viet Nam"},
};

std::string utf8(const icu::UnicodeString& text) {
    std::string result;
    text.toUTF8String(result);
    return result;
}

bool is_m49(std::string_view code) {
    return code.size() == 3 &&
           std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// ISO 3166-1 as ICU lists it, without the codes that ISO only reserves (Ceuta, the Canaries, Diego Garcia
/// have no place of their own in M49). Kosovo (XK) stays: it is what everyone writes, and documents are about
/// it.
std::set<std::string> countries() {
    std::set<std::string> result;
    for (const char* const* code = icu::Locale::getISOCountries(); *code != nullptr; ++code)
        result.insert(*code);
    for (const char* reserved : {"AC", "CP", "DG", "EA", "IC", "TA"})
        result.erase(reserved);
    return result;
}

const icu::Region* region(const std::string& code) {
    UErrorCode status = U_ZERO_ERROR;
    return icu::Region::getInstance(code.c_str(), status);
}

std::vector<std::string> codes_of_type(URegionType type) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::StringEnumeration> found(icu::Region::getAvailable(type, status));
    std::vector<std::string> result;
    for (const auto* code = found ? found->snext(status) : nullptr; code != nullptr;
         code = found->snext(status))
        result.push_back(utf8(*code));
    std::sort(result.begin(), result.end());
    return result;
}

/// M49 groupings lie between a continent and its subcontinents (202, 419, 003): the groupings of each member.
std::map<std::string, std::vector<std::string>>
groupings_by_member(const std::vector<std::string>& groupings) {
    std::map<std::string, std::vector<std::string>> result;
    for (const auto& grouping : groupings) {
        UErrorCode status = U_ZERO_ERROR;
        const std::unique_ptr<icu::StringEnumeration> members(region(grouping)->getContainedRegions(status));
        for (const auto* code = members ? members->snext(status) : nullptr; code != nullptr;
             code = members->snext(status))
            result[utf8(*code)].push_back(grouping);
    }
    return result;
}

/// The next M49 area above, or empty for the world.
std::string containing(const std::string& code) {
    const auto* above = region(code);
    do
        above = above == nullptr ? nullptr : above->getContainingRegion();
    while (above != nullptr && !is_m49(above->getRegionCode()));
    if (above == nullptr) return "";
    // Antarctica lies in the world, and not in Oceania where CLDR's "outlying Oceania" puts it.
    return code == "AQ" ? "001" : above->getRegionCode();
}

std::vector<Concept> contained_regions() {
    std::vector<Concept> result;
    const auto add = [&](const std::string& code, std::vector<std::string> broader) {
        Concept item;
        item.code = code;
        item.broader = std::move(broader);
        result.push_back(std::move(item));
    };
    auto groupings = codes_of_type(URGN_GROUPING);
    std::erase_if(groupings, [](const std::string& code) { return !is_m49(code); });
    const auto grouped = groupings_by_member(groupings);
    add("001", {});
    for (const auto& code : codes_of_type(URGN_CONTINENT))
        add(code, {"001"});
    for (const auto& code : groupings)
        for (const auto& [member, groups] : grouped)
            if (std::find(groups.begin(), groups.end(), code) != groups.end()) {
                add(code, {containing(member)}); // A grouping lies where its members lie.
                break;
            }
    for (const auto& code : codes_of_type(URGN_SUBCONTINENT)) {
        if (!is_m49(code)) continue;
        const auto groups = grouped.find(code);
        add(code, groups == grouped.end() ? std::vector<std::string>{containing(code)} : groups->second);
    }
    for (const auto& code : countries())
        if (region(code) != nullptr) add(code, {containing(code)});
    return result;
}

/// Every name of ICU's table `key` in `language`, by country.
std::vector<std::pair<std::string, std::string>> names_in(const std::string& language, const char* key) {
    std::vector<std::pair<std::string, std::string>> result;
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UResourceBundle, decltype(&ures_close)> bundle(
        ures_open(U_ICUDATA_NAME "-region", language.c_str(), &status), &ures_close);
    const std::unique_ptr<UResourceBundle, decltype(&ures_close)> table(
        ures_getByKey(bundle.get(), key, nullptr, &status), &ures_close);
    while (U_SUCCESS(status) && ures_hasNext(table.get())) {
        const char* code = nullptr;
        int32_t length = 0;
        const auto* text = ures_getNextString(table.get(), &length, &code, &status);
        if (U_SUCCESS(status)) result.emplace_back(code, utf8(icu::UnicodeString(text, length)));
    }
    return result;
}

/// Adds a name unless the concept has it already.
void add_name(Concept& item, const std::string& language, const std::string& text) {
    const auto label = item.labels.find(language);
    auto& names = item.alternatives[language];
    if ((label == item.labels.end() || label->second != text) && text != item.code &&
        std::find(names.begin(), names.end(), text) == names.end())
        names.push_back(text);
    if (names.empty()) item.alternatives.erase(language);
}

void add_names(std::vector<Concept>& regions) {
    std::map<std::string, Concept*, std::less<>> by_code;
    for (auto& item : regions)
        by_code.emplace(item.code, &item);
    for (const auto language : kLabelLanguages) {
        const std::string name(language);
        const std::unique_ptr<icu::LocaleDisplayNames> display(
            icu::LocaleDisplayNames::createInstance(icu::Locale(name.c_str())));
        icu::UnicodeString text;
        for (auto& item : regions)
            item.labels[name] = utf8(display->regionDisplayName(item.code.c_str(), text));
    }
    for (const auto& row : kOfficialNames)
        if (const auto item = by_code.find(row.code); item != by_code.end())
            item->second->labels[std::string(row.language)] = row.text;
    for (const auto language : kLabelLanguages)
        for (const char* table : {"Countries%variant", "Countries%short"})
            for (const auto& [code, text] : names_in(std::string(language), table))
                if (const auto item = by_code.find(code); item != by_code.end())
                    add_name(*item->second, std::string(language), text);
    for (const auto& row : kOtherNames)
        if (const auto item = by_code.find(row.code); item != by_code.end())
            add_name(*item->second, std::string(row.language), std::string(row.text));
}

} // namespace

namespace {

std::vector<Concept> named_regions() {
    auto regions = contained_regions();
    if (regions.size() < 200)
        throw Failure(ErrorCode::internal, "the region data of ICU is missing; install libicu");
    add_names(regions);
    for (auto& item : regions)
        if (!is_m49(item.code)) item.notation = icu::Locale("", item.code.c_str()).getISO3Country();
    return regions;
}

/// What a file says of a region that there is: a label replaces ours, all else is added.
void add_to(Concept& region, Concept&& said) {
    for (auto& [language, label] : said.labels)
        region.labels[language] = std::move(label);
    for (const auto& [language, texts] : said.alternatives)
        for (const auto& text : texts)
            add_name(region, language, text);
    region.hidden.merge(said.hidden);
    region.notes.merge(said.notes);
    region.rules = std::move(said.rules);
    for (auto& code : said.broader)
        if (std::find(region.broader.begin(), region.broader.end(), code) == region.broader.end()) region.broader.push_back(std::move(code));
    region.line = said.line;
}

} // namespace

Vocabulary make_regions() {
    return Vocabulary("region", named_regions());
}

Vocabulary make_regions(const std::filesystem::path& file) {
    auto regions = named_regions();
    std::unordered_map<std::string, std::size_t> by_code;
    for (std::size_t i = 0; i < regions.size(); ++i)
        by_code.emplace(regions[i].code, i);
    for (auto& said : read_skos_concepts(file)) {
        const auto known = by_code.find(said.code);
        if (known == by_code.end())
            regions.push_back(std::move(said));
        else
            add_to(regions[known->second], std::move(said));
    }
    return Vocabulary("region", std::move(regions), file.string());
}

} // namespace samling
