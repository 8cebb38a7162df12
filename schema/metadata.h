#pragma once
// What a document is: plain values, without behaviour beyond reading them. Copyable, no shared state.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace samling {

/// The controlled fields: each is tagged with codes from one vocabulary and each is a facet.
/// The order is the order in which facets are shown; it is not stored anywhere.
enum class TagField { coalition, theme, region, type, category, commitment, actor, language };
inline constexpr std::size_t kTagFieldCount = 8;

/// Every tag field with its public name: the element in a record, the key in a JSON line, the
/// parameter of a search.
struct TagFieldName {
    TagField field;
    std::string_view name;
};
inline constexpr std::array<TagFieldName, kTagFieldCount> kTagFields = {{
    {TagField::coalition, "coalition"},
    {TagField::theme, "theme"},
    {TagField::region, "region"},
    {TagField::type, "type"},
    {TagField::category, "category"},
    {TagField::commitment, "commitment"},
    {TagField::actor, "actor"},
    {TagField::language, "language"},
}};

/// The field called `name`, or nothing.
std::optional<TagField> tag_field(std::string_view name);
std::string_view tag_field_name(TagField field);

/// Where a tag comes from. A person's word beats what a file says of itself, which beats a rule.
/// Stored by name ("person", "embedded", "rule"); never renamed.
enum class Origin { person, embedded, rule };
std::string_view origin_name(Origin origin);
std::optional<Origin> origin(std::string_view name);

/// Why a rule gave a tag: the words on the page that earned it.
struct Evidence {
    int page = 0;             ///< Physical page, from 1.
    std::uint32_t offset = 0; ///< Byte offset of the quote in that page's text.
    std::string quote;        ///< Stands at that offset, byte for byte.
    std::string rule;         ///< Identifier and version of the rule.
    friend bool operator==(const Evidence&, const Evidence&) = default;
};

struct Tag {
    std::string code; ///< A code of the field's vocabulary.
    Origin origin = Origin::person;
    double score = 0;               ///< Of a rule; 0 otherwise.
    std::vector<Evidence> evidence; ///< Of a rule, at most three; empty otherwise.
    friend bool operator==(const Tag&, const Tag&) = default;
};

/// Someone who made or issued a document.
struct Agent {
    std::string name;
    std::string country; ///< ISO 3166-1 alpha-2, or empty.
    std::string actor;   ///< Code of the actor vocabulary, or empty.
    friend bool operator==(const Agent&, const Agent&) = default;
};

/// A date as far as it is known: year 0 is unknown, month and day 0 are unknown.
struct Date {
    int year = 0;
    int month = 0;
    int day = 0;
    friend auto operator<=>(const Date&, const Date&) = default;
};

/// "2022", "2022-11" or "2022-11-09" (ISO 8601); nothing for any other text or an impossible date.
/// Years from 1 to 9999.
std::optional<Date> parse_date(std::string_view text);
/// The inverse of parse_date; empty for an unknown date.
std::string format_date(const Date& date);

/// An identifier of the document elsewhere.
struct Identifier {
    std::string scheme; ///< "doi", "url", "symbol" (as A/HRC/44/24), "isbn" or "other".
    std::string value;
    friend bool operator==(const Identifier&, const Identifier&) = default;
};

/// Who may see a document: everybody, or only people of its coalitions. Stored and written by name ("public",
/// "coalition"); never renamed.
enum class Visibility { open, coalition };
std::string_view visibility_name(Visibility visibility);
std::optional<Visibility> visibility(std::string_view name);

/// The record of one document. Text is valid UTF-8 in NFC without control characters.
struct Metadata {
    std::string id; ///< Public identifier: [A-Za-z0-9._~-]{1,120}, unique in a collection.
    std::string title;
    std::string subtitle;
    std::string abstract;
    std::vector<Agent> creators;
    std::vector<Agent> organisations;
    Date date;
    std::vector<Identifier> identifiers;
    std::string licence;                               ///< SPDX identifier where one exists, otherwise words.
    std::string rights;                                ///< Rights statement in words.
    std::string source_url;                            ///< Where the original was published.
    Visibility visibility = Visibility::open;
    Date embargo; ///< A whole date until which only its coalitions see the document, or unknown: none.
    std::array<std::vector<Tag>, kTagFieldCount> tags; ///< By TagField.

    std::vector<Tag>& of(TagField field) { return tags[static_cast<std::size_t>(field)]; }
    const std::vector<Tag>& of(TagField field) const { return tags[static_cast<std::size_t>(field)]; }
    friend bool operator==(const Metadata&, const Metadata&) = default;
};

/// One page of text: a sheet of a PDF, a slide, a chapter; a format without pages has one.
struct Page {
    std::string text;     ///< UTF-8, paragraphs parted by "\n\n", lines within one by "\n".
    std::string label;    ///< The number printed on it, when it differs from the physical number.
    std::string language; ///< As guessed for this page; empty where unsure.
    friend bool operator==(const Page&, const Page&) = default;
};

struct Heading {
    int page = 1;
    int level = 1; ///< 1 is the highest.
    std::string text;
    friend bool operator==(const Heading&, const Heading&) = default;
};

/// A link on a page: to an address, or to another page of the document.
struct Link {
    int page = 1;
    std::string address; ///< As the file has it: any scheme, or none. Empty for one within the document.
    int target = 0;      ///< Its page; 0 for an address.
    friend bool operator==(const Link&, const Link&) = default;
};

/// What the index is made from.
struct Document {
    Metadata metadata;
    std::vector<Page> pages;
    std::vector<Heading> headings;
};

/// True when `id` may be a public identifier, as said at Metadata::id.
bool is_valid_id(std::string_view id);

} // namespace samling
