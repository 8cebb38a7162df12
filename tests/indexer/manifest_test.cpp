#include "indexer/manifest.h"

#include <catch2/catch.hpp>

#include "schema/failure.h"
#include "tests/places/places.h"
#include "tests/support/scratch.h"

using namespace samling;

namespace {

const Vocabularies& vocabularies() {
    static const Vocabularies kLoaded(test::share_directory() / "vocabulary");
    return kLoaded;
}

/// A manifest beside the files a.pdf and sub/b.pdf.
struct Tree {
    test::Scratch scratch;
    std::filesystem::path file = scratch / "manifest";
    explicit Tree(const std::string& content) {
        std::filesystem::create_directories(scratch / "sub");
        test::write_file(scratch / "a.pdf", "a");
        test::write_file(scratch / "sub/b.pdf", "b");
        test::write_file(file, content);
    }
    Manifest read(const ColumnMap& columns = {}) const { return Manifest(file, columns, vocabularies()); }
};

std::string remarks_of(const Manifest& manifest) {
    std::string all;
    for (const auto& remark : manifest.remarks())
        all += remark + "\n";
    return all;
}

std::vector<std::string> codes(const Metadata& metadata, TagField field) {
    std::vector<std::string> codes;
    for (const auto& tag : metadata.of(field))
        codes.push_back(tag.code);
    return codes;
}

} // namespace

TEST_CASE("the same rows come from CSV and JSON of any form", "[manifest]") {
    for (const char* content :
         {"file,title,region,year,creator\na.pdf,\"One, \"\"two\"\"\",Kenya; DNK,2021,A. Smith|B. Jones\nsub/b.pdf,Other,,,\n",
          "\xEF\xBB\xBF" "file;title;region;year;creator\r\na.pdf;\"One, \"\"two\"\"\";\"Kenya; DNK\";2021;A. Smith|B. Jones\r\nsub/b.pdf;Other\r\n",
          "file\ttitle\tregion\tyear\tcreator\na.pdf\tOne, \"two\"\tKenya|DNK\t2021\tA. Smith; B. Jones\nsub/b.pdf\tOther",
          "[{\"file\":\"a.pdf\",\"title\":\"One, \\\"two\\\"\",\"region\":[\"Kenya\",\"DNK\"],\"year\":2021,\"creator\":\"A. Smith; B. Jones\"},"
          "{\"file\":\"sub/b.pdf\",\"title\":\"Other\",\"region\":null}]",
          "{\"about\":\"x\",\"documents\":[{\"path\":\"./a.pdf\",\"title\":\"One, \\\"two\\\"\",\"region\":\"Kenya;DNK\",\"date\":\"2021\","
          "\"creators\":[\"A. Smith\",\"B. Jones\"]},{\"file\":\"sub/b.pdf\",\"title\":\"Other\"}]}",
          "{\"file\":\"a.pdf\",\"title\":\"One, \\\"two\\\"\",\"region\":\"KE|DK\",\"year\":\"2021\",\"creator\":\"A. Smith;B. Jones\"}\n"
          "{\"file\":\"sub/b.pdf\",\"title\":\"Other\"}\n"}) {
        const Tree tree(content);
        const auto manifest = tree.read();
        CAPTURE(content, remarks_of(manifest));
        CHECK(manifest.remarks().empty());
        const auto* a = manifest.find(tree.scratch / "a.pdf");
        REQUIRE(a);
        CHECK(a->title == "One, \"two\"");
        CHECK(codes(*a, TagField::region) == std::vector<std::string>{"KE", "DK"});
        CHECK(a->date == Date{2021, 0, 0});
        CHECK(a->creators == std::vector<Agent>{{"A. Smith", "", ""}, {"B. Jones", "", ""}});
        REQUIRE(manifest.find(tree.scratch / "sub/b.pdf"));
        CHECK(manifest.find(tree.scratch / "sub/b.pdf")->title == "Other");
        CHECK(manifest.files().size() == 2);
    }
}

TEST_CASE("a manifest opens no file outside of its folder", "[manifest][attack]") {
    const test::Scratch outside;
    test::write_file(outside / "secret", "s");
    const Tree tree("file,title\na.pdf,One\n" + (outside / "secret").string() + ",Two\n../" + outside.path().filename().string() + "/secret,Three\nsub/link,Four\n");
    std::filesystem::create_symlink(outside / "secret", tree.scratch / "sub/link");
    const auto manifest = tree.read();
    CHECK(manifest.files() == std::vector<std::filesystem::path>{tree.scratch / "a.pdf"});
    CHECK(remarks_of(manifest).find("row 3: " + (outside / "secret").string() + " lies outside of the manifest's folder") != std::string::npos);
    REQUIRE(manifest.find(outside / "secret")); // for whoever names the file
    CHECK(manifest.find(outside / "secret")->title == "Two");
}

TEST_CASE("columns are mapped, ignored, or told once", "[manifest]") {
    const Tree tree("Datei,Titel,bytes,Notiz\na.pdf,One,5,x\nsub/b.pdf,Two,6,y\n");
    const auto manifest = tree.read({{"Datei", "file"}, {"Titel", "title"}, {"bytes", ""}});
    CHECK(manifest.find(tree.scratch / "a.pdf")->title == "One");
    CHECK(manifest.remarks().size() == 1);
    CHECK(manifest.remarks().at(0).find("'Notiz' was ignored") != std::string::npos);
    CHECK(test::failure_of([&] { tree.read({{"Datei", "nonsense"}}); }).find("no field 'nonsense'") != std::string::npos);
    CHECK(test::failure_of([&] { tree.read(); }).find("--map COLUMN=file") != std::string::npos);
}

TEST_CASE("bad values are told by row and cost only themselves", "[manifest]") {
    const Tree tree("file,title,date,theme,id\na.pdf,One,2022-13,surveilance;elections,good\nsub/b.pdf,Two,2022,,no good\n"
                    "gone.pdf,Three,,,\na.pdf,Again,,,\n,Nameless,,,\n");
    const auto manifest = tree.read();
    const auto all = remarks_of(manifest);
    CAPTURE(all);
    for (const char* remark : {"row 2: date: '2022-13' is no date", "row 2: theme: 'surveilance' is not in the vocabulary",
                               "row 3: id: 'no good' is no id", "row 4: there is no file", "row 5: an earlier row",
                               "row 6: it names no file"})
        CHECK(all.find(remark) != std::string::npos);
    CHECK(manifest.remarks().size() == 6);
    const auto* a = manifest.find(tree.scratch / "a.pdf");
    CHECK(a->title == "One");
    CHECK(a->id == "good");
    CHECK(a->date == Date{});
    CHECK(codes(*a, TagField::theme).size() == 1);
    CHECK(manifest.find(tree.scratch / "sub/b.pdf")->date.year == 2022);
}

TEST_CASE("what is no table is refused with the place", "[manifest]") {
    struct Row {
        const char* content;
        const char* told;
    };
    for (const auto& [content, told] :
         {Row{"", "it is empty"}, Row{"  \n", "it is empty"}, Row{"[1,2]", "item 1 of the list is no object"},
          Row{"[{\"file\":", "not valid JSON"}, Row{"{\"file\":\"a\"}\n{\"file\"\n", "line 2 is no JSON object"},
          Row{"file,title\na.pdf,One,Two,Three\n", "row 2 has 4 cells"}, Row{"file\n\xff\xfe\n", "not valid UTF-8"},
          Row{"title\nOne\n", "no column names the files"}, Row{"file,title\n", "no column names the files"}}) {
        const Tree tree(content);
        CAPTURE(content);
        CHECK(test::failure_of([&] { tree.read(); }).find(told) != std::string::npos);
    }
    CHECK(test::failure_of([&] { Manifest("/no/such/file", {}, vocabularies()); }).starts_with("unreadable-file: "));
}

TEST_CASE("a manifest speaks of the files below its folder", "[manifest]") {
    const Tree tree("file,title\na.pdf,One\n../outside.pdf,Two\n");
    const auto manifest = tree.read();
    CHECK(manifest.governs(tree.scratch / "sub/b.pdf"));
    CHECK(manifest.governs((tree.scratch.path() / "../outside.pdf").lexically_normal()));
    CHECK_FALSE(manifest.governs("/elsewhere/a.pdf"));
    CHECK_FALSE(manifest.governs(tree.scratch.path().string() + "-beside/a.pdf"));
}
