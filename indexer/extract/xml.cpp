// XML: JATS, TEI and DocBook by what their elements mean; of other kinds the text, with a break wherever an element
// stands between text-less neighbours.
#include <vector>

#include "indexer/extract/embedded.h"
#include "indexer/extract/formats.h"
#include "indexer/extract/markup_scan.h"
#include "indexer/extract/xml_reader.h"
#include "indexer/extract/xml_vocabulary.h"

namespace samling {
namespace {

class GenericEvents : public XmlEvents {
public:
    explicit GenericEvents(TextBuilder& builder) : builder_(builder) {}

    void open(const XmlTag& element) override {
        if (!has_text_.empty() && !has_text_.back()) builder_.line();
        has_text_.push_back(false);
        const bool names_it = element.name == "title" || element.name == "article-title";
        if (names_it && !in_title_ && builder_.metadata().title.empty()) in_title_ = has_text_.size();
    }
    void close(const XmlTag&) override {
        if (in_title_ == has_text_.size()) {
            embed(builder_.metadata(), EmbeddedField::title, title_);
            in_title_ = 0;
        }
        if (!has_text_.empty()) has_text_.pop_back();
        if (has_text_.empty() || !has_text_.back()) builder_.line();
    }
    void characters(std::string_view text) override {
        if (!has_text_.empty() && text.find_first_not_of(" \t\r\n") != std::string_view::npos)
            has_text_.back() = true;
        if (in_title_ && title_.size() < 4096) title_ += text;
        builder_.text(text);
    }
    bool done() const override { return builder_.full(); }

private:
    TextBuilder& builder_;
    std::vector<bool> has_text_; ///< Of each open element, whether it holds words of its own.
    std::size_t in_title_ = 0;   ///< The depth of the title element; 0 outside.
    std::string title_;
};

/// The first two elements, which say what kind of XML it is.
class RootEvents : public XmlEvents {
public:
    void open(const XmlTag& element) override {
        if (++elements_ == 1) root_ = element.name, space_ = element.name_space;
        if (elements_ == 2) second_ = element.name;
    }
    void close(const XmlTag&) override {}
    void characters(std::string_view) override {}
    bool done() const override { return elements_ >= 2; }
    const XmlVocabulary* vocabulary() const { return xml_vocabulary({root_, space_, {}}, second_); }

private:
    int elements_ = 0;
    std::string root_, space_, second_;
};

} // namespace

void read_xml(const Input& input, TextBuilder& builder) {
    RootEvents root;
    read_xml_events(input.bytes.substr(0, 256 * 1024), root);
    std::string error;
    if (const auto* vocabulary = root.vocabulary()) {
        error = read_xml_by_vocabulary(input.bytes, *vocabulary, builder);
    } else {
        GenericEvents events(builder);
        error = read_xml_events(input.bytes, events);
    }
    if (!error.empty()) builder.damaged(error);
}

} // namespace samling
