#pragma once
// Submissions in a PeopleSite, as `indexer follow` would leave them.

#include <string>

#include "corpus/object_store.h"
#include "corpus/submissions.h"
#include "tests/searchd/people_site.h"

namespace samling::test {

inline constexpr auto kTheirCoalition = "tech-for-democracy", kOtherCoalition = "will-for-the-web";

/// What was read in a file of `words`: two pages, a theme by a rule with its words, a region.
inline SubmissionReading reading_of(const std::string& words) {
    SubmissionReading reading;
    auto& record = reading.document.metadata;
    record.title = words;
    record.abstract = "On " + words;
    record.date = {2024, 5, 0};
    record.of(TagField::language) = {{"en", Origin::rule, 0.9, {}}};
    record.of(TagField::region) = {{"KE", Origin::rule, 4, {Evidence{1, 0, words, "place:1"}}}};
    reading.document.pages = {{words, "", "en"}, {"A second page, " + words, "ii", "en"}};
    reading.report.media_type = "application/pdf";
    reading.report.extractor = "poppler";
    reading.report.words = 7;
    return reading;
}

/// A file that `name` of the site handed in, whole and not read yet.
inline std::int64_t hand_in(const PeopleSite& site, const std::string& name, const std::string& coalition = kTheirCoalition, const std::string& file_name = "zebras.pdf") {
    Submission submission;
    submission.account = site.key_of(name);
    submission.coalition = coalition;
    submission.file_name = file_name;
    submission.object = ObjectStore(site.directory().objects()).put("<script>alert(1)</script> " + name);
    submission.bytes = 40;
    static int uploads = 0;
    return site.transactions().write([&](SqliteDatabase& database) { return Submissions(database).add(submission, "upload-" + std::to_string(++uploads), name); });
}

inline void put_reading(const PeopleSite& site, std::int64_t key, const SubmissionReading& reading) {
    site.transactions().write([&](SqliteDatabase& database) { Submissions(database).put_reading(key, reading); });
}

/// One that was read.
inline std::int64_t hand_in_read(const PeopleSite& site, const std::string& name, const std::string& words = "Notes on zebras") {
    const auto key = hand_in(site, name, name == "other" ? kOtherCoalition : kTheirCoalition);
    put_reading(site, key, reading_of(words));
    return key;
}

inline Submission submission_of(const PeopleSite& site, std::int64_t key) {
    return site.transactions().read([&](SqliteDatabase& database) { return Submissions(database).find(key).value(); });
}

inline void move_to(const PeopleSite& site, std::int64_t key, SubmissionState to, SubmissionActor by) {
    site.transactions().write([&](SqliteDatabase& database) { Submissions(database).move(key, 0, {to, by, "test", "because"}); });
}

inline std::string own_address(std::int64_t key) { return "/submissions/" + std::to_string(key); }
inline std::string review_address(std::int64_t key) { return "/review/" + std::to_string(key); }
inline std::string seen(const PeopleSite& site, std::int64_t key) { return std::to_string(submission_of(site, key).revision); }

/// The form as it is shown, with its act.
inline Fields proposal_form(const PeopleSite& site, std::int64_t key, const std::string& act) {
    return {{"revision", seen(site, key)}, {"act", act}, {"title", "Notes on zebras"}, {"date", "2024-05"}, {"abstract", "On zebras"}, {"visibility", "public"},
            {"region", "KE"}, {"language", "en"}, {"licence", "CC-BY-4.0"}, {"version_of", ""}};
}

/// The same with other values of some fields.
inline Fields changed(Fields fields, const Fields& others) {
    for (const auto& [name, value] : others) {
        std::erase_if(fields, [&name = name](const auto& field) { return field.first == name; });
        fields.emplace_back(name, value);
    }
    return fields;
}

inline bool holds(const Response& response, const std::string& text) { return response.body.find(text) != std::string::npos; }

} // namespace samling::test
