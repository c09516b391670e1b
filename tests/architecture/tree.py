"""The files of a source tree and their text with comments and strings blanked."""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Finding:
    """One breach of a rule, at a place."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


class Tree:
    """A source tree: what git would commit, or every file where there is no git."""

    def __init__(self, root: Path):
        self.root = root
        self.paths = sorted(self._listed())
        self._texts: dict[str, str] = {}

    def _listed(self) -> list[str]:
        command = ["git", "-C", str(self.root), "ls-files", "-co", "--exclude-standard"]
        if (self.root / ".git").exists():
            try:
                answer = subprocess.run(command, capture_output=True, text=True, check=True)
                names = [name.strip('"') for name in answer.stdout.splitlines()]
                return [name for name in names if (self.root / name).is_file()]
            except (OSError, subprocess.CalledProcessError):
                pass
        files = (p for p in self.root.rglob("*") if p.is_file())
        names = (p.relative_to(self.root).as_posix() for p in files)
        return [n for n in names if not n.startswith("build/") and "/__pycache__/" not in f"/{n}"]

    def text(self, path: str) -> str:
        """The text of a file; empty for one that is not text."""
        if path not in self._texts:
            raw = (self.root / path).read_bytes()
            try:
                self._texts[path] = "" if b"\0" in raw else raw.decode("utf-8")
            except UnicodeDecodeError:
                self._texts[path] = ""
        return self._texts[path]

    def cpp(self, *folders: str) -> list[str]:
        """C++ files under these folders."""
        return [
            p for p in self.paths
            if p.endswith((".hpp", ".cpp")) and p.startswith(tuple(f + "/" for f in folders))
        ]


_TOKEN = re.compile(
    r"""//[^\n]*                                # comment to the end of the line
      | /\*.*?\*/                               # comment between marks
      | R"(?P<mark>[^()\s\\]{0,16})\(.*?\)(?P=mark)"  # raw string
      | "(?:\\.|[^"\\\n])*"                     # string
      | (?<![0-9a-zA-Z_])'(?:\\.|[^'\\\n])*'    # character; not the ' inside a number
    """,
    re.VERBOSE | re.DOTALL,
)


def blank(text: str) -> str:
    """C++ with comments and strings replaced by spaces; lines and columns stay."""

    def spaces(match: re.Match[str]) -> str:
        return re.sub(r"[^\n]", " ", match.group())

    return _TOKEN.sub(spaces, text)


def includes(text: str) -> list[tuple[int, str]]:
    """(line, name) of each #include, with its brackets or quotes: <map>, "own.hpp"."""
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        match = re.match(r'\s*#\s*include\s*(<[^>]+>|"[^"]+")', line)
        if match:
            found.append((number, match.group(1)))
    return found


def layer_of(path: str) -> str | None:
    """The layer of a file, such as "ledger" or "stores/sqlite"; None outside the layers."""
    parts = path.split("/")
    if parts[:2] == ["include", "arrears"]:
        if len(parts) == 3:
            return ROOT_HEADERS.get(parts[2])
        return _named(parts[2], parts[3] if len(parts) > 3 else "")
    if parts[0] == "src" and len(parts) > 2:
        return _named(parts[1], parts[2])
    if parts[0] == "bindings":
        return "bindings"
    return None


ROOT_HEADERS = {"api.hpp": "base", "version.hpp": "base", "arrears.hpp": "umbrella",
                "testing.hpp": "testing"}


def _named(folder: str, below: str) -> str:
    adapters = {"store": "stores", "stores": "stores", "channel": "channels",
                "channels": "channels"}
    if folder not in adapters:
        return folder
    below = below.removesuffix(".hpp").removesuffix(".cpp")
    return f"{adapters[folder]}/{below}"
