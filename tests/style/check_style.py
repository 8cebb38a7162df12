#!/usr/bin/env python3
"""The rules of the house that a compiler does not check: who may include what, and how long things get."""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]

# Header pattern -> path prefixes that may include it. The table of ARCHITECTURE.md.
LIBRARIES = {
    r"xapian\.h": ["schema/index_codec", "indexer/index_writer", "indexer/index_check", "indexer/same_title", "searchd/search/"],
    r"libxml/": ["schema/", "indexer/extract/"],
    r"unicode/": ["schema/text", "schema/regions", "schema/languages", "indexer/extract/"],
    r"libstemmer\.h": ["schema/text_stem"],
    r"Poco/Net/": ["searchd/net/"],
    r"sqlite3\.h": ["corpus/sqlite"],
    r"sodium": ["corpus/secret", "corpus/password"],
    r"(poppler|archive|gumbo|md4c|yaml|magic|libexttextcat|seccomp)": ["indexer/extract/"],
}
# Box -> boxes whose headers it may include.
MAY_USE = {
    "schema": {"schema"},
    "corpus": {"schema", "corpus"},
    "indexer": {"schema", "corpus", "indexer"},
    "searchd": {"schema", "corpus", "searchd"},
}
LONGEST_FILE = 420
INCLUDE = re.compile(r'#include [<"]([^>"]+)[>"]')


def sources():
    listed = subprocess.run(["git", "-C", ROOT, "ls-files", *MAY_USE], capture_output=True, text=True, check=True)
    return [path for path in listed.stdout.split() if path.endswith((".h", ".cpp"))]


def complaints(path, text):
    box = path.split("/")[0]
    for number, line in enumerate(text.splitlines(), 1):
        found = INCLUDE.match(line)
        if not found:
            continue
        header = found.group(1)
        for pattern, allowed in LIBRARIES.items():
            if line.startswith("#include <") and re.match(pattern, header) and not path.startswith(tuple(allowed)):
                yield f"{path}:{number}: {header} may be included only in {', '.join(allowed)}"
        other = header.split("/")[0]
        if line.startswith('#include "') and other in MAY_USE and other not in MAY_USE[box]:
            yield f"{path}:{number}: {box} may not use {other}"
    lines = text.count("\n")
    if lines > LONGEST_FILE:
        yield f"{path}: {lines} lines; is there a second idea in it?"
    if path.endswith(".h") and not text.startswith("#pragma once"):
        yield f"{path}: does not begin with #pragma once"


def dead_links():
    for document in ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"]:
        text = (ROOT / document).read_text()
        for target in re.findall(r"\]\(([^)#]+)[^)]*\)", text):
            if not target.startswith("http") and not (ROOT / target).exists():
                yield f"{document}: links to {target}, which is not there"


found = [c for path in sources() for c in complaints(path, (ROOT / path).read_text())] + list(dead_links())
print("\n".join(found) or "style: nothing to complain of")
sys.exit(1 if found else 0)
