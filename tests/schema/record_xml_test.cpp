#include "schema/record_xml.h"

#include <catch2/catch.hpp>
#include <random>
#include <thread>

#include "schema/failure.h"
#include "schema/relaxng.h"
#include "schema/text.h"

using namespace samling;

namespace {

std::string record(const std::string& inside) {
    return "<record xmlns=\"urn:samling:record:1\">\n" + inside + "</record>";
}

std::string failure_of(const std::string& xml) {
    try {
        parse_record_xml(xml, "a.meta.xml");
    } catch (const Failure& failure) {
        CHECK(failure.code() == ErrorCode::invalid_record);
        return failure.what();
    }
    return "";
}

/// Values made from pieces that XML, Unicode or blanks make hard.
class Maker {
public:
    explicit Maker(unsigned seed) : random_(seed) {}

    std::string text() {
        static const std::vector<std::string> pieces = {"a",      "Ærø",  " ",     "  ",    "\n",  "\n\n",
                                                        "\t",     "<b>",  "&amp;", "&",     "\"",  "'",
                                                        "]]>",    "<!--", "حقوق",  "中文",  "😀",   "\u200F",
                                                        "\u2028", "é",    "%",     "<?x?>", "0.1", "\u00A0"};
        std::string result = "x";
        for (int i = 0; i < below(8); ++i)
            result += pieces[static_cast<std::size_t>(below(static_cast<int>(pieces.size())))];
        return clean_utf8(result); // As every text of a record is.
    }
    std::string maybe(const std::string& value) { return below(2) == 0 ? "" : value; }
    int below(int limit) { return std::uniform_int_distribution<int>(0, limit - 1)(random_); }

    Tag tag() {
        Tag result{text(), static_cast<Origin>(below(3)), 0, {}};
        if (result.origin != Origin::rule) return result;
        result.score = below(1000) / 7.0;
        for (int i = 0; i < below(4); ++i)
            result.evidence.push_back(
                {below(50), static_cast<std::uint32_t>(below(1 << 30)), " \r" + text(), text()});
        return result;
    }

    Metadata metadata() {
        Metadata m;
        m.id = maybe("doc-" + std::to_string(below(1000)));
        m.title = text();
        m.subtitle = maybe(text());
        m.abstract = maybe(text());
        for (int i = 0; i < below(3); ++i)
            m.creators.push_back({text(), maybe("DK"), maybe(text())});
        for (int i = 0; i < below(3); ++i)
            m.organisations.push_back({text(), maybe("KE"), maybe("company")});
        m.date = below(2) == 0 ? Date{} : Date{1 + below(9999), 1 + below(12), below(29)};
        for (int i = 0; i < below(3); ++i)
            m.identifiers.push_back({below(2) == 0 ? "doi" : "symbol", text()});
        m.licence = maybe(text());
        m.rights = maybe(text());
        m.source_url = maybe("https://example.org/?a=1&b=<2>");
        m.visibility = below(2) == 0 ? Visibility::open : Visibility::coalition;
        m.embargo = below(2) == 0 ? Date{} : Date{2000 + below(100), 1 + below(12), 1 + below(28)};
        for (auto& tags : m.tags)
            for (int i = 0; i < below(3); ++i)
                tags.push_back(tag());
        return m;
    }

private:
    std::mt19937 random_;
};

} // namespace

TEST_CASE("What is written is read back, whatever it is") {
    for (unsigned seed = 0; seed < 400; ++seed) {
        const auto metadata = Maker(seed).metadata();
        const auto xml = write_record_xml(metadata);
        INFO(seed << "\n" << xml);
        REQUIRE(parse_record_xml(xml, "test") == metadata);
        REQUIRE(write_record_xml(parse_record_xml(xml, "test")) == xml);
    }
}

TEST_CASE("A record written by hand is read with its line breaks smoothed") {
    const auto metadata = parse_record_xml(
        "\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n" +
            record("<title>\n    Ærlige\n    valg </title><theme> elections </theme><abstract>\n  One\n  "
                   "two.\n\n  Three.\n</abstract>"
                   "<creator country='DK' actor='academia'>Jo</creator><date>2022-11</date><region "
                   "origin='embedded'>KE</region>"),
        "test");
    CHECK(metadata.title == "Ærlige valg");
    CHECK(metadata.abstract == "One two.\n\nThree.");
    CHECK(metadata.of(TagField::theme).front().code == "elections");
    CHECK(metadata.of(TagField::region).front().origin == Origin::embedded);
    CHECK(metadata.creators == std::vector<Agent>{{"Jo", "DK", "academia"}});
    CHECK(metadata.date == Date{2022, 11, 0});
    CHECK(parse_record_xml(record(""), "test") == Metadata{});
}

TEST_CASE("Each mistake in a record is named with line and field, and the schema agrees that it is one") {
    const std::string evidence = "<evidence page='1' offset='0' rule='r'>q</evidence>";
    const struct {
        std::string inside;
        const char* message;
    } cases[] = {
        {"<date>2022-13</date>",
         "a.meta.xml:2: date: '2022-13' is no date; write YYYY, YYYY-MM or YYYY-MM-DD"},
        {"\n<date>2023-02-29</date>", "a.meta.xml:3: date: '2023-02-29' is no date"},
        {"<date>2022</date><date>2022</date>", "date: is given twice; keep one"},
        {"<id>a b</id>", "id: 'a b' is no identifier"},
        {"<title/>", "title: is empty"},
        {"<title>a</title><title>b</title>", "title: is given twice"},
        {"<titel>a</titel>", "titel: is no field of a record"},
        {"<title lang='da'>a</title>", "title: has no attribute 'lang'"},
        {"<title>a<b/></title>", "b: may not stand inside 'title'"},
        {"<title xmlns=''>a</title>", "title: is not in the namespace"},
        {"loose", "record: has the stray text 'loose'"},
        {"<theme origin='robot'>a</theme>", "theme: the origin 'robot' is unknown"},
        {"<theme score='1'>a</theme>", "theme: only a tag with origin=\"rule\" has a score"},
        {"<theme origin='rule' score='high'>a</theme>", "theme: the score 'high' is no number"},
        {"<theme>a" + evidence + "</theme>", "evidence: only a tag with origin=\"rule\" has evidence"},
        {"<theme origin='rule'>a" + evidence + evidence + evidence + evidence + "</theme>",
         "evidence: is the fourth of its tag"},
        {"<theme origin='rule'>a<evidence offset='0' rule='r'>q</evidence></theme>",
         "evidence: has no attribute 'page'"},
        {"<theme origin='rule'>a<evidence page='1' offset='-1' rule='r'>q</evidence></theme>",
         "evidence: offset is no number"},
        {"<identifier>1</identifier>", "identifier: has no scheme"},
        {"<identifier scheme='ark'>1</identifier>", "identifier: the scheme 'ark' is unknown"},
        {"<source>javascript:alert(1)</source>", "source: 'javascript:alert(1)' is no web address"},
        {"<visibility>secret</visibility>", "visibility: 'secret' is unknown; write public or coalition"},
        {"<visibility>public</visibility><visibility>coalition</visibility>", "visibility: is given twice"},
        {"<embargo>2027-01</embargo>", "embargo: '2027-01' is no whole date"},
        {"<embargo>soon</embargo>", "embargo: 'soon' is no whole date"},
    };
    for (const auto& [inside, message] : cases) {
        CHECK_THAT(failure_of(record(inside)), Catch::Contains(message));
        INFO(inside);
        CHECK_FALSE(relaxng_mistakes(record(inside)).empty());
    }
    const auto both = failure_of(record("<date>x</date>\n<id>?</id>"));
    CHECK_THAT(both, Catch::Contains("a.meta.xml:2: date: ") && Catch::Contains("\na.meta.xml:3: id: "));
}

TEST_CASE("Hostile bytes are refused with a clear word") {
    std::string deep, many, attributes, laughs = "<!DOCTYPE r [<!ENTITY a 'ha'>";
    for (int i = 0; i < 100; ++i)
        deep += "<theme>";
    for (int i = 0; i < 10'001; ++i)
        many += "<theme>a</theme>";
    for (int i = 0; i < 50'000; ++i)
        attributes += " a" + std::to_string(i) + "=''";
    for (char c = 'b'; c < 'k'; ++c)
        laughs += std::string("<!ENTITY ") + c + " '&" + char(c - 1) + ";&" + char(c - 1) + ";'>";
    const struct {
        std::string xml;
        const char* message;
    } cases[] = {
        {"", "a.meta.xml:1: record: is empty"},
        {"   ", "is not well-formed XML"},
        {"just words", "is not well-formed XML"},
        {"<record>", "is not well-formed XML"},
        {"<record/>", "the root element must be <record xmlns="},
        {laughs + "]><record>&j;</record>", "DOCTYPE"},
        {"<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><record>&x;</record>", "DOCTYPE"},
        {record("<title>&x;</title>"),
         "a.meta.xml:2: record: is not well-formed XML: Entity 'x' not defined"},
        {std::string(10 << 20, 'x'), "has 10485760 bytes; at most 1000000 are read"},
        {record(deep), "is nested deeper than 16 levels"},
        {record(many), "has more than 10000 elements"},
        {"<record" + attributes + "/>", "more than 64 attributes"},
        {record("<title>a\n" + std::string(1, '\0') + "</title>"), "a.meta.xml:3: record: has a NUL byte"},
        {record("<title>K\xF8"
                "benhavn</title>"),
         "is not UTF-8; save it as UTF-8"},
        {std::string("\xFF\xFE<\0r\0", 6), "is UTF-16; save it as UTF-8"},
        {record("<title>\x01</title>"), "is not well-formed XML"},
    };
    for (const auto& [xml, message] : cases)
        CHECK_THAT(failure_of(xml), Catch::Contains(message));
    CHECK_THROWS_AS(read_record_xml("/no/such.meta.xml"), Failure);
}

TEST_CASE("Many threads may read records at once") {
    std::vector<std::thread> threads;
    std::array<int, 4> good{};
    const auto xml = write_record_xml(Maker(7).metadata());
    for (std::size_t i = 0; i < good.size(); ++i)
        threads.emplace_back([&, i] {
            for (int n = 0; n < 50; ++n)
                good[i] += parse_record_xml(xml, "test").title.empty() ? 0 : 1;
        });
    for (auto& thread : threads)
        thread.join();
    CHECK(good == std::array<int, 4>{50, 50, 50, 50});
}
