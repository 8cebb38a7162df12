#include "corpus/accounts.h"

#include <catch2/catch.hpp>

#include "corpus/api_tokens.h"
#include "corpus/catalog.h"
#include "corpus/catalog_transactions.h"
#include "corpus/one_time_links.h"
#include "corpus/second_factor.h"
#include "corpus/sessions.h"
#include "corpus/totp.h"
#include "tests/support/scratch.h"

using namespace samling;
using namespace samling::test;

namespace {

/// A catalog with the accounts Ada (1) and Bo (2).
struct People {
    People() {
        Catalog(scratch / "catalog.db", Catalog::Mode::write);
        database = std::make_unique<SqliteDatabase>(scratch / "catalog.db", SqliteDatabase::Access::write);
        database->run("PRAGMA foreign_keys = ON");
        Accounts(*database).add(" Ada@Example.org", "Ada");
        Accounts(*database).add("bo@example.org", "Bo");
    }
    Scratch scratch;
    std::unique_ptr<SqliteDatabase> database;
};

constexpr std::int64_t kNow = 1'800'000'000;

} // namespace

TEST_CASE("an account is found by its address, whatever is typed", "[accounts]") {
    People people;
    Accounts accounts(*people.database);
    CHECK(accounts.find_by_email("ADA@example.ORG ")->name == "Ada");
    for (const auto* nobody : {"", "ada", "ada@example.org' OR '1'='1", "%", "ada@example.org\" --", "a_a@example.org"})
        CHECK(!accounts.find_by_email(nobody));
    CHECK(failure_of([&] { accounts.add("ADA@example.org", "Other"); }).starts_with("conflict"));
    for (const auto* email : {"", "ada", "@x", "a@", "a@b@c", "a b@c", "<a@b>", "a@b\r\nBcc: c@d", "a@b,c@d"})
        CHECK(failure_of([&] { accounts.add(email, "Name"); }).starts_with("invalid-argument"));
    for (const auto* name : {"", "a\nb"}) CHECK(failure_of([&] { accounts.add("new@example.org", name); }).starts_with("invalid-argument"));
    accounts.add("robert@example.org", "Robert'); DROP TABLE account; --");
    CHECK(accounts.list().size() == 3);
    CHECK(accounts.list().back().name == "Robert'); DROP TABLE account; --");
}

TEST_CASE("an account may what its roles say, while it is active", "[accounts]") {
    People people;
    Accounts accounts(*people.database);
    accounts.set_role(1, "rights", Role::curator);
    accounts.set_role(1, "access", Role::member);
    accounts.set_role(99, "access", Role::member);
    CHECK(accounts.find(1)->viewer() == Viewer{});
    accounts.set_password(1, "hash");
    CHECK(accounts.find(1)->viewer() == Viewer{1, Viewer::Administrator::no, {"access", "rights"}, {"rights"}});
    accounts.set_administrator(1, Viewer::Administrator::yes);
    accounts.set_role(1, "rights", Role::none);
    CHECK(accounts.find(1)->viewer() == Viewer{1, Viewer::Administrator::yes, {"access"}, {}});
    CHECK(accounts.other_administrators(1) == 0);
    CHECK(accounts.other_administrators(2) == 1);
    accounts.set_state(1, AccountState::disabled);
    CHECK(accounts.find(1)->viewer() == Viewer{});
    CHECK(accounts.other_administrators(2) == 0);
    accounts.set_password(1, "other"); // does not enable it
    CHECK(accounts.find(1)->state == AccountState::disabled);
    CHECK(!accounts.find(99));
}

TEST_CASE("a one-time link is good once, for its time, and only the newest", "[accounts]") {
    People people;
    OneTimeLinks links(*people.database);
    const auto first = links.make(1, kNow), second = links.make(1, kNow), other = links.make(2, kNow);
    CHECK(!links.account_of(first, kNow));
    CHECK(links.account_of(second, kNow) == 1);
    CHECK(links.account_of(second, kNow + OneTimeLinks::kLifetime - 1) == 1);
    CHECK(!links.account_of(second, kNow + OneTimeLinks::kLifetime));
    CHECK(!links.account_of("", kNow));
    links.spend(1);
    CHECK(!links.account_of(second, kNow));
    CHECK(links.account_of(other, kNow) == 2);
}

TEST_CASE("a session ends by time, by hand and with its account alone", "[sessions]") {
    People people;
    Sessions sessions(*people.database);
    const auto ada = sessions.open(1, kNow, "10.0.0.1", std::string(500, 'x')), bo = sessions.open(2, kNow, "10.0.0.2", "");
    CHECK(ada.size() == 43);
    CHECK(ada != bo);
    const auto session = sessions.find(ada, kNow);
    REQUIRE(session);
    CHECK(session->account == 1);
    CHECK(session->agent.size() == 200);
    CHECK(!sessions.find("", kNow));
    CHECK(!sessions.find(ada, kNow + Sessions::kIdle));
    sessions.touch(session->key, kNow + Sessions::kIdle - 1);
    CHECK(sessions.find(ada, kNow + Sessions::kIdle));
    for (auto at = kNow; at < kNow + Sessions::kLifetime; at += 1000) sessions.touch(session->key, at);
    CHECK(!sessions.find(ada, kNow + Sessions::kLifetime));
    CHECK(!sessions.end(2, session->key)); // somebody else's
    CHECK(sessions.find(ada, kNow));
    CHECK(sessions.end(1, session->key));
    CHECK(!sessions.find(ada, kNow));
    const auto kept = sessions.open(2, kNow, "", "");
    sessions.end_all(2, sessions.find(kept, kNow)->key);
    CHECK(sessions.list(2, kNow).size() == 1);
    CHECK(!sessions.find(bo, kNow));
}

TEST_CASE("a token acts within its scopes and time", "[api_tokens]") {
    People people;
    ApiTokens tokens(*people.database);
    const auto secret = tokens.add({0, 1, "script", {"read", "upload", "everything"}, kNow, kNow + 100, 0});
    const auto token = tokens.find(secret, kNow);
    REQUIRE(token);
    CHECK(token->scopes == std::vector<std::string>{"read", "upload"});
    CHECK(token->has_scope("upload"));
    CHECK(!token->has_scope("review"));
    CHECK(!tokens.find(secret, kNow + 100));
    CHECK(!tokens.find("samling_", kNow));
    CHECK(!tokens.remove(2, token->key)); // somebody else's
    CHECK(tokens.remove(1, token->key));
    CHECK(!tokens.find(secret, kNow));
}

TEST_CASE("a second factor takes each code once", "[second_factor]") {
    People people;
    SecondFactor factor(*people.database, 1), other(*people.database, 2);
    CHECK(!factor.is_on());
    CHECK(!factor.take("", kNow));
    const auto codes = factor.turn_on("12345678901234567890");
    REQUIRE(codes.size() == 10);
    const auto code = totp_code("12345678901234567890", totp_step(kNow));
    CHECK(factor.take(code, kNow));
    CHECK(!factor.take(code, kNow));
    CHECK(!factor.take("", kNow));
    CHECK(!other.take(codes[0], kNow));
    CHECK(codes[0].size() == 19);
    std::string typed;
    for (const char c : codes[0])
        if (c != '-') typed += static_cast<char>(std::toupper(c));
    CHECK(factor.take(typed, kNow));
    CHECK(!factor.take(codes[0], kNow));
    CHECK(factor.recovery_codes_left() == 9);
    factor.turn_off();
    CHECK(!factor.is_on());
    CHECK(!factor.take(codes[1], kNow));
}

TEST_CASE("no secret stands in the catalog", "[accounts]") {
    People people;
    auto& database = *people.database;
    std::vector<std::string> secrets = SecondFactor(database, 1).turn_on("12345678901234567890");
    secrets.push_back(OneTimeLinks(database).make(1, kNow));
    secrets.push_back(Sessions(database).open(1, kNow, "", ""));
    secrets.push_back(ApiTokens(database).add({0, 1, "script", {"read"}, kNow, kNow + 100, 0}));
    const auto bytes = read_file(people.scratch / "catalog.db") + read_file(people.scratch / "catalog.db-wal");
    CHECK(bytes.find("Ada") != std::string::npos);
    for (const auto& secret : secrets) CHECK(bytes.find(secret) == std::string::npos);
}

TEST_CASE("transactions are whole, and no catalog is made", "[catalog_transactions]") {
    People people;
    const CatalogTransactions transactions(people.scratch / "catalog.db");
    const auto names = [&] { return transactions.read([](SqliteDatabase& database) { return Accounts(database).list().size(); }); };
    CHECK(names() == 2);
    CHECK(transactions.write([](SqliteDatabase& database) { return Accounts(database).add("c@example.org", "C"); }) == 3);
    CHECK(names() == 3);
    CHECK(failure_of([&] {
              transactions.write([](SqliteDatabase& database) {
                  Accounts(database).add("d@example.org", "D");
                  throw Failure(ErrorCode::conflict, "no");
              });
          }).starts_with("conflict"));
    CHECK(names() == 3);
    transactions.write([](SqliteDatabase& database) { Accounts(database).set_state(3, AccountState::disabled); });
    const CatalogTransactions nowhere(people.scratch / "none.db");
    CHECK(failure_of([&] { nowhere.write([](SqliteDatabase&) {}); }).starts_with("index-missing"));
    CHECK(failure_of([&] { nowhere.read([](SqliteDatabase&) {}); }).starts_with("index-missing"));
    CHECK(!std::filesystem::exists(people.scratch / "none.db"));
}
