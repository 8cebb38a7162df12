#include "indexer/extract/rtf_reader.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "indexer/extract/charset.h"
#include "indexer/extract/embedded.h"
#include "indexer/extract/markup_scan.h"
#include "indexer/extract/rtf_tables.h"

namespace samling {
namespace {

using Purpose = RtfReader::Purpose;

template <typename Table>
bool among(const Table& table, std::string_view name) {
    return std::find(table.begin(), table.end(), name) != table.end();
}

} // namespace

void RtfReader::read() {
    while (at_ < bytes_.size() && !builder_.full()) {
        const char c = bytes_[at_];
        if (c == '\\') {
            read_control();
            continue;
        }
        ++at_;
        if (c == '{')
            open_group();
        else if (c == '}')
            close_group();
        else if (c != '\r' && c != '\n' && c != '\0')
            put_byte(c);
    }
    flush();
    if (groups_.size() > 1) builder_.damaged("its end is missing");
}

void RtfReader::open_group() {
    flush();
    skip_after_unicode_ = 0;
    if (groups_.size() >= Limits::kDepth)
        ++too_deep_;
    else
        groups_.push_back(Group(group()));
    group().optional = false;
}

void RtfReader::close_group() {
    flush();
    skip_after_unicode_ = 0;
    if (too_deep_ > 0) {
        --too_deep_;
        return;
    }
    if (groups_.size() == 1) return;
    const Purpose ended = group().purpose;
    groups_.pop_back();
    if (ended != Purpose::info_field || group().purpose == Purpose::info_field) return;
    EmbeddedField field;
    if (info_name_ == "doccomm")
        embed(builder_.metadata(), EmbeddedField::abstract, info_);
    else if (embedded_field(info_name_, field))
        embed(builder_.metadata(), field, info_);
    info_.clear();
}

void RtfReader::read_control() {
    const char next = at_ + 1 < bytes_.size() ? bytes_[at_ + 1] : '\0';
    if (std::isalpha(static_cast<unsigned char>(next))) {
        ++at_;
        return apply(read_word());
    }
    if (next == '\'') return read_hex();
    at_ = std::min(at_ + 2, bytes_.size());
    if (next == '*')
        group().optional = true;
    else if (next == '~')
        put(" ");
    else if (next == '_')
        put("-");
    else if (next == '\n' || next == '\r')
        apply({"par"});
    else if (next == '\\' || next == '{' || next == '}')
        put_byte(next);
}

void RtfReader::read_hex() {
    const auto digit = [&](std::size_t at) {
        const int c = at < bytes_.size() ? std::tolower(static_cast<unsigned char>(bytes_[at])) : 0;
        return std::isdigit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    };
    const int high = digit(at_ + 2), low = digit(at_ + 3);
    if (high < 0 || low < 0) {
        at_ = std::min(at_ + 2, bytes_.size());
        return;
    }
    at_ += 4;
    put_byte(static_cast<char>(high * 16 + low));
}

RtfReader::Word RtfReader::read_word() {
    Word word;
    const std::size_t begin = at_;
    while (at_ < bytes_.size() && at_ - begin < 64 && std::isalpha(static_cast<unsigned char>(bytes_[at_])))
        ++at_;
    word.name = bytes_.substr(begin, at_ - begin);
    const bool negative = at_ < bytes_.size() && bytes_[at_] == '-';
    std::size_t digits = at_ + negative;
    long number = 0;
    for (; digits < bytes_.size() && std::isdigit(static_cast<unsigned char>(bytes_[digits])); ++digits) {
        number = std::min(number * 10 + (bytes_[digits] - '0'), 2'000'000'000L);
        word.has_number = true;
    }
    if (word.has_number) at_ = digits;
    word.number = static_cast<int>(negative ? -number : number);
    if (at_ < bytes_.size() && bytes_[at_] == ' ') ++at_;
    return word;
}

void RtfReader::apply(const Word& word) {
    const auto character = std::find_if(rtf::kCharacters.begin(), rtf::kCharacters.end(),
                                        [&](const rtf::Character& row) { return row.word == word.name; });
    if (character != rtf::kCharacters.end()) return put(character->text);
    if (word.name == "u") {
        flush();
        put_code(static_cast<unsigned>(word.number < 0 ? word.number + 65536 : word.number));
        skip_after_unicode_ = group().fallback_bytes;
        return;
    }
    flush();
    if (word.name == "uc")
        group().fallback_bytes = std::clamp(word.number, 0, 16);
    else if (word.name == "bin")
        skip_binary(word.number);
    else if (word.name == "ansicpg")
        code_page_ = word.number;
    else if (word.name == "mac")
        code_page_ = 10000;
    else if (word.name == "pc")
        code_page_ = 437;
    else if (word.name == "pca")
        code_page_ = 850;
    else if (word.name == "f" || word.name == "fcharset")
        apply_font(word);
    else if (group().purpose == Purpose::text &&
             (word.name == "par" || word.name == "sect" || word.name == "row"))
        builder_.paragraph();
    else if (group().purpose == Purpose::text && (word.name == "line" || word.name == "nestrow"))
        builder_.line();
    else
        apply_destination(word);
}

void RtfReader::apply_font(const Word& word) {
    if (word.name == "f") {
        font_ = word.number;
        const auto page = font_pages_.find(font_);
        if (group().purpose != Purpose::fonts)
            group().code_page = page == font_pages_.end() ? 0 : page->second;
        return;
    }
    for (const auto& charset : rtf::kFontCharsets)
        if (charset.number == word.number && group().purpose == Purpose::fonts && font_pages_.size() < 10'000)
            font_pages_[font_] = charset.code_page;
}

void RtfReader::apply_destination(const Word& word) {
    if (groups_.size() < 2 || too_deep_ > 0) return;
    auto& purpose = group().purpose;
    if (purpose == Purpose::skip) return;
    if (purpose == Purpose::info || purpose == Purpose::info_field) return apply_info(word);
    if (word.name == "fonttbl")
        purpose = Purpose::fonts;
    else if (word.name == "info")
        purpose = Purpose::info;
    else if (among(rtf::kSkipped, word.name))
        purpose = Purpose::skip;
    else if (word.name == "footnote" || word.name == "annotation")
        builder_.line();
    else if (group().optional && word.name != "shptxt" && word.name != "shpinst" &&
             word.name != "nesttableprops")
        purpose = Purpose::skip;
    group().optional = false;
}

void RtfReader::apply_info(const Word& word) {
    const bool created = word.name == "creatim";
    if (created || among(rtf::kInfoFields, word.name)) {
        group().purpose = Purpose::info_field;
        info_name_ = created ? std::string_view("created") : word.name;
        info_.clear();
    } else if (info_name_ == "created" && (word.name == "yr" || word.name == "mo" || word.name == "dy")) {
        const std::string number = std::to_string(word.number);
        info_ += (info_.empty() ? "" : number.size() < 2 ? "-0" : "-") + number;
    }
}

void RtfReader::skip_binary(int bytes) {
    at_ += std::min(static_cast<std::size_t>(std::max(bytes, 0)), bytes_.size() - at_);
}

void RtfReader::put_byte(char byte) {
    if (skip_after_unicode_ > 0) {
        --skip_after_unicode_;
        return;
    }
    const int page = group().code_page ? group().code_page : code_page_;
    if (page != pending_page_) flush();
    pending_page_ = page;
    pending_ += byte;
}

void RtfReader::put_code(unsigned code) {
    if (code >= 0xd800 && code < 0xdc00) {
        high_surrogate_ = code;
        return;
    }
    if (code >= 0xdc00 && code < 0xe000) {
        if (!high_surrogate_) return;
        code = 0x10000 + ((high_surrogate_ - 0xd800) << 10) + (code - 0xdc00);
    }
    high_surrogate_ = 0;
    std::string character;
    if (code <= 0x10ffff) append_utf8(character, code);
    put(character);
}

void RtfReader::put(std::string_view utf8) {
    flush();
    if (group().purpose == Purpose::text) builder_.text(utf8);
    if (group().purpose == Purpose::info_field && info_.size() < Limits::kMetadataBytes) info_ += utf8;
}

void RtfReader::flush() {
    if (pending_.empty()) return;
    std::string utf8;
    const bool plain = std::none_of(pending_.begin(), pending_.end(), [](char c) { return c & 0x80; });
    if (plain || !convert_to_utf8(pending_, rtf::charset_name(pending_page_), utf8)) utf8 = pending_;
    pending_.clear();
    put(utf8);
}

} // namespace samling
