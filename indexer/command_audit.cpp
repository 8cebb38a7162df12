// The audit log from the command line.

#include "corpus/audit_log.h"
#include "corpus/catalog_transactions.h"
#include "indexer/command.h"
#include "schema/failure.h"

namespace samling {
namespace {

int verify(SqliteDatabase& database, const ProgramContext& context) {
    const auto check = AuditLog(database).verify();
    context.out << check.rows << " acts, each as it was written" << (check.rows == 0 ? "" : "; last digest " + check.last_digest) << "\n";
    if (check.mistake.empty()) return kAllIn;
    context.err << "audit: " << check.mistake << "\n";
    return kSomeRejected;
}

int export_lines(SqliteDatabase& database, const ProgramContext& context) {
    AuditLog(database).for_each(1, [&](const AuditRow& row) { context.out << audit_json(row) << "\n"; });
    return kAllIn;
}

} // namespace

int run_audit(const Arguments& arguments, const ProgramContext& context) {
    const auto word = arguments.operands.size() == 1 ? arguments.operands.front() : "";
    if (word != "verify" && word != "export") throw Failure(ErrorCode::invalid_argument, "audit: say `verify` or `export`");
    return CatalogTransactions(DataDirectory(arguments.data).catalog()).read([&](SqliteDatabase& database) {
        return word == "verify" ? verify(database, context) : export_lines(database, context);
    });
}

} // namespace samling
