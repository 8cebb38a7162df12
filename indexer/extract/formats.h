#pragma once
// One function per format. Each reads `input` into `builder` and throws Failure{extraction_failed} with a
// reason for people where nothing can be read; what can be read in part is kept and told by
// TextBuilder::damaged.

#include "indexer/extract/input.h"
#include "indexer/extract/text_builder.h"

namespace samling {

void read_pdf(const Input& input, TextBuilder& builder);
void read_docx(const Input& input, TextBuilder& builder);
void read_xlsx(const Input& input, TextBuilder& builder);
void read_archive(const Input& input, TextBuilder& builder); ///< Lists its members.
void read_mail(const Input& input, TextBuilder& builder);
void read_pptx(const Input& input, TextBuilder& builder);
void read_open_document(const Input& input, TextBuilder& builder);
void read_epub(const Input& input, TextBuilder& builder);
void read_html(const Input& input, TextBuilder& builder);
void read_xml(const Input& input, TextBuilder& builder);
void read_markdown(const Input& input, TextBuilder& builder);
void read_plain_text(const Input& input, TextBuilder& builder);
void read_doc(const Input& input, TextBuilder& builder);
void read_ppt(const Input& input, TextBuilder& builder);
void read_xls(const Input& input, TextBuilder& builder);
void read_rtf(const Input& input, TextBuilder& builder);

} // namespace samling
