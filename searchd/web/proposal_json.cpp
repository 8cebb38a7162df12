// A proposal as a script sends it.

#include <simdjson.h>

#include "schema/failure.h"
#include "schema/text.h"
#include "searchd/web/proposal.h"

namespace samling {
namespace {

using simdjson::dom::element;

/// {"name": …, "country": …, "actor": …} as the line that a form would hold; "" for anything else.
std::string agent_line(const element& value) {
    std::string name, in_brackets;
    for (const auto [key, part] : simdjson::dom::object(value)) {
        if (!part.is_string()) return "";
        const auto text = clean_utf8(std::string_view(part));
        if (key == "name") name = text;
        else if (key == "country" || key == "actor") in_brackets += text.empty() ? "" : (in_brackets.empty() ? "" : ", ") + text;
        else return "";
    }
    return name + (in_brackets.empty() ? "" : " (" + in_brackets + ")");
}

/// Whether `value` is one that a field may have; if so, it is added to `values`.
bool take(const element& value, bool is_agent, std::vector<std::string>& values) {
    if (value.is_string()) values.push_back(clean_utf8(std::string_view(value)));
    else if (value.is_object() && is_agent && !agent_line(value).empty()) values.push_back(agent_line(value));
    else return value.is_null();
    return true;
}

/// What `parser` reads in `body`, which lives as long as that.
simdjson::dom::object object_in(simdjson::dom::parser& parser, const std::string& body) {
    constexpr std::size_t kLongest = 256 * 1024, kDepth = 8;
    if (body.size() > kLongest) throw Failure(ErrorCode::too_large, "such a body may be 256 KB long at most");
    if (parser.allocate(kLongest, kDepth) != simdjson::SUCCESS) throw Failure(ErrorCode::internal, "no memory for a JSON parser");
    element root;
    if (parser.parse(body).get(root) != simdjson::SUCCESS || !root.is_object())
        throw Failure(ErrorCode::invalid_argument, "send a JSON object, like {\"title\": …, \"theme\": [\"…\"]}");
    return root;
}

} // namespace

std::map<std::string, std::string, std::less<>> json_scalars(const std::string& body) {
    simdjson::dom::parser parser;
    std::map<std::string, std::string, std::less<>> values;
    for (const auto [key, value] : object_in(parser, body)) {
        if (value.is_string()) values[clean_utf8(key)] = clean_utf8(std::string_view(value));
        else if (value.is_int64()) values[clean_utf8(key)] = std::to_string(int64_t(value));
    }
    return values;
}

ProposalFields json_fields(const std::string& body, Mistakes& mistakes) {
    simdjson::dom::parser parser;
    ProposalFields fields;
    for (const auto [key, value] : object_in(parser, body)) {
        const auto name = clean_utf8(key);
        if (name == "revision") continue;
        if (!is_proposal_field(name)) {
            mistakes[name] = "there is no such field";
            continue;
        }
        auto& values = fields[name];
        const bool is_agent = name == "creator" || name == "organisation";
        bool good = true;
        if (value.is_array())
            for (const auto one : simdjson::dom::array(value)) good = take(one, is_agent, values) && good;
        else good = take(value, is_agent, values);
        if (!good) mistakes[name] = is_agent ? "a name, or {\"name\", \"country\", \"actor\"}, or a list of them" : "a string or a list of strings";
    }
    return fields;
}

} // namespace samling
