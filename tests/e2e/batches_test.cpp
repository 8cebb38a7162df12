#include <catch2/catch.hpp>

#include "tests/e2e/house.h"
#include "tests/support/sample_files.h"

// Batches as other repositories hand them in: Dublin Core beside files, DSpace's Simple Archive Format.

using namespace samling;
using test::House;
using test::says;
using test::write_file;
namespace fs = std::filesystem;

namespace {

std::string oai_dc(const std::string& inside) {
    return "<?xml version=\"1.0\"?>\n<oai_dc:dc xmlns:oai_dc=\"http://www.openarchives.org/OAI/2.0/oai_dc/\" "
           "xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n" + inside + "\n</oai_dc:dc>";
}

std::string dspace(const std::string& inside, const std::string& schema = "dc") {
    return "<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"no\"?>\n<dublin_core schema=\"" + schema + "\">\n" + inside +
           "\n</dublin_core>";
}

std::string value(const std::string& element, const std::string& qualifier, const std::string& text) {
    return "<dcvalue element=\"" + element + "\" qualifier=\"" + qualifier + "\">" + text + "</dcvalue>";
}

/// An item with two documents, as DSpace exports it; by name within its folder.
std::map<std::string, std::string> item() {
    return {{"contents", "first.txt\tbundle:ORIGINAL\tprimary:true\nannex.txt\tbundle:ORIGINAL\tdescription:The annex\n"
                         "first.txt.jpg\tbundle:THUMBNAIL\nlicense.txt\tbundle:LICENSE\n"},
            {"dublin_core.xml", dspace(value("title", "none", "A title from DSpace") + value("contributor", "author", "Hansen, Jane") +
                                       value("date", "issued", "2019-05") + value("coverage", "spatial", "Kenya"))},
            {"metadata_dcterms.xml", dspace(value("license", "none", "CC-BY-4.0"), "dcterms")},
            {"metadata_local.xml", dspace(value("shelf", "none", "12"), "local")},
            {"handle", "123456789/42\n"},
            {"collections", "123456789/1\n"},
            {"first.txt", "Observers counted the votes."},
            {"annex.txt", "A list of places."},
            {"first.txt.jpg", "no picture"},
            {"license.txt", "You grant us everything."}};
}

} // namespace

TEST_CASE("Dublin Core beside a file is its record, below a record of ours") {
    const House house;
    write_file(house.files / "a.txt", "Words of a.");
    write_file(house.files / "a.dc.xml", oai_dc("<dc:title>From Dublin Core</dc:title><dc:creator>Jane</dc:creator>"));
    write_file(house.files / "b.txt", "Words of b.");
    write_file(house.files / "b.xml", oai_dc("<dc:title>Another</dc:title><dc:creator>John</dc:creator>"));
    write_file(house.files / "b.meta.xml", test::sidecar("Ours"));
    CHECK(says(house.add(), "2 indexed"));
    CHECK(house.metadata("a.txt").title == "From Dublin Core");
    CHECK(house.metadata("a.txt").creators.at(0).name == "Jane");
    CHECK(house.metadata("b.txt").title == "Ours");
    CHECK(house.metadata("b.txt").creators.at(0).name == "John");
    CHECK(says(house.add(), "0 indexed, 2 unchanged"));
    write_file(house.files / "a.dc.xml", oai_dc("<dc:title>Corrected</dc:title>"));
    CHECK(says(house.add(), "1 indexed, 1 unchanged"));
    CHECK(house.metadata("a.txt").title == "Corrected");
    write_file(house.files / "a.dc.xml", oai_dc("<dc:title>T</dc:title>\n<dc:date>2022-13</dc:date>"));
    const auto ended = house.add();
    CHECK(ended.status == 1);
    CHECK(says(ended, "refused: " + (house.files / "a.txt").string() + ": " + (house.files / "a.dc.xml").string() + ":4: date: '2022-13' is no date"));
    CHECK(house.metadata("a.txt").title == "Corrected");
}

TEST_CASE("items of the Simple Archive Format are taken in by plain add") {
    const House house;
    for (const char* folder : {"item_000", "item_001"}) {
        fs::create_directories(house.files / folder);
        for (const auto& [name, content] : item()) write_file(house.files / folder / name, content + (name.ends_with(".txt") ? folder : ""));
    }
    write_file(house.files / "item_001/dublin_core.xml", dspace(value("title", "none", "T") + "\n" + value("date", "issued", "soon")));
    write_file(house.files / "item_001/contents", "first.txt\nmissing.pdf\n");
    const auto dry = house.add({"--dry-run"});
    CHECK(says(dry, "new: " + (house.files / "item_000/annex.txt").string()));
    CHECK(says(dry, "refused: " + (house.files / "item_001/first.txt").string()));
    const auto ended = house.add();
    CAPTURE(ended.output);
    CHECK(ended.status == 1);
    CHECK(says(ended, "2 indexed"));
    CHECK(says(ended, (house.files / "item_001/dublin_core.xml").string() + ":4: date.issued: 'soon' is no date"));
    CHECK(says(ended, (house.files / "item_001/contents").string() + ":2: there is no file 'missing.pdf' in the item"));
    const auto first = house.metadata("item_000/first.txt"), annex = house.metadata("item_000/annex.txt");
    CHECK(first.title == "A title from DSpace");
    CHECK(first.subtitle.empty());
    CHECK(first.creators.at(0).name == "Hansen, Jane");
    CHECK(format_date(first.date) == "2019-05");
    CHECK(first.licence == "CC-BY-4.0");
    CHECK(first.of(TagField::region).at(0).code == "KE");
    CHECK(first.identifiers == std::vector<Identifier>{{"other", "hdl:123456789/42"}});
    CHECK(annex.title == "A title from DSpace");
    CHECK(annex.subtitle == "The annex");
    write_file(house.files / "item_001/contents", "first.txt\n");
    write_file(house.files / "item_001/dublin_core.xml", dspace(value("title", "none", "Mended")));
    const auto mended = house.add();
    CHECK(says(mended, "item_001/annex.txt: it is not listed in 'contents'"));
    CHECK(house.metadata("item_001/first.txt").title == "Mended");
}

TEST_CASE("an archive of items, and records beside members, are understood") {
    const House house;
    test::ZipEntries entries;
    for (const auto& [name, content] : item()) entries.push_back({"export/item_000/" + name, content});
    entries.push_back({"loose/a.txt", "Words of a."});
    entries.push_back({"loose/a.dc.xml", oai_dc("<dc:title>From Dublin Core</dc:title>")});
    entries.push_back({"broken/contents", "b.txt\nmissing.pdf\n"});
    entries.push_back({"broken/b.txt", "Words of b."});
    entries.push_back({"broken/dublin_core.xml", dspace(value("date", "none", "soon"))});
    write_file(house.files / "export.zip", test::zip_file(entries));
    const auto ended = house.add();
    CAPTURE(ended.output);
    CHECK(says(ended, "3 indexed"));
    CHECK(says(ended, "export.zip!/broken/dublin_core.xml:3: date: 'soon' is no date"));
    CHECK(says(ended, "export.zip!/broken/contents:2: there is no file 'missing.pdf' in the item"));
    CHECK(house.metadata("export.zip!/export/item_000/first.txt").title == "A title from DSpace");
    CHECK(house.metadata("export.zip!/export/item_000/annex.txt").subtitle == "The annex");
    CHECK(house.metadata("export.zip!/loose/a.txt").title == "From Dublin Core");
    CHECK(says(house.add(), "0 indexed, 3 unchanged"));
}
