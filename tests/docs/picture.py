"""Makes the picture of README.md from the report of a demo run.

    python3 tests/docs/picture.py build/demo/report.html docs/images/report.svg

Two charts of the page as they are, one under the other, with their headings and colours.
"""

import re
import sys
from pathlib import Path

HEADINGS = ["Principal open at the end of the month, USD", "Messages sent, by message"]
HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 {height}" '
    'font-family="system-ui,sans-serif"><style>{style}</style>'
    '<rect width="900" height="{height}" fill="#fff"/>'
)
TEXT = '<text x="{x}" y="{y}" font-size="{size}" fill="#222">{text}</text>'


def legend(spans: list[tuple[str, str]], y: int) -> str:
    out, x = "", 90
    for colour, name in spans:
        out += f'<rect x="{x}" y="{y - 10}" width="12" height="12" fill="{colour}"/>'
        out += TEXT.format(x=x + 18, y=y, size=13, text=name.strip())
        x += 50 + 8 * len(name)
    return out


def picture(report: str) -> str:
    style = "".join(re.findall(r"\.(?:grid|tick)\{[^}]*\}", report))
    title = re.search(r"<h1>(.*?)</h1>", report)
    body, y = TEXT.format(x=20, y=36, size=22, text=title.group(1) if title else ""), 70
    for heading in HEADINGS:
        part = report.split(f"<h2>{heading}</h2>", 1)[1].split("<h2>", 1)[0]
        chart = re.search(r"<svg[^>]*>(.*?)</svg>", part, re.DOTALL)
        spans = re.findall(r'<span style="background:(#\w+)"></span>([^<]+)', part)
        body += TEXT.format(x=20, y=y, size=16, text=heading)
        body += f'<g transform="translate(20 {y + 10})">{chart.group(1) if chart else ""}</g>'
        y += 290
        if spans:
            body += legend(spans, y)
            y += 20
        y += 30
    return HEAD.format(height=y, style=style) + body + "</svg>\n"


def main() -> int:
    report, out = map(Path, sys.argv[1:3])
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(picture(report.read_text(encoding="utf-8")), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
