#include "corpus/near_texts.h"

namespace samling {

std::vector<std::int64_t> texts_in_band(SqliteDatabase& database, std::int64_t hash) {
    std::vector<std::int64_t> texts;
    auto rows = database.query("SELECT text FROM band WHERE hash = ?1 LIMIT ?2", hash, kBucket);
    while (rows.step()) texts.push_back(rows.integer(0));
    return texts;
}

TextSample sample_of(SqliteDatabase& database, std::int64_t text) {
    auto row = database.query(
        "SELECT v.key, v.signature FROM text_copy c JOIN version v ON v.key = c.version WHERE c.text = ?1 LIMIT 1", text);
    return row.step() ? TextSample{text, row.integer(0), std::string(row.blob(1))} : TextSample{text, 0, ""};
}

} // namespace samling
