#pragma once
// Versions and catalogs for the tests of the catalog.

#include <string>

#include "corpus/catalog.h"

namespace samling::test {

/// A version with one page, whose digest follows from its text.
inline NewVersion plain_version(const std::string& id, const std::string& text) {
    NewVersion version;
    version.document.metadata.id = id;
    version.document.metadata.title = "Title of " + id;
    version.document.pages = {{text, "", "en"}};
    version.sha256 = "digest of " + text;
    version.report.words = 3;
    return version;
}

/// A version that uses every field, with values nobody would expect.
inline NewVersion odd_version(const std::string& id) {
    NewVersion version = plain_version(id, "odd");
    auto& metadata = version.document.metadata;
    metadata.title = std::string("nul \0 and \xff", 11);
    metadata.abstract = std::string(100'000, 'a');
    metadata.date = {2022, 11, 0};
    metadata.of(TagField::region) = {{"KE", Origin::rule, 4.5, {{3, 120, "Kenya", "r'1; DROP TABLE page"}}}};
    version.document.pages = {{"", "", ""},
                              {std::string("\0\n\xf0\x9f", 4), "xii", "ar"},
                              {std::string(2'000'000, 'z'), "'; --", "zh-Hant"},
                              {"short", "4", "da"}};
    version.document.headings = {{1, 1, "One"}, {2, 7, ""}, {-5, 0, "'"}};
    version.report = {"application/pdf", "poppler 22.12.0", "UTF-8", 1LL << 40, 2, true, 0.125, {"note", ""},
                      {{"", 3, 0}, {"zh-Hant", 1, 0.875}}, {{0, 0, -1}, {1 << 30, 100, 0}, {}, {7, 42, 100}}, {}};
    version.object = std::string(64, 'a');
    version.file_name = "r\xe9sum\xe9 'x'.pdf";
    return version;
}

inline Source source_at(const std::string& path, const std::string& sha256 = "",
                        const std::string& document_id = "") {
    Source source;
    source.path = path;
    source.sha256 = sha256;
    source.document_id = document_id;
    return source;
}

} // namespace samling::test
