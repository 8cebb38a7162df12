#include "searchd/web/template_store.h"

#include <fstream>
#include <sstream>

#include "schema/failure.h"

namespace samling {

View flag(bool value) {
    return View(value ? kainjow::mustache::data::type::bool_true : kainjow::mustache::data::type::bool_false);
}

TemplateStore::TemplateStore(const std::filesystem::path& directory, std::string static_version)
    : static_version_(std::move(static_version)) {
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(directory, error)) {
        if (entry.path().extension() != ".html") continue;
        std::ostringstream text;
        text << std::ifstream(entry.path()).rdbuf();
        texts_[entry.path().stem().string()] = text.str();
    }
    if (!texts_.contains("layout"))
        throw Failure(ErrorCode::unreadable_file, "there are no templates in " + directory.string());
}

std::string TemplateStore::render(const std::string& name, const std::string& title, View view) const {
    kainjow::mustache::mustache body(texts_.at(name));
    for (const auto& [part, text] : texts_)
        if (part.starts_with("part-")) view[part] = View(kainjow::mustache::partial([&text = text] { return text; }));
    kainjow::mustache::mustache layout(texts_.at("layout"));
    View page;
    page["title"] = title;
    page["static_version"] = static_version_;
    page["visitor"] = std::string(kVisitorPlace);
    page["body"] = body.render(view);
    return layout.render(page);
}

} // namespace samling
