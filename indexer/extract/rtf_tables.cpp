#include "indexer/extract/rtf_tables.h"

namespace samling::rtf {

std::string charset_name(int code_page) {
    switch (code_page) {
    case 10000:
        return "macintosh";
    case 65001:
        return "UTF-8";
    case 437:
    case 850:
    case 852:
    case 866:
        return "ibm-" + std::to_string(code_page);
    case 932:
        return "ibm-943_P15A-2003";
    case 936:
        return "GBK";
    case 949:
        return "windows-949";
    case 950:
        return "Big5";
    default:
        return "windows-" + std::to_string(code_page);
    }
}

} // namespace samling::rtf
