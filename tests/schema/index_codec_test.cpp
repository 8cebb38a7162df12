#include "schema/index_codec.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <xapian.h>

#include "tests/places/places.h"

using namespace samling;

namespace {

const Vocabularies& vocabularies() {
    static const Vocabularies kLoaded(test::share_directory() / "vocabulary");
    return kLoaded;
}

/// "term frequency:positions" of each term of a word in a field, parted by spaces.
std::string words_of(const Document& document) {
    const auto made = IndexCodec(vocabularies()).make(document, 1);
    std::string all;
    for (auto term = made.termlist_begin(); term != made.termlist_end(); ++term) {
        if (term.get_wdf() == 0) continue;
        all += (all.empty() ? "" : " ") + *term + " " + std::to_string(term.get_wdf());
        char before = ':';
        for (auto at = term.positionlist_begin(); at != term.positionlist_end(); ++at, before = ',')
            all += before + std::to_string(*at);
    }
    return all;
}

Document document_in(const char* language, const char* title, const std::vector<std::string>& pages) {
    Document document;
    document.metadata.id = "x";
    document.metadata.title = title;
    document.metadata.of(TagField::language).push_back({language, Origin::person, 0, {}});
    for (const auto& text : pages)
        document.pages.push_back({text, "", ""});
    return document;
}

} // namespace

TEST_CASE("a stem has a term of its own only where it differs from the form") {
    CHECK(words_of(document_in("en", "", {"dog dogs dog"})) == "Zendog 1 dog 2:1,3 dogs 1:2");
    CHECK(words_of(document_in("", "", {"dog dogs"})) == "dog 1:1 dogs 1:2");
    CHECK(words_of(document_in("en", "Dogs", {"dogs"})) == "Sdogs 1:1 ZSendog 1 Zendog 6 dogs 6:1,22");
}

TEST_CASE("a page's own language chooses its stems, and pages lie apart") {
    auto document = document_in("en", "", {"boats", "boats"});
    document.pages[1].language = "zh";
    CHECK(words_of(document) == "Zenboat 1 boats 2:1,22");
}
