#include "indexer/extract/pdf_content.h"

#include <array>
#include <utility>

#include <poppler/Catalog.h>
#include <poppler/OptionalContent.h>

#include "indexer/extract/pdf_annotation.h"
#include "indexer/extract/pdf_resources.h"

namespace samling {
PdfContent::PdfContent(PDFDoc& document)
    : document_(document), fonts_(*document.getXRef()), text_(new TextPage(false)),
      replaced_(std::make_unique<ActualText>(text_)) {}

PdfContent::~PdfContent() {
    replaced_.reset();
    text_->decRefCnt();
}

TextPage& PdfContent::read(::Page& page) {
    constexpr double kPointsPerInch = 72;
    page_state_.emplace(kPointsPerInch, kPointsPerInch, page.getCropBox(), page.getRotate(), true);
    const double* matrix = page_state_->getCTM();
    state_ = {};
    state_.matrix = {matrix[0], matrix[1], matrix[2], matrix[3], matrix[4], matrix[5]};
    saved_.clear();
    marks_.clear();
    hidden_ = saved_beyond_ = content_bytes_ = glyphs_ = 0;
    changed_ = true;
    cut_ = pictured_ = false;
    late_ = late_ || time_.over();
    unshown_.clear();
    // Lines of code are often set beyond the right edge. TextPage drops each letter there, so it is told of a
    // wider page.
    constexpr double kBeyond = 8;
    const PDFRectangle wide(0, 0, page_state_->getPageWidth() * kBeyond, page_state_->getPageHeight());
    const GfxState widened(kPointsPerInch, kPointsPerInch, &wide, 0, true);
    text_->startPage(&widened);
    const Object* dictionary = page.getResourceDictObject();
    PdfResources resources(dictionary ? dictionary->copy() : Object(objNull), nullptr);
    const State first = state_;
    run(bytes_of(page.getContents()), resources);
    state_ = first;
    draw_annotations(page, resources);
    text_->endPage();
    text_->coalesce(false, 0, false);
    return *text_;
}

/// Only looks at the clock now and then.
bool PdfContent::spent() {
    constexpr std::size_t kStepsPerLook = 2048;
    if (++steps_ % kStepsPerLook == 0 && !late_) late_ = time_.over();
    return late_ || cut_;
}

void PdfContent::append_stream(Stream& stream, std::string& bytes) {
    constexpr std::size_t kOpening = 1024; // a stream costs something, however short it is
    std::array<unsigned char, 16 * 1024> piece;
    content_bytes_ += kOpening;
    stream.reset();
    while (!spent()) {
        const int got = stream.doGetChars(static_cast<int>(piece.size()), piece.data());
        if (got <= 0) break;
        content_bytes_ += static_cast<std::size_t>(got);
        cut_ |= content_bytes_ > PdfLimits::kContentBytes;
        bytes.append(reinterpret_cast<const char*>(piece.data()), static_cast<std::size_t>(got));
    }
    stream.close();
    bytes += '\n'; // no token reaches from one stream into the next
}

std::string PdfContent::bytes_of(const Object& contents) {
    std::string bytes;
    if (contents.isStream()) append_stream(*contents.getStream(), bytes);
    for (int i = 0; contents.isArray() && i < contents.arrayGetLength() && !spent(); ++i) {
        const Object part = contents.arrayGet(i);
        if (part.isStream()) append_stream(*part.getStream(), bytes);
    }
    return bytes;
}

void PdfContent::draw_form(const Object& form, PdfResources& outer) {
    const Dict* dictionary = form.streamGetDict();
    if (forms_ >= PdfLimits::kForms || is_hidden(dictionary->lookupNF("OC"))) return;
    const auto state = state_;
    const auto text_matrix = text_matrix_, line_matrix = line_matrix_;
    const auto saved = saved_.size(), marks = marks_.size();
    state_.matrix = pdf_matrix(dictionary->lookup("Matrix")) * state_.matrix;
    changed_ = true;
    PdfResources resources(dictionary->lookup("Resources"), &outer);
    ++forms_;
    run(bytes_of(form), resources);
    --forms_;
    while (marks_.size() > marks)
        end_mark();
    saved_.resize(std::min(saved, saved_.size()));
    state_ = state;
    text_matrix_ = text_matrix;
    line_matrix_ = line_matrix;
    changed_ = true;
}

void PdfContent::draw_annotations(::Page& page, PdfResources& outer) {
    const Object annotations = page.getAnnotsObject();
    for (int i = 0; annotations.isArray() && i < annotations.arrayGetLength() && !spent(); ++i) {
        const Object annotation = annotations.arrayGet(i);
        if (!is_seen_on_page(annotation)) continue;
        const Object form = appearance_of(annotation);
        PdfMatrix placed;
        if (!form.isStream()) {
            if (auto words = words_of(annotation); !words.empty()) unshown_.push_back(std::move(words));
        } else if (place_appearance(annotation, form, placed)) {
            const auto before = state_;
            state_.matrix = placed * state_.matrix;
            draw_form(form, outer);
            state_ = before;
        }
    }
}

bool PdfContent::is_hidden(const Object& optional_content) const {
    OCGs* layers = document_.getOptContentConfig();
    return layers && !optional_content.isNull() && !layers->optContentIsVisible(&optional_content);
}

double PdfContent::operand(std::size_t index, std::size_t count) const {
    return operands_.size() >= count ? operands_[operands_.size() - count + index].number : 0;
}

PdfMatrix PdfContent::matrix_operand() const {
    return {operand(0, 6), operand(1, 6), operand(2, 6), operand(3, 6), operand(4, 6), operand(5, 6)};
}

void PdfContent::save() {
    if (saved_.size() < PdfLimits::kStates)
        saved_.push_back(state_);
    else
        ++saved_beyond_;
}

void PdfContent::restore() {
    if (saved_beyond_ > 0) {
        --saved_beyond_;
    } else if (!saved_.empty()) {
        state_ = saved_.back();
        saved_.pop_back();
        changed_ = true;
    }
}

void PdfContent::transform() {
    state_.matrix = matrix_operand() * state_.matrix;
    changed_ = true;
}

void PdfContent::begin_text() {
    text_matrix_ = line_matrix_ = {};
    changed_ = true;
}

void PdfContent::set_font() {
    if (operands_.size() < 2) return;
    state_.font = resources_->font(operands_[operands_.size() - 2].text, fonts_);
    state_.size = operand(1, 2);
    changed_ = true;
}

void PdfContent::set_state() {
    if (operands_.empty()) return;
    const auto font = resources_->state_font(operands_.back().text, fonts_);
    if (!font.font) return;
    state_.font = font.font;
    state_.size = font.size;
    changed_ = true;
}

void PdfContent::move_line(double x, double y) {
    line_matrix_ = line_matrix_.moved(x, y);
    text_matrix_ = line_matrix_;
}

void PdfContent::move() {
    move_line(operand(0, 2), operand(1, 2));
}

void PdfContent::move_and_lead() {
    state_.leading = -operand(1, 2);
    move();
}

void PdfContent::next_line() {
    move_line(0, -state_.leading);
}

void PdfContent::set_text_matrix() {
    text_matrix_ = line_matrix_ = matrix_operand();
    changed_ = true;
}

template <double PdfContent::State::*Member>
void PdfContent::set() {
    state_.*Member = operand(0, 1);
    changed_ = true;
}

void PdfContent::set_scale() {
    state_.scale = operand(0, 1) / 100;
    changed_ = true;
}

void PdfContent::set_render() {
    state_.render = static_cast<int>(operand(0, 1)) & 7;
    changed_ = true;
}

void PdfContent::show() {
    if (!operands_.empty()) show_string(operands_.back().text);
}

void PdfContent::show_next_line() {
    next_line();
    show();
}

void PdfContent::show_next_line_spaced() {
    if (operands_.size() < 3) return;
    state_.word_space = operand(0, 3);
    state_.character_space = operand(1, 3);
    changed_ = true;
    show_next_line();
}

void PdfContent::show_spaced() {
    for (const auto& token : operands_) {
        if (token.kind == PdfToken::Kind::string) show_string(token.text);
        if (token.kind != PdfToken::Kind::number || !state_.font) continue;
        const double back = -token.number * 0.001 * state_.size;
        text_matrix_ = (*state_.font)->getWMode() ? text_matrix_.moved(0, back)
                                                  : text_matrix_.moved(back * state_.scale, 0);
    }
}

/// Brings what TextPage asks about into force.
void PdfContent::apply_state() {
    const auto& m = state_.matrix;
    const auto& t = text_matrix_;
    page_state_->setCTM(m.a, m.b, m.c, m.d, m.e, m.f);
    page_state_->setTextMat(t.a, t.b, t.c, t.d, t.e, t.f);
    page_state_->setFont(*state_.font, state_.size);
    page_state_->setCharSpace(state_.character_space);
    page_state_->setWordSpace(state_.word_space);
    page_state_->setHorizScaling(state_.scale * 100);
    page_state_->setRender(state_.render);
    text_->updateFont(&*page_state_);
    changed_ = false;
}

void PdfContent::show_string(std::string_view bytes) {
    if (!state_.font) return;
    if (changed_) apply_state();
    const auto& font = **state_.font;
    const auto& s = state_;
    const bool vertical = font.getWMode() != 0;
    auto& t = text_matrix_;
    while (!bytes.empty() && !spent()) {
        CharCode code = 0;
        const Unicode* unicode = nullptr;
        int length = 0;
        double dx = 0, dy = 0, origin_x = 0, origin_y = 0;
        const int used = font.getNextChar(bytes.data(), static_cast<int>(bytes.size()), &code, &unicode,
                                          &length, &dx, &dy, &origin_x, &origin_y);
        if (used <= 0) return;
        const double space = s.character_space + (used == 1 && bytes.front() == ' ' ? s.word_space : 0);
        dx = (dx * s.size + (vertical ? 0 : space)) * (vertical ? 1 : s.scale);
        dy = dy * s.size + (vertical ? space : 0);
        const double x = dx * t.a + dy * t.c, y = dx * t.b + dy * t.d;
        if (hidden_ == 0)
            replaced_->addChar(&*page_state_, t.e + s.rise * t.c, t.f + s.rise * t.d, x, y, code, used,
                               unicode, length);
        t.e += x;
        t.f += y;
        cut_ |= ++glyphs_ > PdfLimits::kGlyphs;
        bytes.remove_prefix(static_cast<std::size_t>(used));
    }
}

void PdfContent::draw_object() {
    if (operands_.empty()) return;
    Object object = resources_->find("XObject", std::string(operands_.back().text));
    if (object.isRef()) object = object.fetch(document_.getXRef());
    if (!object.isStream()) return;
    const Object kind = object.streamGetDict()->lookup("Subtype");
    if (kind.isName("Form")) draw_form(object, *resources_);
    pictured_ |= kind.isName("Image");
}

void PdfContent::begin_mark() {
    if (marks_.size() < PdfLimits::kStates) marks_.push_back(Mark::plain);
}

void PdfContent::begin_property_mark() {
    auto mark = Mark::plain;
    if (operands_.size() >= 2 && operands_[0].text == "OC" && operands_[1].kind == PdfToken::Kind::name)
        mark = is_hidden(resources_->find("Properties", std::string(operands_[1].text))) ? Mark::hidden
                                                                                         : Mark::plain;
    for (std::size_t i = 1; !operands_.empty() && operands_[0].text == "Span" && i + 1 < operands_.size();
         ++i)
        if (operands_[i].kind == PdfToken::Kind::name && operands_[i].text == "ActualText" &&
            operands_[i + 1].kind == PdfToken::Kind::string) {
            const GooString words(operands_[i + 1].text.data(), operands_[i + 1].text.size());
            replaced_->begin(&*page_state_, &words);
            mark = Mark::replaced;
            break;
        }
    if (marks_.size() >= PdfLimits::kStates) mark = Mark::plain;
    hidden_ += mark == Mark::hidden;
    begin_mark();
    if (!marks_.empty() && mark != Mark::plain) marks_.back() = mark;
}

void PdfContent::end_mark() {
    if (marks_.empty()) return;
    if (marks_.back() == Mark::hidden) --hidden_;
    if (marks_.back() == Mark::replaced) {
        if (changed_ && state_.font) apply_state();
        replaced_->end(&*page_state_);
    }
    marks_.pop_back();
}

void PdfContent::skip_image() {
    lexer_->skip_inline_image();
    pictured_ = true;
}

struct PdfContent::Operator {
    std::string_view name;
    Operation operation;
};

const PdfContent::Operator* PdfContent::operator_named(std::string_view word) {
    using C = PdfContent;
    static constexpr std::array kOperators = {
        Operator{"Tj", &C::show},
        Operator{"TJ", &C::show_spaced},
        Operator{"'", &C::show_next_line},
        Operator{"\"", &C::show_next_line_spaced},
        Operator{"Td", &C::move},
        Operator{"TD", &C::move_and_lead},
        Operator{"T*", &C::next_line},
        Operator{"Tm", &C::set_text_matrix},
        Operator{"Tf", &C::set_font},
        Operator{"Tc", &C::set<&State::character_space>},
        Operator{"Tw", &C::set<&State::word_space>},
        Operator{"TL", &C::set<&State::leading>},
        Operator{"Ts", &C::set<&State::rise>},
        Operator{"Tz", &C::set_scale},
        Operator{"Tr", &C::set_render},
        Operator{"BT", &C::begin_text},
        Operator{"q", &C::save},
        Operator{"Q", &C::restore},
        Operator{"cm", &C::transform},
        Operator{"gs", &C::set_state},
        Operator{"Do", &C::draw_object},
        Operator{"BDC", &C::begin_property_mark},
        Operator{"BMC", &C::begin_mark},
        Operator{"EMC", &C::end_mark},
        Operator{"BI", &C::skip_image},
    };
    for (const auto& row : kOperators)
        if (row.name == word) return &row;
    return nullptr;
}

/// `content` is taken apart where it lies. Operators of colours, paths and pictures are read over.
void PdfContent::run(std::string content, PdfResources& resources) {
    PdfLexer lexer(content);
    auto* const outer_lexer = std::exchange(lexer_, &lexer);
    auto* const outer_resources = std::exchange(resources_, &resources);
    auto outer_operands = std::exchange(operands_, {});
    for (auto token = lexer.next(); token.kind != PdfToken::Kind::end && !spent(); token = lexer.next()) {
        if (token.kind != PdfToken::Kind::word) {
            if (operands_.size() < PdfLimits::kOperands) operands_.push_back(token);
            continue;
        }
        if (const auto* found = operator_named(token.text)) (this->*found->operation)();
        operands_.clear();
    }
    operands_ = std::move(outer_operands);
    resources_ = outer_resources;
    lexer_ = outer_lexer;
}

} // namespace samling
