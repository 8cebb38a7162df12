// PowerPoint 97 to 2003: a slide is a page; its notes follow its text. What earlier savings left behind in the file is
// not read.
#include <algorithm>
#include <string>
#include <vector>

#include "indexer/extract/compound_file.h"
#include "indexer/extract/formats.h"
#include "indexer/extract/ppt_records.h"
#include "indexer/extract/property_set.h"
#include "schema/failure.h"

namespace samling {
namespace {

constexpr std::size_t kStreamBytes = 256u << 20;
constexpr int kDepth = 32;
constexpr std::size_t kSavings = 1000, kObjects = 200'000;
constexpr std::uint32_t kEncryptedToken = 0xf3d1c4df;
enum RecordType : std::uint16_t {
    kDocument = 1000,
    kNotesAtom = 1009,
    kSlidePersist = 1011,
    kTextReference = 3998,
    kTextHeader = 3999,
    kWideText = 4000,
    kNarrowText = 4008,
    kSlideList = 4080,
    kUserEdit = 4085,
    kPersistDirectory = 6002
};
enum TextType : std::uint32_t { kTitle = 0, kCentredTitle = 6 };
enum ListKind : std::uint16_t { kSlides = 0, kNotes = 2 };

struct Text {
    std::uint32_t type = 4; ///< As of a box that somebody drew.
    std::string text;
};

struct Slide {
    std::uint32_t object = 0, id = 0;
    std::vector<Text> outline; ///< Of the placeholders, to which the slide's shapes refer by number.
};

bool is_text(const PptRecord& record) {
    return record.type == kWideText || record.type == kNarrowText;
}

/// Lines end by CR or VT; narrow text is the lower half of UTF-16.
std::string text_of(const PptRecord& record) {
    std::string wide;
    if (record.type == kNarrowText)
        for (const char c : record.body) wide += c, wide += '\0';
    return utf16_to_utf8(record.type == kNarrowText ? std::string_view(wide) : record.body);
}

/// Each object by the newest saving that holds it.
PptObjects find_objects(std::string_view stream, std::uint32_t newest_edit, std::uint32_t& document) {
    PptObjects objects;
    std::size_t at = newest_edit, left = kSavings, entries_left = kObjects;
    for (PptRecord edit; left-- > 0 && next_record(stream, at, edit) && edit.type == kUserEdit;) {
        if (document == 0) document = u32(edit.body, 16);
        const auto earlier = u32(edit.body, 8);
        std::size_t place = u32(edit.body, 12);
        PptRecord directory;
        if (next_record(stream, place, directory) && directory.type == kPersistDirectory)
            for (std::size_t i = 0; i + 4 <= directory.body.size() && entries_left > 0;) {
                const auto head = u32(directory.body, i);
                i += 4;
                --entries_left;
                for (std::uint32_t n = 0; n < head >> 20 && i + 4 <= directory.body.size(); ++n, i += 4)
                    objects.try_emplace((head & 0xfffff) + n, u32(directory.body, i));
            }
        if (earlier == 0) break;
        at = earlier;
    }
    return objects;
}

class Presentation {
public:
    Presentation(std::string_view stream, std::uint32_t newest_edit) : stream_(stream) {
        std::uint32_t document = 0;
        objects_ = find_objects(stream, newest_edit, document);
        PptRecord record;
        if (!object(document, record) || record.type != kDocument) return;
        found_ = true;
        for_each_record(record.body, [&](const PptRecord& list) {
            if (list.type == kSlideList && list.instance == kSlides) slides_ = slides_in(list.body);
            if (list.type == kSlideList && list.instance == kNotes) notes_ = slides_in(list.body);
            return true;
        });
    }
    bool found() const { return found_; }

    void append_to(TextBuilder& builder) const {
        std::map<std::uint32_t, const Slide*> notes_of;
        for (const auto& notes : notes_) {
            PptRecord record;
            if (!object(notes.object, record)) continue;
            for_each_record(record.body, [&](const PptRecord& atom) {
                if (atom.type == kNotesAtom) notes_of.try_emplace(u32(atom.body, 0), &notes);
                return atom.type != kNotesAtom;
            });
        }
        for (const auto& slide : slides_) {
            if (builder.full()) return;
            append(slide, builder);
            if (const auto notes = notes_of.find(slide.id); notes != notes_of.end()) append(*notes->second, builder);
            builder.end_page();
        }
    }

private:
    bool object(std::uint32_t number, PptRecord& record) const {
        const auto found = objects_.find(number);
        if (found == objects_.end()) return false;
        std::size_t at = found->second;
        return next_record(stream_, at, record);
    }
    static std::vector<Slide> slides_in(std::string_view list) {
        std::vector<Slide> slides;
        std::uint32_t type = 4;
        for_each_record(list, [&](const PptRecord& record) {
            if (record.type == kSlidePersist) slides.push_back({u32(record.body, 0), u32(record.body, 12), {}});
            if (record.type == kTextHeader) type = u32(record.body, 0);
            if (is_text(record) && !slides.empty()) slides.back().outline.push_back({type, text_of(record)});
            return slides.size() < Limits::kPages;
        });
        return slides;
    }
    /// The texts of a slide's shapes, in the order in which they were drawn; false where there is none.
    static bool append_shapes(std::string_view body, const Slide& slide, TextBuilder& builder, int depth) {
        std::uint32_t type = 4;
        bool any = false;
        for_each_record(body, [&](const PptRecord& record) {
            if (record.type == kTextHeader) type = u32(record.body, 0);
            const bool referred = record.type == kTextReference && u32(record.body, 0) < slide.outline.size();
            if (is_text(record)) append({type, text_of(record)}, builder);
            if (referred) append(slide.outline[u32(record.body, 0)], builder);
            any = any || referred || is_text(record);
            if (record.holds_records && depth < kDepth) any = append_shapes(record.body, slide, builder, depth + 1) || any;
            return !builder.full();
        });
        return any;
    }
    void append(const Slide& slide, TextBuilder& builder) const {
        PptRecord record;
        if (object(slide.object, record) && append_shapes(record.body, slide, builder, 0)) return;
        for (const auto& text : slide.outline)
            append(text, builder);
    }
    static void append(const Text& text, TextBuilder& builder) {
        builder.paragraph();
        const bool title = text.type == kTitle || text.type == kCentredTitle;
        if (title) builder.begin_heading(1);
        std::string_view rest = text.text;
        while (!rest.empty()) {
            const auto end = std::min(rest.find_first_of("\r\v"), rest.size());
            const auto line = rest.substr(0, end);
            if (line != "*") builder.text(line); // stands for a date or a number
            if (!title) builder.line();
            else builder.text(" ");
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
        if (title) builder.end_heading();
    }

    std::string_view stream_;
    bool found_ = false;
    PptObjects objects_;
    std::vector<Slide> slides_, notes_;
};

/// All text in the order of the file, where the way to the slides is broken.
void append_all(std::string_view body, TextBuilder& builder, int depth) {
    for_each_record(body, [&](const PptRecord& record) {
        if (is_text(record)) {
            builder.paragraph();
            builder.text(text_of(record));
        }
        if (record.holds_records && depth < kDepth) append_all(record.body, builder, depth + 1);
        return !builder.full();
    });
}

} // namespace

void read_ppt(const Input& input, TextBuilder& builder) {
    const CompoundFile file(input.bytes);
    read_property_sets(file, builder.metadata());
    const auto stream = file.read("PowerPoint Document", kStreamBytes);
    const auto user = file.read("Current User", 4096);
    if (stream.size() < 16) throw Failure(ErrorCode::extraction_failed, "it is damaged: its slides cannot be found");
    if (u32(user, 12) == kEncryptedToken)
        throw Failure(ErrorCode::extraction_failed, "it is encrypted: remove the password and hand it in again");
    const Presentation presentation(stream, u32(user, 16));
    if (presentation.found()) return presentation.append_to(builder);
    append_all(stream, builder, 0);
    builder.damaged("its list of slides cannot be found");
}

} // namespace samling
