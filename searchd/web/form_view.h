#pragma once
// Forms that people fill in: what was wrong stands beside each field, and what was typed is kept.

#include <map>
#include <string>

#include "searchd/web/routes.h"

namespace samling {

/// A sentence for each field that is wrong, by the field's name; "" is about the form as a whole. Empty: nothing is wrong.
using Mistakes = std::map<std::string, std::string>;

/// A view with the form's token, {{csrf}}, and for each mistake {{NAME_mistake}}, {{form_mistake}} for that of the whole.
View form_view(const Visit& visit, const Mistakes& mistakes = {});
/// The template `name` as a page. 422 where there are mistakes.
Response form_answer(const SiteContext& context, const std::string& name, const std::string& title, const View& view,
                     const Mistakes& mistakes = {});
/// As form_answer, of a form that nobody has to be signed in for: a reader without a cookie is given one, which the form's
/// token is tied to. `fill` makes the view for a visit that has it.
Response open_form_answer(const SiteContext& context, const std::string& name, const std::string& title, const Visit& visit,
                          View (*fill)(const Visit& visit));

} // namespace samling
