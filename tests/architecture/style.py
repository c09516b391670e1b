"""Sizes, spellings and leftovers."""

import ast
import re

from tree import Finding, Tree, blank

COLUMNS_MAX = 100
FUNCTION_LINES_MAX = 70
FILE_LINES_MAX = 500

CODE = (".hpp", ".cpp", ".py", ".sh", ".cmake", ".in")
TOP_LEVEL = {
    "CMakeLists.txt", "CMakePresets.json", "README.md", "CHANGELOG.md", "LICENSE", "dev",
    "pyproject.toml", ".ci", ".clang-format", ".clang-tidy", ".gitignore", ".gitattributes",
    "include", "src", "bindings", "examples", "rules", "tests", "bench", "docs",
}


def made(tree: Tree, path: str) -> bool:
    """Whether a program wrote this file: its first line says `Made by`."""
    return "Made by " in tree.text(path).partition("\n")[0]


def is_code(path: str) -> bool:
    """Whether the limits of code hold for this file."""
    return path.endswith(CODE) or path.endswith("CMakeLists.txt") or path in ("dev", ".ci/run")


def top_level(tree: Tree) -> list[Finding]:
    """The top of the tree is fixed; what comes new belongs into one of its folders."""
    names = {path.split("/")[0] for path in tree.paths}
    return [Finding(name, 1, "is not part of the fixed top level") for name in
            sorted(names - TOP_LEVEL)]


def columns(tree: Tree) -> list[Finding]:
    """No line of code passes 100 columns."""
    found = []
    for path in (p for p in tree.paths if is_code(p) and not made(tree, p)):
        for number, line in enumerate(tree.text(path).splitlines(), 1):
            if len(line) > COLUMNS_MAX:
                found.append(Finding(path, number, f"{len(line)} columns, {COLUMNS_MAX} allowed"))
    return found


def file_length(tree: Tree) -> list[Finding]:
    """No file of code passes 500 lines."""
    found = []
    for path in (p for p in tree.paths if is_code(p) and not made(tree, p)):
        lines = tree.text(path).count("\n")
        if lines > FILE_LINES_MAX:
            found.append(Finding(path, lines, f"{lines} lines, {FILE_LINES_MAX} allowed"))
    return found


def cpp_functions(text: str) -> list[tuple[str, int, int]]:
    """(name, first line, lines) of each function, found by braces.

    A brace at namespace or class scope opens a function if a parameter list stands before it since
    the last ; or brace; else it opens a scope (namespace, class) or an initializer.
    """
    clean = re.sub(r"(?m)^[ \t]*#.*(?:\\\n.*)*", lambda m: re.sub(r"[^\n]", " ", m.group()),
                   blank(text))
    found: list[tuple[str, int, int]] = []
    stack: list[tuple[str, str, int]] = []   # (kind, name, line)
    start, line, start_line = 0, 1, 1
    for index, char in enumerate(clean):
        if char == "\n":
            line += 1
        if char not in "{};":
            if clean[start:index].strip() == "":
                start_line = line
            continue
        if char == "{":
            stack.append(_opened(clean[start:index], start_line, stack))
        elif char == "}" and stack:
            kind, name, first = stack.pop()
            if kind == "function":
                found.append((name, first, line - first + 1))
        start, start_line = index + 1, line
    return found


def _opened(head: str, line: int, stack: list[tuple[str, str, int]]) -> tuple[str, str, int]:
    """What a brace opens, from the text before it."""
    if stack and stack[-1][0] != "scope":
        return ("inside", "", line)
    head = " ".join(head.split())
    head = re.sub(r"^((public|private|protected)\s*:\s*)+", "", head)
    if re.search(r"\b(namespace|extern)\b", head) and "(" not in head:
        return ("scope", head, line)
    if re.match(r"(template\s*<.*>\s*)?(class|struct|union)\b(?!.*\))", head):
        return ("scope", head, line)
    call = re.search(r"([\w:~]+|operator\S+)\s*\(", head)
    if call and not re.search(r"=\s*$|\breturn\b", head):
        return ("function", call.group(1), line)
    return ("inside", "", line)


def function_length(tree: Tree) -> list[Finding]:
    """No function passes 70 lines; examples are pages to be read from top to bottom."""
    found = []
    folders = ("include", "src", "bindings", "tests", "bench")
    for path in (p for p in tree.cpp(*folders) if not made(tree, p)):
        for name, line, lines in cpp_functions(tree.text(path)):
            if lines > FUNCTION_LINES_MAX:
                found.append(Finding(path, line, f"{name}: {lines} lines of 70 allowed"))
    for path in (p for p in tree.paths if p.endswith(".py") and not p.startswith("examples/")):
        for node in ast.walk(ast.parse(tree.text(path), path)):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > FUNCTION_LINES_MAX:
                    found.append(Finding(path, node.lineno, f"{node.name}: {lines} lines"))
    return found


def uncommented(text: str) -> list[tuple[int, str]]:
    """Types of more than four lines with a comment neither before nor anywhere inside them."""
    lines = text.splitlines()
    found = []
    for index, line in enumerate(lines):
        opened = re.match(r"(?:class|struct)\s+(?:ARREARS_API\s+)?(\w+)[^;]*\{\s*$", line)
        if not opened or (index and lines[index - 1].lstrip().startswith("//")):
            continue
        end = next((i for i in range(index, len(lines)) if lines[i].startswith("};")), index)
        if end - index > 4 and not any("//" in inner for inner in lines[index:end]):
            found.append((index + 1, opened.group(1)))
    return found


def public_comments(tree: Tree) -> list[Finding]:
    """A public header begins by saying what it is, and explains what it declares."""
    found = []
    for path in tree.cpp("include"):
        lines = [line.strip() for line in tree.text(path).splitlines() if line.strip()]
        if not lines or not lines[0].startswith("//"):
            found.append(Finding(path, 1, "does not begin with a comment that says what it is"))
        found += [Finding(path, line, f"{name} has no comment") for line, name in
                  uncommented(tree.text(path))]
        guard = re.sub(r"\W", "_", path.removeprefix("include/")).upper()
        if f"#ifndef {guard}" not in tree.text(path):
            found.append(Finding(path, 1, f"the include guard should be {guard}"))
    return found


# Spelled in pieces, so that this file does not find itself.
LEFTOVERS = {
    "/wo" + "rk/": "a path of one machine", "/ro" + "ot/": "a path of one machine",
    "/ho" + "me/": "a path of one machine", "bash_" + "jobs": "a path of one machine",
    "Clau" + "de": "the name of a tool", "anthro" + "pic": "the name of a tool",
    "Chat" + "GPT": "the name of a tool", "Cop" + "ilot": "the name of a tool",
    "<<<<" + "<<<": "a conflict", ">>>>" + ">>>": "a conflict",
}


def leftovers(tree: Tree) -> list[Finding]:
    """No committed file names a machine's paths or the tools that wrote it."""
    found = []
    for path in tree.paths:
        for number, line in enumerate(tree.text(path).splitlines(), 1):
            for word, what in LEFTOVERS.items():
                if re.search(rf"(?<!\w){re.escape(word)}", line, re.IGNORECASE):
                    found.append(Finding(path, number, f"{word}: {what}"))
    return found
