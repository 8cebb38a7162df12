// Excel 5 to 2003: a sheet is a page, a row a line; comments and text boxes follow the rows.
#include <algorithm>
#include <bit>
#include <vector>

#include "indexer/extract/biff.h"
#include "indexer/extract/charset.h"
#include "indexer/extract/compound_file.h"
#include "indexer/extract/formats.h"
#include "indexer/extract/little_endian.h"
#include "indexer/extract/property_set.h"
#include "indexer/extract/spreadsheet.h"
#include "schema/failure.h"

namespace samling {
namespace {

constexpr std::size_t kStreamBytes = 256u << 20;
constexpr std::size_t kStrings = 2'000'000;
enum RecordType : std::uint16_t {
    kFormula = 0x06, kEnd = 0x0a, kSystem1904 = 0x22, kEncrypted = 0x2f, kCodePage = 0x42, kSheet = 0x85,
    kManyNumbers = 0xbd, kRichString = 0xd6, kCellFormat = 0xe0, kSharedStrings = 0xfc, kSharedLabel = 0xfd, kTextObject = 0x1b6,
    kNumber = 0x203, kLabel = 0x204, kBoolean = 0x205, kFormulaString = 0x207, kShortNumber = 0x27e, kNumberFormat = 0x41e, kBegin = 0x809
};
enum StringFlags : std::uint8_t { kWide = 1, kPhonetic = 4, kRich = 8 };
constexpr std::uint16_t kBiff8 = 0x600;

struct Sheet {
    std::uint32_t place = 0;
    std::string name;
};

struct Workbook {
    bool biff8 = true;
    std::string charset = "windows-1252"; ///< Before BIFF8.
    std::vector<Sheet> sheets;
    std::vector<std::string> strings;
    std::vector<std::uint16_t> date_formats; ///< Those that the workbook defines.
    std::vector<bool> is_date;               ///< By cell format.
    DateSystem dates;
};

/// A string of BIFF8 with its length before it, in one or two bytes; or of BIFF5, in the workbook's charset.
std::string string_at(std::string_view body, std::size_t at, std::size_t length_width, const Workbook& workbook) {
    const auto length = static_cast<std::size_t>(little_endian(body, at, length_width));
    at += length_width;
    if (workbook.biff8) {
        const auto flags = static_cast<std::uint8_t>(little_endian(body, at, 1));
        at += 1 + (flags & kRich ? 2 : 0) + (flags & kPhonetic ? 4 : 0);
        std::size_t end = body.size();
        return BiffPieces({0, slice(body, at, body.size())}, body, end).characters(length, flags);
    }
    std::string text;
    if (!convert_to_utf8(slice(body, at, length), workbook.charset, text)) text = western_to_utf8(slice(body, at, length));
    return text;
}

std::vector<std::string> shared_strings(BiffPieces pieces) {
    std::vector<std::string> strings;
    pieces.skip(4);
    const auto count = std::min<std::size_t>(pieces.number(4), kStrings);
    while (strings.size() < count && !pieces.at_end()) {
        const auto length = pieces.number(2);
        const auto flags = static_cast<std::uint8_t>(pieces.number(1));
        const auto runs = flags & kRich ? pieces.number(2) : 0;
        const auto guide = flags & kPhonetic ? pieces.number(4) : 0;
        strings.push_back(pieces.characters(length, flags));
        pieces.skip(runs * 4 + guide);
    }
    return strings;
}

Workbook read_globals(std::string_view stream) {
    Workbook workbook;
    std::size_t at = 0;
    for (BiffRecord record; next_record(stream, at, record) && record.type != kEnd;) {
        const auto body = record.body;
        switch (record.type) {
        case kBegin:
            workbook.biff8 = u16(body, 0) >= kBiff8;
            break;
        case kEncrypted:
            throw Failure(ErrorCode::extraction_failed, "it is encrypted: remove the password and hand it in again");
        case kCodePage:
            workbook.charset = "windows-" + std::to_string(u16(body, 0));
            break;
        case kSystem1904:
            workbook.dates.from_1904 = u16(body, 0) == 1;
            break;
        case kSheet: {
            const bool has_cells = little_endian(body, 5, 1) == 0; // others are charts and macros
            if (has_cells && workbook.sheets.size() < Limits::kPages) workbook.sheets.push_back({u32(body, 0), string_at(body, 6, 1, workbook)});
            break;
        }
        case kNumberFormat:
            if (is_date_format(string_at(body, 2, workbook.biff8 ? 2 : 1, workbook))) workbook.date_formats.push_back(u16(body, 0));
            break;
        case kCellFormat: {
            const auto format = u16(body, 2);
            workbook.is_date.push_back(is_builtin_date_format(format) || std::find(workbook.date_formats.begin(), workbook.date_formats.end(), format) != workbook.date_formats.end());
            break;
        }
        case kSharedStrings:
            workbook.strings = shared_strings(BiffPieces(record, stream, at));
            break;
        default:
            break;
        }
    }
    return workbook;
}

/// A number in four bytes: the upper part of a real, or 30 bits of an integer, either by a hundred.
double short_number(std::uint32_t raw) {
    const double value = raw & 2 ? static_cast<double>(static_cast<std::int32_t>(raw) >> 2)
                                 : std::bit_cast<double>(std::uint64_t{raw & ~3u} << 32);
    return raw & 1 ? value / 100 : value;
}

class SheetText {
public:
    SheetText(const Workbook& workbook, TextBuilder& builder) : workbook_(workbook), builder_(builder) {}

    void append(std::string_view stream, std::size_t at) {
        int nested = 0;
        for (BiffRecord record; !builder_.full() && next_record(stream, at, record);) {
            nested += record.type == kBegin;
            if (record.type == kEnd && --nested <= 0) break;
            if (nested > 1) continue; // a chart within the sheet
            if (record.type == kTextObject) append_box(BiffPieces(record, stream, at), u16(record.body, 10));
            else append_cell(record);
        }
        for (const auto& box : boxes_) {
            builder_.paragraph();
            builder_.text(box);
        }
    }

private:
    void append_cell(const BiffRecord& record) {
        const auto body = record.body;
        switch (record.type) {
        case kSharedLabel:
            if (const auto index = u32(body, 6); index < workbook_.strings.size()) put(body, workbook_.strings[index]);
            return;
        case kLabel:
        case kRichString:
            return put(body, string_at(body, 6, 2, workbook_));
        case kNumber:
            return put_number(body, u16(body, 4), std::bit_cast<double>(little_endian(body, 6, 8)));
        case kShortNumber:
            return put_number(body, u16(body, 4), short_number(u32(body, 6)));
        case kManyNumbers:
            for (std::size_t at = 4; at + 8 <= body.size(); at += 6)
                put_number(body, u16(body, at), short_number(u32(body, at + 2)));
            return;
        case kBoolean:
            if (little_endian(body, 7, 1) == 0) put(body, little_endian(body, 6, 1) ? "TRUE" : "FALSE");
            return;
        case kFormula:
            return put_result(body);
        case kFormulaString:
            return builder_.text(string_at(body, 0, 2, workbook_) + " ");
        default:
            return;
        }
    }
    /// What a formula came to; a string follows in a record of its own.
    void put_result(std::string_view body) {
        const bool is_number = u16(body, 12) != 0xffff;
        if (is_number) return put_number(body, u16(body, 4), std::bit_cast<double>(little_endian(body, 6, 8)));
        const auto kind = little_endian(body, 6, 1);
        put(body, kind == 1 ? (little_endian(body, 8, 1) ? "TRUE" : "FALSE") : "");
    }
    void put_number(std::string_view body, std::size_t format, double value) {
        const bool dated = format < workbook_.is_date.size() && workbook_.is_date[format];
        const auto text = number_text(value);
        put(body, dated ? date_text(text, workbook_.dates) : text);
    }
    /// Every cell begins with its row.
    void put(std::string_view body, std::string_view text) {
        if (u16(body, 0) != row_) builder_.line();
        row_ = u16(body, 0);
        builder_.text(text);
        builder_.text(" ");
    }
    void append_box(BiffPieces pieces, std::size_t length) {
        pieces.next_piece(); // the text is in the continuation
        if (pieces.at_end() || length == 0 || boxes_.size() > Limits::kPages) return;
        const auto flags = static_cast<std::uint8_t>(pieces.number(1));
        boxes_.push_back(pieces.characters(length, flags));
    }

    const Workbook& workbook_;
    TextBuilder& builder_;
    int row_ = -1;
    std::vector<std::string> boxes_;
};

} // namespace

void read_xls(const Input& input, TextBuilder& builder) {
    const CompoundFile file(input.bytes);
    read_property_sets(file, builder.metadata());
    const auto stream = file.read(file.has("Workbook") ? "Workbook" : "Book", kStreamBytes);
    BiffRecord first;
    std::size_t at = 0;
    if (!next_record(stream, at, first) || first.type != kBegin)
        throw Failure(ErrorCode::extraction_failed, "it is damaged: its sheets cannot be found");
    const auto workbook = read_globals(stream);
    if (!workbook.biff8) builder.encoding(workbook.charset);
    for (const auto& sheet : workbook.sheets) {
        if (builder.full()) return;
        begin_sheet(sheet.name, builder);
        SheetText(workbook, builder).append(stream, sheet.place);
        builder.end_page();
    }
}

} // namespace samling
