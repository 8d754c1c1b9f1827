"""Which files of a folder are read."""

from pathlib import Path

import pytest

from kg.errors import KgError
from kg.extract.folders import documents_in


def put(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x")


def test_a_folder_gives_its_articles_in_order_and_passes_over_the_rest(tmp_path: Path) -> None:
    put(tmp_path, "b.txt", "a.md", "sub/c.html", "facts.yaml", ".hidden.txt", ".git/x.txt", "README")
    assert [path.name for path in documents_in([tmp_path, tmp_path / "b.txt"])] == ["a.md", "b.txt", "c.html"]
    (tmp_path / "empty").mkdir()
    with pytest.raises(KgError, match="holds no article"):
        documents_in([tmp_path / "empty"])
    with pytest.raises(KgError, match="there is no file"):
        documents_in([tmp_path / "nowhere"])


def test_documents_that_are_no_text_are_told_of(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", "scan.pdf")
    said: list[str] = []
    documents_in([tmp_path], said.append)
    assert said == ["scan.pdf is not read, as it is no text"]
    put(tmp_path, *(f"{number}.docx" for number in range(9)))
    documents_in([tmp_path], said.append)
    assert said[1] == "0.docx, 1.docx, 2.docx and 7 more: each is not read, as it is no text"


def test_links_that_lead_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    put(tmp_path, "secret.txt", "private/b.txt", "articles/a.txt", "articles/sub/c.txt")
    articles = tmp_path / "articles"
    (articles / "out.txt").symlink_to(tmp_path / "secret.txt")
    (articles / "folder").symlink_to(tmp_path / "private")
    (articles / "round").symlink_to(articles)
    (articles / "self.txt").symlink_to(articles / "self.txt")
    (articles / "within.txt").symlink_to(articles / "a.txt")
    said: list[str] = []
    found = documents_in([articles], said.append)
    assert sorted({path.resolve().name for path in found}) == ["a.txt", "c.txt"]
    assert said == [f"out.txt is not read, as it leads out of {articles}"]
