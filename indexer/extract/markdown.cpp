#include <exception>
#include <new>

#include <md4c.h>

#include "indexer/extract/charset.h"
#include "indexer/extract/formats.h"
#include "indexer/extract/front_matter.h"
#include "indexer/extract/line_hyphens.h"
#include "indexer/extract/markup_scan.h"
#include "schema/byte_size.h"

namespace samling {
namespace {

/// What the callbacks share. No exception may cross md4c's frames: it waits here.
struct Walk {
    TextBuilder& builder;
    const LineHyphens& hyphens;
    std::string html = {}; ///< Of the raw HTML block at hand.
    std::string held = {}; ///< Text that ends in a hyphen: the next line may go on with its last word.
    bool line_ended = false; ///< Since `held`.
    bool in_code = false, in_item = false, in_html = false;
    std::exception_ptr exception = {};

    int guarded(const auto& action) {
        try {
            action();
            return builder.full() ? 1 : 0; // not 0 stops the parser
        } catch (...) {
            exception = std::current_exception();
            return 1;
        }
    }

    void running(std::string_view text) {
        std::string_view before;
        if (line_ended && hyphens.joins(held, text, before))
            builder.text(before);
        else
            release();
        held.clear();
        line_ended = false;
        if (ends_in_hyphen(text))
            held = text;
        else
            builder.text(text);
    }

    void soft_break() {
        if (held.empty())
            builder.text(" ");
        else
            line_ended = true;
    }

    /// Nothing goes on with what is held.
    void release() {
        builder.text(held);
        if (line_ended) builder.text(" ");
        held.clear();
        line_ended = false;
    }
};

void end_block(Walk& walk, MD_BLOCKTYPE type) {
    switch (type) {
    case MD_BLOCK_H:
        walk.builder.end_heading();
        break;
    case MD_BLOCK_LI:
    case MD_BLOCK_TR:
        walk.builder.line();
        break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
        walk.builder.text(" ");
        break;
    case MD_BLOCK_P:
        walk.in_item ? walk.builder.line() : walk.builder.paragraph();
        break;
    case MD_BLOCK_HTML:
        walk.builder.text(strip_markup(walk.html));
        walk.html.clear();
        walk.builder.paragraph();
        break;
    default:
        walk.builder.paragraph();
        break;
    }
}

int on_enter_block(MD_BLOCKTYPE type, void* detail, void* user) {
    auto& walk = *static_cast<Walk*>(user);
    return walk.guarded([&] {
        walk.release();
        if (type == MD_BLOCK_H) {
            walk.builder.begin_heading(static_cast<int>(static_cast<MD_BLOCK_H_DETAIL*>(detail)->level));
        } else if (type == MD_BLOCK_CODE) {
            walk.in_code = true;
            walk.builder.paragraph();
        } else if (type == MD_BLOCK_HTML) {
            walk.in_html = true;
        } else if (type == MD_BLOCK_LI) {
            walk.in_item = true;
            walk.builder.line();
        } else if (type == MD_BLOCK_UL || type == MD_BLOCK_OL || type == MD_BLOCK_TABLE) {
            walk.in_item ? walk.builder.line() : walk.builder.paragraph();
        }
    });
}

int on_leave_block(MD_BLOCKTYPE type, void*, void* user) {
    auto& walk = *static_cast<Walk*>(user);
    return walk.guarded([&] {
        walk.release();
        if (type == MD_BLOCK_CODE) walk.in_code = false;
        if (type == MD_BLOCK_HTML) walk.in_html = false;
        if (type == MD_BLOCK_LI) walk.in_item = false;
        end_block(walk, type);
    });
}

int on_span(MD_SPANTYPE, void*, void*) {
    return 0;
}

int on_text(MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* user) {
    auto& walk = *static_cast<Walk*>(user);
    return walk.guarded([&] {
        std::string_view piece(text, size);
        std::string resolved;
        if (type == MD_TEXT_SOFTBR) return walk.soft_break();
        if (type == MD_TEXT_NORMAL) return walk.running(piece);
        walk.release();
        if (type == MD_TEXT_BR) return walk.builder.line();
        if (type == MD_TEXT_NULLCHAR) return;
        if (type == MD_TEXT_ENTITY) piece = resolved = strip_markup(piece);
        if (type == MD_TEXT_HTML) {
            if (walk.in_html) {
                walk.html += piece;
                return;
            }
            piece = resolved = strip_markup(piece);
            if (piece == " ") return; // <b> within a word
        }
        walk.in_code ? walk.builder.verbatim(piece) : walk.builder.text(piece);
    });
}

void append_markdown(std::string_view markdown, const LineHyphens& hyphens, TextBuilder& builder) {
    MD_PARSER parser{};
    parser.flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS | MD_FLAG_PERMISSIVEAUTOLINKS;
    parser.enter_block = on_enter_block;
    parser.leave_block = on_leave_block;
    parser.enter_span = on_span;
    parser.leave_span = on_span;
    parser.text = on_text;
    Walk walk{builder, hyphens};
    const int status = md_parse(markdown.data(), static_cast<MD_SIZE>(markdown.size()), &parser, &walk);
    if (walk.exception) std::rethrow_exception(walk.exception);
    if (status < 0) throw std::bad_alloc();
}

} // namespace

void read_markdown(const Input& input, TextBuilder& builder) {
    const auto decoded = decode_text(beginning(input.bytes, Limits::kTextBytes));
    builder.encoding(decoded.encoding);
    const auto front = read_front_matter(decoded.text, builder);
    const LineHyphens hyphens(front.body);
    append_markdown(front.text, hyphens, builder);
    builder.paragraph();
    append_markdown(front.body, hyphens, builder);
    if (input.size > Limits::kTextBytes)
        builder.damaged("it is larger than " + byte_size(Limits::kTextBytes));
}

} // namespace samling
