#pragma once
// Where every extractor puts what it reads: pages of paragraphs, headings, embedded metadata.

#include <string>
#include <string_view>

#include "indexer/extract/input.h"
#include "indexer/extraction.h"

namespace samling {

/// Collects text into an Extraction, within Limits. Begins on a first page. Text may hold any bytes; what is
/// malformed is replaced when the page ends.
class TextBuilder {
public:
    explicit TextBuilder(Extraction& extraction) : extraction_(extraction) {}

    /// Running text: any white space is one blank.
    void text(std::string_view text);
    /// Text whose line breaks and blanks stand.
    void verbatim(std::string_view text);
    void line();      ///< Ends a line within a paragraph.
    void paragraph(); ///< Ends a paragraph.
    /// Ends the page, also when it is empty, and begins the next. The label is that of the page ended.
    void end_page(std::string label = {});
    /// The pages of a document within this one, after the pages so far; their labels begin with its `name`.
    void append_pages(const Extraction& inner, const std::string& name);
    /// Text until end_heading() is also a heading. A heading within a heading is part of it.
    void begin_heading(int level);
    void end_heading();
    /// A heading that stands nowhere in the text, as in a table of contents; pages count from 1.
    void add_heading(Heading heading);
    /// Pages so far, the open one not counted.
    std::size_t pages() const { return extraction_.pages.size(); }
    bool page_is_empty() const { return page_.empty(); }
    /// True once a limit is reached: more text is ignored.
    bool full() const { return full_; }

    /// The file is broken from here on; what was read stands. Told once.
    void damaged(const std::string& what);
    void note(std::string note);
    /// The open page shows a picture, and holds no words.
    void pictured() { extraction_.pictured.push_back(static_cast<int>(pages() + 1)); }
    void encoding(std::string name) { extraction_.encoding = std::move(name); }
    Extraction& extraction() { return extraction_; }
    Metadata& metadata() { return extraction_.embedded; }

    /// Ends the last page unless it is empty and not the only one.
    void finish();

private:
    void put(std::string_view text);
    void separate();

    Extraction& extraction_;
    std::string page_;
    std::string heading_;
    int heading_level_ = 0; ///< 0: no heading is open.
    std::size_t heading_page_ = 0;
    std::size_t total_ = 0;
    enum class Gap { none, blank, line, paragraph } gap_ = Gap::none; ///< Owed before the next text.
    bool full_ = false;
};

} // namespace samling
