import os
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import KgError
from kg.files import write_file


@pytest.fixture
def umask() -> Iterator[None]:
    before = os.umask(0o027)
    yield
    os.umask(before)


def test_a_file_is_written_and_nothing_else(tmp_path: Path):
    write_file(tmp_path / "a.txt", b"first")
    write_file(tmp_path / "a.txt", b"second\r\n")
    assert (tmp_path / "a.txt").read_bytes() == b"second\r\n"
    assert os.listdir(tmp_path) == ["a.txt"]


@pytest.mark.usefixtures("umask")
def test_permissions_are_what_the_umask_says(tmp_path: Path):
    write_file(tmp_path / "a.txt", b"")
    assert stat.S_IMODE((tmp_path / "a.txt").stat().st_mode) == 0o640


def test_a_failure_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    write_file(tmp_path / "a.txt", b"before")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(KgError, match=r"a\.txt can't be written: No space left on device"):
        write_file(tmp_path / "a.txt", b"after")
    assert (tmp_path / "a.txt").read_bytes() == b"before"
    assert os.listdir(tmp_path) == ["a.txt"]


def test_an_interruption_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_file(tmp_path / "a.txt", b"after")
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (".", "is a folder: name a file in it"),
        ("missing/a.txt", "can't be written: No such file or directory"),
        ("file/a.txt", "can't be written: Not a directory"),
        ("x" * 300, "can't be written: File name too long"),
    ],
)
def test_a_place_that_cannot_be_written_to_gets_a_clear_error(tmp_path: Path, name: str, message: str):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(KgError, match=message):
        write_file(tmp_path / name, b"x")
    assert os.listdir(tmp_path) == ["file"]


def test_a_long_name_that_the_system_allows_can_be_written(tmp_path: Path):
    write_file(tmp_path / ("x" * 255), b"x")
    assert os.listdir(tmp_path) == ["x" * 255]


def test_a_link_is_followed_and_stays(tmp_path: Path):
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "target.txt").write_bytes(b"before")
    (tmp_path / "link").symlink_to(Path("folder", "target.txt"))
    write_file(tmp_path / "link", b"after")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "folder" / "target.txt").read_bytes() == b"after"


def test_a_device_is_written_to_and_not_replaced():
    write_file(Path("/dev/null"), b"x")
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)


def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe")
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append((tmp_path / "pipe").read_bytes()))
    reader.start()
    write_file(tmp_path / "pipe", b"through")
    reader.join(10)
    assert read == [b"through"]
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)
