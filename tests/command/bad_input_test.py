"""What people hand in by mistake, one thing at a time, against the command.

    python3 tests/command/bad_input_test.py [BINARIES [NAME]]

Each has to end with exit code 1 or 2 and never by a signal, say where it is wrong and what helps,
and leave every row of the store and every file beside it as they were.
"""

import codecs
import fcntl
import os
import re
import resource
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import house as houses  # noqa: E402
from cases import GOOD, Case, Skipped, changed, expect, files_of, main, rows_of  # noqa: E402
from house import House, ROOT  # noqa: E402


def bad_mappings(case: Case) -> None:
    file = case.table("in.csv", [GOOD])
    for text, words in (("encoding: klingon", "map.*1.*encoding is one of"),
                        ("\n\ncolumn claim Číslo", "map.*3"), ("nonsense: 1", "map.*1.*not known"),
                        ("column claim: Číslo", "in.csv.*`Číslo`"), ("dates: tomorrow", "map.*1"),
                        ("delimiter: \0", "map"), ("x" * 1_000_000, "map"),
                        (b"\xff\xfe\x00", "map")):
        case.refuses(case.claims(file, "--mapping", case.file("map", text)), words, codes=(1,))
    case.refuses(case.claims(file, "--mapping", case.folder), "directory", codes=(1,))
    case.refuses(case.claims(file, "--mapping", case.folder / "none"), "none.*No such file")


def wrong_arguments(case: Case) -> None:
    file = case.table("in.csv", [GOOD])
    line, run = case.claims(file), case.house.run_line(houses.LAST)
    case.refuses(line[:-1] + [str(case.folder / "none.csv")], r"none\.csv.*No such file")
    case.refuses(line[:-1] + [str(case.folder)], "directory")
    case.refuses([part.replace("claims", "cats") if part == "claims" else part for part in line],
                 "cats", codes=(2,))
    case.refuses([part.replace("2026-09-09", "31.2.2026") for part in line], "31.2.2026|date")
    case.refuses([part.replace("2026-10-16", "2026-02-31") for part in run], "no day 31")
    case.refuses([part.replace("Europe/Prague", "Europe/Atlantis") for part in run], "Atlantis")
    case.refuses([part.replace("Europe/Prague", "../../etc/passwd") for part in run], "passwd")
    case.refuses([str(case.house.command), "fly"], "fly|subcommand", codes=(2,))
    case.refuses([str(case.house.command)], "subcommand", codes=(2,))
    case.refuses(case.house.line("case", "FV-404"), "FV-404")
    case.refuses(case.house.line("reckon", "FV-1", "--on", "2026-02-30"), "no day 30")
    case.refuses(case.house.line("export", "--tenant", "nobody"), "nobody.*no rulebook")


def impossible_instalments(case: Case) -> None:
    def asked(*options: str) -> list[str]:
        return case.house.line("instalments", "FV-1", "--on", "2026-10-16", *options)

    case.refuses(asked("--from", "2026-11-31", "--sum", "500"), "no day 31")
    case.refuses(asked("--from", "2026-11-05"), "one of the two", codes=(1,))
    case.refuses(asked("--from", "2026-11-05", "--sum", "0.01"), "something is left", codes=(1,))
    case.refuses(asked("--from", "2026-10-16", "--sum", "500"), "due after 2026-10-16", codes=(1,))
    case.refuses(asked("--from", "2026-11-05", "--sum", "5 EUR"), "5 EUR|amount", codes=(1,))
    case.refuses(asked("--from", "2026-11-05", "--count", "601"), "600", codes=(2,))
    case.refuses(asked("--from", "2026-11-05", "--count", "2", "--sum", "5"), "excludes",
                 codes=(2,))


def unsound_law_packs(case: Case) -> None:
    pack = case.folder / "sk"
    shutil.copytree(ROOT / "rules/law/sk", pack)
    check = [str(case.house.command), "check", str(pack)]
    cases = (pack / "cases.csv").read_text(encoding="utf-8")
    (pack / "cases.csv").write_text(cases.replace(",2024-03-31,", ",2024-03-30,"),
                                    encoding="utf-8")
    case.refuses(check, r"interest: expected (.|\n)*cases\.csv:4:", codes=(1,))
    (pack / "cases.csv").write_text("id\nA\n", encoding="utf-8")
    case.refuses(check, r"no column jurisdiction(.|\n)*cases\.csv:1:", codes=(1,))
    (pack / "surprise.csv").write_text("a\n", encoding="utf-8")
    case.refuses(check, "surprise.csv", codes=(1,))
    (pack / "rates.csv").write_text("series\n", encoding="utf-8")
    case.refuses(check, "rates.csv", codes=(1,))


def stores_not_ours(case: Case) -> None:
    sqlite3.connect(case.folder / "foreign.db").execute("CREATE TABLE t (x)").connection.close()
    case.file("text.db", "hello\n")
    case.file("short.db", "SQLite format 3")
    case.file("empty.db", "")
    (case.folder / "folder.db").mkdir()
    os.mkfifo(case.folder / "pipe.db")
    os.unlink(case.folder / "pipe.db")
    file = case.table("in.csv", [GOOD])
    lines = [case.claims(file), case.house.run_line(houses.LAST), case.house.line("verify"),
             case.house.line("export"), case.house.line("case", "FV-1")]
    for name, words in (("foreign.db", "another application"), ("text.db", "not an SQLite"),
                        ("short.db", "not an SQLite"), ("folder.db", "folder"),
                        ("none/x.db", "folder of the store"), ("empty.db", "empty"),
                        ("none.db", "no store.*none.db")):
        for line in lines:
            line[line.index("--db") + 1] = str(case.folder / name)
            if name in ("empty.db", "none.db") and line[1] == "import":
                continue   # that is how a store is made
            case.refuses(line, words, re.escape(name), codes=(1,))


def locked_store(case: Case) -> None:
    file = case.table("in.csv", [GOOD])
    with (case.folder / "cases.db-lock").open("r+b") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for line in (case.claims(file), case.house.run_line(houses.LAST)):
            case.refuses(line, r"cases\.db.*writer.*wait", codes=(1,))
        case.does(case.house.line("verify"), "consistent")
    case.does(case.claims(file))


def rule_files(case: Case) -> None:
    """Files that are no rules, given to check, fmt and run."""
    (case.folder / "folder.plan").mkdir()
    good = (ROOT / "rules/plans/reminders/invoice_reminders.plan").read_bytes()
    deep = b"term x " + b"(" * 240 + b"debt" + b")" * 240 + b" >= 1 USD\n"
    deeper = b"term x " + b"(" * 100_000 + b"debt" + b")" * 100_000 + b" >= 1 USD\n"
    files = {"binary.plan": Path("/bin/ls").read_bytes()[:100_000], "zero.plan": good[:200] + b"\0",
             "latin.plan": good.replace(b"invoices", b"faktur\xe8"), "empty.plan": b"",
             "utf16.plan": good.decode().encode("utf-16"),
             "deep.plan": good + deep, "deeper.plan": good + deeper,
             "long.plan": good + b"term " + b"x" * 3_000_000 + b" debt >= 1\n",
             "blocks.plan": good + b"state a\n" * 50_000, "bidi.plan": good + "# \u202e\n".encode()}
    for name, data in files.items():
        case.file(name, data)
    for name in (*files, "folder.plan", "none.plan", "."):
        path = case.folder / name
        run = case.house.line("run", "--until", houses.LAST, "--rules", path)
        case.refuses(run, "nothing was done", r"empty\.plan|error\[P\d+\]", codes=(1,))
        if name != "empty.plan":
            case.refuses([str(case.house.command), "check", str(path)], r"error\[P\d+\]",
                         codes=(1,))
        if name not in (".", "empty.plan", "blocks.plan", "deep.plan"):
            case.refuses([str(case.house.command), "fmt", "--check", str(path)],
                         r"error\[P\d+\]|\.plan", codes=(1,))


def odd_rule_files(case: Case) -> None:
    """A byte order mark and CRLF are no mistakes; fmt keeps modes and follows links."""
    good = (ROOT / "rules/plans/reminders/invoice_reminders.plan").read_bytes()
    command = str(case.house.command)
    odd = case.file("odd.plan", codecs.BOM_UTF8 + good.replace(b"\n", b"\r\n"))
    case.does([command, "check", str(odd)], "0 errors")
    loose = case.file("loose.plan", good.replace(b"currency USD", b"currency   USD"))
    loose.chmod(0o644)
    (case.folder / "link.plan").symlink_to(loose)
    case.does([command, "fmt", str(case.folder / "link.plan")])
    expect(loose.read_bytes() == good, "fmt did not write the plain form")
    expect(loose.stat().st_mode & 0o777 == 0o644, f"fmt made the mode {loose.stat().st_mode:o}")
    expect((case.folder / "link.plan").is_symlink(), "fmt put a file where a link was")


def bad_heads(case: Case) -> None:
    for text in ("", "{}", "[" * 200_000, "\0", '{"heads": 7}', "hello", '{"a":' * 100_000):
        heads = case.file("heads.json", text)
        case.refuses(case.house.line("verify", "--head", heads), r"heads\.json")
    case.refuses(case.house.line("verify", "--head", case.folder), "no file")
    case.refuses(case.house.line("verify", "--head", case.folder / "none"), "none")


def room(size: int):
    """For a child: files may not grow past this size; writing more fails as on a full disk."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def full_disk(case: Case) -> None:
    """No file may grow: import, run, report, heads and rejected rows."""
    whole_run = Case(case.house, case.folder.with_name("whole"))
    houses.call(whole_run.house.run_line(houses.LAST))
    rows = [changed(GOOD, claim=f"Y-{i}", debtor=f"Y-{i}") for i in range(3000)]
    file = case.table("in.csv", rows)
    tight = {"preexec_fn": room(150_000), "restore_signals": False}
    case.refuses(case.claims(file), "cases.db.*(full|room).*repeat", codes=(1,), **tight)
    bad = case.table("bad.csv", [changed(row, due="2026-02-31") for row in rows])
    case.refuses(case.claims(bad, "--rejects", case.folder / "r.csv"), "r.csv: cannot write",
                 codes=(1,), **tight)
    loose = case.file("loose.plan", (ROOT / "rules/plans/reminders/invoice_reminders.plan")
                      .read_bytes().replace(b"currency USD", b"currency   USD"))
    case.refuses([str(case.house.command), "fmt", str(loose)], "loose.plan", codes=(1,),
                 preexec_fn=room(100), restore_signals=False)
    case.says_no(case.house.run_line(houses.LAST), "cases.db", codes=(1,), **tight)
    case.does(case.house.line("verify"), "consistent")
    case.does(case.house.run_line(houses.LAST))
    expect(case.house.export() == whole_run.house.export(), "a run that went on gives another end")
    expect(files_of(case.house.spool) == files_of(whole_run.house.spool), "the spool is another")


@contextmanager
def small_disk(folder: Path) -> Iterator[bool]:
    """A file system of a megabyte, where the system lets us mount one."""
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)],
                             stderr=subprocess.DEVNULL, check=False).returncode == 0
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", str(folder)], check=True)


def really_full_disk(case: Case) -> None:
    """The same on a file system that is full, as far as we may make one."""
    with small_disk(case.folder / "disk") as mounted:
        if not mounted:
            raise Skipped("no file system may be mounted here")
        small = case.folder / "disk"
        shutil.copy(case.house.store, small / "cases.db")
        house = House(case.house.command, small, case.house.environment)
        rows = [changed(GOOD, claim=f"Y-{i}", debtor=f"Y-{i}") for i in range(3000)]
        file = case.table("in.csv", rows)
        line = case.claims(file)
        line[line.index("--db") + 1] = str(house.store)
        before = rows_of(house.store)
        case.says_no(line, "cases.db.*full", codes=(1,))
        expect(rows_of(house.store) == before, "the store has changed")
        (small / "filler").write_bytes(b"x" * (100 << 10))
        case.says_no(house.run_line(houses.LAST), "cases.db.*full", codes=(1,))
        expect(house.run("verify").returncode in (0, 1), "verify dies on a full disk")


def output_that_fails(case: Case) -> None:
    with open("/dev/full", "wb") as full:
        answer = subprocess.run(case.house.line("export"), stdout=full, stderr=subprocess.PIPE,
                                check=False)
    expect(answer.returncode == 1 and b"output" in answer.stderr, str(answer))


CASES = {
    "mappings": bad_mappings,
    "arguments": wrong_arguments,
    "impossible instalments": impossible_instalments,
    "unsound law packs": unsound_law_packs,
    "stores that are not ours": stores_not_ours,
    "a store that is locked": locked_store,
    "rule files that are none": rule_files,
    "rule files that look odd": odd_rule_files,
    "heads that are none": bad_heads,
    "a full disk": full_disk,
    "a disk that is really full": really_full_disk,
    "output that fails": output_that_fails,
}


if __name__ == "__main__":
    sys.exit(main(CASES))
