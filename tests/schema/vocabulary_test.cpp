#include "schema/vocabulary.h"

#include <catch2/catch.hpp>

#include "schema/failure.h"
#include "tests/places/places.h"

using namespace samling;

namespace {

const Vocabularies& shipped() {
    static const Vocabularies vocabularies(test::source_directory() / "schema/vocabulary");
    return vocabularies;
}

Concept make(const std::string& code, std::vector<std::string> broader = {}) {
    Concept item;
    item.code = code;
    item.labels["en"] = "Label of " + code;
    item.broader = std::move(broader);
    item.line = static_cast<int>(code.size());
    return item;
}

std::string mistakes_of(std::vector<Concept> concepts) {
    try {
        Vocabulary("test", std::move(concepts));
    } catch (const Failure& failure) {
        REQUIRE(failure.code() == ErrorCode::invalid_vocabulary);
        return failure.what();
    }
    return "";
}

} // namespace

TEST_CASE("Every concept we ship is named in all seven languages and explained") {
    const std::pair<TagField, std::size_t> least[] = {
        {TagField::coalition, 14}, {TagField::theme, 75},     {TagField::type, 10},
        {TagField::category, 8},   {TagField::commitment, 6}, {TagField::actor, 5},
    };
    for (const auto& [field, count] : least) {
        CHECK(shipped().of(field).concepts().size() >= count);
        for (const auto& item : shipped().of(field).concepts()) {
            INFO(tag_field_name(field) << " " << item.code);
            for (const auto language : kLabelLanguages)
                CHECK(item.labels.contains(language));
            for (const auto language : kLabelLanguages)
                CHECK(item.notes.contains(language));
        }
    }
    for (const auto& item : shipped().of(TagField::region).concepts())
        for (const auto language : kLabelLanguages)
            CHECK(item.labels.contains(language));
}

TEST_CASE("Every label we ship leads back to its concept") {
    for (const auto& [field, name] : kTagFields) {
        if (field == TagField::region || field == TagField::language) continue;
        const auto& vocabulary = shipped().of(field);
        for (const auto& item : vocabulary.concepts()) {
            CHECK(vocabulary.resolve(item.code) == &item);
            for (const auto& [language, label] : item.labels) {
                INFO(name << " " << language << " " << label);
                CHECK(vocabulary.resolve(label) == &item);
            }
        }
    }
}

TEST_CASE("Commitments are numbered as in the pledge") {
    const auto& commitments = shipped().of(TagField::commitment);
    CHECK(commitments.resolve("3")->code == "digital-public-goods");
    CHECK(commitments.resolve("6")->code == "narrowing-digital-divides");
    CHECK(commitments.resolve("7") == nullptr);
}

TEST_CASE("A theme may have several broader ones") {
    const auto& themes = shipped().of(TagField::theme);
    CHECK(themes.find("gender-based-online-harassment")->broader ==
          std::vector<std::string>{"online-harassment", "gender-equality"});
    const auto above = themes.ancestors("gender-based-online-harassment");
    CHECK(std::find(above.begin(), above.end(), "human-rights") != above.end());
    CHECK(above.front() == "online-harassment");
    CHECK(themes.ancestors("no-such-theme").empty());
}

TEST_CASE("Regions contain each other as in UN M49") {
    using Codes = std::vector<std::string>;
    const struct {
        const char* code;
        Codes ancestors;
    } cases[] = {
        {"KE", {"014", "202", "002", "001"}},
        {"EG", {"015", "002", "001"}},
        {"DK", {"154", "150", "001"}},
        {"PE", {"005", "419", "019", "001"}},
        {"AQ", {"001"}},
        {"001", {}},
        {"202", {"002", "001"}},
        {"FJ", {"054", "009", "001"}},
        {"US", {"021", "003", "019", "001"}},
        {"GT", {"013", "003", "419", "019", "001"}},
    };
    const auto& regions = shipped().of(TagField::region);
    for (const auto& [code, ancestors] : cases) {
        INFO(code);
        CHECK(regions.ancestors(code) == ancestors);
    }
    for (const char* absent : {"EU", "UN", "EZ", "QO", "ZZ", "AC", "SU", "200"})
        CHECK(regions.find(absent) == nullptr);
    REQUIRE(regions.top_concepts().size() == 1);
    CHECK(regions.find("KE")->notation == "KEN");
    CHECK(regions.label("419", "en") == "Latin America and the Caribbean");
    CHECK(regions.label("KE", "zh") == "肯尼亚");
    CHECK(regions.label("KE", "xx") == "Kenya");
    CHECK(regions.label("gone", "en") == "gone");
}

TEST_CASE("What people write is resolved to a code") {
    const struct {
        TagField field;
        const char* text;
        const char* code; ///< Null: unknown.
    } cases[] = {
        {TagField::region, "Africa", "002"},
        {TagField::region, "afrique", "002"},
        {TagField::region, "002", "002"},
        {TagField::region, "KEN", "KE"},
        {TagField::region, " kenya ", "KE"},
        {TagField::region, "Кения", "KE"},
        {TagField::region, "كينيا", "KE"},
        {TagField::region, "World", "001"},
        {TagField::region, "Global", "001"},
        {TagField::region, "Europe", "150"},
        {TagField::region, "Sub-Saharan Africa", "202"},
        {TagField::region, "Latin America", "419"},
        {TagField::region, "Côte d'Ivoire", "CI"},
        {TagField::region, "Cote d’Ivoire", "CI"},
        {TagField::region, "Ivory Coast", "CI"},
        {TagField::region, "Turkey", "TR"},
        {TagField::region, "Türkiye", "TR"},
        {TagField::region, "Czech Republic", "CZ"},
        {TagField::region, "DR Congo", "CD"},
        {TagField::region, "Burma", "MM"},
        {TagField::region, "USA", "US"},
        {TagField::region, "Atlantis", nullptr},
        {TagField::region, "", nullptr},
        {TagField::region, "\xFF\xFE", nullptr},
        {TagField::theme, "désinformation", "disinformation"},
        {TagField::theme, "fake news", "disinformation"},
        {TagField::theme, "TFGBV", "gender-based-online-harassment"},
        {TagField::theme, "overvågning", "surveillance"},
        {TagField::theme, "言论自由", "freedom-of-expression"},
        {TagField::theme, "المراقبة", "surveillance"},
        {TagField::language, "English", "en"},
        {TagField::language, "dansk", "da"},
        {TagField::language, "eng", "en"},
        {TagField::language, "fre", "fr"},
        {TagField::language, "pt-BR", "pt"},
        {TagField::language, "en_US.UTF-8", "en"},
        {TagField::language, "ZH-Hant-TW", "zh"},
        {TagField::language, "zz-ZZ", nullptr},
        {TagField::language, "en-", "en"},
        {TagField::language, "no such language", nullptr},
        {TagField::region, "KE-30", nullptr},
        {TagField::language, "العربية", "ar"},
        {TagField::actor, "NGO", "civil-society"},
        {TagField::type, "rapport", "report"},
    };
    for (const auto& [field, text, code] : cases) {
        INFO(text);
        const auto* found = shipped().of(field).resolve(text);
        REQUIRE((found != nullptr) == (code != nullptr));
        if (found != nullptr) CHECK(found->code == code);
    }
}

TEST_CASE("A text claimed twice resolves to nobody, a stronger claim wins") {
    auto first = make("a"), second = make("bb"), third = make("ccc");
    first.alternatives["en"] = {"shared", "Label of ccc"};
    second.alternatives["da"] = {"SHARED"};
    const Vocabulary vocabulary("test", {first, second, third});
    CHECK(vocabulary.resolve("Shared") == nullptr);
    CHECK(vocabulary.resolve("label of CCC")->code == "ccc");
}

TEST_CASE("Links are completed on both sides") {
    auto parent = make("parent"), child = make("child"), friend_of = make("friend");
    parent.narrower = {"child"};
    child.related = {"friend"};
    const Vocabulary vocabulary("test", {parent, child, friend_of});
    CHECK(vocabulary.find("child")->broader == std::vector<std::string>{"parent"});
    CHECK(vocabulary.find("friend")->related == std::vector<std::string>{"child"});
    CHECK(vocabulary.top_concepts().size() == 2);
}

TEST_CASE("A vocabulary that does not hold together is refused, naming lines") {
    auto nameless = make("x");
    nameless.labels.clear();
    auto twin = make("zz");
    twin.labels["en"] = "Label of y";
    auto whispered = make("w");
    whispered.line = 2;
    whispered.labels["en"] = "label of Y";
    const struct {
        std::vector<Concept> concepts;
        const char* message;
    } cases[] = {
        {{make("ab"), make("ab")}, "test:2: the code 'ab' is already that of the concept in line 2"},
        {{nameless}, "test:1: 'x' has no English label"},
        {{make("y"), whispered}, "test:2: the label 'label of Y' (en) of 'w' is also that of 'y' in line 1"},
        {{make("y"), twin}, "test:2: the label 'Label of y' (en) of 'zz' is also that of 'y' in line 1"},
        {{make("a", {"nowhere"})}, "test:1: broader of 'a' is 'nowhere', which is no concept here"},
        {{make("a", {"a"})}, "'a' is broader to itself"},
        {{make("a", {"bb"}), make("bb", {"ccc"}), make("ccc", {"a"})},
         "circle: 'a' (line 1) under 'bb' (line 2) under 'ccc' (line 3) under 'a'"},
        {{make("low", {"a"}), make("a", {"bb"}), make("bb", {"a"})},
         "circle: 'a' (line 1) under 'bb' (line 2) under 'a'"},
    };
    for (const auto& [concepts, message] : cases)
        CHECK_THAT(mistakes_of(concepts), Catch::Contains(message));
}
