// E-mail: who wrote to whom about what, the body, and what was attached: by name, and each that can be read on pages of
// its own. Of alternatives the plain text is read, and the HTML only where that is empty.
#include <algorithm>
#include <array>

#include "indexer/extract/charset.h"
#include "indexer/extract/embedded.h"
#include "indexer/extract/extract_document.h"
#include "indexer/extract/formats.h"
#include "indexer/extract/html_tree.h"
#include "indexer/extract/mime.h"
#include "indexer/extract/reading_time.h"
#include "schema/trimmed.h"

namespace samling {
namespace {

/// "Ada Lovelace <ada@example.org>, b@example.org": the names, or the addresses of those without.
std::vector<std::string> people(std::string_view decoded) {
    std::vector<std::string> result;
    std::string name, address;
    bool quoted = false, in_address = false;
    const auto close = [&] {
        const auto of_name = trimmed(name, " \t");
        const std::string_view person = of_name.empty() ? address : of_name;
        if (!person.empty() && result.size() < Limits::kListItems) result.emplace_back(person);
        name.clear();
        address.clear();
    };
    for (const char c : decoded) {
        if (c == '"') quoted = !quoted;
        else if (quoted) name += c;
        else if (c == '<' || c == '>') in_address = c == '<';
        else if (in_address) address += c;
        else if (c == ',' || c == ';') close();
        else name += c;
    }
    close();
    return result;
}

/// "Mon, 4 Mar 2024 10:00:00 +0100" as "2024-03-04".
std::string mail_date(std::string_view text) {
    constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun",
                                                          "jul", "aug", "sep", "oct", "nov", "dec"};
    std::vector<std::string> words(1);
    for (const char c : text.substr(0, 80)) {
        if (std::string_view(" ,\t-").find(c) == std::string_view::npos) words.back() += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        else if (!words.back().empty()) words.emplace_back();
    }
    for (std::size_t i = 1; i + 1 < words.size(); ++i) {
        const auto month = std::find(kMonths.begin(), kMonths.end(), words[i].substr(0, 3));
        const bool numbers = words[i - 1].find_first_not_of("0123456789") == std::string::npos &&
                             words[i + 1].find_first_not_of("0123456789") == std::string::npos;
        if (month == kMonths.end() || !numbers || words[i - 1].size() > 2 || words[i + 1].size() != 4) continue;
        const auto two = [](std::string number) { return number.size() < 2 ? "0" + number : number; };
        return words[i + 1] + "-" + two(std::to_string(month - kMonths.begin() + 1)) + "-" + two(words[i - 1]);
    }
    return {};
}

class MailText {
public:
    MailText(TextBuilder& builder, int depth) : builder_(builder), depth_(depth) {}

    void append(const MimePart& message) {
        put_headers(message);
        append_part(message);
        if (attachments_.empty()) return;
        builder_.paragraph();
        builder_.text("Attachments:");
        for (const auto& [name, part] : attachments_) {
            builder_.line();
            builder_.text(name);
        }
        builder_.end_page();
        for (const auto& [name, part] : attachments_)
            if (depth_ < Limits::kAttachmentDepth) append_attachment(name, *part);
    }

private:
    void put_headers(const MimePart& message) {
        const auto subject = decode_header(message.header("subject"));
        if (!subject.empty()) {
            builder_.begin_heading(1);
            builder_.text(subject);
            builder_.end_heading();
        }
        for (const auto& [header, name] : {std::pair{"from", "From: "}, {"to", "To: "}, {"cc", "Cc: "}, {"date", "Date: "}}) {
            const auto value = decode_header(message.header(header));
            if (value.empty()) continue;
            builder_.text(name);
            builder_.text(value);
            builder_.line();
        }
        builder_.paragraph();
    }
    void append_part(const MimePart& part) {
        if (builder_.full()) return;
        if (part.type == "multipart/alternative") return append_alternative(part);
        if (part.type == "message/rfc822" && !part.parts.empty()) {
            builder_.paragraph();
            put_headers(part.parts.front());
            return append_part(part.parts.front());
        }
        if (part.type.starts_with("multipart/")) {
            for (const auto& inner : part.parts)
                append_part(inner);
            return;
        }
        const bool shown = (part.type == "text/plain" || part.type == "text/html") && !part.is_attachment();
        shown ? append_text(part) : list_attachment(part);
    }
    /// The best is said to come last; for searching the plain text is, and other kinds are no attachments.
    void append_alternative(const MimePart& alternatives) {
        for (const std::string_view wanted : {"text/plain", "multipart/", "text/html"})
            for (const auto& part : alternatives.parts)
                if (part.type.starts_with(wanted) && has_content(part)) return append_part(part);
    }
    static bool has_content(const MimePart& part) {
        return !part.parts.empty() || part.body.find_first_not_of(" \t\r\n") != std::string_view::npos;
    }
    void append_text(const MimePart& part) {
        const auto bytes = decoded_body(part, Limits::kHtmlBytes);
        const auto decoded = decode_text(bytes, part.parameter("content-type", "charset"));
        if (builder_.extraction().encoding.empty()) builder_.encoding(decoded.encoding);
        builder_.paragraph();
        if (part.type == "text/html") return append_html(decoded.text, builder_, HtmlUse::chapter);
        std::string_view rest = decoded.text;
        while (!rest.empty() && !builder_.full()) { // lines stand, empty ones part paragraphs
            const std::size_t end = std::min(rest.find('\n'), rest.size());
            const auto line = rest.substr(0, end);
            line.find_first_not_of(" \t\r") == std::string_view::npos ? builder_.paragraph() : builder_.text(line);
            builder_.line();
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    }
    void list_attachment(const MimePart& part) {
        const auto name = part.file_name();
        if (attachments_.size() < Limits::kListItems) attachments_.emplace_back(name.empty() ? part.type : name, &part);
    }
    void append_attachment(const std::string& name, const MimePart& part) {
        constexpr double kShare = 0.25; // what is begun then is done in time
        if (time_.over(kShare)) return builder_.damaged("there was no time for the attachment " + name);
        if (builder_.full()) return;
        const auto bytes = decoded_body(part, Limits::kAttachmentBytes);
        const auto inner = extract_document({bytes, name, bytes.size(), depth_ + 1});
        if (inner.status == Extraction::Status::refused) builder_.note("the attachment " + name + " was not read: " + inner.reason);
        if (inner.status == Extraction::Status::archive) builder_.note("the attachment " + name + " was not read: it is an archive");
        if (inner.truncated) builder_.damaged("the attachment " + name + " was read in part");
        if (inner.status == Extraction::Status::text) builder_.append_pages(inner, name);
    }

    const ReadingTime time_;
    TextBuilder& builder_;
    const int depth_;
    std::vector<std::pair<std::string, const MimePart*>> attachments_; ///< By what they are called.
};

void read_metadata(const MimePart& message, TextBuilder& builder) {
    auto& metadata = builder.metadata();
    embed(metadata, EmbeddedField::title, decode_header(message.header("subject")));
    for (const auto& person : people(decode_header(message.header("from"))))
        embed(metadata, EmbeddedField::creator, person);
    embed(metadata, EmbeddedField::organisation, decode_header(message.header("organization")));
    embed(metadata, EmbeddedField::keywords, decode_header(message.header("keywords")));
    embed(metadata, EmbeddedField::language, message.header("content-language"));
    embed(metadata, EmbeddedField::date, mail_date(message.header("date")));
}

} // namespace

void read_mail(const Input& input, TextBuilder& builder) {
    bool cut = false;
    const auto message = read_mime(input.bytes, cut);
    read_metadata(message, builder);
    MailText(builder, input.depth).append(message);
    if (cut) builder.damaged("it has more headers or parts, or parts deeper in parts, than are read");
}

} // namespace samling
