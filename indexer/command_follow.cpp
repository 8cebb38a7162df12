#include <unistd.h>

#include "indexer/command.h"
#include "indexer/command_add.h"
#include "indexer/follow.h"

namespace samling {

int run_follow(const Arguments& arguments, const ProgramContext& context) {
    require_collection(arguments);
    const auto vocabularies = load_vocabularies(arguments, context);
    const DataDirectory directory(std::filesystem::absolute(arguments.data));
    auto options = worker_options(arguments, context, vocabularies);
    options.workers = 1;
    WorkerPool workers(options);
    const CatalogTransactions transactions(directory.catalog());
    const ObjectStore objects(directory.objects());
    const Tagger tagger(vocabularies);
    const IntentFinder intents(load_intent_rules(arguments, context), tagger);
    follow({directory,
            {transactions, directory, objects, workers, vocabularies, tagger, intents},
            [&] { return context.stop || (arguments.parent != 0 && ::getppid() != arguments.parent); },
            [&](const std::string& trouble) { context.err << "indexer follow: " << trouble << std::endl; }});
    return kAllIn;
}

} // namespace samling
