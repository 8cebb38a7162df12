#include "searchd/web/form_view.h"

#include "corpus/secret.h"
#include "searchd/web/answers.h"

namespace samling {

View form_view(const Visit& visit, const Mistakes& mistakes) {
    View view;
    view["csrf"] = visit.csrf();
    for (const auto& [field, sentence] : mistakes) view[(field.empty() ? "form" : field) + "_mistake"] = sentence;
    return view;
}

Response form_answer(const SiteContext& context, const std::string& name, const std::string& title, const View& view, const Mistakes& mistakes) {
    return html_answer(context.templates->render(name, title + " – Samling", view), mistakes.empty() ? 200 : 422);
}

Response open_form_answer(const SiteContext& context, const std::string& name, const std::string& title, const Visit& visit,
                          View (*fill)(const Visit& visit)) {
    auto known = visit;
    if (visit.visitor.cookie.empty()) known.visitor.cookie = random_secret();
    auto response = form_answer(context, name, title, fill(known));
    if (visit.visitor.cookie.empty()) set_session_cookie(response, known.visitor.cookie, visit.visitor.transport);
    else response.headers.emplace_back("Cache-Control", "private, no-store");
    return response;
}

} // namespace samling
