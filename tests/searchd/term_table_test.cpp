// Words by their beginnings and endings.
#include <algorithm>
#include <catch2/catch.hpp>

#include "searchd/search/term_table.h"
#include "tests/support/scratch.h"

using namespace samling;

namespace {

Xapian::WritableDatabase index_of(const std::vector<std::string>& terms) {
    Xapian::WritableDatabase database(std::string(), Xapian::DB_BACKEND_INMEMORY);
    Xapian::Document document;
    for (const auto& term : terms)
        document.add_term(term);
    database.add_document(document);
    return database;
}

std::string words(std::vector<TermTable::Entry> entries) {
    std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.word < b.word; });
    std::string all;
    for (const auto& [word, documents] : entries)
        all += (all.empty() ? "" : " ") + std::string(word) + ":" + std::to_string(documents);
    return all;
}

} // namespace

TEST_CASE("words of an index are found by beginning and by ending") {
    auto database = index_of({"ytringsfrihed", "ytringer", "religionsfrihed", "frihed", "Zdafrihedsbrev", "XTHEMEfrihed",
                              "2020frihed", "fri-hed", "ældrefrihed", "свобfrihed", "zzzzfrihed"});
    Xapian::Document second;
    second.add_term("ytringsfrihed");
    database.add_document(second);
    const TermTable table(database);
    CHECK(words(table.ending_with("frihed")) == "religionsfrihed:1 ytringsfrihed:2 zzzzfrihed:1");
    CHECK(words(table.ending_with("ihed")) == "religionsfrihed:1 ytringsfrihed:2 zzzzfrihed:1");
    CHECK(table.ending_with("hed").empty());
    CHECK(table.ending_with("ahed").empty());
    CHECK(words(table.beginning_with("ytring")) == "ytringer:1 ytringsfrihed:2");
    CHECK(words(table.beginning_with("zzzzfrihed")) == "zzzzfrihed:1");
    CHECK(table.beginning_with("zzzzz").empty());
    CHECK(table.beginning_with("aeldre").empty());
    CHECK(words(table.beginning_with("frihed")) == "");
}

TEST_CASE("of an index without words nothing is found") {
    const TermTable table(index_of({}));
    CHECK(table.ending_with("frihed").empty());
    CHECK(table.beginning_with("frihed").empty());
}

TEST_CASE("a table is made again when the index has grown by a hundredth") {
    const test::Scratch scratch;
    Xapian::WritableDatabase database((scratch.path() / "index").string());
    Xapian::Document document;
    document.add_term("ytringsfrihed");
    database.add_document(document);
    database.commit();
    TermTableKeeper keeper;
    const auto first = keeper.words(database);
    CHECK(keeper.words(database) == first);
    document.clear_terms();
    document.add_term("religionsfrihed");
    database.add_document(document);
    database.commit();
    CHECK(words(keeper.words(database)->ending_with("frihed")) == "religionsfrihed:1 ytringsfrihed:1");
    CHECK(words(first->ending_with("frihed")) == "ytringsfrihed:1");
}
