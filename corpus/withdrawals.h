#pragma once
// Which documents are kept but no longer shown, and why. How one gets at a database: catalog_transactions.h. Nothing here
// writes the audit log; whoever calls does, in the same transaction.

#include <optional>
#include <string>
#include <vector>

#include "corpus/catalog.h"
#include "corpus/sqlite.h"

namespace samling {

/// A view of the withdrawals in a database. What the calls do is said at those of Catalog of the same meaning.
class Withdrawals {
public:
    explicit Withdrawals(SqliteDatabase& database) : database_(database) {}

    bool withdraw(const std::string& id, const std::string& person, const std::string& reason);
    bool restore(const std::string& id, const std::string& person, const std::string& reason);
    std::optional<Withdrawal> find(const std::string& id);
    std::vector<Withdrawal> list(const std::string& since, std::size_t most, const std::function<bool(const Readership&)>& may_know);

private:
    SqliteDatabase& database_;
};

} // namespace samling
