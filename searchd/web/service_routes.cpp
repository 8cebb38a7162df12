#include "searchd/web/routes.h"

#include <array>

#include "searchd/web/answers.h"
#include "schema/json_writer.h"

namespace samling {
namespace {

Response health(const SiteContext& context, const Visit&) {
    const auto state = context.functions.state();
    context.transactions.check(); // a search reads it for its snippets
    JsonWriter writer;
    writer.begin_object().member("status", "ok").member("documents", state.documents);
    writer.member("revision", static_cast<std::int64_t>(state.revision));
    // What is wrong names files of the machine: the log and the command say it, not an address that is open to all.
    if (!context.vocabularies.amiss().empty())
        writer.member("notice", "the vocabularies were changed and cannot be used as they are: the earlier ones are in use; see the log, or "
                                "`indexer vocabulary check`");
    writer.end_object();
    return json_answer(writer.take() + "\n");
}

Response static_file(const SiteContext& context, const Visit& visit) {
    return context.files.answer(visit.taken[0], visit.request.parameter("v").value_or(""));
}

Response favicon(const SiteContext& context, const Visit&) { return context.files.answer("icon.svg", ""); }

Response robots(const SiteContext&, const Visit&) {
    Response response;
    response.content_type = "text/plain; charset=utf-8";
    response.body = "User-agent: *\nDisallow: /search\nDisallow: /api/\n";
    return response;
}

constexpr std::array kRoutes = {
    Route{"/healthz", health, "Whether searches can be answered, and from how many documents"},
    Route{"/static/{name}", static_file, "Style sheet and icon"},
    Route{"/favicon.svg", favicon, "The icon"},
    Route{"/robots.txt", robots, "What crawlers should leave alone"}};

} // namespace

std::span<const Route> service_routes() {
    return kRoutes;
}

} // namespace samling
