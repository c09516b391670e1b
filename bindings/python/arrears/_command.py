"""The `arrears` command of an installed package: hands over to the program inside it."""

import os
import sys
from pathlib import Path


def main() -> None:
    program = Path(__file__).resolve().parent / "bin" / "arrears"
    if not program.is_file():
        sys.exit(f"arrears: {program} is not there; install the package again")
    os.execv(program, [str(program), *sys.argv[1:]])
