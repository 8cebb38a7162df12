// Files piece by piece, by the protocol tus 1.0 with creation, creation-with-upload, termination and expiration: a client
// whose line broke asks where the upload stands and goes on from there.

#include <algorithm>
#include <array>
#include <ctime>

#include "schema/failure.h"
#include "searchd/net/server.h"
#include "searchd/net/upload_metadata.h"
#include "searchd/web/answers.h"
#include "searchd/web/upload_coalition.h"

namespace samling {
namespace {

constexpr std::string_view kVersion = "1.0.0", kPieceType = "application/offset+octet-stream";
constexpr const char* kAddress = "/api/v1/uploads/tus";

/// A whole number in a header; -1 where it is none.
std::int64_t number_in(const Request& request, std::string_view header) {
    const std::string text(request.header(header));
    const bool digits = !text.empty() && text.size() < 19 && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    return digits ? number_or_zero(text) : -1;
}

Response tus_answer(int status) {
    Response response;
    response.status = status;
    response.headers.emplace_back("Tus-Resumable", std::string(kVersion));
    return response;
}

/// IMF-fixdate, as in Date.
std::string http_date(std::int64_t seconds) {
    char text[40];
    const std::time_t time = seconds;
    std::tm parts{};
    gmtime_r(&time, &parts);
    return {text, std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts)};
}

Response state_answer(int status, const UploadState& state) {
    auto response = tus_answer(status);
    response.headers.emplace_back("Upload-Offset", std::to_string(state.offset));
    response.headers.emplace_back("Upload-Expires", http_date(state.upload.expires));
    if (state.upload.submission != 0) response.headers.emplace_back("Content-Location", "/submissions/" + std::to_string(state.upload.submission));
    return response;
}

/// Asks for the protocol's version first; an error keeps its status and says the version too.
template <Response (*answer)(const SiteContext&, const Visit&)>
Response tus(const SiteContext& context, const Visit& visit) {
    Response response;
    if (visit.request.header("tus-resumable") != kVersion) {
        response = problem({ErrorCode::invalid_argument, "Tus-Resumable must be 1.0.0"}, visit.request.target);
        response.status = 412;
        response.headers.emplace_back("Tus-Version", std::string(kVersion));
    } else {
        try {
            return answer(context, visit);
        } catch (const Failure& failure) {
            response = problem(failure, visit.request.target);
            // A client that asks where an upload stands takes anything but 423 for its end, and begins anew.
            if (visit.request.method == "HEAD" && response.status >= 500) response.status = 423;
        }
    }
    response.headers.emplace_back("Tus-Resumable", std::string(kVersion));
    return response;
}

Response options(const SiteContext& context, const Visit&) {
    auto response = tus_answer(204);
    response.headers.emplace_back("Tus-Version", std::string(kVersion));
    response.headers.emplace_back("Tus-Extension", "creation,creation-with-upload,termination,expiration");
    response.headers.emplace_back("Tus-Max-Size", std::to_string(context.reception->settings().bytes));
    return response;
}

Response create(const SiteContext& context, const Visit& visit) {
    const auto length = number_in(visit.request, "upload-length");
    if (length < 0) throw Failure(ErrorCode::invalid_argument, "Upload-Length must say how many bytes there will be");
    if (length == 0) throw Failure(ErrorCode::invalid_argument, "there is nothing in the file");
    auto metadata = read_upload_metadata(visit.request.header("upload-metadata"));
    Upload upload;
    upload.coalition = upload_coalition(visit, metadata["coalition"]);
    if (upload.coalition.empty()) throw Failure(ErrorCode::invalid_argument, "Upload-Metadata must say for which of your coalitions: coalition");
    upload.file_name = metadata["filename"];
    upload.bytes = length;
    auto state = context.reception->begin(visit.visitor, upload);
    const auto* body = visit.request.streamed.get();
    if (body != nullptr && body->size() > 0 && visit.request.header("content-type") == kPieceType) state = context.reception->append(visit.visitor, state.upload.id, 0, *body);
    auto response = state_answer(201, state);
    response.headers.emplace_back("Location", std::string(kAddress) + "/" + state.upload.id);
    return response;
}

Response where(const SiteContext& context, const Visit& visit) {
    const auto state = context.reception->look(visit.visitor, visit.taken[0]);
    auto response = state_answer(200, state);
    response.headers.emplace_back("Upload-Length", std::to_string(state.upload.bytes));
    response.headers.emplace_back("Cache-Control", "no-store");
    return response;
}

Response piece(const SiteContext& context, const Visit& visit) {
    if (visit.request.header("content-type") != kPieceType) throw Failure(ErrorCode::unsupported_format, "a piece has the content type " + std::string(kPieceType));
    const auto offset = number_in(visit.request, "upload-offset");
    if (offset < 0) throw Failure(ErrorCode::invalid_argument, "Upload-Offset must say where the piece begins");
    if (!visit.request.streamed) throw Failure(ErrorCode::internal, "a piece did not go to a file");
    return state_answer(204, context.reception->append(visit.visitor, visit.taken[0], offset, *visit.request.streamed));
}

Response cancel(const SiteContext& context, const Visit& visit) {
    context.reception->cancel(visit.visitor, visit.taken[0]);
    return tus_answer(204);
}

using Body = Route::Body;

constexpr std::array kRoutes = {
    Route{"/api/v1/uploads/tus", options, "What of tus 1.0 is there", method::options},
    Route{"/api/v1/uploads/tus", tus<create>, "Begins an upload", method::post, Access::member, "upload", Body::streamed},
    Route{"/api/v1/uploads/tus/{id}", options, "What of tus 1.0 is there", method::options},
    Route{"/api/v1/uploads/tus/{id}", tus<where>, "How much of it has come", method::head, Access::member, "upload"},
    Route{"/api/v1/uploads/tus/{id}", tus<piece>, "Brings more of it", method::patch, Access::member, "upload", Body::streamed},
    Route{"/api/v1/uploads/tus/{id}", tus<cancel>, "Gives it up", method::del, Access::member, "upload"}};

} // namespace

std::span<const Route> tus_routes() {
    return kRoutes;
}

} // namespace samling
