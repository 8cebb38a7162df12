// Who finds what: every role at every outlet of the search.
#include <catch2/catch.hpp>
#include <functional>
#include <set>

#include "schema/failure.h"
#include "schema/text.h"
#include "searchd/search/crosstab.h"
#include "searchd/search/document_search.h"
#include "searchd/search/related.h"
#include "searchd/search/similar.h"
#include "searchd/search/suggest.h"
#include "tests/searchd/search_fixtures.h"

using namespace samling;
using namespace samling::test;

namespace {

const std::string kA = "will-for-the-web", kB = "responsible-technology";

/// Two documents of each kind, so that each has one similar to it; each kind has a word and a region of its own.
struct Kind {
    const char *name, *word, *region;
    Visibility visibility;
    Date embargo;
    std::string coalition;
};
const std::vector<Kind>& kinds() {
    static const std::vector<Kind> kKinds = {{"open", "aardvarks", "KE", Visibility::open, {}, kA},
                                             {"of-a", "bumblebees", "NG", Visibility::coalition, {}, kA},
                                             {"of-b", "crocodiles", "DK", Visibility::coalition, {}, kB},
                                             {"embargo-a", "dragonflies", "FR", Visibility::open, {9999, 1, 1}, kA},
                                             {"ended", "elephants", "BR", Visibility::open, {2020, 1, 1}, kB}};
    return kKinds;
}

Document document(const Kind& kind, const std::string& id) {
    auto document = document_of({id, "Notes on " + std::string(kind.word), {std::string(kind.word) + " and more of the like, here and there, by night"}, 2020, {kind.region}});
    document.metadata.visibility = kind.visibility;
    document.metadata.embargo = kind.embargo;
    document.metadata.of(TagField::coalition) = {{kind.coalition, Origin::person, 0, {}}};
    return document;
}

const Collection& collection() {
    static const auto kCollection = [] {
        auto made = std::make_unique<Collection>(std::vector<Given>{});
        CollectionWriter writer(made->data, *loaded_vocabularies(), {});
        for (const auto& kind : kinds())
            for (const auto* number : {"-1", "-2"})
                writer.put(NewVersion{document(kind, kind.name + std::string(number)), {}, sha256(kind.name + std::string(number)), "", ""}, std::nullopt);
        writer.flush();
        return made;
    }();
    return *kCollection;
}

SearchRequest asked(const std::string& query, const Audience& audience) {
    SearchRequest request;
    request.query = query;
    request.audience = audience;
    return request;
}

std::int64_t facet_count(const SearchPage& page, const std::string& facet, const std::string& value) {
    for (const auto& one : page.facets)
        if (one.name == facet)
            for (const auto& counted : one.values)
                if (counted.value == value) return counted.count;
    return 0;
}

bool is_suggested(const std::string& typed, const Audience& audience, Suggestion::Kind kind) {
    for (const auto& suggestion : collection().service.suggest(typed, 20, audience))
        if (suggestion.kind == kind) return true;
    return false;
}

template <typename Work>
bool is_found(Work work) {
    try {
        work();
        return true;
    } catch (const Failure& failure) {
        CHECK(failure.code() == ErrorCode::not_found);
        return false;
    }
}

/// A way in which a document of a kind could show itself.
struct Outlet {
    const char* name;
    std::function<bool(const Kind&, const Audience&)> shows;
};

const std::vector<Outlet>& outlets() {
    const auto& service = collection().service;
    static const std::vector<Outlet> kOutlets = {
        {"hit by its word", [&](const Kind& k, const Audience& a) { return service.search(asked(k.word, a)).hits.size() == 2; }},
        {"total", [&](const Kind& k, const Audience& a) { return service.search(asked(k.word, a)).total == 2; }},
        {"phrase", [&](const Kind& k, const Audience& a) { return service.search(asked("\"notes on " + std::string(k.word) + "\"", a)).total > 0; }},
        {"wildcard", [&](const Kind& k, const Audience& a) { return service.search(asked(std::string(k.word).substr(0, 5) + "*", a)).total > 0; }},
        {"by its id", [&](const Kind& k, const Audience& a) { return service.search(asked("id:" + std::string(k.name) + "-1", a)).total > 0; }},
        {"hit among everything, newest first",
         [&](const Kind& k, const Audience& a) {
             auto request = asked("", a);
             request.limit = 100;
             request.sort = Sort::newest;
             return ids(service.search(request)).find(std::string(k.name) + "-1") != std::string::npos;
         }},
        {"quieter voices",
         [&](const Kind& k, const Audience& a) {
             auto request = asked("notes", a);
             request.limit = 100;
             request.voices = SearchRequest::Voices::quieter;
             return ids(service.search(request)).find(std::string(k.name) + "-1") != std::string::npos;
         }},
        {"facet count", [&](const Kind& k, const Audience& a) { return facet_count(service.search(asked("", a)), "region", k.region) == 2; }},
        {"filtered by its region",
         [&](const Kind& k, const Audience& a) {
             auto request = asked("", a);
             request.selected[static_cast<std::size_t>(TagField::region)] = {k.region};
             return service.search(request).total == 2;
         }},
        {"cell of the gap map",
         [&](const Kind& k, const Audience& a) {
             CrosstabRequest request;
             request.base = asked("", a);
             request.rows = {TagField::coalition, AxisRequest::Show::all, {}};
             request.columns = {TagField::region, AxisRequest::Show::all, {}};
             const auto table = service.crosstab(request);
             for (std::size_t column = 0; column < table.columns.size(); ++column)
                 for (std::size_t row = 0; row < table.rows.size(); ++row)
                     if (table.columns[column].code == k.region && table.cell(row, column).count > 0) return true;
             return false;
         }},
        {"suggested title", [&](const Kind& k, const Audience& a) { return is_suggested(std::string(k.word).substr(0, 6), a, Suggestion::Kind::title); }},
        {"suggested query", [&](const Kind& k, const Audience& a) { return is_suggested(std::string(k.word).substr(0, 6), a, Suggestion::Kind::query); }},
        {"suggested region",
         [&](const Kind& k, const Audience& a) {
             return is_suggested(loaded_vocabularies()->of(TagField::region).label(k.region, "en"), a, Suggestion::Kind::region);
         }},
        {"did you mean",
         [&](const Kind& k, const Audience& a) {
             auto typed = std::string(k.word);
             std::swap(typed[3], typed[4]);
             return service.search(asked(typed + " notes", a)).did_you_mean.has_value();
         }},
        {"what is similar to it", [&](const Kind& k, const Audience& a) { return is_found([&] { service.similar(std::string(k.name) + "-1", 10, a); }); }},
        {"similar to one that is open",
         [&](const Kind& k, const Audience& a) {
             for (const auto& similar : service.similar("open-1", 20, a))
                 if (similar.id.starts_with(std::string(k.name) + "-")) return true;
             return false;
         }},
        {"search within it",
         [&](const Kind& k, const Audience& a) {
             return is_found([&] { service.search_document({std::string(k.name) + "-1", k.word, 0, 10, a}); });
         }}};
    return kOutlets;
}

} // namespace

TEST_CASE("what somebody may not see shows at no outlet of the search, and what they may at all", "[visibility]") {
    struct Role {
        const char* name;
        Audience audience;
        std::set<std::string> sees;
    };
    const std::vector<Role> roles = {{"a stranger", {}, {"open", "ended"}},
                                     {"of coalition A", {false, {kA}}, {"open", "ended", "of-a", "embargo-a"}},
                                     {"of coalition B", {false, {kB}}, {"open", "ended", "of-b"}},
                                     {"of another", {false, {"nobody"}}, {"open", "ended"}},
                                     {"of both", {false, {kA, kB}}, {"open", "ended", "of-a", "of-b", "embargo-a"}},
                                     {"administrator", {true, {}}, {"open", "ended", "of-a", "of-b", "embargo-a"}}};
    for (const auto& role : roles)
        for (const auto& kind : kinds())
            for (const auto& outlet : outlets()) {
                CAPTURE(role.name, kind.name, outlet.name);
                CHECK(outlet.shows(kind, role.audience) == role.sees.contains(kind.name));
            }
    CHECK(collection().service.state().documents == 4);
}

TEST_CASE("who else works on it is told of whom the reader may know", "[visibility]") {
    const auto others = [](const Audience& audience) {
        std::set<std::string> ids;
        for (const auto& related : collection().service.related(document(kinds().front(), "open-1").metadata, 20, audience)) ids.insert(related.id);
        return ids;
    };
    CHECK(others({}) == std::set<std::string>{"ended-1", "ended-2"});
    CHECK(others({false, {kB}}) == std::set<std::string>{"ended-1", "ended-2", "of-b-1", "of-b-2"});
    CHECK(is_found([] { collection().service.related(document(kinds()[1], "of-a-1").metadata, 20, {false, {kA}}); }));
    CHECK_FALSE(is_found([] { collection().service.related(document(kinds()[1], "of-a-1").metadata, 20, {}); }));
}

TEST_CASE("nothing is searched for beside the words that stands in no document the reader may see", "[visibility]") {
    const Collection mixed({{"open", "Disinformation", {"Disinformation and databeskyttelse."}, 2020, {}, {}, "da"}});
    {
        CollectionWriter writer(mixed.data, *loaded_vocabularies(), {});
        const Kind shut{"x", "Information integrity", "KE", Visibility::coalition, {}, kA};
        auto hidden = document(shut, "shut");
        hidden.pages = {{"Désinformation. Beskyttelse af data er vigtig, og beskyttelse er data.", "", "da"}};
        hidden.metadata.of(TagField::language) = {{"da", Origin::person, 0, {}}};
        writer.put(NewVersion{std::move(hidden), {}, sha256("shut"), "", ""}, std::nullopt);
        writer.flush();
    }
    const auto added = [&](const char* query, const Audience& audience) {
        std::set<std::string> texts;
        for (const auto& expansion : mixed.service.search(asked(query, audience)).expansions) texts.insert(fold(expansion.added));
        return texts;
    };
    const Audience member{false, {kA}};
    for (int round = 0; round < 2; ++round) { // what is kept for one is not shown to another
        CHECK(added("disinformation", member).contains("desinformation"));
        CHECK(added("databeskyttelse", member) == std::set<std::string>{"data beskyttelse"});
        CHECK(added("disinformation", {}).empty());
        CHECK(added("databeskyttelse", {}).empty());
    }
}

TEST_CASE("an answer that is kept for one is not given to another", "[visibility]") {
    const auto& service = collection().service;
    for (int round = 0; round < 2; ++round) {
        CHECK(service.search(asked("notes", {})).total == 4);
        CHECK(service.search(asked("notes", {false, {kA}})).total == 8);
        CHECK(service.search(asked("notes", {true, {}})).total == 10);
    }
}

TEST_CASE("a document shut or opened by a later version follows with the next commit", "[visibility]") {
    const Collection changing({{"x", "Notes on zebras", {"zebras"}}});
    CHECK(changing.ask("zebras").total == 1);
    const auto put = [&](Visibility visibility, const char* digest) {
        CollectionWriter writer(changing.data, *loaded_vocabularies(), {});
        auto next = document({"x", "zebras", "KE", visibility, {}, kA}, "x");
        writer.put(NewVersion{std::move(next), {}, sha256(digest), "", ""}, std::nullopt);
        writer.flush();
    };
    put(Visibility::coalition, "2");
    CHECK(changing.ask("zebras").total == 0);
    CHECK(changing.service.search(asked("zebras", {false, {kA}})).total == 1);
    put(Visibility::open, "3");
    CHECK(changing.ask("zebras").total == 1);
}

TEST_CASE("a withdrawn document leaves the index, stays out when its file changes, and can come back", "[visibility]") {
    const Collection changing({{"x", "Notes on zebras", {"zebras"}}, {"y", "Notes on yaks", {"yaks"}}});
    const auto write = [&](const std::function<void(CollectionWriter&)>& work) {
        CollectionWriter writer(changing.data, *loaded_vocabularies(), {});
        work(writer);
        writer.finish();
    };
    write([](CollectionWriter& writer) {
        CHECK(writer.catalog().withdraw("x", "somebody", "It names people."));
        CHECK_FALSE(writer.catalog().withdraw("x", "somebody", "again"));
        CHECK_FALSE(writer.catalog().withdraw("nothing", "somebody", "why"));
        writer.bring_index_up_to_date();
    });
    CHECK(changing.ask("zebras").total == 0);
    CHECK(changing.ask("yaks").total == 1);
    write([](CollectionWriter& writer) { Collection::put(writer, {"x", "Notes on zebras", {"zebras, more"}}); });
    CHECK(changing.ask("zebras").total == 0);
    write([](CollectionWriter& writer) {
        CHECK(writer.rebuild([](std::int64_t) {}) == 1);
        const auto why = writer.catalog().withdrawal("x");
        REQUIRE(why);
        CHECK(why->reason == "It names people.");
        CHECK(why->person == "somebody");
        CHECK(why->title == "Notes on zebras");
        const auto everybody = [](const Readership&) { return true; };
        CHECK(writer.catalog().withdrawals("", 10, everybody).size() == 1);
        CHECK(writer.catalog().withdrawals("2020-01", 10, everybody).size() == 1);
        CHECK(writer.catalog().withdrawals("2999", 10, everybody).empty());
        CHECK(writer.catalog().withdrawals("", 0, everybody).empty());
        CHECK(writer.catalog().withdrawals("", 10, [](const Readership&) { return false; }).empty());
    });
    CHECK(changing.ask("zebras").total == 0);
    write([](CollectionWriter& writer) {
        CHECK(writer.catalog().restore("x", "somebody", "They agreed."));
        CHECK_FALSE(writer.catalog().withdrawal("x"));
        writer.bring_index_up_to_date();
    });
    CHECK(changing.ask("zebras").total == 1);
}
