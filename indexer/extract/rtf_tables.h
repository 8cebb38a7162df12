#pragma once
// The words and numbers of RTF.

#include <array>
#include <string>
#include <string_view>

namespace samling::rtf {

/// Groups that begin with these hold no text of the document.
inline constexpr std::array<std::string_view, 30> kSkipped = {"colortbl",     "stylesheet",
                                                              "pict",         "object",
                                                              "objdata",      "fldinst",
                                                              "header",       "headerl",
                                                              "headerr",      "headerf",
                                                              "footer",       "footerl",
                                                              "footerr",      "footerf",
                                                              "listtable",    "listoverridetable",
                                                              "revtbl",       "rsidtbl",
                                                              "generator",    "themedata",
                                                              "datastore",    "colorschememapping",
                                                              "latentstyles", "xmlnstbl",
                                                              "filetbl",      "private",
                                                              "bkmkstart",    "bkmkend",
                                                              "template",     "mmathPr"};
/// Destinations within \info.
inline constexpr std::array<std::string_view, 5> kInfoFields = {"title", "author", "subject", "keywords",
                                                                "doccomm"};

struct Character {
    std::string_view word;
    std::string_view text;
};
inline constexpr std::array kCharacters = {Character{"emdash", "\u2014"},    Character{"endash", "\u2013"},
                                           Character{"lquote", "\u2018"},    Character{"rquote", "\u2019"},
                                           Character{"ldblquote", "\u201c"}, Character{"rdblquote", "\u201d"},
                                           Character{"bullet", "\u2022"},    Character{"tab", " "},
                                           Character{"emspace", " "},        Character{"enspace", " "},
                                           Character{"cell", " "},           Character{"nestcell", " "}};

struct Charset {
    int number;
    int code_page;
};
/// Code pages by the number of a font's \fcharset.
inline constexpr std::array kFontCharsets = {
    Charset{0, 1252},   Charset{77, 10000}, Charset{128, 932},  Charset{129, 949},  Charset{130, 1361},
    Charset{134, 936},  Charset{136, 950},  Charset{161, 1253}, Charset{162, 1254}, Charset{163, 1258},
    Charset{177, 1255}, Charset{178, 1256}, Charset{186, 1257}, Charset{204, 1251}, Charset{222, 874},
    Charset{238, 1250}, Charset{254, 437},  Charset{255, 850}};

/// ICU's name for a Windows code page number.
std::string charset_name(int code_page);

} // namespace samling::rtf
