#include "tests/bench/crosstab_bench.h"

#include <cstdio>

#include "schema/failure.h"
#include "searchd/search/crosstab.h"
#include "tests/bench/measure.h"
#include "tests/bench/query_bench.h"

namespace samling::bench {
namespace fs = std::filesystem;
namespace {

constexpr int kRounds = 20;

/// As /gaps?rows=theme&columns=region asks.
CrosstabRequest themes_by_regions() {
    CrosstabRequest request;
    request.rows.field = TagField::theme;
    request.rows.show = AxisRequest::Show::all;
    request.columns.field = TagField::region;
    request.columns.show = AxisRequest::Show::groups;
    return request;
}

void run_alone(const fs::path& queries, const fs::path& vocabulary, const fs::path& data) {
    const SearchService service(DataDirectory(data), std::make_shared<const Vocabularies>(vocabulary), SearchOptions());
    for (const auto& query : read_queries(queries))
        service.search(request_of(query, Extent::snippets));
    Sample warm;
    double first = 0;
    Crosstab table;
    for (int round = 0; round <= kRounds; ++round) {
        const auto start = thread_cpu_ms();
        table = service.crosstab(themes_by_regions());
        const auto took = thread_cpu_ms() - start;
        if (round == 0)
            first = took;
        else
            warm.add(took);
    }
    std::printf("\n%zu themes by %zu regions over %lld documents: %.1f ms of CPU the first time, then %.1f (p95 %.1f).\n",
                table.rows.size(), table.columns.size(), static_cast<long long>(table.total), first, warm.mean(),
                warm.percentile(.95));
    std::fflush(stdout);
}

} // namespace

void bench_crosstab(const fs::path& queries, const fs::path& vocabulary, const fs::path& data) {
    const auto cost = in_own_process([&] { run_alone(queries, vocabulary, data); });
    if (!cost.succeeded) throw Failure(ErrorCode::internal, "the table of themes by regions did not succeed");
    std::printf("Peak memory of a process that did this, after all the queries: %.0f MB.\n\n", cost.peak_megabytes);
}

} // namespace samling::bench
