#include "indexer/extract/xml_vocabulary.h"

#include <algorithm>
#include <array>

namespace samling {
namespace {

using enum EmbeddedField;
using Names = std::string_view;

constexpr std::array<Names, 1> kJatsHeaders = {"front"};
constexpr std::array<Names, 4> kJatsReadable = {"article-title", "subtitle", "abstract", "trans-abstract"};
constexpr std::array<Names, 6> kJatsSections = {"sec", "abstract", "trans-abstract", "app", "ack", "ref-list"};
constexpr std::array<Names, 2> kJatsTitles = {"title", "article-title"};
constexpr std::array<Names, 12> kJatsParagraphs = {"p", "ref", "list-item", "tr", "fig", "table-wrap",
                                                   "disp-quote", "disp-formula", "caption", "fn", "def-item", "sec"};
constexpr std::array<Names, 3> kJatsSkipped = {"tex-math", "annotation", "object-id"};
constexpr std::array kJatsFields = {XmlField{"title-group/article-title", title},
                                    XmlField{"title-group/subtitle", subtitle},
                                    XmlField{"article-meta/abstract", abstract},
                                    XmlField{"article-meta/article-id", identifier},
                                    XmlField{"contrib/name", creator},
                                    XmlField{"contrib/string-name", creator},
                                    XmlField{"contrib/collab", creator},
                                    XmlField{"name-alternatives/name", creator},
                                    XmlField{"publisher/publisher-name", organisation},
                                    XmlField{"kwd-group/kwd", keywords},
                                    XmlField{"article-meta/pub-date", date},
                                    XmlField{"permissions/copyright-statement", rights},
                                    XmlField{"permissions/license", licence}};

constexpr std::array<Names, 1> kTeiHeaders = {"teiHeader"};
constexpr std::array<Names, 10> kTeiSections = {"div", "div1", "div2", "div3", "div4", "div5", "div6", "front", "back", "group"};
constexpr std::array<Names, 2> kTeiTitles = {"head", "titlePart"};
constexpr std::array<Names, 16> kTeiParagraphs = {"p", "ab", "lg", "list", "item", "note", "quote", "sp",
                                                  "table", "row", "figure", "byline", "opener", "closer", "bibl", "docTitle"};
constexpr std::array<Names, 3> kTeiSkipped = {"fw", "sic", "orig"}; // running heads; what <corr> and <reg> mend
constexpr std::array kTeiFields = {XmlField{"titleStmt/title", title},
                                   XmlField{"titleStmt/author", creator},
                                   XmlField{"profileDesc/abstract", abstract},
                                   XmlField{"publicationStmt/publisher", organisation},
                                   XmlField{"publicationStmt/idno", identifier},
                                   XmlField{"publicationStmt/date", date},
                                   XmlField{"availability/licence", licence},
                                   XmlField{"availability/p", rights},
                                   XmlField{"langUsage/language", language},
                                   XmlField{"list/item/term", keywords},
                                   XmlField{"keywords/term", keywords}};

constexpr std::array<Names, 10> kDocBookHeaders = {"info", "bookinfo", "articleinfo", "setinfo", "chapterinfo",
                                                   "sectioninfo", "partinfo", "prefaceinfo", "appendixinfo", "titlepage"};
constexpr std::array<Names, 3> kDocBookReadable = {"title", "subtitle", "abstract"};
constexpr std::array<Names, 17> kDocBookSections = {"set", "part", "chapter", "preface", "appendix", "section",
                                                    "sect1", "sect2", "sect3", "sect4", "sect5", "simplesect",
                                                    "refsect1", "refsect2", "refentry", "glossary", "bibliography"};
constexpr std::array<Names, 2> kDocBookTitles = {"title", "bridgehead"};
constexpr std::array<Names, 16> kDocBookParagraphs = {"para", "simpara", "formalpara", "listitem", "row", "tr",
                                                      "programlisting", "screen", "blockquote", "figure", "table", "note",
                                                      "warning", "example", "term", "literallayout"};
constexpr std::array<Names, 3> kDocBookSkipped = {"indexterm", "remark", "toc"};
constexpr std::array kDocBookFields = {XmlField{"info/title", title},
                                       XmlField{"info/subtitle", subtitle},
                                       XmlField{"info/abstract", abstract},
                                       XmlField{"author/personname", creator},
                                       XmlField{"info/author", creator},
                                       XmlField{"authorgroup/author", creator},
                                       XmlField{"info/corpauthor", creator},
                                       XmlField{"publisher/publishername", organisation},
                                       XmlField{"info/orgname", organisation},
                                       XmlField{"info/pubdate", date},
                                       XmlField{"info/date", date},
                                       XmlField{"keywordset/keyword", keywords},
                                       XmlField{"subject/subjectterm", keywords},
                                       XmlField{"info/biblioid", identifier},
                                       XmlField{"info/isbn", identifier},
                                       XmlField{"info/legalnotice", rights}};

constexpr XmlVocabulary kJats{"jats", kJatsHeaders, kJatsReadable, kJatsSections, kJatsTitles, kJatsParagraphs, kJatsSkipped, kJatsFields};
constexpr XmlVocabulary kTei{"tei", kTeiHeaders, {}, kTeiSections, kTeiTitles, kTeiParagraphs, kTeiSkipped, kTeiFields};
constexpr XmlVocabulary kDocBook{"docbook", kDocBookHeaders, kDocBookReadable, kDocBookSections, kDocBookTitles, kDocBookParagraphs, kDocBookSkipped, kDocBookFields};

} // namespace

const XmlVocabulary* xml_vocabulary(const XmlTag& root, std::string_view second) {
    if (root.name_space.starts_with("http://www.tei-c.org/ns/")) return &kTei;
    if (root.name_space == "http://docbook.org/ns/docbook") return &kDocBook;
    if (root.name_space.find("jats.nlm.nih.gov") != std::string_view::npos) return &kJats;
    if (!root.name_space.empty()) return nullptr;
    if (root.name == "article" && second == "front") return &kJats;
    if (root.name == "TEI.2" || (root.name == "TEI" && second == "teiHeader")) return &kTei;
    constexpr std::array<Names, 4> kDocBookRoots = {"book", "article", "set", "chapter"};
    constexpr std::array<Names, 7> kDocBookSecond = {"bookinfo", "articleinfo", "setinfo", "chapterinfo", "info", "chapter", "sect1"};
    const auto among = [](const auto& table, Names name) { return std::find(table.begin(), table.end(), name) != table.end(); };
    return among(kDocBookRoots, root.name) && among(kDocBookSecond, second) ? &kDocBook : nullptr;
}

} // namespace samling
