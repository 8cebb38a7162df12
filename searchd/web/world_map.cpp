#include "searchd/web/world_map.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "searchd/net/http.h"
#include "searchd/web/document_view.h"
#include "searchd/web/html.h"

namespace samling {
namespace {

/// Every country once, about where it lies: a map of equal tiles, on which Tuvalu is as easy to see as Russia.
constexpr std::array kTiles = {
    "                                    GL",
    "",
    "                                          IS FO          NO SE    FI                   RU",
    "                                                                  EE",
    "            CA                                           DK       LV",
    "                                             IE    NL    DE    PL LT BY",
    "                                                GB BE LU    CZ",
    "                                                      CH    AT SK                KZ",
    "                                    PM             FR LI SI HR HU RS MD                   MN",
    "                                                AD    MC SM BA XK BG RO UA GE    KG",
    "               US                            PT ES    VA IT ME AL MK TR    AM AZ UZ          KP",
    "                                             GI          TN MT    GR CY LB IR TM TJ       CN KR JP",
    "                              BM             MA          LY          IL SY IQ    AF",
    "                                          EH       DZ             EG PS JO KW BH    NP BT",
    "            MX       CU BS TC VG AI                                        QA AE PK    BD HK TW",
    "                     KY HT PR VI KN AG    MR                               SA OM    IN    MO",
    "                  BZ    JM DO MS GP DM CV SN                         SD ER             MM LA    MP",
    "               GT SV HN    AW VC MQ LC GM GW ML BF NE       TD             YE          TH KH PH GU",
    "                  NI CR PA VE GD TT BB    GN SL    BJ                   ET DJ             VN       MH",
    "                           CO    GY SR    LR CI TG NG GQ CM    CF    SS          MV LK    BN PW FM",
    "                                    GF          GH    GA             UG    SO          MY SG       KI",
    "                        EC                            ST    CG    CD RW KE    SC             ID    NR",
    "WS AS                               BR                   AO          BI TZ KM                TL PG TV",
    "NU PF                   PE    BO             SH                   ZM ZW MW YT MU                SB VU",
    "TO CK                               PY                      NA    BW ZA MZ MG RE             AU NC FJ",
    "                           CL AR    UY                            LS SZ",
    "                                    FK                                                             NZ"};
/// The map is cut from north to south into parts that stand beside each other, or below each other where a screen is narrow:
/// none is wider than a phone shows with tiles that a finger can hit.
struct Part {
    std::string_view name;
    std::size_t from, to; ///< Columns, the last not included.
};
constexpr std::array kParts = {Part{"Americas and eastern Pacific", 0, 13}, Part{"Europe, Africa and the Middle East", 13, 26},
                               Part{"Asia, Indian Ocean and western Pacific", 26, 34}};
constexpr int kPitch = 20, kSide = 18; ///< Of the tiles, in units of the drawing.
constexpr int kShown = 25;             ///< Pixels that a tile takes with its gap where nothing else is said.
constexpr int kShades = 5;

/// 1 for a document, kShades for the most of any country; by orders of magnitude, since a few countries have most.
int shade(std::int64_t count, std::int64_t most) {
    if (count == 0) return 0;
    if (most < 2) return kShades;
    return 1 + static_cast<int>(std::floor(std::log(static_cast<double>(count)) / std::log(static_cast<double>(most)) * (kShades - 1) + 1e-9));
}

std::string tile(std::size_t column, std::size_t row, const CountryCount& country, std::int64_t most) {
    const auto x = static_cast<int>(column) * kPitch, y = static_cast<int>(row) * kPitch;
    const auto about = escape_html(country.label + ": " + count_of(country.count, "document", "documents"));
    const std::string box = "<g class=\"tile shade" + std::to_string(shade(country.count, most)) + "\"><title>" + about + "</title><rect x=\"" +
                            std::to_string(x) + "\" y=\"" + std::to_string(y) + "\" width=\"" + std::to_string(kSide) + "\" height=\"" +
                            std::to_string(kSide) + "\"/><text x=\"" + std::to_string(x + kSide / 2) + "\" y=\"" + std::to_string(y + 13) +
                            "\">" + country.code + "</text></g>";
    if (country.count == 0) return box; // nothing to go to; the table behind the map has it too
    return "<a href=\"" + escape_html(country.href) + "\" aria-label=\"" + about + "\">" + box + "</a>";
}

std::string tiles_of(const Part& part, const std::vector<CountryCount>& countries, std::int64_t most) {
    std::string tiles;
    for (std::size_t row = 0; row < kTiles.size(); ++row) {
        const std::string_view line = kTiles[row];
        for (auto column = part.from; column < part.to && column * 3 + 1 < line.size(); ++column) {
            const auto code = line.substr(column * 3, 2);
            const auto found = std::find_if(countries.begin(), countries.end(), [&](const auto& c) { return c.code == code; });
            if (found != countries.end()) tiles += tile(column - part.from, row, *found, most);
        }
    }
    return tiles;
}

std::string drawing(const Part& part, const std::string& tiles) {
    const auto across = [&](int unit) { return std::to_string(static_cast<int>(part.to - part.from) * unit); };
    const auto down = [](int unit) { return std::to_string(static_cast<int>(kTiles.size()) * unit); };
    return "<svg width=\"" + across(kShown) + "\" height=\"" + down(kShown) + "\" viewBox=\"0 0 " + across(kPitch) + " " + down(kPitch) +
           "\" role=\"group\" aria-label=\"Documents by country: " + std::string(part.name) + "\">" + tiles + "</svg>";
}

} // namespace

std::string world_map_svg(const std::vector<CountryCount>& countries) {
    std::int64_t most = 0;
    for (const auto& country : countries) most = std::max(most, country.count);
    std::string parts;
    for (const auto& part : kParts) parts += drawing(part, tiles_of(part, countries, most));
    return "<div class=\"world\">" + parts + "</div>";
}

} // namespace samling
