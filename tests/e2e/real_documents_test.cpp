#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdio>
#include <limits>

#include "corpus/catalog.h"
#include "corpus/data_directory.h"
#include "searchd/search/search.h"
#include "tests/e2e/programs.h"
#include "tests/places/places.h"

// What holds for made-up documents must hold for real ones: the sample, and files that others wrote.

using namespace samling;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t kRealFiles = 300;

std::shared_ptr<const Vocabularies> vocabularies() {
    static const auto kLoaded = std::make_shared<const Vocabularies>(test::share_directory() / "vocabulary");
    return kLoaded;
}

SearchService collection_of(const std::vector<std::string>& paths, const fs::path& data) {
    std::vector<std::string> words = {"add", "--data", data.string()};
    words.insert(words.end(), paths.begin(), paths.end());
    const auto ended = test::run_program("indexer", words);
    INFO(ended.output);
    REQUIRE(ended.status == 0);
    return SearchService(DataDirectory(data), vocabularies());
}

SearchRequest with(const SearchRequest& request, const std::string& facet, const std::string& value) {
    auto click = request;
    if (facet == "year") click.years = YearRange{std::stoi(value), std::stoi(value)};
    else click.selected[static_cast<std::size_t>(*tag_field(facet))] = {value};
    return click;
}

/// Clicks every value of every facet, and of every facet again after a first click in each.
int click_everything(const SearchService& service, const SearchRequest& request, int depth) {
    int clicks = 0;
    for (const auto& facet : service.search(request).facets) {
        bool deeper = depth > 0;
        for (const auto& value : facet.values) {
            const auto click = with(request, facet.name, std::string(value.value));
            CAPTURE(request.query, facet.name, value.value);
            CHECK(service.search(click).total == value.count);
            ++clicks;
            if (deeper && value.count > 0) {
                clicks += click_everything(service, click, depth - 1);
                deeper = false;
            }
        }
    }
    return clicks;
}

int click_through_queries(const SearchService& service) {
    int clicks = 0;
    for (const char* query : {"", "human rights", "surveillance of human rights defenders", "\"civil society\"", "data AND public", "rights NOT data"}) {
        SearchRequest request;
        request.query = query;
        request.limit = 0;
        clicks += click_everything(service, request, 1);
    }
    return clicks;
}

/// At most `most` of the real documents: every n-th, so that all kinds and languages are among them. Empty where they are not
/// there.
std::vector<std::string> real_files(std::size_t most) {
    std::vector<std::string> files;
    const auto folder = test::source_directory() / "../shared/corpus";
    std::error_code error;
    for (const auto& entry : fs::recursive_directory_iterator(folder, error))
        if (entry.is_regular_file() && entry.path().extension() != ".json") files.push_back(fs::canonical(entry.path()));
    std::sort(files.begin(), files.end());
    std::vector<std::string> chosen;
    const auto count = std::min(most, files.size());
    for (std::size_t i = 0; i < count; ++i) chosen.push_back(files[i * files.size() / count]);
    return chosen;
}

} // namespace

TEST_CASE("on the sample every facet count is the total after the click") {
    const test::Scratch scratch;
    const auto service = collection_of({(test::source_directory() / "corpus/sample").string()}, scratch / "data");
    CHECK(service.state().documents >= 40);
    CHECK(click_through_queries(service) > 500);
}

TEST_CASE("every tag of a rule on all real documents has a quote that stands on the named page") {
    const auto files = real_files(std::numeric_limits<std::size_t>::max());
    if (files.size() < kRealFiles) {
        WARN("skipped: the real documents are not there");
        return;
    }
    const test::Scratch scratch;
    collection_of(files, scratch / "data");
    Catalog catalog(DataDirectory(scratch / "data").catalog(), Catalog::Mode::read);
    Catalog pages(DataDirectory(scratch / "data").catalog(), Catalog::Mode::read);
    int tags = 0, quotes = 0;
    catalog.for_each_current([&](const StoredVersion& version) {
        for (const auto& [field, name] : kTagFields)
            for (const auto& tag : version.metadata.of(field)) {
                // A language is guessed from all of the text; no words of it are the reason.
                if (tag.origin != Origin::rule || field == TagField::language) continue;
                ++tags;
                CAPTURE(version.metadata.id, name, tag.code);
                CHECK((tag.evidence.size() >= 1 && tag.evidence.size() <= 3));
                CHECK((tag.score >= 0.5 && tag.score < 1));
                for (const auto& evidence : tag.evidence) {
                    ++quotes;
                    const auto page = pages.page(version.key, evidence.page);
                    REQUIRE(page);
                    CHECK_FALSE(evidence.quote.empty());
                    CHECK(page->text.compare(evidence.offset, evidence.quote.size(), evidence.quote) == 0);
                    CHECK(evidence.rule.find(std::string(name) + "/" + tag.code + "@") != std::string::npos);
                }
            }
    });
    CHECK(tags > 1000);
    std::printf("%zu documents: all %d quotes of %d tags by rules stand where they say\n", files.size(), quotes, tags);
    std::fflush(stdout); // a child of a later test would print it once more
}

TEST_CASE("on 300 real documents every facet count is the total after the click") {
    const auto files = real_files(kRealFiles);
    if (files.size() < kRealFiles) {
        WARN("skipped: the real documents are not there");
        return;
    }
    const test::Scratch scratch;
    const auto service = collection_of(files, scratch / "data");
    CHECK(click_through_queries(service) > 500);

    SearchRequest request;
    request.query = "surveillance of human rights defenders";
    request.selected[static_cast<std::size_t>(TagField::region)] = {"002"};
    const auto page = service.search(request);
    REQUIRE(page.total > 0);
    for (const auto& hit : page.hits) {
        REQUIRE_FALSE(hit.pages.empty());
        const auto& snippet = hit.pages.front().snippet;
        CHECK(std::any_of(snippet.begin(), snippet.end(), [](const SnippetPart& part) { return part.marked; }));
    }
}
