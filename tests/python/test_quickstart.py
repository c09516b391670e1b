"""examples/python/quickstart.py runs as it stands and says what docs say that it says."""

import os
import re
import subprocess
import sys
from pathlib import Path

import arrears

ROOT = Path(__file__).resolve().parents[2]


def test_quickstart(tmp_path):
    (tmp_path / "rules").symlink_to(ROOT / "rules")
    path = os.pathsep.join([str(Path(arrears.__file__).parents[1]), str(ROOT / "examples/python")])
    answer = subprocess.run([sys.executable, ROOT / "examples/python/quickstart.py"], cwd=tmp_path,
                            env=dict(os.environ, PYTHONPATH=path), capture_output=True, text=True,
                            check=False)
    assert answer.returncode == 0, answer.stderr
    assert re.search(r"11.?260,61", answer.stdout) and re.search(r"12.?065,67", answer.stdout)
    assert "2026-09-18: " in answer.stdout
