#include "tests/bench/relevance_peers.h"

#include <memory>
#include <sqlite3.h>
#include <xapian.h>

#include "schema/failure.h"
#include "schema/text.h"

namespace samling::bench {
namespace fs = std::filesystem;
namespace {

constexpr Xapian::doccount kHits = 100;

/// What a user of plain Xapian writes: title and text as one.
class XapianRanker {
public:
    struct Setting {
        Xapian::QueryParser::stem_strategy strategy;
        double k1 = 1, b = 0.5; ///< Xapian's own defaults.
    };

    XapianRanker(const RelevanceCollection& collection, const fs::path& path, Setting setting)
        : stem_(collection.language == "zh" ? "none" : collection.language), setting_(std::move(setting)) {
        database_ = Xapian::WritableDatabase(path.string(), Xapian::DB_CREATE_OR_OVERWRITE);
        generator_.set_stemmer(stem_);
        if (setting_.strategy == Xapian::QueryParser::STEM_ALL)
            generator_.set_stemming_strategy(Xapian::TermGenerator::STEM_ALL);
        if (collection.language == "zh") {
            generator_.set_flags(Xapian::TermGenerator::FLAG_CJK_NGRAM);
            generator_.set_stemming_strategy(Xapian::TermGenerator::STEM_NONE);
            query_ = Parsed::by_generator;
        }
        for (const auto& from : read_documents(collection.records)) {
            Xapian::Document document;
            generator_.set_document(document);
            generator_.index_text(from.title);
            generator_.increase_termpos();
            generator_.index_text(from.text);
            document.set_data(from.id);
            database_.add_document(document);
        }
        database_.commit();
    }

    std::vector<std::string> operator()(const std::string& query) {
        Xapian::Enquire enquire(database_);
        enquire.set_query(parse(query));
        enquire.set_weighting_scheme(Xapian::BM25Weight(setting_.k1, 0, 1, setting_.b, 0.5));
        std::vector<std::string> ids;
        const auto mset = enquire.get_mset(0, kHits);
        for (auto hit = mset.begin(); hit != mset.end(); ++hit)
            ids.push_back(hit.get_document().get_data());
        return ids;
    }

private:
    /// QueryParser wants all n-grams of a Chinese question; it gets them as any, like the words of other languages.
    enum class Parsed { by_parser, by_generator };

    Xapian::Query parse(const std::string& query) {
        if (query_ == Parsed::by_generator) {
            Xapian::Document document;
            generator_.set_document(document);
            generator_.index_text(query);
            return {Xapian::Query::OP_OR, document.termlist_begin(), document.termlist_end()};
        }
        Xapian::QueryParser parser;
        parser.set_stemmer(stem_);
        parser.set_stemming_strategy(setting_.strategy);
        parser.set_default_op(Xapian::Query::OP_OR);
        return parser.parse_query(query, 0);
    }

    Xapian::Stem stem_;
    Setting setting_;
    Parsed query_ = Parsed::by_parser;
    Xapian::TermGenerator generator_;
    Xapian::WritableDatabase database_;
};

class Fts5Ranker {
public:
    Fts5Ranker(const RelevanceCollection& collection, const fs::path& path) {
        fs::remove(path);
        check(sqlite3_open(path.c_str(), &database_));
        run("CREATE VIRTUAL TABLE t USING fts5(id UNINDEXED, title, text, tokenize = 'porter unicode61'); BEGIN");
        prepare("INSERT INTO t VALUES (?, ?, ?)");
        for (const auto& from : read_documents(collection.records)) {
            bind(1, from.id), bind(2, from.title), bind(3, from.text);
            if (sqlite3_step(statement_) != SQLITE_DONE) check(SQLITE_ERROR);
            sqlite3_reset(statement_);
        }
        run("COMMIT");
        prepare("SELECT id FROM t WHERE t MATCH ? ORDER BY bm25(t) LIMIT 100");
    }
    ~Fts5Ranker() {
        sqlite3_finalize(statement_);
        sqlite3_close(database_);
    }
    Fts5Ranker(const Fts5Ranker&) = delete;
    Fts5Ranker& operator=(const Fts5Ranker&) = delete;

    std::vector<std::string> operator()(const std::string& query) {
        std::string any;
        Analyzer("").tokenize(query, [&](const Token& token) {
            any += (any.empty() ? "\"" : " OR \"") + query.substr(token.begin, token.end - token.begin) + "\"";
        });
        std::vector<std::string> ids;
        bind(1, any);
        while (sqlite3_step(statement_) == SQLITE_ROW)
            ids.emplace_back(reinterpret_cast<const char*>(sqlite3_column_text(statement_, 0)));
        sqlite3_reset(statement_);
        return ids;
    }

private:
    void check(int code) const {
        if (code != SQLITE_OK) throw Failure(ErrorCode::internal, std::string("FTS5: ") + sqlite3_errmsg(database_));
    }
    void run(const char* sql) { check(sqlite3_exec(database_, sql, nullptr, nullptr, nullptr)); }
    void prepare(const char* sql) {
        sqlite3_finalize(statement_);
        statement_ = nullptr;
        check(sqlite3_prepare_v2(database_, sql, -1, &statement_, nullptr));
    }
    void bind(int place, const std::string& text) {
        check(sqlite3_bind_text(statement_, place, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT));
    }

    sqlite3* database_ = nullptr;
    sqlite3_stmt* statement_ = nullptr;
};

template <typename Made>
Peer peer(std::string name, std::shared_ptr<Made> ranker) {
    return {std::move(name), [ranker](const std::string& query) { return (*ranker)(query); }};
}

} // namespace

std::vector<Peer> make_peers(const RelevanceCollection& collection, const fs::path& work) {
    fs::create_directories(work);
    using Setting = XapianRanker::Setting;
    const Setting as_it_comes{Xapian::QueryParser::STEM_SOME}, tuned{Xapian::QueryParser::STEM_ALL, 0.9, 0.4};
    return {peer("Xapian", std::make_shared<XapianRanker>(collection, work / "xapian", as_it_comes)),
            peer("Xapian tuned", std::make_shared<XapianRanker>(collection, work / "xapian-tuned", tuned)),
            peer("FTS5", std::make_shared<Fts5Ranker>(collection, work / "fts5"))};
}

} // namespace samling::bench
