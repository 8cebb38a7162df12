#include "indexer/extract/serve.h"

#include <memory>
#include <new>
#include <string>

#include <unistd.h>

#include "indexer/extract/confine.h"
#include "indexer/extract/crash.h"
#include "indexer/extract/extract_document.h"
#include "indexer/extract/mapped_file.h"
#include "indexer/extract/ocr_engine.h"
#include "indexer/extract/recognise.h"
#include "indexer/extract/warm_up.h"
#include "indexer/worker_protocol.h"
#include "schema/failure.h"

namespace samling {
namespace {

std::string answer(const ReceivedJob& job, OcrEngine* engine) {
    try {
        const MappedFile file(job.descriptor);
        const Input input{file.bytes(), job.name, file.size()};
        if (job.member) return encode(unpack_member(file.bytes(), *job.member));
        return encode(engine ? recognise_page(input, job.page, *engine) : extract_document(input));
    } catch (const Failure& failure) {
        Extraction refused;
        refused.reason = failure.what();
        return encode(refused);
    } catch (const std::bad_alloc&) {
        _exit(kExitOutOfMemory); // the heap may be in pieces: a fresh worker is cheaper than doubt
    }
}

} // namespace

int serve(const ServeOptions& options) {
    warm_up();
    std::unique_ptr<OcrEngine> engine;
    try {
        if (!options.ocr_languages.empty())
            engine = std::make_unique<OcrEngine>(options.ocr_data, options.ocr_languages);
    } catch (const Failure& failure) {
        send_frame(kWorkerSocket, std::string("refused: ") + failure.what());
        return 1;
    }
    exit_on_crash();
    const auto confinement = confine(options.memory_bytes);
    if (!confinement.confined && options.unconfined == ServeOptions::Unconfined::refuse) {
        send_frame(kWorkerSocket,
                   "refused: the kernel does not let it be confined (" + confinement.description + ")");
        return 1;
    }
    if (!send_frame(kWorkerSocket, "ready: " + confinement.description)) return 1;
    while (const auto job = receive_job(kWorkerSocket)) {
        const std::string message = answer(*job, engine.get());
        close(job->descriptor);
        if (!send_frame(kWorkerSocket, message)) return 1;
    }
    return 0;
}

} // namespace samling
