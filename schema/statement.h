#pragma once
// A statement of intent: where a document says that someone will do something. A candidate until a person confirms it.

#include <cstdint>
#include <string>
#include <vector>

namespace samling {

struct Statement {
    std::string key;          ///< Of its words, by which it is the same one in later versions: 12 hexadecimal digits.
    int page = 0;             ///< Physical, from 1.
    std::uint32_t offset = 0; ///< Byte offset of the quote in that page's text.
    std::string quote;        ///< The sentence, byte for byte.
    std::string actor;        ///< Who will, as named there; empty where it says "we".
    std::string until;        ///< Year by which, as "2024"; empty where none is named.
    std::string rule;         ///< Which rule found it, with its version: "en/we 1".
    std::vector<std::string> commitments; ///< Codes of those that the sentence speaks of.
    std::vector<std::string> actors;      ///< Codes of the type of actor, as far as the sentence says.
    friend bool operator==(const Statement&, const Statement&) = default;
};

} // namespace samling
