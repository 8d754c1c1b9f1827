"""Reading articles from files."""

import codecs
from hashlib import sha256
from pathlib import Path

import pytest

from kg.errors import KgError
from kg.extract.document import read_document

ARTICLE = "Norland and Sudria meet\n\nRIVERTON, June 2, 2025 (Wire) — Ada Ames met Ben Jones – at last.\n"
PAGE = """<!doctype html><html lang="en"><head><title>X | Paper</title>
<meta property="og:title" content="Norland meets Sudria"><meta property="og:site_name" content="The Paper">
<meta property="article:published_time" content="2025-06-02T10:00:00Z">
<link rel="canonical" href="https://example.org/a"></head><body><nav>Home About Contact</nav><article>
<h1>Norland meets Sudria</h1>
<p>Foreign Minister Ada Ames of Norland met President Ben Jones in Riverton on Monday. They talked about the river.</p>
<p>It was the second meeting of the year, the ministry said in a statement that it published on its site.</p>
<script>alert("no")</script></article><footer>Copyright 2026</footer></body></html>"""


def put(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_plain_text_is_taken_as_it_stands_so_that_its_hash_is_that_of_the_file(tmp_path: Path) -> None:
    document = read_document(put(tmp_path, "a.txt", ARTICLE))
    assert document.text == ARTICLE
    assert document.own
    assert document.source.sha256 == sha256(ARTICLE.encode()).hexdigest()
    assert document.source.length == len(ARTICLE)


def test_title_date_and_agency_are_read_from_the_top(tmp_path: Path) -> None:
    document = read_document(put(tmp_path, "a.txt", ARTICLE))
    assert (document.title, document.publisher) == ("Norland and Sudria meet", "Wire")
    assert document.published is not None
    assert document.published.edtf == "2025-06-02"


def test_a_date_without_a_year_is_no_date_of_publication(tmp_path: Path) -> None:
    document = read_document(put(tmp_path, "a.txt", "RIVERTON, June 2 (Wire) — Ada Ames met Ben Jones.\n"))
    assert document.published is None
    assert document.title is None


@pytest.mark.parametrize(
    "data",
    [
        codecs.BOM_UTF8 + ARTICLE.encode(),
        ARTICLE.encode("utf-16"),
        codecs.BOM_UTF16_BE + ARTICLE.encode("utf-16-be"),
        ARTICLE.replace("\n", "\r\n").encode(),
        ARTICLE.replace("\n", "\r").encode(),
        ARTICLE.encode("cp1252"),
    ],
)
def test_encodings_and_line_ends_become_one_text_which_is_then_not_the_files_own(tmp_path: Path, data: bytes) -> None:
    document = read_document(put(tmp_path, "a.txt", data))
    assert document.text == ARTICLE
    assert not document.own
    assert bool(document.notes) == (data == ARTICLE.encode("cp1252"))


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.txt", b"%PDF-1.7 x", "is a PDF: take the text out of it first"),
        ("a.txt", b"PK\x03\x04xx", "is a zip file"),
        ("a.txt", b"a\x00b", "holds binary data"),
        ("a.txt", b" \n", "holds no text"),
        ("a.txt", "Привет, мир".encode("koi8-r"), "is not UTF-8 from byte 0"),
        ("a.txt", codecs.BOM_UTF16_LE + b"a", "is broken utf-16"),
        ("a.docx", b"text", "is no text by its name"),
        ("a.html", b"<html><body></body></html>", "no article was found"),
        ("a.html", b"\x01<<<>>>", "no article was found"),
    ],
)
def test_what_is_no_article_is_refused_with_what_to_do(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    with pytest.raises(KgError, match=message):
        read_document(put(tmp_path, name, data))


def test_a_file_that_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.extract.document.LARGEST_TEXT", 10)
    with pytest.raises(KgError, match="has more than 0 MB"):
        read_document(put(tmp_path, "a.txt", "a" * 11))


def test_markdown_loses_its_signs_and_says_what_it_is_in_front(tmp_path: Path) -> None:
    text = """---
title: "Norland meets Sudria"
date: 2025-06-02
source: The Paper
url: https://example.org/a
lang: en
---
# A heading

Ada *Ames* met [Ben Jones](https://example.org/b "x") in **Riverton**
on Monday. ![a picture](x.png)<b>

- first
- second
"""
    document = read_document(put(tmp_path, "a.md", text))
    assert document.text == "A heading\n\nAda Ames met Ben Jones in Riverton on Monday. <b>\n\nfirst\n\nsecond\n"
    assert (document.title, document.publisher, document.url) == (
        "Norland meets Sudria",
        "The Paper",
        "https://example.org/a",
    )
    assert document.published is not None
    assert document.published.edtf == "2025-06-02"
    assert not document.own


def test_markdown_without_anything_in_front_is_called_by_its_first_heading(tmp_path: Path) -> None:
    assert read_document(put(tmp_path, "a.md", "# Talks\n\nAda met Ben.\n")).title == "Talks"


def test_html_gives_the_article_and_what_its_head_says(tmp_path: Path) -> None:
    document = read_document(put(tmp_path, "a.html", PAGE))
    assert "Ada Ames of Norland met President Ben Jones" in document.text
    assert "Copyright" not in document.text
    assert "alert" not in document.text
    assert (document.title, document.publisher, document.language) == ("Norland meets Sudria", "The Paper", "en")
    assert document.url == "https://example.org/a"
    assert document.published is not None
    assert document.published.edtf == "2025-06-02"


def test_a_date_in_the_text_of_a_page_is_not_taken_for_its_date(tmp_path: Path) -> None:
    page = PAGE.replace("article:published_time", "other").replace("on Monday", "on 2 January 2024")
    assert read_document(put(tmp_path, "a.html", page)).published is None


def test_a_page_without_trafilatura_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "trafilatura", None)
    with pytest.raises(KgError, match=r"pip install 'parley-kg\[html\]'"):
        read_document(put(tmp_path, "a.html", PAGE))


def test_ids_differ_where_texts_do_and_stay_where_they_do_not(tmp_path: Path) -> None:
    one = read_document(put(tmp_path, "Wire Report.txt", ARTICLE)).source.id
    assert one.startswith("source/wire-report-")
    assert read_document(put(tmp_path, "Wire Report.txt", ARTICLE)).source.id == one
    assert read_document(put(tmp_path, "Wire Report.txt", ARTICLE + "x")).source.id != one


@pytest.mark.parametrize(
    "masthead", ["THE DAILY WIRE", "THE DAILY WIRE — 2 June 2025", "THE WIRE, MONDAY, 2 JUNE 2025", "Daily Wire"]
)
def test_the_title_is_the_headline_and_not_the_masthead(tmp_path: Path, masthead: str) -> None:
    text = f"{masthead}\n\nMinisters meet again over the border\n\nOSLO — Ada Ames met Ben Bird on Monday.\n"
    assert read_document(put(tmp_path, "a.txt", text)).title == "Ministers meet again over the border"


@pytest.mark.parametrize(
    "headline", ["MINISTERS MEET AGAIN OVER THE BORDER", "Ministers Meet Again", "Ames Meets Bird in Oslo"]
)
def test_a_headline_in_capitals_stays_the_title(tmp_path: Path, headline: str) -> None:
    text = f"{headline}\n\nOSLO — Ada Ames met Ben Bird on Monday.\n\nThey will meet again.\n"
    assert read_document(put(tmp_path, "a.txt", text)).title == headline
