"""The command-line reference is what the commands' help says."""

from documented import ROOT

from kg.cli.reference import reference


def test_the_reference_on_disk_is_up_to_date() -> None:
    shown = (ROOT / "kg" / "cli" / "README.md").read_text(encoding="utf-8")
    assert shown == reference(), "run: python -m kg.cli.reference > kg/cli/README.md"
