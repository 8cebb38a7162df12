#include "indexer/manifest.h"

#include <algorithm>
#include <array>

#include "indexer/leads_out.h"
#include "indexer/table_reader.h"
#include "schema/check.h"
#include "schema/failure.h"
#include "schema/trimmed.h"

namespace samling {
namespace fs = std::filesystem;
namespace {

/// Puts a value in its field; returns what is wrong with it, or "".
using Setter = std::string (*)(Metadata&, const std::string& field, const std::string& value);

template <std::string Metadata::*member>
std::string set_text(Metadata& metadata, const std::string&, const std::string& value) {
    metadata.*member = value;
    return {};
}

template <std::vector<Agent> Metadata::*member>
std::string add_agent(Metadata& metadata, const std::string&, const std::string& value) {
    (metadata.*member).push_back({value, "", ""});
    return {};
}

std::string set_id(Metadata& metadata, const std::string&, const std::string& value) {
    if (!is_valid_id(value)) return "'" + value + "' is no id; letters, digits and ._~- are allowed";
    metadata.id = value;
    return {};
}

std::string set_date(Metadata& metadata, const std::string&, const std::string& value) {
    const auto date = parse_date(value);
    if (!date) return "'" + value + "' is no date; write YYYY, YYYY-MM or YYYY-MM-DD";
    metadata.date = std::max(metadata.date, *date); // the fuller of date and year
    return {};
}

/// What cannot be understood shuts the document, rather than opening it.
std::string set_visibility(Metadata& metadata, const std::string&, const std::string& value) {
    const auto named = visibility(value);
    metadata.visibility = named.value_or(Visibility::coalition);
    return named ? "" : "'" + value + "' is unknown, so only its coalitions will see it; write public or coalition";
}

std::string set_embargo(Metadata& metadata, const std::string&, const std::string& value) {
    const auto date = parse_date(value);
    if (date && date->day != 0) {
        metadata.embargo = *date;
        return {};
    }
    metadata.visibility = Visibility::coalition;
    return "'" + value + "' is no whole date, so only its coalitions will see it; write YYYY-MM-DD";
}

std::string add_identifier(Metadata& metadata, const std::string& field, const std::string& value) {
    metadata.identifiers.push_back({field == "identifier" ? "other" : field, value});
    return {};
}

std::string add_tag(Metadata& metadata, const std::string& field, const std::string& value) {
    metadata.of(*tag_field(field)).push_back({value, Origin::person, 0, {}});
    return {};
}

enum class Values { one, several };
struct ManifestField {
    std::string_view name; ///< As a column may be called.
    std::string_view field;
    Values values;
    Setter set;
};

constexpr std::array kFields = {
    ManifestField{"id", "id", Values::one, set_id},
    ManifestField{"title", "title", Values::one, set_text<&Metadata::title>},
    ManifestField{"subtitle", "subtitle", Values::one, set_text<&Metadata::subtitle>},
    ManifestField{"abstract", "abstract", Values::one, set_text<&Metadata::abstract>},
    ManifestField{"creator", "creator", Values::several, add_agent<&Metadata::creators>},
    ManifestField{"creators", "creator", Values::several, add_agent<&Metadata::creators>},
    ManifestField{"organisation", "organisation", Values::several, add_agent<&Metadata::organisations>},
    ManifestField{"organisations", "organisation", Values::several, add_agent<&Metadata::organisations>},
    ManifestField{"coalition", "coalition", Values::several, add_tag},
    ManifestField{"theme", "theme", Values::several, add_tag},
    ManifestField{"region", "region", Values::several, add_tag},
    ManifestField{"type", "type", Values::several, add_tag},
    ManifestField{"category", "category", Values::several, add_tag},
    ManifestField{"commitment", "commitment", Values::several, add_tag},
    ManifestField{"actor", "actor", Values::several, add_tag},
    ManifestField{"language", "language", Values::several, add_tag},
    ManifestField{"lang", "language", Values::several, add_tag},
    ManifestField{"date", "date", Values::one, set_date},
    ManifestField{"year", "date", Values::one, set_date},
    ManifestField{"doi", "doi", Values::several, add_identifier},
    ManifestField{"url", "url", Values::several, add_identifier},
    ManifestField{"symbol", "symbol", Values::several, add_identifier},
    ManifestField{"isbn", "isbn", Values::several, add_identifier},
    ManifestField{"identifier", "identifier", Values::several, add_identifier},
    ManifestField{"licence", "licence", Values::one, set_text<&Metadata::licence>},
    ManifestField{"license", "licence", Values::one, set_text<&Metadata::licence>},
    ManifestField{"rights", "rights", Values::one, set_text<&Metadata::rights>},
    ManifestField{"source", "source", Values::one, set_text<&Metadata::source_url>},
    ManifestField{"source_url", "source", Values::one, set_text<&Metadata::source_url>},
    ManifestField{"visibility", "visibility", Values::one, set_visibility},
    ManifestField{"embargo", "embargo", Values::one, set_embargo},
};

const ManifestField* field_named(const std::string& name) {
    for (const auto& row : kFields)
        if (row.name == name) return &row;
    return nullptr;
}

bool names_file(const std::string& field) {
    return field == "file" || field == "path";
}

std::vector<std::string> split(const std::vector<std::string>& values, Values how) {
    std::vector<std::string> parts;
    for (const auto& value : values)
        for (std::size_t from = 0; from <= value.size();) {
            const auto end = how == Values::several ? std::min(value.find_first_of(";|", from), value.size())
                                                    : value.size();
            if (const auto part = trimmed(std::string_view(value).substr(from, end - from)); !part.empty())
                parts.emplace_back(part);
            from = end + 1;
        }
    return parts;
}

/// A field that a column was mapped to must be one of ours, or "file".
void check_columns(const ColumnMap& columns) {
    for (const auto& [theirs, ours] : columns)
        if (!ours.empty() && !names_file(ours) && !field_named(ours))
            throw Failure(ErrorCode::invalid_argument, "--map " + theirs + "=" + ours +
                                                           ": there is no field '" + ours +
                                                           "'; see indexer --help");
}

} // namespace

class ManifestReader {
public:
    ManifestReader(Manifest& manifest, const ColumnMap& columns, const Vocabularies& vocabularies)
        : manifest_(manifest), columns_(columns), vocabularies_(vocabularies) {}

    void read() {
        bool any_file = false;
        for (const auto& row : read_table(manifest_.file_)) {
            mistakes_.clear();
            row_ = manifest_.file_.filename().string() + ": row " + std::to_string(row.number) + ": ";
            std::string file;
            auto metadata = read_row(row, file);
            any_file = any_file || !file.empty();
            if (file.empty())
                lose("it names no file");
            else
                take(file, std::move(metadata));
        }
        if (!any_file)
            throw Failure(ErrorCode::invalid_record,
                          manifest_.file_.string() +
                              ": no column names the files; say which: --map COLUMN=file");
        for (const auto& [column, count] : unknown_)
            manifest_.remarks_.push_back(
                manifest_.file_.filename().string() + ": the column '" + column + "' was ignored; --map '" +
                column + "=FIELD' says what it is, --map '" + column + "=' that it is nothing");
    }

private:
    Metadata read_row(const TableRow& row, std::string& file) {
        Metadata metadata;
        for (const auto& [column, values] : row.cells) {
            const auto mapped = columns_.find(column);
            const auto& name = mapped == columns_.end() ? column : mapped->second;
            if (names_file(name)) {
                if (!values.empty()) file = values.front();
                continue;
            }
            const auto* field = field_named(name);
            if (!field) {
                if (mapped == columns_.end()) ++unknown_[column];
                continue;
            }
            for (const auto& value : split(values, field->values))
                if (const auto wrong = field->set(metadata, std::string(field->field), value); !wrong.empty())
                    remark(std::string(field->field) + ": " + wrong);
        }
        return checked(std::move(metadata));
    }

    /// Without codes that no vocabulary has.
    Metadata checked(Metadata metadata) {
        metadata = resolve_codes(std::move(metadata), vocabularies_);
        for (const auto& mistake : check_codes(metadata, vocabularies_))
            remark(mistake);
        for (const auto& [field, name] : kTagFields)
            std::erase_if(metadata.of(field), [&, field = field](const Tag& tag) {
                return !vocabularies_.of(field).find(tag.code);
            });
        return metadata;
    }

    void take(const std::string& file, Metadata metadata) {
        const auto path = (manifest_.file_.parent_path() / file).lexically_normal();
        std::error_code error;
        if (!fs::exists(path, error)) lose("there is no file " + path.string());
        if (leads_out(path, manifest_.file_.parent_path())) manifest_.remarks_.push_back(row_ + path.string() + " lies outside of the manifest's folder; it is read only where you name it yourself");
        if (!manifest_.rows_.try_emplace(path.string(), std::move(metadata)).second)
            lose("an earlier row speaks of " + file + " already; that one holds");
        else if (!mistakes_.empty())
            manifest_.mistakes_[path.string()] = mistakes_;
    }

    void remark(const std::string& what) {
        manifest_.remarks_.push_back(row_ + what);
        mistakes_ += (mistakes_.empty() ? "" : "; ") + row_ + what;
    }

    /// A remark on a row that comes to nothing.
    void lose(const std::string& what) {
        manifest_.remarks_.push_back(row_ + what);
        manifest_.lost_rows_.emplace_back(row_.substr(0, row_.size() - 2), what);
    }

    Manifest& manifest_;
    const ColumnMap& columns_;
    const Vocabularies& vocabularies_;
    std::string row_;
    std::string mistakes_; ///< In the row.
    std::map<std::string, int> unknown_;
};

Manifest::Manifest(const fs::path& file, const ColumnMap& columns, const Vocabularies& vocabularies)
    : file_(fs::absolute(file).lexically_normal()) {
    check_columns(columns);
    ManifestReader(*this, columns, vocabularies).read();
}

const Metadata* Manifest::find(const fs::path& path) const {
    const auto found = rows_.find(path.string());
    return found == rows_.end() ? nullptr : &found->second;
}

std::string Manifest::mistakes_of(const fs::path& path) const {
    const auto found = mistakes_.find(path.string());
    return found == mistakes_.end() ? "" : found->second;
}

bool Manifest::governs(const fs::path& path) const {
    const auto folder = (file_.parent_path() / "").string();
    return rows_.contains(path.string()) || path.string().starts_with(folder);
}

std::vector<fs::path> Manifest::files() const {
    std::vector<fs::path> files;
    std::error_code error;
    for (const auto& [path, metadata] : rows_)
        if (fs::exists(path, error) && !leads_out(path, file_.parent_path())) files.emplace_back(path);
    return files;
}

} // namespace samling
