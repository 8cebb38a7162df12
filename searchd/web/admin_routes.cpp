#include <algorithm>
#include <array>

#include "corpus/accounts.h"
#include "corpus/api_tokens.h"
#include "corpus/one_time_links.h"
#include "corpus/sessions.h"
#include "corpus/utc_time.h"
#include "schema/failure.h"
#include "searchd/web/account_acts.h"
#include "searchd/web/answers.h"
#include "searchd/web/form_view.h"

namespace samling {
namespace {

/// Whether all that `account` may do is what the viewer could have given it, so that a link to it gives away no more.
bool may_invite_again(const Viewer& viewer, const Account& account) {
    if (viewer.is_administrator()) return true;
    return account.state == AccountState::invited && account.administrator == Viewer::Administrator::no &&
           std::all_of(account.roles.begin(), account.roles.end(), [&](const auto& row) { return may_grant(viewer, row.coalition, row.role); });
}

/// What the viewer may change of an account's roles.
ViewList role_rows(const Account& account, const Visit& visit) {
    ViewList rows;
    for (const auto& [coalition, role, publishing] : account.roles) {
        if (!may_grant(visit.viewer(), coalition, role)) continue;
        View row;
        row["coalition"] = coalition;
        row["role"] = std::string(role_name(role));
        row["is_direct"] = flag(publishing == Publishing::direct);
        rows.push_back(row);
    }
    return rows;
}

ViewList user_rows(const SiteContext& context, const Visit& visit) {
    ViewList rows;
    for (const auto& account : context.transactions.read([](SqliteDatabase& database) { return Accounts(database).list(); })) {
        if (!may_see(visit.viewer(), account)) continue;
        View row;
        row["key"] = std::to_string(account.key);
        row["name"] = account.name;
        row["email"] = account.email;
        row["state"] = std::string(state_name(account.state));
        row["rights"] = rights_of(account);
        row["roles"] = View(role_rows(account, visit));
        row["managed"] = flag(visit.viewer().is_administrator());
        row["csrf"] = visit.csrf();
        row["disabled"] = flag(account.state == AccountState::disabled);
        row["is_administrator"] = flag(account.administrator == Viewer::Administrator::yes);
        rows.push_back(row);
    }
    return rows;
}

ViewList coalition_choices(const Visit& visit) {
    ViewList rows;
    for (const auto& concept_ : visit.vocabularies->of(TagField::coalition).concepts()) {
        if (!visit.viewer().is_curator_of(concept_.code)) continue;
        View row;
        row["code"] = concept_.code;
        row["label"] = visit.vocabularies->of(TagField::coalition).label(concept_.code, "en");
        row["selected"] = flag(visit.form.value("coalition") == concept_.code);
        rows.push_back(row);
    }
    return rows;
}

std::string link_address(const SiteContext& context, const Visit& visit, const ActedOn& done) {
    return context.frontage.origin(visit.request) + "/invitation/" + done.link;
}

/// A sentence on what became of the mail, for whoever made the link.
std::string mail_link(const SiteContext& context, const Visit& visit, const ActedOn& done) {
    try {
        context.send_mail({done.email, "Your account at Samling",
                           "Dear " + done.name + ",\r\n\r\n" + visit.visitor.name + " (" + visit.visitor.email +
                               ") has made you an account at Samling, or a new link to it. Choose a password here, within seven days:\r\n\r\n" +
                               link_address(context, visit, done) + "\r\n\r\nThe link holds once. If you expected none, do nothing.\r\n"});
        return "It was sent to " + done.email + ".";
    } catch (const Failure& failure) {
        return std::string("It could not be sent by mail, so pass it on yourself: ") + failure.what();
    }
}

Response users_answer(const SiteContext& context, const Visit& visit, const Mistakes& mistakes, const ActedOn& done) {
    auto view = form_view(visit, mistakes);
    if (!mistakes.empty()) view["email"] = visit.form.value("email");
    if (!mistakes.empty()) view["name"] = visit.form.value("name");
    view["administers"] = flag(visit.viewer().is_administrator());
    if (!done.link.empty()) view["link"] = link_address(context, visit, done);
    if (!done.said.empty()) view["said"] = done.said;
    if (!done.link.empty() && context.send_mail) view["mailed"] = mail_link(context, visit, done);
    view["coalitions"] = View(coalition_choices(visit));
    view["users"] = View(user_rows(context, visit));
    return form_answer(context, "users", "People", view, mistakes);
}

Response users(const SiteContext& context, const Visit& visit) { return users_answer(context, visit, {}, {}); }

Response invite(const SiteContext& context, const Visit& visit) {
    const auto email = normal_email(visit.form.value("email")), name = visit.form.trimmed("name"), coalition = visit.form.value("coalition");
    const auto role = role_named(visit.form.value("role")).value_or(Role::none);
    Mistakes mistakes;
    if (auto mistake = email_mistake(email); !mistake.empty()) mistakes["email"] = mistake;
    if (auto mistake = name_mistake(name); !mistake.empty()) mistakes["name"] = mistake;
    if (visit.vocabularies->of(TagField::coalition).find(coalition) == nullptr) mistakes["coalition"] = "choose a coalition";
    else if (role == Role::none || !may_grant(visit.viewer(), coalition, role)) mistakes["role"] = "you cannot give this role in this coalition";
    if (!mistakes.empty()) return users_answer(context, visit, mistakes, {});
    const auto link = context.transactions.write([&](SqliteDatabase& database) {
        Accounts accounts(database);
        const auto known = accounts.find_by_email(email);
        // Looked at before the role is given: a curator gets no link to what others have made of the account.
        const bool linked = !known || (may_invite_again(visit.viewer(), *known) && known->state == AccountState::invited);
        const auto key = known ? known->key : accounts.add(email, name);
        const bool demotes = known && role == Role::member && std::find(known->roles.begin(), known->roles.end(), CoalitionRole{coalition, Role::curator}) != known->roles.end();
        if (demotes && !visit.viewer().is_administrator()) return std::string();
        accounts.set_role(key, coalition, role);
        auto entry = visit.visitor.entry("account.invite", "account " + std::to_string(key));
        entry.before = known ? rights_of(*known) : "";
        entry.after = rights_of(*accounts.find(key));
        AuditLog(database).append(entry);
        return linked ? OneTimeLinks(database).make(key, seconds_now()) : std::string();
    });
    return link.empty() ? see_other("/admin/users") : users_answer(context, visit, {}, {link, "", email, name});
}

Response change_user(const SiteContext& context, const Visit& visit) {
    const auto done = context.transactions.write([&](SqliteDatabase& database) {
        const auto account = Accounts(database).find(number_or_zero(visit.taken[0]));
        if (!account && visit.viewer().is_administrator()) throw Failure(ErrorCode::not_found, "there is no such account");
        if (!account || !may_see(visit.viewer(), *account)) throw Failure(ErrorCode::forbidden, "this account is not yours to look after");
        return act_on_account(database, visit, *account);
    });
    return done.link.empty() ? see_other("/admin/users") : users_answer(context, visit, {}, done);
}

Response audit(const SiteContext& context, const Visit& visit) {
    constexpr std::size_t kShown = 100;
    const auto text = visit.request.parameter("q").value_or("");
    const auto before = number_or_zero(visit.request.parameter("before").value_or("0"));
    const auto rows = context.transactions.read([&](SqliteDatabase& database) { return AuditLog(database).newest(before, kShown, text); });
    View view;
    view["query"] = text;
    ViewList list;
    for (const auto& row : rows) {
        View line;
        line["number"] = std::to_string(row.key);
        line["at"] = row.at;
        line["who"] = row.entry.who;
        line["address"] = row.entry.address;
        line["act"] = row.entry.act;
        line["subject"] = row.entry.subject;
        line["before"] = row.entry.before;
        line["after"] = row.entry.after;
        list.push_back(line);
    }
    view["rows"] = View(list);
    if (rows.size() == kShown) view["older"] = "/admin/audit?q=" + percent_encode(text) + "&before=" + std::to_string(rows.back().key);
    return form_answer(context, "audit", "Audit log", view);
}

/// At most so many at once; a Link leads on.
Response audit_lines(const SiteContext& context, const Visit& visit) {
    constexpr std::int64_t kMost = 50'000;
    const auto from = std::max<std::int64_t>(number_or_zero(visit.request.parameter("from").value_or("1")), 1);
    Response response;
    std::int64_t count = 0, last = from;
    context.transactions.read([&](SqliteDatabase& database) {
        AuditLog(database).for_each(from, kMost, [&](const AuditRow& row) {
            response.body += audit_json(row) + "\n";
            last = row.key;
            ++count;
        });
    });
    response.content_type = "application/jsonl; charset=utf-8";
    response.headers.emplace_back("Content-Disposition", content_disposition("attachment", "audit.jsonl"));
    if (count == kMost) response.headers.emplace_back("Link", "</admin/audit.jsonl?from=" + std::to_string(last + 1) + ">; rel=\"next\"");
    return response;
}

constexpr std::array kRoutes = {
    Route{"/admin/users", users, "The people with accounts, and inviting more", method::read, Access::curator},
    Route{"/admin/users", invite, "Invites somebody", method::post, Access::curator},
    Route{"/admin/users/{key}", change_user, "Disables, enables, resets, appoints or dismisses; changes a role", method::post, Access::curator},
    Route{"/admin/audit.jsonl", audit_lines, "Every act, oldest first, a line of JSON each; ?from=NUMBER goes on from there", method::read, Access::administrator},
    Route{"/admin/audit", audit, "Every act, newest first", method::read, Access::administrator}};

} // namespace

std::span<const Route> admin_routes() {
    return kRoutes;
}

} // namespace samling
