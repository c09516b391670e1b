"""The architecture test: reads the tree and fails on what the house does not allow.

    python3 tests/architecture/architecture_test.py [--no-headers]

Prints a line for each breach and, last, `N passed, N failed`; fails when anything does. The checks
themselves are tested on small trees that break each rule (self_test.py).
"""

import sys
from pathlib import Path

import arrows
import headers
import messages
import purity
import self_test
import style
from tree import Tree

CHECKS = [
    arrows.layers, arrows.spelling, arrows.third_parties,
    purity.banned_headers, purity.banned_calls, purity.floating_point, purity.toolchain,
    purity.exceptions,
    style.top_level, style.columns, style.file_length, style.function_length,
    style.public_comments, style.leftovers, messages.unsaid,
]


def main(arguments: list[str]) -> int:
    tree = Tree(Path(__file__).resolve().parents[2])
    results = {check.__name__: check(tree) for check in CHECKS}
    if "--no-headers" not in arguments:
        results |= {f"alone: {path}": found for path, found in headers.each_alone(tree).items()}
    results |= self_test.run()
    failed = {name: found for name, found in results.items() if found}
    for name, found in failed.items():
        print(f"FAILED {name}")
        for finding in found:
            print(f"  {finding}")
    print(f"{len(results) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
