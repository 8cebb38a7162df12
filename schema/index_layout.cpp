#include "schema/index_layout.h"

#include <array>
#include <cstdio>

namespace samling {
namespace {

constexpr std::size_t kMaxTermBytes = 240; // Xapian takes 245; the writer may put a "Z" before it.

using enum FieldKind;

constexpr std::array kFields = {
    Field{"text", "", text, {}, {}},
    Field{"title", "S", text, {}, {}},
    Field{"subtitle", "XSUB", text, {}, {}},
    Field{"heading", "XH", text, {}, {}},
    Field{"abstract", "XABS", text, {}, {}},
    Field{"author", "A", text, {}, {}},
    Field{"org", "XORG", text, {}, {}},
    Field{"id", "Q", exact, {}, {}},
    Field{"doi", "XDOI", exact, {}, {}},
    Field{"identifier", "XID", exact, {}, {}},
    Field{"date", "", date, kDateSlot, {}},
    Field{"coalition", "XCOALITION", code, 1, TagField::coalition},
    Field{"theme", "XTHEME", code, 2, TagField::theme},
    Field{"region", "XREGION", code, 3, TagField::region},
    Field{"type", "XTYPE", code, 4, TagField::type},
    Field{"category", "XCATEGORY", code, 5, TagField::category},
    Field{"commitment", "XCOMMITMENT", code, 6, TagField::commitment},
    Field{"actor", "XACTOR", code, 7, TagField::actor},
    Field{"language", "L", code, 8, TagField::language},
};

bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}

/// FNV-1a, 64 bits: tells long values apart; nothing secret.
std::uint64_t digest(std::string_view bytes) {
    std::uint64_t hash = 14695981039346656037u;
    for (const unsigned char c : bytes)
        hash = (hash ^ c) * 1099511628211u;
    return hash;
}

} // namespace

std::span<const Field> index_fields() {
    return kFields;
}

const Field* index_field(std::string_view name) {
    for (const auto& field : kFields)
        if (field.name == name) return &field;
    return nullptr;
}

const Field& facet_field(TagField facet) {
    for (const auto& field : kFields)
        if (field.facet == facet) return field;
    return kFields.front(); // Not reached: every tag field has its row, which a test checks.
}

std::string make_term(std::string_view prefix, std::string_view value) {
    std::string term(prefix);
    if (!prefix.empty() && is_upper(prefix.back()) && prefix.size() > 1 && !value.empty() &&
        (is_upper(value.front()) || value.front() == ':'))
        term += ':';
    term += value;
    if (term.size() <= kMaxTermBytes) return term;
    char hash[17];
    std::snprintf(hash, sizeof hash, "%016llx", static_cast<unsigned long long>(digest(term)));
    std::size_t keep = kMaxTermBytes - 16;
    while (keep > 0 && (static_cast<unsigned char>(term[keep]) & 0xC0) == 0x80)
        --keep; // whole characters
    return term.substr(0, keep) + hash;
}

std::string stem_term(std::string_view prefix, std::string_view key, std::string_view stem) {
    std::string term = "Z";
    term += prefix;
    term += key;
    term += stem;
    return term;
}

} // namespace samling
