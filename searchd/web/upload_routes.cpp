// Files on their way in: the form, and one request for scripts. Piece by piece: tus_routes.cpp.

#include <algorithm>
#include <array>

#include "corpus/secret.h"
#include "corpus/submissions.h"
#include "schema/byte_size.h"
#include "schema/failure.h"
#include "searchd/web/answers.h"
#include "searchd/web/document_view.h"
#include "searchd/web/form_view.h"
#include "searchd/web/submission_json.h"
#include "searchd/web/upload_coalition.h"

namespace samling {
namespace {

Response upload_answer(const SiteContext& context, const Visit& visit, const Mistakes& mistakes) {
    auto view = form_view(visit, mistakes);
    const auto coalitions = upload_coalitions(visit);
    const auto chosen = visit.form.value("coalition");
    ViewList list;
    for (const auto& code : coalitions) {
        View row;
        row["value"] = code;
        row["label"] = visit.vocabularies->of(TagField::coalition).label(code, "en");
        row["chosen"] = flag(code == chosen);
        list.push_back(row);
    }
    view["coalitions"] = View(list);
    view["one_coalition"] = flag(coalitions.size() == 1);
    const auto bytes = context.reception->settings().bytes;
    view["most"] = byte_size(static_cast<std::uint64_t>(bytes));
    view["bytes"] = std::to_string(bytes);
    view["token"] = random_secret();
    return form_answer(context, "upload", "Upload", view, mistakes);
}

Response upload_page(const SiteContext& context, const Visit& visit) { return upload_answer(context, visit, {}); }

Response upload_form(const SiteContext& context, const Visit& visit) {
    Mistakes mistakes;
    if (!visit.request.streamed) mistakes["file"] = "the form was not sent as one with files; choose them again";
    else if (visit.files.empty()) mistakes["file"] = "choose at least one file";
    for (const auto& file : visit.files)
        if (file.content->size() == 0) mistakes["file"] = "there is nothing in " + file.name + "; nothing was taken in, choose the files again";
    const auto coalition = upload_coalition(visit, visit.form.value("coalition"));
    if (coalition.empty()) mistakes["coalition"] = "choose one of your coalitions";
    if (!mistakes.empty()) return upload_answer(context, visit, mistakes);
    const auto keys = context.reception->take(visit.visitor, coalition, visit.files, visit.form.value("token"));
    return see_other(keys.size() == 1 ? "/submissions/" + std::to_string(keys.front()) : "/submissions");
}

/// What a script sent: a form with files, or a body that is the file.
std::vector<SentFile> sent_files(const Visit& visit) {
    if (!visit.files.empty() || is_multipart(visit.request)) return visit.files;
    auto name = sent_file_name(visit.request.header("content-disposition"));
    if (name.empty()) name = visit.request.parameter("name").value_or("");
    if (!visit.request.streamed || visit.request.streamed->size() == 0) return {};
    if (!visit.request.streamed->is_complete()) throw Failure(ErrorCode::bad_request, "the body was cut off");
    if (name.empty()) throw Failure(ErrorCode::invalid_argument, "say the name of the file: ?name=…, or Content-Disposition: attachment; filename=\"…\"");
    return {{"", name, visit.request.streamed}};
}

Response api_upload(const SiteContext& context, const Visit& visit) {
    const auto files = sent_files(visit);
    const bool nothing = std::any_of(files.begin(), files.end(), [](const SentFile& file) { return file.content->size() == 0; });
    if (files.empty() || nothing) throw Failure(ErrorCode::invalid_argument, "there is no file in the request, or nothing in the file");
    const auto asked = visit.request.parameter("coalition").value_or(visit.form.value("coalition"));
    const auto coalition = upload_coalition(visit, asked);
    if (coalition.empty()) throw Failure(ErrorCode::invalid_argument, "say for which of your coalitions: coalition=" + joined(upload_coalitions(visit), ", or coalition="));
    const auto keys = context.reception->take(visit.visitor, coalition, files, std::string(visit.request.header("idempotency-key")));
    SubmissionParts parts;
    context.transactions.read([&](SqliteDatabase& database) {
        parts.submission = Submissions(database).find(keys.front()).value();
        parts.notes = Submissions(database).notes(keys.front());
    });
    auto response = json_answer(submission_json(parts));
    response.status = 201;
    response.headers.emplace_back("Location", keys.size() == 1 ? "/api/v1/uploads/" + std::to_string(keys.front()) : "/api/v1/uploads");
    return response;
}

constexpr std::array kRoutes = {
    Route{"/upload", upload_page, "The form that takes files", method::read, Access::member},
    Route{"/upload", upload_form, "Takes files in", method::post, Access::member, "upload", Route::Body::streamed},
    Route{"/api/v1/uploads", api_upload, "Takes in a file, as body or as multipart/form-data", method::post, Access::member, "upload", Route::Body::streamed}};

} // namespace

std::span<const Route> upload_routes() {
    return kRoutes;
}

} // namespace samling
