"""What the scripts share: every side alone in a process of its own, medians, peak memory, and columns to print."""

import os
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any

RUNS, SECONDS = 7, 10.0
EVERY = 0.05
"""How often memory is looked up, in seconds: more often would slow down what keeps all cores busy."""
PAGE = os.sysconf("SC_PAGE_SIZE")


def alone(take: Callable[..., Any], *given: Any) -> Any:
    """What a function returns in a fresh process, which nothing that was measured before has filled."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(take, *given).result()


def median(question: Callable[[], Any], runs: int = RUNS, seconds: float = SECONDS) -> tuple[float, Any]:
    """Milliseconds of a question, and its answer: the median of some runs after one that is not counted.

    What takes long is asked fewer times, until some seconds are over; if one run takes them all, that one counts.
    """
    times: list[float] = []
    while True:
        start = time.perf_counter()
        answer = question()
        times.append((time.perf_counter() - start) * 1000)
        if len(times) > runs or sum(times) > seconds * 1000:
            return statistics.median(times[1:] or times), answer


def measured(take: Callable[..., Any], *given: Any) -> tuple[float, float]:
    """Seconds and peak megabytes of a function in a fresh process, with all processes that it starts (Linux).

    Memory is what all of them hold at once, looked up every `EVERY` seconds; the seconds are the function's own,
    without the start of the process and what is imported for it to be found.
    """
    context = get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_take, args=(there, take, given))
    process.start()
    there.close()
    peak = 0
    while not here.poll(EVERY):
        peak = max(peak, sum(map(resident, family(process.pid or 0))))
        if not process.is_alive():
            break
    seconds = here.recv() if here.poll(0) else None
    process.join()
    if seconds is None or process.exitcode:
        raise SystemExit(f"{take.__name__} failed")
    return seconds, peak / 1e6


def _take(there: Any, take: Callable[..., Any], given: Sequence[Any]) -> None:
    start = time.perf_counter()
    kept = take(*given)  # held until it has been said how long it took
    there.send(time.perf_counter() - start)
    del kept


def family(process: int) -> list[int]:
    """A process and all that it started."""
    found = [process]
    for one in found:
        for task in Path(f"/proc/{one}/task").glob("*/children"):
            found += map(int, _read(task).split())
    return found


def resident(process: int) -> int:
    """The bytes of memory that a process holds; none where it has ended."""
    pages = _read(Path(f"/proc/{process}/statm")).split()
    return int(pages[1]) * PAGE if pages else 0


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except (FileNotFoundError, ProcessLookupError):  # it has just ended
        return ""


def into_rdflib(quads: Iterable[Any], graph: Any, remember: bool = True) -> Any:
    """Add the triples of quads to a graph of rdflib, one by one; `remember` makes equal terms once, which it likes."""
    import rdflib

    from kg.terms import Iri

    def made(term: Any) -> rdflib.term.Node:
        if isinstance(term, Iri):
            return rdflib.URIRef(term)
        return rdflib.Literal(term.value, term.language or None, None if term.language else term.datatype)

    node = cache(made) if remember else made
    for subject, predicate, term, _ in quads:
        graph.add((node(subject), node(predicate), node(term)))
    return graph


def ratio(one: float | None, other: float | None) -> str:
    """How many times one figure is the other; a dash where there is none."""
    if one is None or other is None:
        return "–"
    times = one / max(other, 1e-6)
    return f"{times:,.0f}" if times >= 100 else f"{times:.1f}" if times >= 10 else f"{times:.2f}"


def amount(figure: float | None) -> str:
    """A figure in three digits; a dash where there is none."""
    if figure is None:
        return "–"
    return f"{figure:,.0f}" if figure >= 100 else f"{figure:.1f}" if figure >= 10 else f"{figure:.2f}"


def columns(rows: Sequence[Sequence[str]]) -> str:
    """Rows below each other, the first column to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) if not place else cell.rjust(width) for place, (cell, width) in enumerate(line))
        for line in (list(zip(row, widths, strict=True)) for row in rows)
    )
