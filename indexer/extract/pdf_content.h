#pragma once
// What a page's content says, as far as it is text. Poppler knows the objects, streams and fonts of a file,
// and how glyphs become words and words columns (TextPage); between them, this reads the content streams.
// Poppler's own interpreter makes an object of each operand and every colour, path and picture, and reads all
// fonts anew for each page: most of the time went there.

#include <optional>
#include <string>
#include <vector>

#include <poppler/GfxState.h>
#include <poppler/PDFDoc.h>
#include <poppler/Page.h>
#include <poppler/TextOutputDev.h>

#include "indexer/extract/pdf_fonts.h"
#include "indexer/extract/pdf_geometry.h"
#include "indexer/extract/pdf_lexer.h"
#include "indexer/extract/reading_time.h"

namespace samling {

/// A resource dictionary; what is looked up is kept.
class PdfResources;

/// Bounds of what one page may ask for; the time is that of all pages.
struct PdfLimits {
    static constexpr std::size_t kContentBytes = 64u
                                                 << 20; ///< Interpreted for one page, repetitions counted.
    static constexpr std::size_t kGlyphs = 400'000;     ///< On one page.
    static constexpr int kForms = 16;                   ///< Within each other.
    static constexpr std::size_t kStates = 512;         ///< Saved within each other.
    static constexpr std::size_t kOperands = 100'000;
};

/// Reads pages of one document. Not thread-safe.
class PdfContent {
public:
    explicit PdfContent(PDFDoc& document);
    ~PdfContent();
    PdfContent(const PdfContent&) = delete;
    PdfContent& operator=(const PdfContent&) = delete;

    /// The words of a page with those of its forms, fields and notes, laid out; also those beyond its right
    /// edge. Good until the next call.
    TextPage& read(::Page& page);

    /// What its fields and notes say that bring no appearance of their own, a line each. Of the page last
    /// read.
    const std::vector<std::string>& unshown() const { return unshown_; }

    bool pictured() const { return pictured_; } ///< The page last read shows a picture.
    bool late() const { return late_; }         ///< The time is over: the page is not whole.
    bool cut() const { return cut_; }           ///< The page last read goes beyond PdfLimits.

private:
    struct State {
        PdfMatrix matrix;
        const PdfFonts::Font* font = nullptr;
        double size = 0, character_space = 0, word_space = 0, scale = 1, leading = 0, rise = 0;
        int render = 0;
    };
    enum class Mark { plain, hidden, replaced };
    using Operation = void (PdfContent::*)();
    struct Operator;
    static const Operator* operator_named(std::string_view word);

    void run(std::string content, PdfResources& resources);
    std::string bytes_of(const Object& contents);
    void append_stream(Stream& stream, std::string& bytes);
    void draw_form(const Object& form, PdfResources& outer);
    void draw_annotations(::Page& page, PdfResources& outer);
    bool is_hidden(const Object& optional_content) const;
    bool spent();
    double operand(std::size_t index, std::size_t count) const;
    PdfMatrix matrix_operand() const;

    void save();
    void restore();
    void transform();
    void begin_text();
    void set_font();
    void set_state();
    void move();
    void move_and_lead();
    void next_line();
    void set_text_matrix();
    void show();
    void show_spaced();
    void show_next_line();
    void show_next_line_spaced();
    void draw_object();
    void begin_mark();
    void begin_property_mark();
    void end_mark();
    void skip_image();
    template <double State::*Member>
    void set();
    void set_scale();
    void set_render();

    void move_line(double x, double y);
    void show_string(std::string_view bytes);
    void apply_state();

    PDFDoc& document_;
    PdfFonts fonts_;
    TextPage* text_;
    std::unique_ptr<ActualText> replaced_; // of marked content that brings its own words
    std::optional<GfxState> page_state_;   // what TextPage asks
    State state_;
    std::vector<State> saved_;
    std::size_t saved_beyond_ = 0; // not kept, but counted
    PdfMatrix text_matrix_, line_matrix_;
    bool changed_ = true; // page_state_ is not what state_ says
    std::vector<Mark> marks_;
    std::size_t hidden_ = 0; // marks in force that hide
    std::vector<PdfToken> operands_;
    PdfLexer* lexer_ = nullptr;
    PdfResources* resources_ = nullptr;
    int forms_ = 0;
    std::size_t content_bytes_ = 0, glyphs_ = 0, steps_ = 0;
    std::vector<std::string> unshown_;
    ReadingTime time_;
    bool late_ = false, cut_ = false, pictured_ = false;
};

} // namespace samling
