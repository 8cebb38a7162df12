#include "indexer/extract/xml_reader.h"

#include <algorithm>
#include <exception>
#include <memory>

#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include "indexer/extract/charset.h"
#include "indexer/extract/input.h"
#include "indexer/extract/markup_scan.h"
#include "schema/failure.h"

namespace samling {
namespace {

/// What the callbacks of one run share. No exception may cross libxml2's frames: it waits here.
struct Run {
    XmlEvents& events;
    xmlParserCtxtPtr context = nullptr;
    std::exception_ptr exception;
    std::string error;

    template <typename Action>
    void guarded(const Action& action) {
        if (exception) return;
        try {
            action();
            if (events.done()) xmlStopParser(context);
        } catch (...) {
            exception = std::current_exception();
            xmlStopParser(context);
        }
    }
};

std::string_view view(const xmlChar* text) {
    return text ? std::string_view(reinterpret_cast<const char*>(text)) : std::string_view();
}

void on_open(void* user, const xmlChar* name, const xmlChar*, const xmlChar* uri, int, const xmlChar**,
             int count, int, const xmlChar** attributes) {
    static_cast<Run*>(user)->guarded([&] {
        XmlTag element{view(name), view(uri), {}};
        element.attributes.reserve(static_cast<std::size_t>(count));
        for (int i = 0; i < count; ++i) {
            const xmlChar** attribute = attributes + 5 * i; // name, prefix, URI, value, end of value
            element.attributes.emplace_back(
                view(attribute[0]), std::string_view(reinterpret_cast<const char*>(attribute[3]),
                                                     static_cast<std::size_t>(attribute[4] - attribute[3])));
        }
        static_cast<Run*>(user)->events.open(element);
    });
}

void on_close(void* user, const xmlChar* name, const xmlChar*, const xmlChar* uri) {
    static_cast<Run*>(user)->guarded([&] {
        static_cast<Run*>(user)->events.close({view(name), view(uri), {}});
    });
}

void on_characters(void* user, const xmlChar* text, int length) {
    static_cast<Run*>(user)->guarded([&] {
        static_cast<Run*>(user)->events.characters(
            {reinterpret_cast<const char*>(text), static_cast<std::size_t>(length)});
    });
}

void on_error(void* user, xmlErrorPtr error) {
    auto& run = *static_cast<Run*>(user);
    if (!run.error.empty() || !error->message || error->level < XML_ERR_ERROR) return;
    run.error = error->message;
    while (!run.error.empty() && run.error.back() == '\n')
        run.error.pop_back();
    run.error += " (line " + std::to_string(error->line) + ")";
}

xmlSAXHandler handler() {
    xmlSAXHandler result{};
    result.initialized = XML_SAX2_MAGIC;
    result.startElementNs = on_open;
    result.endElementNs = on_close;
    result.characters = on_characters;
    result.cdataBlock = on_characters;
    result.ignorableWhitespace = on_characters;
    result.serror = on_error;
    return result;
}

std::string_view declared_encoding(std::string_view bytes) {
    const auto declaration = bytes.substr(0, std::min(bytes.substr(0, 400).find("?>"), std::size_t{400}));
    const std::size_t key = declaration.find("encoding");
    if (!declaration.starts_with("<?xml") || key == std::string_view::npos) return {};
    const std::size_t open = declaration.find_first_of("\"'", key);
    if (open == std::string_view::npos) return {};
    const std::size_t close = declaration.find(declaration[open], open + 1);
    return close == std::string_view::npos ? std::string_view()
                                           : declaration.substr(open + 1, close - open - 1);
}

void feed(Run& run, std::string_view text) {
    constexpr std::size_t kChunk = 64 * 1024;
    for (std::size_t at = 0; at < text.size() && !run.exception && !run.context->disableSAX; at += kChunk) {
        const auto chunk = text.substr(at, kChunk);
        xmlParseChunk(run.context, chunk.data(), static_cast<int>(chunk.size()), at + kChunk >= text.size());
    }
}

/// Where entities are declared, libxml2 makes a document for them that nobody else frees.
struct FreeContext {
    void operator()(xmlParserCtxt* context) const {
        xmlFreeDoc(context->myDoc);
        xmlFreeParserCtxt(context);
    }
};

} // namespace

std::string_view XmlTag::attribute(std::string_view wanted) const {
    for (const auto& [key, value] : attributes)
        if (key == wanted) return value;
    return {};
}

std::string read_xml_events(std::string_view bytes, XmlEvents& events) {
    // Decoded here: libxml2 would ask iconv, which loads its tables from files that the worker may not open.
    const auto decoded = decode_text(beginning(bytes, Limits::kMarkupBytes), declared_encoding(bytes));
    if (!is_tame(markup_shape(decoded.text, MarkupKind::xml)))
        throw Failure(ErrorCode::extraction_failed, "its XML nests deeper than " +
                                                        std::to_string(Limits::kDepth) +
                                                        " elements or has an element of "
                                                        "more than " +
                                                        std::to_string(Limits::kAttributes) + " attributes");
    Run run{events, nullptr, nullptr, {}};
    auto callbacks = handler();
    const std::unique_ptr<xmlParserCtxt, FreeContext> context(xmlCreatePushParserCtxt(&callbacks, &run, nullptr, 0, nullptr));
    if (!context) throw std::bad_alloc();
    run.context = context.get();
    xmlCtxtUseOptions(context.get(),
                      XML_PARSE_NONET | XML_PARSE_RECOVER | XML_PARSE_IGNORE_ENC | XML_PARSE_NOCDATA);
    feed(run, decoded.text);
    if (run.exception) std::rethrow_exception(run.exception);
    if (bytes.size() > Limits::kMarkupBytes)
        return "only its first " + std::to_string(Limits::kMarkupBytes >> 20) + " MB were read";
    return events.done() ? std::string() : run.error;
}

} // namespace samling
