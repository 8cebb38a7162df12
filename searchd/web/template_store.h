#pragma once
// Mustache templates, each in the page's layout.

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include <kainjow/mustache.hpp>

namespace samling {

using View = kainjow::mustache::data;
using ViewList = kainjow::mustache::list;

/// Stands in a rendered page where the layout has {{{visitor}}}: the one place that depends on who reads it, filled in last
/// (visitor_view.h). No text can hold it, since values are escaped.
inline constexpr std::string_view kVisitorPlace = "<!--visitor-->";

/// What {{#name}} and {{^name}} look at.
View flag(bool value);

/// Thread-safe after construction: a render works on its own copy, since the library's templates keep state.
class TemplateStore {
public:
    /// Reads every *.html of `directory`. Throws Failure{unreadable_file} when layout.html is not among them.
    /// `static_version` is what the layout puts behind the addresses of static files.
    TemplateStore(const std::filesystem::path& directory, std::string static_version);
    /// `name` without ".html", with the parts it asks for ({{>part-NAME}}: those whose names begin with "part-"), put into the layout under `title`. Values are escaped by the template.
    std::string render(const std::string& name, const std::string& title, View view) const;

private:
    std::map<std::string, std::string> texts_;
    std::string static_version_;
};

} // namespace samling
