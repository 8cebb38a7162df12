// indexer-worker: reads one document at a time for the indexer, confined. Not for people to start.
#include <charconv>
#include <cstdio>
#include <string_view>

#include <fcntl.h>
#include <unistd.h>

#include "indexer/extract/serve.h"
#include "indexer/worker_protocol.h"

int main(int argc, char** argv) {
    samling::ServeOptions options;
    constexpr std::string_view kMemory = "--memory=", kOcrLanguages = "--ocr-languages=",
                               kOcrData = "--ocr-data=";
    for (int i = 1; i < argc; ++i) {
        const std::string_view argument = argv[i];
        if (argument == "--unconfined")
            options.unconfined = samling::ServeOptions::Unconfined::allow;
        else if (argument.starts_with(kOcrLanguages))
            options.ocr_languages = argument.substr(kOcrLanguages.size());
        else if (argument.starts_with(kOcrData))
            options.ocr_data = argument.substr(kOcrData.size());
        else if (argument.starts_with(kMemory))
            std::from_chars(argument.data() + kMemory.size(), argument.data() + argument.size(),
                            options.memory_bytes);
    }
    if (fcntl(samling::kWorkerSocket, F_GETFD) < 0) {
        std::fputs("indexer-worker is started by the indexer and has no use of its own.\n", stderr);
        return 2;
    }
    close_range(samling::kWorkerSocket + 1, ~0u, 0);
    _exit(samling::serve(options)); // no destructors: sanitizers' leak checks need what the filter forbids
}
