import gzip
import io
import zipfile
from pathlib import Path

import pytest

from kg.errors import KgError
from kg.imports import lines
from kg.imports.frame import Raw

TABLE = b"Event ID\tname\r\n1\tKyiv\r\n2\tM\xc3\xbcnchen\r\n3\tMoscow"


def read(path: Path, start: int = 0) -> list[Raw]:
    return list(lines.rows(path, start, "a test table", (2, 3), "Event ID"))


def write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def zipped(path: Path, *members: tuple[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return path


@pytest.fixture(params=["plain", "gzip", "zip"])
def table(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The same table as a plain file, gzip and zip, all under a name that says nothing of it."""
    path = tmp_path / "table.dat"
    if request.param == "zip":
        return zipped(path, ("readme.md", b"nothing"), ("table.CSV", TABLE), ("other.csv", b"a\tb\n"))
    return write(path, gzip.compress(TABLE) if request.param == "gzip" else TABLE)


def test_rows_have_their_line_and_the_heading_is_none(table: Path) -> None:
    assert [(row.line, row.cells) for row in read(table)] == [
        (2, ("1", "Kyiv")),
        (3, ("2", "München")),
        (4, ("3", "Moscow")),
    ]


def test_reading_goes_on_after_every_row(table: Path) -> None:
    everything = read(table)
    for done, row in enumerate(everything, 1):
        assert read(table, row.offset) == everything[done:]


def test_a_byte_order_mark_is_no_part_of_the_first_cell(tmp_path: Path) -> None:
    assert read(write(tmp_path / "a", b"\xef\xbb\xbf1\tKyiv\n"))[0].cells == ("1", "Kyiv")
    assert [row.line for row in read(write(tmp_path / "b", b"\xef\xbb\xbf" + TABLE))] == [2, 3, 4]


def test_a_table_without_heading_begins_with_its_first_line(tmp_path: Path) -> None:
    path = write(tmp_path / "a", b"1\tKyiv\n2\tMoscow\n")
    assert [row.line for row in read(path)] == [1, 2]
    assert [row.line for row in read(path, len(b"1\tKyiv\n"))] == [2]


def test_rows_that_can_not_be_split_keep_their_line_and_say_why(tmp_path: Path) -> None:
    path = write(tmp_path / "a", b"1\tKyiv\n2\t\xff\n3\n4\ta\tb\n\n6\tMoscow\n")
    assert [(row.line, row.fault) for row in read(path)] == [
        (1, ""),
        (2, "not UTF-8"),
        (3, "not 2 columns as in the first line"),
        (4, "not 2 columns as in the first line"),
        (5, "not 2 columns as in the first line"),
        (6, ""),
    ]
    assert [row.cells is None for row in read(path)] == [False, True, True, True, True, False]


def test_a_line_that_is_too_long_is_passed_over_without_being_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lines, "LONGEST_LINE", 10)
    monkeypatch.setattr(lines, "_CHUNK", 4)
    path = write(tmp_path / "a", b"1\tKyiv\n2\t" + b"x" * 100 + b"\n3\tMoscow\n4\tabcdefgh" + b"\n5\t" + b"y" * 50)
    rows = read(path)
    assert [(row.line, row.cells is None) for row in rows] == [
        (1, False),
        (2, True),
        (3, False),
        (4, True),
        (5, True),
    ]
    assert rows[-1].offset == path.stat().st_size
    assert read(path, rows[1].offset) == rows[2:]


@pytest.mark.parametrize("content", [b"", b"\n", b"\xef\xbb\xbf", gzip.compress(b"", mtime=0)])
def test_an_empty_file_is_an_error(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(KgError, match=r'"a" is empty: give the path of a test table'):
        read(write(tmp_path / "a", content))


def test_another_table_is_an_error_that_says_what_was_expected(tmp_path: Path) -> None:
    with pytest.raises(KgError, match=r"its first line has 1 column: the columns are separated by TABs, 2 or 3 of"):
        read(write(tmp_path / "a", b"id,name\n1,Kyiv\n"))


def test_what_can_not_be_read_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(KgError, match="can't be read: No such file"):
        read(tmp_path / "missing")
    with pytest.raises(KgError, match="can't be read: Is a directory"):
        read(tmp_path)


def test_damaged_archives_are_an_error(tmp_path: Path) -> None:
    packed = gzip.compress(TABLE * 1000)
    whole = zipped(tmp_path / "whole", ("a.csv", TABLE * 1000)).read_bytes()
    flipped = bytearray(packed)
    flipped[len(flipped) // 2] ^= 0xFF
    for content in (packed[:-9], bytes(flipped), whole[:-30], b"PK\x03\x04" + b"\0" * 40, b"\x1f\x8bxx"):
        with pytest.raises(KgError, match="damaged or cut off"):
            read(write(tmp_path / "a", content))


def test_an_archive_without_a_table_or_with_a_locked_one_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(KgError, match=r"holds no table: it needs a member that ends in \.csv"):
        read(zipped(tmp_path / "a", ("readme.md", b"nothing")))
    content = bytearray(zipped(tmp_path / "b", ("a.csv", TABLE)).read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(KgError, match="encrypted or packed in an unusual way"):
        read(write(tmp_path / "c", bytes(content)))


def test_the_path_of_a_member_leads_nowhere(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    read(zipped(folder / "a.zip", ("../../outside.csv", TABLE), ("/etc/passwd.csv", b"x\ty\n")))
    assert sorted(tmp_path.rglob("*")) == [folder, folder / "a.zip"]


def test_what_unpacks_to_far_more_than_its_size_is_not_read_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "_SMALL", 100_000)
    buffer = io.BytesIO()
    with gzip.GzipFile(fileobj=buffer, mode="wb") as packed:
        packed.write(b"1\tKyiv\n" + b"0" * 20_000_000)
    with pytest.raises(KgError, match="unpacks to more than 200 times its size"):
        read(write(tmp_path / "a", buffer.getvalue()))
    many = gzip.compress(b"1\tKyiv\n" * 2_000_000)
    with pytest.raises(KgError, match="unpacks to more than 200 times its size"):
        read(write(tmp_path / "b", many))
