#include <array>

#include "corpus/accounts.h"
#include "corpus/one_time_links.h"
#include "corpus/sessions.h"
#include "corpus/utc_time.h"
#include "schema/failure.h"
#include "searchd/web/answers.h"
#include "searchd/web/form_view.h"

namespace samling {
namespace {

View login_view(const Visit& visit) {
    auto view = form_view(visit);
    view["next"] = safe_next(visit.request.parameter("next").value_or("/"));
    view["password_set"] = flag(visit.request.parameter("set") == "1");
    return view;
}

Response login_page(const SiteContext& context, const Visit& visit) {
    if (visit.viewer().is_signed_in()) return see_other(safe_next(visit.request.parameter("next").value_or("/account")));
    return open_form_answer(context, "login", "Sign in", visit, login_view);
}

/// What to say beside which field, and under which status.
struct Refusal {
    SignInResult::Kind kind;
    int status;
    const char *field, *sentence;
};
constexpr std::array kRefusals = {
    Refusal{SignInResult::Kind::refused, 401, "", "That is not right: no account has this address, password and code. Look at each once more."},
    Refusal{SignInResult::Kind::code_wanted, 401, "code", "This account also asks for the code from your authenticator app, or a recovery code."},
    Refusal{SignInResult::Kind::too_often, 429, "", "That was tried too often. Wait a quarter of an hour, then try once more."}};

Response login(const SiteContext& context, const Visit& visit) {
    const auto& form = visit.form;
    const auto next = safe_next(form.value("next"));
    const SignInAttempt attempt{form.value("email"), form.value("password"), form.trimmed("code"), std::string(visit.request.header("user-agent"))};
    const auto result = context.sign_in->attempt(attempt, visit.visitor);
    for (const auto& [kind, status, field, sentence] : kRefusals) {
        if (result.kind != kind) continue;
        const Mistakes mistakes{{field, sentence}};
        auto view = form_view(visit, mistakes);
        view["email"] = form.value("email");
        view["next"] = next;
        auto response = form_answer(context, "login", "Sign in", view, mistakes);
        response.status = status;
        if (result.wait > 0) response.headers.emplace_back("Retry-After", std::to_string(result.wait));
        response.headers.emplace_back("Cache-Control", "private, no-store");
        return response;
    }
    auto response = see_other(next);
    set_session_cookie(response, result.secret, visit.visitor.transport);
    return response;
}

Response logout(const SiteContext& context, const Visit& visit) {
    const auto& visitor = visit.visitor;
    if (visitor.session != 0)
        context.transactions.write([&](SqliteDatabase& database) {
            Sessions(database).end(visit.viewer().account, visitor.session);
            AuditLog(database).append(visitor.entry("session.end", "account " + std::to_string(visit.viewer().account)));
        });
    auto response = see_other("/");
    clear_session_cookie(response, visitor.transport);
    return response;
}

/// Whose link it is. Throws Failure{gone} for one that is spent, too old or made up.
Account invited(const SiteContext& context, const std::string& secret) {
    const auto account = context.transactions.read([&](SqliteDatabase& database) {
        const auto key = OneTimeLinks(database).account_of(secret, seconds_now());
        return key ? Accounts(database).find(*key) : std::nullopt;
    });
    if (!account || account->state == AccountState::disabled)
        throw Failure(ErrorCode::gone, "This link was used already or is too old. Ask whoever sent it for a new one.");
    return *account;
}

View invitation_view(const Visit& visit) { return form_view(visit); }

Response invitation_page(const SiteContext& context, const Visit& visit) {
    invited(context, visit.taken[0]); // whose it is, is nothing for whoever merely found the link
    auto response = open_form_answer(context, "invitation", "Choose a password", visit, invitation_view);
    response.headers.emplace_back("Referrer-Policy", "strict-origin"); // the address is the secret; with no-referrer the form would come from "null"
    return response;
}

Response take_invitation(const SiteContext& context, const Visit& visit) {
    const auto account = invited(context, visit.taken[0]);
    const auto password = visit.form.value("password");
    Mistakes mistakes;
    if (const auto mistake = password_mistake(password, account.email, account.name); !mistake.empty()) mistakes["password"] = mistake;
    if (visit.form.value("again") != password) mistakes["again"] = "this is not the same as above";
    if (!mistakes.empty()) return form_answer(context, "invitation", "Choose a password", form_view(visit, mistakes), mistakes);
    const auto hash = context.hasher.hash(password);
    context.transactions.write([&](SqliteDatabase& database) {
        OneTimeLinks links(database);
        if (links.account_of(visit.taken[0], seconds_now()) != account.key) throw Failure(ErrorCode::gone, "This link was used already.");
        links.spend(account.key);
        Accounts(database).set_password(account.key, hash);
        Sessions(database).end_all(account.key);
        auto entry = visit.visitor.entry("account.password", "account " + std::to_string(account.key));
        entry.account = account.key;
        entry.who = account.name + " <" + account.email + ">";
        entry.before = state_name(account.state);
        entry.after = "set by a one-time link";
        AuditLog(database).append(entry);
    });
    return see_other("/login?set=1&next=%2Faccount");
}

constexpr std::array kRoutes = {
    Route{"/login", login_page, "The form to sign in"},
    Route{"/login", login, "Signs in", method::post},
    Route{"/logout", logout, "Signs out", method::post},
    Route{"/invitation/{secret}", invitation_page, "Choosing a password, once, by an invitation or a reset link"},
    Route{"/invitation/{secret}", take_invitation, "Stores it", method::post}};

} // namespace

std::span<const Route> sign_in_routes() {
    return kRoutes;
}

} // namespace samling
