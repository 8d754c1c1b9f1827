"""How fast articles become facts files, through the same path as `kg extract FOLDER -o FACTS`, in one process.

    python bench/articles.py                 250 and 1,000 articles
    python bench/articles.py 100 --profile   where the time goes, by file

The articles are those of bench/extraction/dev, each time with other names of people, numbers and days, so that none
repeats another. What is measured is the command itself; the clock is that of the processor, so that other work on the
machine counts for nothing. Linear is a ratio of 1.0 between the rates.
"""

import argparse
import cProfile
import pstats
import re
import tempfile
import time
from pathlib import Path
from random import Random

from click.testing import CliRunner

from kg.cli import cli

DEV = Path(__file__).parent / "extraction" / "dev"
_NAME = re.compile(r"(?<=[a-z,] )([A-Z][a-zà-ž]+) ([A-Z][a-zà-ž]+(?:-[A-Z][a-zà-ž]+)?)\b")
_SYLLABLES = (
    "ba be bi bo da de di do ka ke ki ko la le li lo ma me mi mo na ne no ra re ri ro sa se si so ta te to".split()
)


def write_articles(folder: Path, number: int) -> int:
    """Write so many articles, and give how many characters they have."""
    texts = [(path.stem, path.read_text(encoding="utf-8")) for path in sorted(DEV.glob("*.txt"))]
    size = 0
    for count in range(number):
        name, text = texts[count % len(texts)]
        varied = _varied(text, Random(count))
        (folder / f"{count:05}-{name}.txt").write_text(varied, encoding="utf-8")
        size += len(varied)
    return size


def _varied(text: str, random: Random) -> str:
    """A text with other people and numbers, each the same throughout."""
    words = sorted({word for match in _NAME.finditer(text) for word in match.groups()})
    small = set(re.findall(r"\b[a-zà-ž]+\b", text))
    others = {
        word: "".join(random.choices(_SYLLABLES, k=3)).capitalize() for word in words if word.lower() not in small
    }
    text = re.sub(r"\b[A-Z][a-zà-ž]+\b", lambda match: others.get(match[0], match[0]), text)
    return re.sub(r"\b\d{2,3}\b(?! [A-Z])", lambda _: str(random.randint(10, 999)), text)


def extract(folder: Path, facts: Path) -> float:
    """Run the command, and give the seconds of computing it took."""
    begun = time.process_time()
    done = CliRunner().invoke(cli, ["extract", str(folder), "--published", "2025-06-02", "-o", str(facts)])
    if done.exit_code:
        raise SystemExit(done.output[-2000:])
    return time.process_time() - begun


def main() -> None:
    """Print articles a second for each number of articles, and how the rates compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("numbers", nargs="*", type=int, default=[250, 1000])
    parser.add_argument("--profile", action="store_true", help="print where the time of the last number goes")
    given = parser.parse_args()
    rates = []
    with tempfile.TemporaryDirectory() as place:
        warm = Path(place) / "warm"
        warm.mkdir()
        write_articles(warm, 2)
        extract(warm, Path(place) / "warm-facts")
        for number in given.numbers:
            folder = Path(place) / str(number)
            folder.mkdir()
            size = write_articles(folder, number)
            profile = cProfile.Profile()
            if given.profile and number == given.numbers[-1]:
                profile.enable()
            seconds = extract(folder, Path(place) / f"{number}-facts")
            profile.disable()
            rates.append(number / seconds)
            print(f"{number:>6} articles of {size // number:,} characters: {rates[-1]:.1f} a second", flush=True)
            if given.profile and number == given.numbers[-1]:
                pstats.Stats(profile).sort_stats("tottime").print_stats(35)
    if len(rates) > 1:
        print(f"{rates[-1] / rates[0]:.2f} is the last rate to the first")


if __name__ == "__main__":
    main()
