#pragma once
// The tokens of a PDF content stream.

#include <cstddef>
#include <string>
#include <string_view>

namespace samling {

struct PdfToken {
    enum class Kind {
        end,
        number,
        string,
        name,
        open_array,
        close_array,
        open_dictionary,
        close_dictionary,
        word
    };
    Kind kind = Kind::end;
    double number = 0;
    /// A string's bytes without escapes, a name without its slash, or a word. Lies in the content.
    std::string_view text;
};

/// Reads `content` once, from its beginning. Strings and names are unescaped where they stand, since that
/// only makes them shorter: no token needs memory of its own. Any bytes are accepted; what is no token is
/// skipped.
class PdfLexer {
public:
    /// `content` is changed, and outlives the lexer and its tokens.
    explicit PdfLexer(std::string& content) : at_(content.data()), end_(content.data() + content.size()) {}

    PdfToken next();
    /// After the word "BI": goes behind the "EI" of the inline picture.
    void skip_inline_image();

private:
    void skip_blanks();
    PdfToken number();
    PdfToken literal_string();
    PdfToken hexadecimal_string();
    PdfToken name();

    char* at_;
    char* end_;
};

} // namespace samling
