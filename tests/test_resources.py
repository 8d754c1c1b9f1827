from pathlib import Path

import pytest

from kg import resources
from kg.errors import KgError
from kg.resources import resource


def test_ontology_and_data_are_found():
    assert resource("ontology", "kg.ttl").is_file()
    assert resource("data").is_dir()


def test_a_packaged_copy_comes_before_the_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    packed, checkout = tmp_path / "packed", tmp_path / "checkout"
    for root in (packed, checkout):
        (root / "data").mkdir(parents=True)
        (root / "data" / "a.yaml").touch()
    (checkout / "data" / "b.yaml").touch()
    monkeypatch.setattr(resources, "_ROOTS", (packed, checkout))
    assert resource("data", "a.yaml") == packed / "data" / "a.yaml"
    assert resource("data", "b.yaml") == checkout / "data" / "b.yaml"


def test_what_is_missing_is_named():
    with pytest.raises(KgError, match=r"ontology/none\.ttl is missing from this installation: install parley-kg again"):
        resource("ontology", "none.ttl")
