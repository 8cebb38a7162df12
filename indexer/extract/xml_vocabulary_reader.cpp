#include <algorithm>
#include <array>
#include <vector>

#include "indexer/extract/xml_vocabulary.h"
#include "schema/trimmed.h"

namespace samling {
namespace {

using Names = std::span<const std::string_view>;

bool among(Names names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// The field at hand while its element is open, with the marked-up parts of it.
class HeaderField {
public:
    explicit HeaderField(const XmlVocabulary& vocabulary) : vocabulary_(vocabulary) {}

    /// An element of the header opens: the last of `path`.
    void open(const std::vector<std::string>& path, const XmlTag& element) {
        if (begins_.empty() && !find(path)) return;
        if (begins_.empty()) start(element);
        if (!value_.empty() && value_.back() != ' ') value_ += ' '; // parts need not be parted by blanks
        begins_.push_back(value_.size());
    }
    /// And closes again.
    void close(std::string_view name, Metadata& metadata) {
        if (begins_.empty()) return;
        const auto begin = begins_.back();
        begins_.pop_back();
        if (begins_.empty())
            embed(metadata, field_, assembled());
        else if (parts_.size() < kParts)
            parts_.emplace_back(name, trimmed(std::string_view(value_).substr(begin)));
    }
    void characters(std::string_view text) {
        if (!begins_.empty() && value_.size() < Limits::kMetadataBytes) value_ += text;
    }

private:
    static constexpr std::size_t kParts = 64;

    bool find(const std::vector<std::string>& path) {
        const auto row = std::find_if(vocabulary_.fields.begin(), vocabulary_.fields.end(),
                                      [&](const XmlField& candidate) { return ends(path, candidate.path); });
        if (row == vocabulary_.fields.end()) return false;
        field_ = row->field;
        return true;
    }
    bool ends(const std::vector<std::string>& path, std::string_view wanted) const {
        for (auto name = path.rbegin(); !wanted.empty() && name != path.rend(); ++name) {
            const auto slash = wanted.rfind('/');
            const auto last = wanted.substr(slash == std::string_view::npos ? 0 : slash + 1);
            // "info" stands for bookinfo, articleinfo and their like.
            if (*name != last && !(last == "info" && among(vocabulary_.headers, *name))) return false;
            wanted = wanted.substr(0, slash == std::string_view::npos ? 0 : slash);
        }
        return wanted.empty();
    }
    void start(const XmlTag& element) {
        parts_.clear();
        value_ = field_ == EmbeddedField::language ? element.attribute("ident") : std::string_view();
        whole_.clear();
        if (field_ == EmbeddedField::date)
            for (const auto name : {"when", "iso-8601-date"})
                if (whole_.empty()) whole_ = element.attribute(name);
        if (field_ == EmbeddedField::licence) // the address says which, the words only that there is one
            for (const auto name : {"href", "target"})
                if (whole_.empty()) whole_ = element.attribute(name);
    }
    std::string part(std::string_view name) const {
        const auto found = std::find_if(parts_.begin(), parts_.end(), [&](const auto& part) { return part.first == name; });
        return found == parts_.end() ? "" : found->second;
    }
    /// A name as "Ada Lovelace" and a date as "2021-03-04", whatever order their parts stand in.
    std::string assembled() const {
        if (!whole_.empty()) return whole_;
        if (field_ == EmbeddedField::date && !part("year").empty()) {
            std::string date = part("year");
            for (const auto name : {"month", "day"}) {
                const auto number = part(name);
                if (number.empty()) break;
                date += (number.size() == 1 ? "-0" : "-") + number;
            }
            return date;
        }
        if (field_ == EmbeddedField::creator && !part("surname").empty())
            for (const auto given : {"given-names", "forename", "firstname"})
                if (!part(given).empty()) return part(given) + " " + part("surname");
        return value_;
    }

    const XmlVocabulary& vocabulary_;
    EmbeddedField field_ = EmbeddedField::title;
    std::vector<std::size_t> begins_; ///< Where in value_ each open element began; empty: no field is open.
    std::string value_, whole_;       ///< whole_: as an attribute says it.
    std::vector<std::pair<std::string, std::string>> parts_;
};

class VocabularyEvents : public XmlEvents {
public:
    VocabularyEvents(TextBuilder& builder, const XmlVocabulary& vocabulary)
        : builder_(builder), vocabulary_(vocabulary), field_(vocabulary) {}

    void open(const XmlTag& element) override {
        path_.emplace_back(element.name);
        if (path_.size() == 1) embed(builder_.metadata(), EmbeddedField::language, element.attribute("lang"));
        if (headers_ > 0 || among(vocabulary_.headers, element.name)) {
            ++headers_;
            if (readable_ > 0 || among(vocabulary_.readable, element.name)) ++readable_;
            if (readable_ == 1) builder_.paragraph();
            field_.open(path_, element);
        }
        if (skipped_ > 0 || among(vocabulary_.skipped, element.name)) ++skipped_;
        if (is_read()) open_in_text(element);
    }
    void close(const XmlTag& element) override {
        if (is_read()) close_in_text(element.name);
        if (skipped_ > 0) --skipped_;
        if (readable_ > 0) --readable_;
        if (headers_ > 0) {
            --headers_;
            field_.close(element.name, builder_.metadata());
        }
        if (!path_.empty()) path_.pop_back();
        if (path_.empty() && !builder_.page_is_empty() && !label_.empty()) builder_.end_page(label_);
    }
    void characters(std::string_view text) override {
        if (skipped_ == 0 && headers_ > 0) field_.characters(text);
        if (is_read()) builder_.text(text);
    }
    bool done() const override { return builder_.full(); }

private:
    static constexpr std::array<std::string_view, 4> kLines = {"lb", "break", "l", "line"};
    static constexpr std::array<std::string_view, 4> kCells = {"td", "th", "entry", "cell"};

    /// All outside the header, and what readers see of it.
    bool is_read() const { return skipped_ == 0 && (headers_ == 0 || readable_ > 0); }
    void open_in_text(const XmlTag& element) {
        if (among(vocabulary_.sections, element.name)) ++sections_;
        if (element.name == "pb") turn_page(element);
        if (among(kLines, element.name)) builder_.line();
        if (among(vocabulary_.paragraphs, element.name)) builder_.paragraph();
        if (is_heading(element.name)) builder_.begin_heading(std::max(sections_, 1));
    }
    void close_in_text(std::string_view name) {
        if (is_heading(name)) builder_.end_heading();
        if (among(vocabulary_.paragraphs, name)) builder_.paragraph();
        if (among(kCells, name)) builder_.text(" ");
        if (among(vocabulary_.sections, name)) --sections_;
    }
    /// A reference cites the titles of others.
    bool is_heading(std::string_view name) const {
        return among(vocabulary_.titles, name) && path_.size() > 1 && !path_[path_.size() - 2].ends_with("citation");
    }
    /// The element stands at the top of its page, and says the page's number.
    void turn_page(const XmlTag& element) {
        if (!builder_.page_is_empty()) builder_.end_page(label_);
        label_ = element.attribute("n");
    }

    TextBuilder& builder_;
    const XmlVocabulary& vocabulary_;
    HeaderField field_;
    std::vector<std::string> path_;
    int headers_ = 0, readable_ = 0, skipped_ = 0; ///< How many of the open elements lie in one.
    int sections_ = 0;
    std::string label_;
};

} // namespace

std::string read_xml_by_vocabulary(std::string_view bytes, const XmlVocabulary& vocabulary, TextBuilder& builder) {
    VocabularyEvents events(builder, vocabulary);
    return read_xml_events(bytes, events);
}

} // namespace samling
