// Word 97 to 2003, and 2, 6 and 95: the text lies in pieces all over the stream, and a table puts them in order ([MS-DOC]).
#include <algorithm>
#include <array>
#include <vector>

#include "indexer/extract/charset.h"
#include "indexer/extract/compound_file.h"
#include "indexer/extract/formats.h"
#include "indexer/extract/little_endian.h"
#include "indexer/extract/property_set.h"
#include "schema/failure.h"

namespace samling {
namespace {

constexpr std::size_t kStreamBytes = 256u << 20;
constexpr std::size_t kPieces = 1'000'000;
constexpr std::array<std::uint16_t, 3> kMarks = {0xa5db, 0xa5dc, 0xa5ec}; ///< Of Word 2, 6 and 97.
constexpr std::uint16_t kWord97 = 105;                   ///< Versions below are Word 6 and 95.
constexpr std::uint16_t kEncrypted = 0x100, kSecondTable = 0x200, kComplex = 0x4;
constexpr std::uint32_t kNarrow = 0x40000000;            ///< Of a piece: one byte a character.

// Where things stand in the file information block.
constexpr std::size_t kVersion = 2, kFlags = 10, kFirstByte = 24, kLastByte = 28, kLengths = 76, kPieceTable = 418;
constexpr std::size_t kOldLengths = 52, kOldPieceTable = 352;

struct Piece {
    std::uint32_t characters;
    std::size_t place;
    bool wide;
};

/// The parts of the text in their order; of these, main text, footnotes, endnotes and text boxes are read.
constexpr std::array kPartIsRead = {true, true, false, false, false, true, true, false};

[[noreturn]] void refuse(const std::string& why) {
    throw Failure(ErrorCode::extraction_failed, why);
}

/// What characters below blank mean, and fields, whose codes are no text.
class WordText {
public:
    explicit WordText(TextBuilder& builder) : builder_(builder) {}

    void append(std::string_view utf8) {
        std::size_t begin = 0;
        for (std::size_t i = 0; i < utf8.size(); ++i) {
            const auto c = static_cast<unsigned char>(utf8[i]);
            if (c >= 32) continue;
            put(utf8.substr(begin, i - begin));
            control(c);
            begin = i + 1;
        }
        put(utf8.substr(begin));
    }
    void end_part() {
        code_depth_ = fields_ = 0;
        builder_.paragraph();
    }

private:
    enum Control : unsigned char { kCell = 7, kTab = 9, kLine = 11, kBreak = 12, kParagraph = 13, kColumn = 14, kFieldBegin = 19, kFieldResult = 20, kFieldEnd = 21, kHyphen = 30 };

    void put(std::string_view text) {
        if (code_depth_ == 0) builder_.text(text);
    }
    void control(unsigned char c) {
        switch (c) {
        case kFieldBegin:
            ++fields_;
            code_depth_ += code_depth_ > 0 ? 1 : 0;
            if (code_depth_ == 0) code_depth_ = 1;
            return;
        case kFieldResult:
            if (code_depth_ > 0) --code_depth_;
            return;
        case kFieldEnd:
            if (fields_ > 0 && --fields_ == 0) code_depth_ = 0;
            return;
        case kCell:
        case kLine:
            return builder_.line();
        case kBreak:
        case kParagraph:
        case kColumn:
            return builder_.paragraph();
        case kTab:
            return put(" ");
        case kHyphen:
            return put("-");
        default:
            return;
        }
    }

    TextBuilder& builder_;
    int fields_ = 0;     ///< Open ones.
    int code_depth_ = 0; ///< Of those, the ones whose code is being read.
};

class WordReader {
public:
    /// Before Word 6 the stream was the file.
    WordReader(const CompoundFile& file, std::string_view bytes)
        : main_(CompoundFile::is_one(bytes) ? file.read("WordDocument", kStreamBytes) : std::string(bytes.substr(0, kStreamBytes))) {
        if (main_.size() < 64) refuse("it is damaged: its text cannot be found");
        if (std::find(kMarks.begin(), kMarks.end(), u16(main_, 0)) == kMarks.end()) refuse("its format, a Word before Word 2, is not read: save it as DOCX or PDF");
        flags_ = u16(main_, kFlags);
        old_ = u16(main_, kVersion) < kWord97;
        if (flags_ & kEncrypted) refuse("it is encrypted: remove the password and hand it in again");
        if (!old_) table_ = file.read(flags_ & kSecondTable ? "1Table" : "0Table", kStreamBytes);
        read_pieces();
    }

    void append_to(TextBuilder& builder) const {
        WordText text(builder);
        std::size_t part = 0;
        std::uint32_t left = length_of(0), place = 0;
        for (const auto& piece : pieces_) {
            for (std::uint32_t done = 0; done < piece.characters && part < kPartIsRead.size();) {
                const auto count = std::min(piece.characters - done, left);
                if (kPartIsRead[part]) text.append(decoded(piece, done, count));
                done += count;
                left -= count;
                place += count;
                while (left == 0 && ++part < kPartIsRead.size()) {
                    left = length_of(part);
                    text.end_part();
                }
            }
            if (builder.full()) return;
        }
        if (place == 0) builder.damaged("the table of its pieces of text cannot be read");
    }
    std::string encoding() const { return old_ ? charset_ : std::string(); }

private:
    std::uint32_t length_of(std::size_t part) const {
        if (u16(main_, 0) == kMarks.front()) return part == 0 ? u32(main_, kLastByte) : 0;
        const auto length = u32(main_, (old_ ? kOldLengths : kLengths) + part * 4);
        return length > kStreamBytes ? 0 : length;
    }
    void read_pieces() {
        const auto& holder = old_ ? main_ : table_;
        const std::size_t at = old_ ? kOldPieceTable : kPieceTable;
        if (!old_ || (flags_ & kComplex)) read_piece_table(slice(holder, u32(main_, at), u32(main_, at + 4)));
        if (!pieces_.empty() || !old_) return;
        const auto begin = u32(main_, kFirstByte), end = u32(main_, kLastByte);
        if (end > begin && end <= main_.size()) pieces_.push_back({end - begin, begin, false});
        guess_charset();
    }
    /// First come formats, then the table: where each piece begins among the characters, then where among the bytes.
    void read_piece_table(std::string_view bytes) {
        while (bytes.size() > 3 && bytes[0] == 1)
            bytes.remove_prefix(std::min<std::size_t>(3u + u16(bytes, 1), bytes.size()));
        if (bytes.empty() || bytes[0] != 2) return;
        const auto table = slice(bytes, 5, u32(bytes, 1));
        const std::size_t count = std::min(table.size() < 4 ? 0 : (table.size() - 4) / 12, kPieces);
        std::uint32_t last = 0; // pieces that overlap would make much text of a small file
        for (std::size_t i = 0; i < count; ++i) {
            const auto begin = u32(table, i * 4), end = u32(table, i * 4 + 4);
            const auto place = u32(table, (count + 1) * 4 + i * 8 + 2);
            if (begin < last || end <= begin || end > kStreamBytes) continue;
            last = end;
            if (old_) pieces_.push_back({end - begin, place, false});
            else if (place & kNarrow) pieces_.push_back({end - begin, (place & ~kNarrow) / 2, false});
            else pieces_.push_back({end - begin, place, true});
        }
        if (old_) guess_charset();
    }
    /// Word 6 and 95 write one byte a character, in the charset of the fonts.
    void guess_charset() {
        std::string sample;
        for (const auto& piece : pieces_)
            if (sample.size() < 64 * 1024) sample += slice(main_, piece.place, piece.characters);
        charset_ = decode_text(sample.substr(0, 64 * 1024) + "\n").encoding;
        if (charset_ == "UTF-8") charset_ = "windows-1252";
    }
    std::string decoded(const Piece& piece, std::uint32_t from, std::uint32_t count) const {
        if (piece.wide) return utf16_to_utf8(slice(main_, piece.place + std::size_t{from} * 2, std::size_t{count} * 2));
        const auto bytes = slice(main_, piece.place + from, count);
        std::string text;
        if (!old_ || !convert_to_utf8(bytes, charset_, text)) return western_to_utf8(bytes);
        return text;
    }

    std::string main_, table_, charset_;
    std::vector<Piece> pieces_;
    std::uint16_t flags_ = 0;
    bool old_ = false;
};

} // namespace

void read_doc(const Input& input, TextBuilder& builder) {
    const CompoundFile file(input.bytes);
    read_property_sets(file, builder.metadata());
    const WordReader reader(file, input.bytes);
    builder.encoding(reader.encoding());
    reader.append_to(builder);
}

} // namespace samling
