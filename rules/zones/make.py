#!/usr/bin/env python3
"""Writes the zones of this folder from the system's time zone data: offsets from 1970 to 2100.

Run it when tzdata has changed, then look at the difference. With --samples FILE it writes instants
with their offsets as Python sees them, which the tests compare with what the library reads.
"""
import argparse
import datetime
import pathlib
import random
import zoneinfo

UTC = datetime.timezone.utc
FIRST = datetime.datetime(1970, 1, 1, tzinfo=UTC)
LAST = datetime.datetime(2101, 1, 1, tzinfo=UTC)
OTHERS = ["America/New_York", "UTC"]


def tzdata():
    """Version, and the names that are zones of their own rather than links."""
    for folder in zoneinfo.TZPATH:
        path = pathlib.Path(folder) / "tzdata.zi"
        if path.exists():
            lines = path.read_text().splitlines()
            own = {line.split()[1] for line in lines if line.startswith("Z ")}
            return lines[0].removeprefix("# version ").strip(), own
    raise SystemExit("tzdata.zi not found: install tzdata")


def offset(zone, at):
    return int(at.astimezone(zone).utcoffset().total_seconds())


def changes(zone):
    """Instants at which the offset changes, found by looking at each day and halving."""
    rows = [(FIRST, offset(zone, FIRST))]
    day = datetime.timedelta(days=1)
    at = FIRST
    while at < LAST:
        if offset(zone, at + day) != rows[-1][1]:
            low, high = at, at + day
            while high - low > datetime.timedelta(seconds=1):
                middle = (low + (high - low) / 2).replace(microsecond=0)
                if offset(zone, middle) == rows[-1][1]:
                    low = middle
                else:
                    high = middle
            rows.append((high, offset(zone, high)))
        at += day
    return rows


def names():
    every = zoneinfo.available_timezones()
    return sorted({name for name in every if name.startswith("Europe/")} | set(OTHERS))


def text(rows, version):
    out = [f"# tzdata {version}; written by make.py", "from,offset_seconds"]
    out += [f"{at:%Y-%m-%dT%H:%M:%SZ},{seconds}" for at, seconds in rows]
    return "\n".join(out) + "\n"


def write_zones(folder):
    version, own = tzdata()
    known, links = {}, []
    for name in sorted(names(), key=lambda name: (name not in own, name)):
        content = text(changes(zoneinfo.ZoneInfo(name)), version)
        if content in known:
            links.append((name, known[content]))
            continue
        known[content] = name
        path = folder / (name.replace("/", "-") + ".csv")
        path.write_text(content, newline="\n")
    lines = [f"# tzdata {version}; written by make.py: the same offsets since 1970", "name,zone"]
    lines += [f"{name},{target}" for name, target in sorted(links)]
    (folder / "links.csv").write_text("\n".join(lines) + "\n", newline="\n")


def write_samples(path):
    """Half of the instants are random, half lie around changes."""
    seeded = random.Random(20260901)
    lines = ["zone,instant,offset_seconds,local"]
    for name in names():
        zone = zoneinfo.ZoneInfo(name)
        known = changes(zone)
        for _ in range(12):
            seconds = seeded.randrange(int(FIRST.timestamp()), int(LAST.timestamp()))
            moments = [datetime.datetime.fromtimestamp(seconds, UTC)]
            beside = datetime.timedelta(seconds=seeded.choice([-1, 0, 1]))
            moments.append(seeded.choice(known)[0] + beside)
            for at in moments:
                if at < FIRST:
                    continue
                local = at.astimezone(zone)
                lines.append(f"{name},{at:%Y-%m-%dT%H:%M:%SZ},{offset(zone, at)},"
                             f"{local:%Y-%m-%d %H:%M}")
    path.write_text("\n".join(lines) + "\n", newline="\n")


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--samples", type=pathlib.Path)
    options = arguments.parse_args()
    if options.samples:
        write_samples(options.samples)
    else:
        write_zones(pathlib.Path(__file__).parent)
