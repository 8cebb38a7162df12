// XML of a kind not known: its text, with a break wherever an element stands between text-less neighbours.
#include <vector>

#include "indexer/extract/embedded.h"
#include "indexer/extract/formats.h"
#include "indexer/extract/markup_scan.h"
#include "indexer/extract/xml_reader.h"

namespace samling {
namespace {

class GenericEvents : public XmlEvents {
public:
    explicit GenericEvents(TextBuilder& builder) : builder_(builder) {}

    void open(const XmlElement& element) override {
        if (!has_text_.empty() && !has_text_.back()) builder_.line();
        has_text_.push_back(false);
        const bool names_it = element.name == "title" || element.name == "article-title";
        if (names_it && !in_title_ && builder_.metadata().title.empty()) in_title_ = has_text_.size();
    }
    void close(const XmlElement&) override {
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

} // namespace

void read_xml(const Input& input, TextBuilder& builder) {
    GenericEvents events(builder);
    const std::string error = read_xml_events(input.bytes, events);
    if (!error.empty()) builder.damaged(error);
}

} // namespace samling
