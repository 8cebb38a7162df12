#include "indexer/collection_writer.h"
#include "indexer/command.h"
#include "schema/failure.h"

namespace samling {

int run_remove(const Arguments& arguments, const ProgramContext& context) {
    if (arguments.operands.empty())
        throw Failure(ErrorCode::invalid_argument, "remove: name the ids of documents");
    require_collection(arguments);
    const auto vocabularies = load_vocabularies(arguments, context);
    CollectionWriter writer(DataDirectory(arguments.data), vocabularies, {});
    int status = kAllIn;
    for (const auto& id : arguments.operands) {
        const bool removed = writer.remove(id);
        (removed ? context.out : context.err)
            << (removed ? "removed " : "no document has the id ") << id << "\n";
        if (!removed) status = kSomeRejected;
    }
    return status;
}

} // namespace samling
