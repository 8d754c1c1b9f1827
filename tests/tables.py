"""Event tables for the tests of ways to import them that have to come to the same: with whatever makes that hard."""

import gzip
import random
from pathlib import Path

CODES = ("040", "042", "173")
"""A consultation, a visit and no meeting."""


def icews(folder: Path) -> Path:
    """Subject, relation, object and date, with mirrored rows far apart and rows of all kinds."""
    chance = random.Random(1)
    relations = ("Make a visit", "Host a visit", "Consult", "Make statement", "Fly to the moon")
    lines = []
    for n in range(3000):
        one, other = (f"{'Ada' if chance.random() < 0.8 else 'Ministry'} {chance.randrange(30)} Ökoro" for _ in "ab")
        lines.append(f"{one}\t{relations[n % 5]}\t{other}\t2018-06-{chance.randrange(1, 29):02}\n")
    lines[7], lines[9] = "too\tfew\n", "Ada\tConsult\tBo\t2018-06-31\n"
    path = folder / "events.txt"
    path.write_bytes("".join(lines).encode() + b"\xff\tConsult\tBo\t2018-06-01\n")
    return path


def icews_raw(folder: Path) -> Path:
    """The form of 20 columns: mirrored rows far apart, cities described differently, and rows that can't be used."""
    chance = random.Random(2)
    rows = []
    for n in range(2000):
        one, other = (f"Ada {chance.randrange(20)} Ökoro" for _ in "ab")
        at = f"{chance.randrange(9)}.5"
        where = ("Ikeja", "NA", "Lagos State", "Nigeria", at, at) if n % 3 else ("NA",) * 6
        cells = (
            n,
            f"2018-06-{n % 28 + 1:02}",
            one,
            "Government",
            "Nigeria",
            "Consult",
            ("040", "042", "173")[n % 3],
            1,
        )
        rows.append((*cells, other, "Government", "Sweden", n % 90, n % 4, f"Wire\r{n % 5}", *where))
    heading = [("Event ID", *("x",) * 19)]
    text = "".join("\t".join(map(str, row)) + "\n" for row in heading + rows)
    path = folder / "events 2018.tab"
    path.write_bytes(b"\xef\xbb\xbf" + text.encode() + b"\n\xff" + b"\tx" * 19 + b"\ntoo\tfew\n")
    return path


def gdelt(folder: Path) -> Path:
    """The form of 58 columns, packed and without a heading; addresses are mentioned on several days."""
    chance = random.Random(3)
    path = folder / "20141124.export.CSV.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        for n in range(1500):
            cells = [""] * 58
            cells[0], cells[1], cells[26] = str(n), f"201411{chance.randrange(1, 6):02}", CODES[n % 3]
            cells[5:8] = ("SWE", "SWEDEN", "SWE")
            cells[15:18] = ("CHNGOV", f"PREMIER {chance.randrange(5)}", "CHN")
            cells[49:55] = ("4", "Lund, Sweden", "SW", "SW27", f"{chance.randrange(9)}", "13.2")
            cells[56], cells[57] = f"201411{chance.randrange(10, 20)}", f"https://example.org/{chance.randrange(50)}"
            file.write("\t".join(cells) + "\n")
    return path
