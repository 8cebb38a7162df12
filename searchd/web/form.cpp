#include "searchd/web/form.h"

#include <algorithm>

#include "schema/failure.h"
#include "schema/text.h"
#include "schema/trimmed.h"

namespace samling {
namespace {

constexpr std::size_t kMostBytes = 256 * 1024, kMostFields = 1000;
constexpr std::string_view kType = "application/x-www-form-urlencoded";

bool is_form(const Request& request) {
    const auto type = request.header("content-type");
    if (type.size() < kType.size() || (type.size() > kType.size() && type[kType.size()] != ';' && type[kType.size()] != ' ')) return false;
    return std::equal(kType.begin(), kType.end(), type.begin(),
                      [](char ours, char theirs) { return ours == (theirs >= 'A' && theirs <= 'Z' ? theirs + 32 : theirs); });
}

std::string decoded(std::string_view text) { return clean_utf8(percent_decode(text, PlusSign::space)); }

} // namespace

bool Form::has(std::string_view name) const {
    return std::any_of(fields_.begin(), fields_.end(), [&](const auto& field) { return field.first == name; });
}

std::string Form::value(std::string_view name) const {
    for (const auto& [key, value] : fields_)
        if (key == name) return value;
    return {};
}

std::string Form::trimmed(std::string_view name) const {
    return std::string(samling::trimmed(value(name)));
}

std::vector<std::string> Form::values(std::string_view name) const {
    std::vector<std::string> all;
    for (const auto& [key, value] : fields_)
        if (key == name) all.push_back(value);
    return all;
}

Form read_form(const Request& request) {
    if (!is_form(request)) return {};
    if (request.body.size() > kMostBytes) throw Failure(ErrorCode::too_large, "a form may be 256 KB long at most");
    std::vector<std::pair<std::string, std::string>> fields;
    for (std::string_view rest = request.body; !rest.empty();) {
        const auto pair = rest.substr(0, rest.find('&'));
        rest.remove_prefix(std::min(pair.size() + 1, rest.size()));
        if (pair.empty()) continue;
        if (fields.size() == kMostFields) throw Failure(ErrorCode::too_large, "a form may have 1000 fields at most");
        const auto equals = std::min(pair.find('='), pair.size());
        fields.emplace_back(decoded(pair.substr(0, equals)), decoded(pair.substr(std::min(equals + 1, pair.size()))));
    }
    return Form(std::move(fields));
}

} // namespace samling
