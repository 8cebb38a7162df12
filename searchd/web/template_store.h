#pragma once
// Mustache templates, each in the page's layout.

#include <filesystem>
#include <map>
#include <string>

#include <kainjow/mustache.hpp>

namespace samling {

using View = kainjow::mustache::data;
using ViewList = kainjow::mustache::list;

/// What {{#name}} and {{^name}} look at.
View flag(bool value);

/// Thread-safe after construction: a render works on its own copy, since the library's templates keep state.
class TemplateStore {
public:
    /// Reads every *.html of `directory`. Throws Failure{unreadable_file} when layout.html is not among them.
    /// `static_version` is what the layout puts behind the addresses of static files.
    TemplateStore(const std::filesystem::path& directory, std::string static_version);
    /// `name` without ".html", put into the layout under `title`. Values are escaped by the template.
    std::string render(const std::string& name, const std::string& title, View view) const;

private:
    std::map<std::string, std::string> texts_;
    std::string static_version_;
};

} // namespace samling
