"""Kills the command at many instants, repeats it, and compares with what was never killed.

    python3 tests/kill/kill_test.py [BINARIES] [--points N] [--seed N] [--keep]

A point is one step of a story (import claims, run, import payments, run) that is killed with
SIGKILL, some points up to four times in a row, and then repeated to its end. `arrears export` and
the whole spool have to be, byte for byte, those of the story that nobody killed, and `verify` has
to find the store consistent. Instants are drawn from a seed: half spread evenly over the time that
the step takes, half while messages go out (the manifests have grown to a drawn size).
"""

import argparse
import json
import os
import random
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "command"))
import house as houses  # noqa: E402
from house import House  # noqa: E402

CLAIMS = 60
STEPS = ("import claims", "run to the middle", "import payments", "run to the end")
# Runs are long and hold what can go wrong; imports are one transaction.
DRAWN_STEPS = (1, 3, 1, 3, 0, 1, 3, 2)


class Broken(Exception):
    """A killed command that cannot be repeated."""


@dataclass
class Step:
    """One command of the story, the store before it, and what it leaves behind."""

    line: list[str]          # of the store that was never killed
    before: House
    runs: bool               # an import shows in what the run after it makes of it
    seconds: float = 0.0
    sent: int = 0            # bytes that it adds to the manifests
    export: bytes = b""
    spool: dict = field(default_factory=dict)


def snapshot(folder: Path) -> dict:
    """Every file and folder below, leftovers included: name to mode and bytes."""
    found = {}
    for path in sorted(folder.rglob("*")):
        mode = stat.S_IMODE(path.stat().st_mode)
        found[str(path.relative_to(folder))] = (mode, None if path.is_dir() else path.read_bytes())
    return found


def manifest_bytes(spool: Path) -> int:
    total = 0
    for channel in ("data_box", "dopis", "e-mail", "email", "letter", "registered_letter", "sms"):
        try:
            total += os.stat(spool / channel / "manifest.csv").st_size
        except FileNotFoundError:
            pass
    return total


def tell(folder: Path, command: Path) -> list[Step]:
    """The story without kills. Each step is done on a copy of the store that it began with."""
    house = House(command, folder / "whole")
    house.folder.mkdir()
    claims = houses.write_claims(folder / "claims.csv", 1, CLAIMS)
    late = houses.MIDDLE + houses.timedelta(1)
    steps = []

    def step(line: list[str]) -> None:
        taken = Step(line, house.copy(folder / f"before-{len(steps)}"), "run" in line)
        sent, begun = manifest_bytes(house.spool), time.monotonic()
        must(line)
        taken.seconds, taken.sent = time.monotonic() - begun, manifest_bytes(house.spool) - sent
        if taken.runs:
            taken.export, taken.spool = house.export(), snapshot(house.spool)
        steps.append(taken)

    step(house.import_line("claims", claims, houses.FIRST))
    step(house.run_line(houses.MIDDLE))
    receipts = houses.write_receipts(folder / "receipts.csv", house.spool, 3)
    must(house.import_line("receipts", receipts, late))
    must(house.import_line("complete", houses.write_complete(folder / "complete.csv"), late))
    payments = houses.write_payments(folder / "payments.csv", claims, 2)
    step(house.import_line("payments", payments, late))
    step(house.run_line(houses.LAST))
    return steps


def must(line: list[str]) -> None:
    answer = houses.call(line)
    if answer.returncode != 0:
        raise RuntimeError(f"{' '.join(line)}: exit code {answer.returncode}\n"
                           f"{answer.stderr.decode()}")


def line_on(step: Step, house: House) -> list[str]:
    return [str(house.store) if part.endswith("/whole/cases.db") else part for part in step.line]


def kill(line: list[str], spool: Path, seconds: float, sent: int | None) -> bool:
    """Starts the command and kills it `seconds` after its start, or after the manifests reached
    `sent` bytes. False when it had ended by itself."""
    with subprocess.Popen(line, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                          stderr=subprocess.PIPE) as child:
        while sent is not None and child.poll() is None and manifest_bytes(spool) < sent:
            time.sleep(0.0001)
        time.sleep(seconds)
        hit = child.poll() is None
        if hit:
            child.kill()
        said, code = child.stderr.read(), child.wait()
    if not hit and code != 0:
        raise Broken(f"exit code {code} after an earlier kill: {said.decode()[:600]}")
    return hit


def found_dead(house: House) -> str:
    """Where a kill struck, told from a copy of what it left behind."""
    spool = snapshot(house.spool)
    lines = sum(data.count(b"\n") - 1 for name, (_, data) in spool.items()
                if name.endswith("manifest.csv"))
    if sum(name.endswith(".txt") for name in spool) != lines or any(
            name.endswith(".part") for name in spool):
        return "between a message and its line"
    if not house.store.exists():
        return "before the store was made"
    with tempfile.TemporaryDirectory(dir=house.folder.parent) as folder:
        for file in house.folder.glob("cases.db*"):
            if file.is_file():
                shutil.copy(file, folder)
        answer = House(house.command, Path(folder)).run("export")
    for line in answer.stdout.splitlines():
        row = json.loads(line)
        if row["kind"] == "person" and b'"attempting"' in line:
            return "with an attempt open"
    return "elsewhere"


def difference(step: Step, house: House) -> str:
    """What a killed and repeated step left that the whole one did not; empty when nothing."""
    verdict = house.run("verify")
    if verdict.returncode != 0:
        return f"verify: {verdict.stdout.decode()[:400]}{verdict.stderr.decode()[:400]}"
    export = house.export()
    if export != step.export:
        ours, theirs = export.splitlines(), step.export.splitlines()
        for number, (one, other) in enumerate(zip(ours, theirs), 1):
            if one != other:
                return f"export, line {number}:\n  {one[:600]}\n  never killed:\n  {other[:600]}"
        return f"export: {len(ours)} lines, never killed: {len(theirs)}"
    spool = snapshot(house.spool)
    if spool != step.spool:
        names = sorted(name for name in spool.keys() | step.spool.keys()
                       if spool.get(name) != step.spool.get(name))
        return f"spool: {', '.join(names[:8])}"
    return ""


def try_point(steps: list[Step], point: int, of: int, seed: int, folder: Path,
              struck: Counter) -> str:
    draw = random.Random(f"{seed}/{point}")
    number = DRAWN_STEPS[point % len(DRAWN_STEPS)]
    step = steps[number]
    house = step.before.copy(folder)
    begun_with = manifest_bytes(house.spool)
    line = line_on(step, house)
    for again in range(draw.choice([1, 1, 2, 4])):
        # The first kills of all points together cover the step evenly; what goes on after a kill
        # is shorter.
        share = (point + draw.random()) / of if again == 0 else draw.random() / (1 + again)
        seconds, sent = share * step.seconds, None
        if step.sent and draw.random() < 0.5:
            sent = begun_with + int(draw.random() * step.sent) + 1
            seconds = draw.choice([0, 0.0005, 0.002]) * draw.random()
        if not kill(line, house.spool, seconds, sent):
            struck["too late"] += 1
            break
        struck[found_dead(house)] += 1
    follow = [step] if step.runs else [step, steps[number + 1]]
    for one in follow:
        answer = houses.call(line_on(one, house))
        if answer.returncode != 0:
            return f"repeated: exit code {answer.returncode}\n{answer.stderr.decode()}"
    return difference(follow[-1], house)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("binaries", nargs="?")
    parser.add_argument("--points", type=int, default=int(os.environ.get("ARREARS_KILLS", 24)))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", action="store_true", help="keep the stores of points that failed")
    options = parser.parse_args()
    command = houses.binary([options.binaries] if options.binaries else [])
    passed, failed, struck = 0, 0, Counter()
    folder = Path(tempfile.mkdtemp(prefix="kill-"))
    try:
        steps = tell(folder, command)
        (folder / "twin").mkdir()
        twin = tell(folder / "twin", command)
        same = all(a.export == b.export and a.spool == b.spool for a, b in zip(steps, twin))
        passed, failed = (1, 0) if same else (0, 1)
        if not same:
            print("FAILED two stores fed alike export different bytes")
        shutil.rmtree(folder / "twin")
        for point in range(options.points):
            place = folder / f"point-{point}"
            try:
                why = try_point(steps, point, options.points, options.seed, place, struck)
            except Broken as broken:
                why = str(broken)
            if why:
                failed += 1
                name = STEPS[DRAWN_STEPS[point % len(DRAWN_STEPS)]]
                print(f"FAILED point {point} of seed {options.seed}, {name}: {why}")
            else:
                passed += 1
            if not (why and options.keep):
                shutil.rmtree(place)
    finally:
        if not options.keep:
            shutil.rmtree(folder)
    hits = sum(count for place, count in struck.items() if place != "too late")
    places = ", ".join(f"{count} {place}" for place, count in struck.most_common())
    print(f"{hits} kills: {places}")
    if hits < options.points // 2:
        failed += 1
        print("FAILED most kills came too late to prove anything")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
