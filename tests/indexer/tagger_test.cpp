#include "indexer/tagger.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/places/places.h"

using namespace samling;

namespace {

const Vocabularies& vocabularies() {
    static const Vocabularies kLoaded(test::share_directory() / "vocabulary");
    return kLoaded;
}

const Tagger& tagger() {
    static const Tagger kTagger(vocabularies());
    return kTagger;
}

Document tagged(const std::string& title, std::vector<std::string> pages, const std::string& language = "en") {
    Document document;
    document.metadata.title = title;
    document.metadata.of(TagField::language) = {{language, Origin::person, 0, {}}};
    for (auto& text : pages) document.pages.push_back({std::move(text), "", ""});
    tagger().tag(document);
    return document;
}

bool has(const Document& document, TagField field, const std::string& code) {
    const auto& tags = document.metadata.of(field);
    return std::any_of(tags.begin(), tags.end(), [&](const Tag& tag) { return tag.code == code; });
}

} // namespace

TEST_CASE("words of the text earn tags, conservatively") {
    struct Row {
        const char *language, *title, *text;
        TagField field;
        const char* code;
        bool expected;
    };
    const auto row = GENERATE(values<Row>({
        {"en", "Elections in Kenya", "In Kenya the commission reported. Kenya voted.", TagField::region, "KE", true},
        {"en", "", "Kenya should ratify the convention.", TagField::region, "KE", true},
        {"en", "", "Kenyan law should change.", TagField::region, "KE", false},
        {"en", "", "Kenyan law and Kenyan courts should change.", TagField::region, "KE", false},
        {"en", "", "Kenyan law, Kenyan courts and Kenyan police should change.", TagField::region, "KE", true},
        {"en", "", "Kenya hosts refugees from Somalia.", TagField::region, "SO", false},
        {"en", "", "The talks between Kenya and Uganda went on.", TagField::region, "UG", false},
        {"en", "", "Kenya recommends that others ratify it.", TagField::region, "KE", false},
        {"en", "", "Ratify the convention (Kenya).", TagField::region, "KE", false},
        {"en", "", "The Embassy of Kenya reported.", TagField::region, "KE", false},
        {"en", "", "People were deported to Kenya.", TagField::region, "KE", false},
        {"en", "", "Assistance was given to Kenya.", TagField::region, "KE", true},
        {"en", "", "The African Union and Kenya met.", TagField::region, "KE", false},
        {"en", "", "Kenya\u2019s support for abolition is known.", TagField::region, "KE", false},
        {"en", "", "Kenya\u2019s courts are open.", TagField::region, "KE", true},
        {"en", "", "Kenya would like to know more about the plan.", TagField::region, "KE", false},
        {"en", "", "Kenya also encourages new laws.", TagField::region, "KE", false},
        {"en", "", "Study a system similar to Kenya.", TagField::region, "KE", false},
        {"en", "", "The invasion began and civilians died in Kenya.", TagField::region, "KE", false},
        {"en", "", "Bilateral work on Kenya goes on.", TagField::region, "KE", false},
        {"en", "", "Bilateral work on Kenya goes on. Kenya must register voters.", TagField::region, "KE", true},
        {"en", "", "The Kenya-brokered ceasefire held.", TagField::region, "KE", false},
        {"en", "", "Grant the people of Inner Mongolia their rights.", TagField::region, "MN", false},
        {"en", "", "Protect all communities in Northern Ireland.", TagField::region, "IE", false},
        {"en", "", "Protect all communities in Northern Ireland.", TagField::region, "GB", true},
        {"en", "", "It costs US$ 5, or six US dollars.", TagField::region, "US", false},
        {"en", "", "The Islamic State of Iraq and the Levant.", TagField::region, "IQ", false},
        {"en", "", "The Budapest Convention, the Budapest Convention and again the Budapest Convention.", TagField::region, "HU", false},
        {"en", "", "The Marrakesh Treaty, the Rabat Declaration, the Rabat Process and the Rabat Principles.", TagField::region, "MA", false},
        {"fr", "", "La Convention d'Istanbul, le Statut de Rome, le Statut de Rome et le Statut de Rome.", TagField::region, "IT", false},
        {"es", "", "El Convenio de Budapest, el Convenio de Budapest y el Convenio de Budapest.", TagField::region, "HU", false},
        {"en", "", "Budapest voted, Budapest counted, and Budapest waits.", TagField::region, "HU", true},
        {"en", "", "Southern Sudan voted.", TagField::region, "SS", false},
        {"en", "", "Kenya signed. Uganda signed.", TagField::region, "UG", true},
        {"ar", "", "الحكومة في الخارج", TagField::region, "FJ", false},
        {"en", "", "Nairobi reported.", TagField::region, "KE", false},
        {"en", "", "Georgia held elections, and Tbilisi voted.", TagField::region, "GE", true},
        {"en", "", "Georgia held elections.", TagField::region, "GE", false},
        {"en", "Georgia", "Georgia held elections.", TagField::region, "GE", true},
        {"en", "", "Georgia Tech and the University of Georgia; Atlanta, Georgia.", TagField::region, "GE", false},
        {"en", "", "Niger and the Nigerien courts.", TagField::region, "NE", true},
        {"en", "", "Nigeria and Nigerian courts in the Niger Delta.", TagField::region, "NE", false},
        {"en", "", "Nigeria and Nigerian courts in the Niger Delta.", TagField::region, "NG", true},
        {"en", "", "Papua New Guinea.", TagField::region, "PG", true},
        {"en", "", "Papua New Guinea, New Guinea and guinea pigs in Equatorial Guinea.", TagField::region, "GN", false},
        {"en", "", "The Guinea-Bissau parliament.", TagField::region, "GN", false},
        {"en", "", "The Dominican Republic and the Dominican Republic.", TagField::region, "DM", false},
        {"en", "", "The Democratic Republic of the Congo and DR Congo.", TagField::region, "CG", false},
        {"en", "", "The Democratic Republic of the Congo.", TagField::region, "CD", true},
        {"en", "", "The Democratic People's Republic of Korea.", TagField::region, "KR", false},
        {"en", "", "The Paris Principles and the Rome Statute. The Paris Principles.", TagField::region, "FR", false},
        {"en", "", "French and English versions, in the French language.", TagField::region, "FR", false},
        {"en", "", "The UK agreed.", TagField::region, "GB", true},
        {"en", "", "They told us, and us alone.", TagField::region, "US", false},
        {"ru", "", "Выборы в Кении прошли.", TagField::region, "KE", true},
        {"da", "", "Reglerne er Danmarks egne.", TagField::region, "DK", true},
        {"zh", "", "肯尼亚的选举", TagField::region, "KE", true},
        {"zh", "", "互联网关闭影响选举，选举很重要", TagField::theme, "elections", true},
        {"ar", "", "الانتخابات في كينيا", TagField::region, "KE", true},
        {"en", "South Sudan", "South Sudan and South Sudan again.", TagField::region, "SS", true},
        {"en", "South Sudan", "South Sudan and South Sudan again.", TagField::region, "SD", false},
        {"en", "Guinea-Bissau", "Papua New Guinea, Papua New Guinea.", TagField::region, "GN", false},
        {"en", "Interview", "Michael Jordan met Jordan Smith.", TagField::region, "JO", false},
        {"en", "Report", "The turkey was cooked. A turkey again, turkey.", TagField::region, "TR", false},
        {"en", "On shutdowns", "Internet shutdowns harm. An internet shutdown is costly. Internet shutdowns spread.", TagField::theme, "internet-shutdowns", true},
        {"fr", "Rapport", "La désinformation progresse. Contre la désinformation, la désinformation.", TagField::theme, "disinformation", true},
        {"da", "Danmark", "I Danmark og i Danmark.", TagField::region, "DK", true},
        {"en", "", "My country and my delegation congratulate you. Our people and our Government stand with the United Nations, the United Nations and the United Nations.", TagField::actor, "national-government", true},
        {"en", "", "My country and my delegation congratulate you. We and our Government stand with the United Nations, the United Nations and the United Nations.", TagField::actor, "multilateral", false},
        {"en", "", "The auditor helps the staff of the organization with passwords: strong passwords protect the staff. Digital security of activists.", TagField::commitment, "literacy-and-safety", true},
        {"en", "", "The financial auditor met the staff of the organization. The audit of the organization ended.", TagField::commitment, "literacy-and-safety", false},
        {"en", "", "Activists use mobile tools to collect evidence; journalists use encryption. Human rights organisations adopt technology.", TagField::commitment, "technologies-for-civil-society", true},
        {"en", "", "We gather at the United Nations once more. Our world needs the United Nations. I thank the Secretary-General. We call on the Security Council, and I ask the General Assembly. Our candidature stands. We, the Member States, must act.", TagField::actor, "national-government", true},
        {"en", "", "We, the undersigned NGOs, call on the United Nations. In this report we look at the United Nations. We, civil society, ask Member States.", TagField::actor, "national-government", false},
        {"fr", "", "Au nom du Gouvernement, je salue l'Assemblée générale. Mon pays et ma délégation y tiennent.", TagField::actor, "national-government", true},
        {"es", "", "Mi país y mi delegación saludan a la Asamblea General. Nuestro Gobierno cumple.", TagField::actor, "national-government", true},
        {"ru", "", "Моя страна приветствует Ассамблею. Наша делегация и наше правительство готовы.", TagField::actor, "national-government", true},
        {"ar", "", "تؤكد بلادي التزامها. إن حكومة بلادي ووفد بلادي يشكران الجمعية العامة. ترحب بلادي بذلك وتدعم حكومتنا الاتفاق.", TagField::actor, "national-government", true},
        {"zh", "", "我谨代表我国政府发言。我国代表团感谢大会。我国人民热爱和平。", TagField::actor, "national-government", true},
        {"en", "", "Countries exchange experiences of digital government. Good practices in open data are shared; open government builds the trust of citizens.", TagField::commitment, "sharing-best-practice", true},
        {"en", "", "Best practices of the building trade. Lessons learned on the site, and lessons learned since.", TagField::commitment, "sharing-best-practice", false},
        {"en", "", "The digital divide is wide. Rural schools lack broadband.", TagField::commitment, "narrowing-digital-divides", true},
        {"en", "", "The organization has broadband. The connectivity of the office was tested, and websites were scanned.", TagField::commitment, "narrowing-digital-divides", false},
        {"fr", "", "La fracture numérique se creuse.", TagField::commitment, "narrowing-digital-divides", true},
        {"es", "", "Se comparten buenas prácticas de gobierno abierto. El gobierno digital refuerza la participación de la ciudadanía.", TagField::commitment, "sharing-best-practice", true},
        {"da", "", "Den digitale kløft vokser.", TagField::commitment, "narrowing-digital-divides", true},
        {"ru", "", "Цифровой разрыв растёт.", TagField::commitment, "narrowing-digital-divides", true},
        {"ar", "", "تتسع الفجوة الرقمية.", TagField::commitment, "narrowing-digital-divides", true},
        {"zh", "", "数字鸿沟正在扩大。", TagField::commitment, "narrowing-digital-divides", true},
        {"en", "", "The network carries traffic between devices. The organization scans the network.", TagField::category, "networks-coalitions", false},
        {"en", "", "Prepare by doing this research. Threat analysis follows; an analysis of network traffic.", TagField::category, "knowledge-production", false},
        {"en", "World news", "The world, the World and the world. World. World.", TagField::region, "001", false},
    }));
    CAPTURE(row.title, row.text, row.code);
    CHECK(has(tagged(row.title, {row.text}, row.language), row.field, row.code) == row.expected);
}

TEST_CASE("one mention in a long text is no tag") {
    std::string filler;
    for (int i = 0; i < 20000; ++i) filler += i % 20 ? "word " : "word. ";
    CHECK_FALSE(has(tagged("Long", {filler + " Kenya and Kenya. " + filler}), TagField::region, "KE"));
}

TEST_CASE("every quote stands where it says") {
    const auto document = tagged("Elections in Kenya", {"First Kenya.", "Then elections, elections – «élections» in Kenya; elections.", "Kenya"});
    int quotes = 0;
    for (const auto& [field, name] : kTagFields)
        for (const auto& tag : document.metadata.of(field)) {
            if (tag.origin != Origin::rule) continue;
            CHECK(tag.score > 0);
            CHECK((tag.evidence.size() >= 1 && tag.evidence.size() <= 3));
            for (const auto& evidence : tag.evidence) {
                const auto& text = document.pages.at(static_cast<std::size_t>(evidence.page) - 1).text;
                CHECK(text.substr(evidence.offset, evidence.quote.size()) == evidence.quote);
                CHECK_FALSE(evidence.rule.empty());
                ++quotes;
            }
        }
    CHECK(quotes >= 3);
}

TEST_CASE("a page is quoted where it says most") {
    const auto document = tagged("", {"Digital divides exist. We must bridge the digital divide. Digital divides again."});
    const auto& tags = document.metadata.of(TagField::commitment);
    REQUIRE(tags.size() == 1);
    REQUIRE(tags[0].evidence.size() == 1);
    CHECK(tags[0].evidence[0].quote == "bridge the digital divide");
}

TEST_CASE("a field that a person filled is left alone") {
    Document document;
    document.metadata.title = "Kenya";
    document.metadata.of(TagField::region) = {{"DK", Origin::person, 0, {}}};
    document.pages = {{"Kenya Kenya Kenya", "", ""}};
    tagger().tag(document);
    CHECK(document.metadata.of(TagField::region) == std::vector<Tag>{{"DK", Origin::person, 0, {}}});
}
