#include <catch2/catch.hpp>

#include "indexer/extract/extract_document.h"
#include "indexer/extract/warm_up.h"
#include "tests/support/pdf_builder.h"

using namespace samling;

namespace {

std::vector<Link> links_of(const std::string& annotations, std::string_view catalog = {}) {
    warm_up();
    test::PdfBuilder builder;
    builder.add_page(test::pdf_lines({"First page."}), "/Annots[" + annotations + "]");
    builder.add_page(test::pdf_lines({"Second page."}));
    const auto bytes = builder.file(catalog);
    return extract_document({bytes, "a.pdf", bytes.size()}).links;
}

std::string link(const std::string& action) { return "<</Type/Annot/Subtype/Link/Rect[0 0 9 9]" + action + ">>"; }

} // namespace

TEST_CASE("links of a PDF are kept with their pages") {
    const auto uri = [](const std::string& address) { return link("/A<</S/URI/URI(" + address + ")>>"); };
    CHECK(links_of(uri("https://example.org/a") + uri("mailto:jane@example.org") + uri("https://example.org/a")) ==
          std::vector<Link>{{1, "https://example.org/a", 0}, {1, "mailto:jane@example.org", 0}});
    CHECK(links_of(link("/Dest[1/Fit]")) == std::vector<Link>{{1, "", 2}});
    CHECK(links_of(link("/A<</S/GoTo/D[1/Fit]>>")) == std::vector<Link>{{1, "", 2}});
    CHECK(links_of(link("/Dest(there)"), "/Names<</Dests<</Names[(there)[1/Fit]]>>>>") == std::vector<Link>{{1, "", 2}});
}

TEST_CASE("links that lead nowhere, or are no links, are none") {
    for (const auto& annotations : {link(""), link("/Dest[7/Fit]"), link("/Dest(gone)"), link("/A<</S/Launch/F(x.exe)>>"),
                                    std::string("<</Subtype/Text/A<</S/URI/URI(https://a)>>>>"), std::string("null 7 (x)"),
                                    link("/A<</S/URI/URI(" + std::string(3000, 'x') + ")>>")}) {
        CAPTURE(annotations);
        CHECK(links_of(annotations).empty());
    }
}
