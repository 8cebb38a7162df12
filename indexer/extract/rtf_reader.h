#pragma once
// A reader of RTF: groups, control words, and the text between them in its many code pages.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/extract/text_builder.h"

namespace samling {

class RtfReader {
public:
    RtfReader(std::string_view bytes, TextBuilder& builder) : bytes_(bytes), builder_(builder) {
        groups_.emplace_back();
    }
    void read();

    /// What the braces at hand are for.
    enum class Purpose { text, skip, fonts, info, info_field };

private:
    struct Group {
        Purpose purpose = Purpose::text;
        int code_page = 0;      ///< Of the font; 0 is the document's.
        int fallback_bytes = 1; ///< Characters to skip after \u.
        bool optional = false;  ///< After \*: unknown destinations are skipped.
    };
    struct Word {
        std::string_view name;
        int number = 0;
        bool has_number = false;
    };

    void read_control();
    void read_hex();
    Word read_word();
    void apply(const Word& word);
    void apply_destination(const Word& word);
    void apply_info(const Word& word);
    void apply_font(const Word& word);
    void open_group();
    void close_group();
    void put_byte(char byte);
    void put_code(unsigned code);
    void put(std::string_view utf8);
    void flush();
    void skip_binary(int bytes);
    Group& group() { return groups_.back(); }

    std::string_view bytes_;
    TextBuilder& builder_;
    std::size_t at_ = 0;
    std::vector<Group> groups_; ///< Never empty: the first stands for what lies outside all braces.
    std::size_t too_deep_ = 0;  ///< Braces beyond the limit, which only have to be counted.
    std::string pending_;       ///< Bytes of one code page, not yet converted.
    int pending_page_ = 0;
    int skip_after_unicode_ = 0;
    unsigned high_surrogate_ = 0;
    int code_page_ = 1252;
    std::map<int, int> font_pages_;
    int font_ = 0;
    std::string info_name_, info_; ///< The \info field being read; a date as digits.
};

} // namespace samling
