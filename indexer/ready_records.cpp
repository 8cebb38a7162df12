#include "indexer/ready_records.h"

#include <array>
#include <simdjson.h>
#include <unordered_set>

#include "corpus/object_store.h"
#include "indexer/extract/input.h"
#include "indexer/line_reader.h"
#include "schema/byte_size.h"
#include "schema/failure.h"
#include "schema/text.h"
#include "schema/visibility.h"

namespace samling {
namespace {

using simdjson::dom::element;

/// A mistake in one field; the record is rejected with it.
[[noreturn]] void fail(std::string_view field, const std::string& what) {
    throw Failure(ErrorCode::invalid_record, std::string(field) + ": " + what);
}

std::string scalar(std::string_view field, const element& value) {
    if (value.is_string()) return clean_utf8(std::string_view(value));
    if (value.is_int64()) return std::to_string(int64_t(value));
    if (value.is_null()) return "";
    fail(field, "expected a string");
}

/// A string or a list of strings, without the empty ones.
std::vector<std::string> strings(std::string_view field, const element& value) {
    std::vector<std::string> result;
    const auto add = [&](const element& item) {
        if (auto text = scalar(field, item); !text.empty()) result.push_back(std::move(text));
    };
    if (value.is_array())
        for (const auto item : simdjson::dom::array(value))
            add(item);
    else
        add(value);
    return result;
}

Agent agent(std::string_view field, const element& value) {
    if (!value.is_object()) return {scalar(field, value), "", ""};
    Agent result;
    for (const auto [key, part] : simdjson::dom::object(value)) {
        if (key == "name")
            result.name = scalar(field, part);
        else if (key == "country")
            result.country = scalar(field, part);
        else if (key == "actor")
            result.actor = scalar(field, part);
        else
            fail(field, "unknown key '" + std::string(key) + "'; name, country and actor are known");
    }
    if (result.name.empty()) fail(field, "a name is missing");
    return result;
}

std::vector<Agent> agents(std::string_view field, const element& value) {
    std::vector<Agent> result;
    if (value.is_array())
        for (const auto item : simdjson::dom::array(value))
            result.push_back(agent(field, item));
    else if (!value.is_null())
        result.push_back(agent(field, value));
    return result;
}

using Reader = void (*)(Document&, std::string_view field, const element&);

template <std::string Metadata::*member>
void read_text(Document& document, std::string_view field, const element& value) {
    document.metadata.*member = scalar(field, value);
}

template <std::vector<Agent> Metadata::*member>
void read_agents(Document& document, std::string_view field, const element& value) {
    document.metadata.*member = agents(field, value);
}

void read_date(Document& document, std::string_view field, const element& value) {
    const auto text = scalar(field, value);
    if (text.empty()) return;
    const auto date = parse_date(text);
    if (!date) fail(field, "'" + text + "' is no date; write YYYY, YYYY-MM or YYYY-MM-DD");
    document.metadata.date = std::max(document.metadata.date, *date); // the fuller of date and year
}

void read_visibility(Document& document, std::string_view field, const element& value) {
    const auto text = scalar(field, value);
    if (text.empty()) return;
    const auto named = visibility(text);
    if (!named) fail(field, "'" + text + "' is unknown; write public or coalition");
    document.metadata.visibility = *named;
}

void read_embargo(Document& document, std::string_view field, const element& value) {
    const auto text = scalar(field, value);
    if (text.empty()) return;
    const auto date = parse_date(text);
    if (!date || date->day == 0) fail(field, "'" + text + "' is no whole date; write YYYY-MM-DD");
    document.metadata.embargo = *date;
}

void read_identifier(Document& document, std::string_view field, const element& value) {
    for (auto& text : strings(field, value))
        document.metadata.identifiers.push_back(
            {field == "identifier" ? "other" : std::string(field), std::move(text)});
}

void read_tags(Document& document, std::string_view field, const element& value) {
    const auto name = field == "lang" ? "language" : field;
    for (auto& code : strings(field, value)) {
        if (code.size() > 100) fail(field, "a code is longer than 100 bytes");
        document.metadata.of(*tag_field(name)).push_back({std::move(code), Origin::person, 0, {}});
    }
}

void read_pages(Document& document, std::string_view field, const element& value) {
    if (!document.pages.empty()) fail(field, "give either text or pages, not both");
    std::size_t bytes = 0;
    const auto add = [&](const element& page) {
        if (!page.is_string()) fail(field, "expected a string");
        bytes += std::string_view(page).size();
        if (bytes > Limits::kTextBytes)
            fail(field, "it is longer than " + byte_size(Limits::kTextBytes) + ", the most text that a document may have; make several records of it");
        document.pages.push_back({clean_utf8(std::string_view(page)), "", ""});
    };
    if (field == "pages" && !value.is_array()) fail(field, "expected a list of strings");
    if (value.is_array())
        for (const auto page : simdjson::dom::array(value))
            add(page);
    else if (!value.is_null())
        add(value);
}

struct FieldReader {
    std::string_view name;
    Reader read;
};

/// Every field of a line. Spellings of others stand beside ours.
constexpr std::array kFieldReaders = {
    FieldReader{"id", read_text<&Metadata::id>},
    FieldReader{"_id", read_text<&Metadata::id>},
    FieldReader{"title", read_text<&Metadata::title>},
    FieldReader{"text", read_pages},
    FieldReader{"pages", read_pages},
    FieldReader{"subtitle", read_text<&Metadata::subtitle>},
    FieldReader{"abstract", read_text<&Metadata::abstract>},
    FieldReader{"creator", read_agents<&Metadata::creators>},
    FieldReader{"creators", read_agents<&Metadata::creators>},
    FieldReader{"organisation", read_agents<&Metadata::organisations>},
    FieldReader{"organisations", read_agents<&Metadata::organisations>},
    FieldReader{"coalition", read_tags},
    FieldReader{"theme", read_tags},
    FieldReader{"region", read_tags},
    FieldReader{"type", read_tags},
    FieldReader{"category", read_tags},
    FieldReader{"commitment", read_tags},
    FieldReader{"actor", read_tags},
    FieldReader{"language", read_tags},
    FieldReader{"lang", read_tags},
    FieldReader{"date", read_date},
    FieldReader{"year", read_date},
    FieldReader{"doi", read_identifier},
    FieldReader{"url", read_identifier},
    FieldReader{"symbol", read_identifier},
    FieldReader{"isbn", read_identifier},
    FieldReader{"identifier", read_identifier},
    FieldReader{"licence", read_text<&Metadata::licence>},
    FieldReader{"license", read_text<&Metadata::licence>},
    FieldReader{"rights", read_text<&Metadata::rights>},
    FieldReader{"source", read_text<&Metadata::source_url>},
    FieldReader{"source_url", read_text<&Metadata::source_url>},
    FieldReader{"visibility", read_visibility},
    FieldReader{"embargo", read_embargo},
};

const FieldReader* field_reader(std::string_view name) {
    for (const auto& row : kFieldReaders)
        if (row.name == name) return &row;
    return nullptr;
}

/// An id made of allowed characters only; "~" itself is escaped too, so that no two ids meet.
std::string safe_id(const std::string& id) {
    if (is_valid_id(id) && id.find('~') == std::string::npos) return id;
    std::string safe;
    for (const char c : id) {
        if (c != '~' && is_valid_id(std::string("x") + c)) {
            safe += c;
            continue;
        }
        char escape[4];
        std::snprintf(escape, sizeof escape, "~%02X", static_cast<unsigned char>(c));
        safe += escape;
    }
    return safe;
}

class RecordParser {
public:
    RecordParser(const Vocabularies& vocabularies, UnknownCodes unknown)
        : vocabularies_(vocabularies), unknown_(unknown) {}

    Document parse(const std::string& line, RecordsReport& report) {
        if (!is_valid_utf8(line)) fail("record", "the line is not valid UTF-8");
        element root;
        if (const auto error = parser_.parse(line).get(root))
            fail("record", std::string("the line is not valid JSON: ") + simdjson::error_message(error));
        if (!root.is_object()) fail("record", "expected a JSON object");
        Document document;
        for (const auto [key, value] : simdjson::dom::object(root)) {
            if (const auto* row = field_reader(key))
                row->read(document, row->name, value);
            else
                ++report.warnings["unknown field '" + clean_utf8(key.substr(0, 60)) + "' was ignored"];
        }
        check(document.metadata, document.pages.empty());
        resolve(document.metadata, report);
        return document;
    }

private:
    static void check(Metadata& metadata, bool without_text) {
        if (metadata.id.empty()) fail("id", "it is missing");
        metadata.id = safe_id(metadata.id);
        if (!is_valid_id(metadata.id)) fail("id", "it is longer than 120 characters");
        if (metadata.title.empty() && without_text) fail("text", "the record has neither title nor text");
        if (const auto wrong = visibility_mistake(metadata); !wrong.empty()) fail("visibility", wrong);
    }

    void resolve(Metadata& metadata, RecordsReport& report) {
        for (const auto& [field, name] : kTagFields)
            for (auto& tag : metadata.of(field)) {
                const auto& vocabulary = vocabularies_.of(field);
                if (vocabulary.find(tag.code)) continue;
                if (const auto* meant = vocabulary.resolve(tag.code))
                    tag.code = meant->code;
                else if (unknown_ == UnknownCodes::reject)
                    fail(name, "'" + tag.code + "' is not in the vocabulary");
                else
                    ++report.warnings[std::string(name) + " '" + tag.code +
                                      "' is not in the vocabulary; kept as given"];
            }
    }

    const Vocabularies& vocabularies_;
    UnknownCodes unknown_;
    simdjson::dom::parser parser_;
};

} // namespace

RecordsReport read_ready_records(const std::filesystem::path& file, const Vocabularies& vocabularies,
                                 UnknownCodes unknown_codes, const std::function<void(ReadyRecord)>& take,
                                 const std::function<void(const RejectedRecord&)>& reject) {
    LineReader lines(file);
    RecordParser parser(vocabularies, unknown_codes);
    RecordsReport report;
    std::unordered_set<std::string> seen;
    std::string line;
    for (std::int64_t number = 1;; ++number) {
        const auto outcome = lines.next(line);
        if (outcome == LineReader::Line::end) return report;
        if (outcome == LineReader::Line::read && line.find_first_not_of(" \t") == std::string::npos) continue;
        ReadyRecord record;
        try {
            if (outcome == LineReader::Line::too_long) fail("record", "the line is longer than 64 MB");
            record.document = parser.parse(line, report);
            if (!seen.insert(record.document.metadata.id).second)
                fail("id", "'" + record.document.metadata.id + "' stands on an earlier line already");
        } catch (const Failure& failure) {
            reject({file.string() + ":" + std::to_string(number), failure.what()});
            continue;
        }
        record.sha256 = sha256(line);
        record.where = file.string() + ":" + std::to_string(number);
        ++report.records;
        take(std::move(record));
    }
}

} // namespace samling
