"""Runs every test that ctest knows, counts cases over all runners, prints seconds per stage.

    python3 tests/runner/run.py [--all] [--stage NAME] [--match TEXT]

Called by `./dev test` after the release build. Its last line alone is `N passed, N failed,
N skipped`. Skips are listed with their reasons; one that tests/allowed_skips.txt does not list
counts as failed.
"""

import argparse
import fnmatch
import json
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from counts import Counts, read

ROOT = Path(__file__).resolve().parents[2]
LOGS = ROOT / "build/test-logs"
BUDGET_SECONDS = {"tests": 300, "sanitizers": 360, "install": 120, "smoke": 120}
LABEL_STAGE = {"install": "install", "sim": "smoke", "kill": "smoke", "bench-smoke": "smoke",
               "all": "all"}


def tests_of(build: Path) -> list[dict]:
    """What `add_test` has told ctest: name, command, properties."""
    answer = subprocess.run(["ctest", "--test-dir", str(build), "--show-only=json-v1"],
                            capture_output=True, text=True, check=True)
    tests = []
    for test in json.loads(answer.stdout)["tests"]:
        properties = {p["name"]: p["value"] for p in test.get("properties", [])}
        tests.append({"name": test["name"], "command": test.get("command", []),
                      "properties": properties})
    return tests


def stage_of(test: dict) -> str:
    labels = test["properties"].get("LABELS", [])
    return next((LABEL_STAGE[label] for label in labels if label in LABEL_STAGE), "tests")


def run_one(test: dict, prefix: str = "") -> Counts:
    """Runs one program, keeps its output, prints a line."""
    properties, name = test["properties"], prefix + test["name"]
    environment = dict(os.environ)
    for setting in properties.get("ENVIRONMENT", []):
        key, _, value = setting.partition("=")
        environment[key] = value
    before = time.monotonic()
    limit = float(properties.get("TIMEOUT", 900))
    try:
        answer = subprocess.run(
            test["command"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, env=environment, timeout=limit, check=False,
            cwd=properties.get("WORKING_DIRECTORY", str(ROOT)))
        output, code = answer.stdout.decode("utf-8", "replace"), answer.returncode
    except subprocess.TimeoutExpired as late:
        output, code = (late.stdout or b"").decode("utf-8", "replace"), 124
        output += f"\nstopped after {limit:.0f} seconds\n"
    except OSError as error:
        output, code = f"{error}\n", 127
    counts = read(test["name"], output, code)
    LOGS.mkdir(parents=True, exist_ok=True)
    (LOGS / f"{name.replace('/', '_')}.log").write_text(output)
    word = "FAILED" if counts.failed else "ok"
    text = f"{word:6} {name}: {counts.line()} ({time.monotonic() - before:.1f} s)\n"
    if counts.failed:
        text += "".join(f"    {line}\n" for line in output.splitlines()[-80:])
    sys.stdout.write(text)
    sys.stdout.flush()
    return counts


def run_tests(tests: list[dict], prefix: str = "") -> Counts:
    """Those that may share the machine together, then the others one by one."""
    total = Counts()
    alone = [t for t in tests if t["properties"].get("RUN_SERIAL")]
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        for counts in pool.map(lambda t: run_one(t, prefix),
                               [t for t in tests if t not in alone]):
            total.add(counts)
    for test in alone:
        total.add(run_one(test, prefix))
    return total


def built(preset: str, targets: list[str]) -> bool:
    """Configures another preset and builds these of its targets, or all."""
    folder = ROOT / "build" / preset
    chosen = ["--target", *targets] if targets else []
    steps = [[str(ROOT / "dev"), "configure", preset],
             ["cmake", "--build", str(folder), *chosen]]
    for step in steps:
        answer = subprocess.run(step, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                text=True, check=False)
        if answer.returncode != 0:
            print(f"FAILED {preset}: {' '.join(step)}\n{answer.stdout[-6000:]}")
            return False
    return True


def other_build(preset: str, programs: tuple[str, ...] = ()) -> Counts:
    """The unit tests of another preset, or only these test programs."""
    if not built(preset, [f"{program}_test" for program in programs]):
        return Counts(failed=1)
    wanted = [t for t in tests_of(ROOT / "build" / preset)
              if (t["name"].removeprefix("unit.") in programs if programs
                  else "unit" in t["properties"].get("LABELS", []))]
    return run_tests(wanted, f"{preset}.")


def everything_else() -> Counts:
    """What `--all` adds: the other compiler with every check of the sanitizers, threads, the
    static library, fuzz minutes, lint."""
    total = other_build("clang")
    total.add(other_build("tsan", ("engine", "channels", "sim")))
    for preset, script in (("static", "install/embed_test.py"), ("fuzz", "fuzz/run.py")):
        options = ["--static"] if preset == "static" else []
        test = {"name": preset, "properties": {"TIMEOUT": 1800},
                "command": [sys.executable, str(ROOT / "tests" / script),
                            str(ROOT / "build" / preset), *options]}
        total.add(run_tests([test]) if built(preset, []) else Counts(failed=1))
    total.add(run_tests([{"name": "lint", "properties": {"TIMEOUT": 3600},
                          "command": [sys.executable, str(ROOT / "tests/runner/check.py")]}]))
    return total


def check_skips(total: Counts) -> None:
    """Holds the skips to the list; prints each with its reason."""
    allowed = []
    for line in (ROOT / "tests/allowed_skips.txt").read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            allowed.append(line.partition(" ")[0])
    unlisted = [s for s in total.skips if not any(fnmatch.fnmatch(s[0].replace(" ", "_"), a)
                                                  for a in allowed)]
    for name, why in sorted(total.skips):
        print(f"skipped {name}: {why}")
    for name, _ in unlisted:
        print(f"FAILED skips: {name} is not in tests/allowed_skips.txt")
    total.add(Counts(passed=0 if unlisted else 1, failed=len(unlisted)))


def main() -> int:
    parser = argparse.ArgumentParser(description="runs the tests")
    parser.add_argument("--all", action="store_true", help="the other builds, lint, long tests too")
    parser.add_argument("--stage", help="only this stage: tests, sanitizers, install, smoke")
    parser.add_argument("--match", default="", help="only tests whose name contains this")
    options = parser.parse_args()
    tests = [t for t in tests_of(ROOT / "build/release") if options.match in t["name"]]
    stages = {name: lambda name=name: run_tests([t for t in tests if stage_of(t) == name])
              for name in ("tests", "install", "smoke")}
    if not options.match:
        stages["sanitizers"] = lambda: other_build("sanitize")
    if options.all:
        stages["all"] = lambda: run_tests([t for t in tests if stage_of(t) == "all"])
        stages["other builds"] = everything_else
    total, lines = Counts(), []
    for name, work in stages.items():
        if options.stage in (None, name):
            before = time.monotonic()
            total.add(work())
            seconds, budget = time.monotonic() - before, BUDGET_SECONDS.get(name)
            over = " OVER BUDGET" if budget and seconds > budget else ""
            of = f" of {budget}" if budget else ""
            lines.append(f"stage {name}: {seconds:.0f}{of} s{over}")
    check_skips(total)
    print("\n".join(lines))
    print(total.line())
    return 1 if total.failed or total.passed == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
