#include "indexer/folder_records.h"

#include <catch2/catch.hpp>

#include "indexer/simple_archive.h"

using namespace samling;

namespace {

using Names = std::vector<std::string>;
constexpr const char* kDublinCore = "<dublin_core><dcvalue element=\"title\">T</dcvalue></dublin_core>";

FolderRecords folder(std::map<std::string, std::string> files) {
    FolderView view;
    for (const auto& [name, content] : files) view.names.insert(name);
    view.read = [files](const std::string& name, std::size_t) { return files.at(name); };
    return FolderRecords(view);
}

Names documents(FolderRecords& records, const Names& names) {
    Names found;
    for (const auto& name : names)
        if (records.is_document(name)) found.push_back(name);
    return found;
}

} // namespace

TEST_CASE("a record of the whole name comes before one of the stem, ours before Dublin Core") {
    auto records = folder({{"report.pdf", ""}, {"report.meta.xml", ""}, {"report.pdf.meta.xml", ""}, {"report.dc.xml", ""},
                           {"report.xml", kDublinCore}, {"other.pdf", ""}});
    CHECK(records.records_of("report.pdf") == Names{"report.pdf.meta.xml", "report.dc.xml"});
    CHECK(records.records_of("other.pdf").empty());
    CHECK(documents(records, {"report.pdf", "report.meta.xml", "report.dc.xml", "report.xml"}) == Names{"report.pdf"});
}

TEST_CASE("what a file is for is decided by what is in it and beside it") {
    auto records = folder({{"a.pdf", ""}, {"a.xml", "<article/>"}, {"b.pdf", ""}, {"b.xml", kDublinCore}, {"c.xml", kDublinCore},
                           {"d.dc.xml", kDublinCore}, {"e.xml", "<article/>"}, {"e.dc.xml", kDublinCore}});
    CHECK(documents(records, {"a.xml", "b.xml", "c.xml", "d.dc.xml", "e.xml", "e.dc.xml"}) ==
          Names{"a.xml", "c.xml", "d.dc.xml", "e.xml"});
    CHECK(records.records_of("a.pdf").empty());
    CHECK(records.records_of("b.pdf") == Names{"b.xml"});
    CHECK(records.records_of("e.xml") == Names{"e.dc.xml"});
}

TEST_CASE("dublin_core.xml speaks of all files of its folder") {
    auto records = folder({{"a.pdf", ""}, {"b.pdf", ""}, {"dublin_core.xml", kDublinCore}, {"metadata_local.xml", kDublinCore}});
    CHECK(records.records_of("b.pdf") == Names{"dublin_core.xml", "metadata_local.xml"});
    CHECK(documents(records, {"a.pdf", "b.pdf", "dublin_core.xml", "metadata_local.xml"}) == Names{"a.pdf", "b.pdf"});
    auto alone = folder({{"dublin_core.xml", kDublinCore}});
    CHECK(alone.is_document("dublin_core.xml"));
    auto another = folder({{"a.pdf", ""}, {"dublin_core.xml", "<html/>"}});
    CHECK(another.is_document("dublin_core.xml"));
    CHECK(another.records_of("a.pdf").empty());
}

TEST_CASE("of an item the files of the bundle ORIGINAL are documents") {
    auto records = folder({{"contents", "a.pdf\tbundle:ORIGINAL\tprimary:true\nb.pdf\nthumb.jpg\tbundle:THUMBNAIL\r\nlicense.txt\tbundle:LICENSE\n"},
                           {"a.pdf", ""}, {"b.pdf", ""}, {"thumb.jpg", ""}, {"license.txt", ""}, {"dublin_core.xml", kDublinCore},
                           {"metadata_dcterms.xml", ""}, {"handle", "1/2"}, {"collections", "1/1"}});
    CHECK(records.mistakes().empty());
    CHECK(documents(records, {"contents", "a.pdf", "b.pdf", "thumb.jpg", "license.txt", "handle", "collections", "dublin_core.xml"}) ==
          Names{"a.pdf", "b.pdf"});
    CHECK(records.records_of("a.pdf") == Names{"dublin_core.xml", "metadata_dcterms.xml", "handle", "contents"});
}

TEST_CASE("what is wrong with an item is named") {
    auto records = folder({{"contents", "gone.pdf\n\n-r -s 0 -f 12/34\tbundle:ORIGINAL\n../../passwd\na.pdf\n"}, {"a.pdf", ""},
                           {"stray.txt", ""}, {"dublin_core.xml", kDublinCore}});
    std::string all;
    for (const auto& [where, why] : records.mistakes()) all += where + ": " + why + "\n";
    CHECK_THAT(all, Catch::Contains("contents:1: there is no file 'gone.pdf' in the item\ncontents:3: the file lies in the asset store"));
    CHECK_THAT(all, Catch::Contains("contents:4: a file of an item lies in its folder"));
    CHECK_THAT(all, Catch::Contains("stray.txt: it is not listed in 'contents'"));
    CHECK(records.is_document("a.pdf"));
    CHECK_FALSE(records.is_document("stray.txt"));
    CHECK(folder({{"contents", "a.pdf\tbundle:ORIGINAL"}, {"a.pdf", ""}}).mistakes().at(0).first == "dublin_core.xml");
    CHECK(folder({{"contents", ""}, {"dublin_core.xml", kDublinCore}}).mistakes().at(0).first == "contents");
    auto plain = folder({{"contents", "Chapter 1\nChapter 2\n"}, {"a.pdf", ""}});
    CHECK(plain.mistakes().empty());
    CHECK(plain.is_document("contents"));
}
