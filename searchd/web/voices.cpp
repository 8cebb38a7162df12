#include "searchd/web/voices.h"

#include <algorithm>

#include "schema/json_writer.h"
#include "schema/text_case.h"
#include "searchd/search/quiet_voices.h"
#include "searchd/web/document_view.h"
#include "searchd/web/facet_views.h"
#include "searchd/web/value_views.h"

namespace samling {
namespace {

class TableMaker {
public:
    TableMaker(TagField field, const SearchPage& all, const Exposure& exposure, const Vocabulary& vocabulary)
        : all_(all), facet_(facet_of(all, tag_field_name(field))), exposure_(exposure), vocabulary_(vocabulary) {
        table_.field = field;
        if (const auto sum = exposure.find({field, ""}); sum != exposure.end()) table_.exposure = sum->second;
    }

    VoiceTable make() {
        const auto tops = vocabulary_.top_concepts();
        if (tops.size() == 1)
            for (const auto& code : tops.front()->narrower) add(code, 0);
        else
            for (const auto* top : tops) add(top->code, 0);
        return std::move(table_);
    }

private:
    void add(const std::string& code, int depth) {
        const bool shown = std::any_of(table_.voices.begin(), table_.voices.end(), [&](const auto& voice) { return voice.code == code; });
        if (shown) return; // Central America lies in two groupings
        const auto* meant = vocabulary_.find(code);
        if (depth > 0 && meant->narrower.empty()) return; // countries are for the map
        Voice voice{code, vocabulary_.label(code, "en"), depth, documents(code), 0, 0};
        voice.share = static_cast<double>(voice.documents) / static_cast<double>(std::max<std::int64_t>(all_.total, 1));
        if (const auto sum = exposure_.find({table_.field, code}); sum != exposure_.end() && table_.exposure > 0) voice.shown = sum->second / table_.exposure;
        table_.voices.push_back(voice);
        for (const auto& below : meant->narrower) add(below, depth + 1);
    }

    std::int64_t documents(const std::string& code) const {
        if (!facet_) return 0;
        for (const auto& value : facet_->values)
            if (value.value == code) return value.count;
        return 0;
    }

    const SearchPage& all_;
    const Facet* facet_;
    const Exposure& exposure_;
    const Vocabulary& vocabulary_;
    VoiceTable table_;
};

std::string ratio_text(const VoiceTable& table, const Voice& voice) {
    if (table.exposure <= 0 || voice.documents == 0) return "";
    char text[32];
    std::snprintf(text, sizeof text, "%.2f", voice.ratio());
    return text;
}

} // namespace

std::vector<VoiceTable> voice_tables(const SearchPage& all, const Exposure& exposure, const Vocabularies& vocabularies) {
    std::vector<VoiceTable> tables;
    for (const auto field : {TagField::region, TagField::actor}) tables.push_back(TableMaker(field, all, exposure, vocabularies.of(field)).make());
    return tables;
}

std::string voices_json(const std::vector<VoiceTable>& tables, int days) {
    JsonWriter json;
    json.begin_object().member("days", days).key("tables").begin_array();
    for (const auto& table : tables) {
        json.begin_object().member("facet", tag_field_name(table.field)).member("exposure", table.exposure).key("voices").begin_array();
        for (const auto& voice : table.voices) {
            json.begin_object().member("value", voice.code).member("label", voice.label).member("depth", voice.depth).member("documents", voice.documents);
            json.member("share", voice.share).member("shown", voice.shown).key("ratio");
            if (table.exposure > 0 && voice.share > 0) json.value(voice.ratio());
            else json.null();
            json.end_object();
        }
        json.end_array().end_object();
    }
    return json.end_array().end_object().take() + "\n";
}

View voices_view(const std::vector<VoiceTable>& tables, int days) {
    View view;
    view["days"] = count_of(days, "day", "days");
    view["bound"] = percent(kQuietBound);
    view["depth"] = std::to_string(kQuietDepth);
    ViewList list;
    for (const auto& table : tables) {
        View one;
        one["name"] = std::string(tag_field_name(table.field));
        one["label"] = facet_label(tag_field_name(table.field));
        one["label_inside"] = inside_sentence(facet_label(tag_field_name(table.field)));
        one["nothing_shown"] = flag(table.exposure <= 0);
        ViewList rows;
        for (const auto& voice : table.voices) {
            View row;
            row["label"] = voice.label;
            row["href"] = value_url(table.field, voice.code);
            row["depth"] = std::to_string(std::min(voice.depth, 4));
            row["documents"] = grouped_digits(voice.documents);
            row["share"] = percent(voice.share);
            row["shown"] = table.exposure > 0 ? percent(voice.shown) : "–";
            row["ratio"] = ratio_text(table, voice);
            rows.push_back(row);
        }
        one["rows"] = View(rows);
        list.push_back(one);
    }
    view["tables"] = View(list);
    return view;
}

} // namespace samling
