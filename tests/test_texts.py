import os
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import texts
from kg.errors import TextError
from kg.model import Source, Span
from kg.texts import Texts


def source_of(content: bytes, name: str = "source/a") -> Source:
    return Source(name, sha256=sha256(content).hexdigest())


def put(folder: Path, name: str, content: bytes) -> Source:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)
    return source_of(content)


def test_a_text_is_found_by_its_hash_wherever_it_lies_and_whatever_it_is_called(tmp_path: Path):
    source = put(tmp_path, "deep/er/.odd name ü.html", "Grüße".encode())
    put(tmp_path, "a.txt", b"something else")
    found = Texts(tmp_path)
    assert found.text(source) == "Grüße"
    assert found.quote(source, Span(0, 3)) == "Grü"
    assert found.missing == set()


def test_spans_count_code_points_of_the_text_as_it_is(tmp_path: Path):
    text = "\ufeffA\r\nB\r👩‍👩‍👧é\n"
    source = put(tmp_path, "a.txt", text.encode())
    found = Texts(tmp_path)
    assert found.text(source) == text
    assert found.quote(source, Span(1, 4)) == "A\r\n"
    assert found.quote(source, Span(6, 7)) == "👩"
    assert found.quote(source, Span(0, len(text))) == text


@pytest.mark.parametrize("span", [Span(0, 6), Span(5, 6), Span(-2, 1), Span(3, 3), Span(4, 2), Span(9, 12)])
def test_a_span_that_does_not_lie_in_the_text_has_no_quote(tmp_path: Path, span: Span):
    assert Texts(tmp_path).quote(put(tmp_path, "a.txt", b"12345"), span) is None


def test_a_text_that_is_not_there_is_noted(tmp_path: Path):
    put(tmp_path, "a.txt", b"changed since")
    found = Texts(tmp_path)
    assert found.text(source_of(b"original")) is None
    assert found.quote(source_of(b"original", "source/b"), Span(0, 1)) is None
    assert found.text(Source("source/c")) is None
    assert found.missing == {"source/a", "source/b"}


def test_a_text_that_changes_after_it_was_found_is_not_quoted(tmp_path: Path):
    first, second = put(tmp_path, "a.txt", b"first"), put(tmp_path, "b.txt", b"second")
    found = Texts(tmp_path)
    assert found.text(first) == "first"
    (tmp_path / "b.txt").write_bytes(b"forged")
    assert found.text(Source("source/b", sha256=second.sha256)) is None
    assert found.missing == {"source/b"}


def test_a_text_that_is_not_utf8_gets_a_clear_error(tmp_path: Path):
    source = put(tmp_path, "a.txt", "Grüße".encode("latin-1"))
    with pytest.raises(TextError, match=r"a\.txt is not UTF-8 from byte 2 on: save it as UTF-8"):
        Texts(tmp_path).text(source)


def test_a_text_that_is_too_large_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(texts, "LARGEST_TEXT", 10)
    small, large = put(tmp_path, "a.txt", b"x" * 10), put(tmp_path, "b.txt", b"x" * 11)
    assert Texts(tmp_path).text(small) == "x" * 10
    assert Texts(tmp_path).text(large) is None


@pytest.mark.parametrize("what", ["file", "folder", "loop", "dangling", "relative"])
def test_links_that_lead_out_of_the_folder_are_not_followed(tmp_path: Path, what: str):
    secret = put(tmp_path, "outside/secret.txt", b"secret")
    inside = tmp_path / "inside"
    known = put(inside, "a.txt", b"known")
    targets = {
        "file": tmp_path / "outside" / "secret.txt",
        "folder": tmp_path / "outside",
        "loop": inside,
        "dangling": tmp_path / "nowhere",
        "relative": Path("..", "outside", "secret.txt"),
    }
    (inside / "link").symlink_to(targets[what])
    found = Texts(inside)
    assert found.text(known) == "known"
    assert found.text(Source("source/secret", sha256=secret.sha256)) is None


def test_links_inside_the_folder_and_a_folder_that_is_one_are_followed(tmp_path: Path):
    source = put(tmp_path, "real/a.txt", b"text")
    (tmp_path / "real" / "b.txt").symlink_to("a.txt")
    (tmp_path / "link").symlink_to("real")
    assert Texts(tmp_path / "link").text(source) == "text"


def test_pipes_sockets_and_unreadable_files_stop_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    source = put(tmp_path, "z.txt", b"text")
    os.mkfifo(tmp_path / "a.txt")
    put(tmp_path, "b.txt", b"forbidden")
    read = Path.read_bytes

    def forbidden(path: Path) -> bytes:
        if path.name == "b.txt":
            raise PermissionError
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", forbidden)
    found = Texts(tmp_path)
    assert found.text(source) == "text"
    assert found.text(source_of(b"forbidden", "source/b")) is None


@pytest.mark.parametrize("name", ["missing", "file", "x" * 300])
def test_what_is_no_folder_gets_a_clear_error(tmp_path: Path, name: str):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(TextError, match="is not a folder: name the folder that holds the texts"):
        Texts(tmp_path / name)


@given(st.text(), st.integers(-5, 30), st.integers(-5, 30))
def test_a_quote_is_the_words_of_the_span_or_nothing(text: str, start: int, end: int):
    found = Texts(Path(__file__).parent / "data")
    found._texts["source/a"] = text
    quote = found.quote(Source("source/a", sha256="x"), Span(start, end))
    assert (quote or "") == (text[start:end] if 0 <= start < end <= len(text) else "")
