"""Events put together from what all sources say."""

import json
from hashlib import sha256
from pathlib import Path

from query.world import PEOPLE, WIRE, part, reading, source, told, world
from query.world import event as talks

from kg import model as m
from kg.dates import parse
from kg.query import Selection, event, meetings
from kg.query.tenures import holds
from kg.table import plain
from kg.texts import Texts


def test_an_answer_holds_all_that_the_contract_names() -> None:
    (answer,) = meetings(world(), Selection(who=["Bo"], where="Harbour"))
    data = json.loads(json.dumps(plain(answer)))
    assert data["date"] == {
        "edtf": "2030-03-01",
        "earliest": "2030-03-01",
        "latest": "2030-03-01",
        "text": "1 March 2030",
        "qualified": False,
        "within": False,
    }
    assert [data[key] for key in ("id", "kind", "label", "status", "series", "round", "outcome", "conflicts")] == [
        "event/round-2",
        "talks",
        "Round 2",
        "held",
        "Harbour talks",
        2,
        None,
        [],
    ]
    assert data["place"] == {
        "id": "venue/glass-hall",
        "name": "Glass Hall",
        "type": "venue",
        "city": "Harbour",
        "country": "Eastmark",
        "latitude": 1.5,
        "longitude": 2.25,
    }
    keys = ("id", "name", "type", "role", "roles", "delegation", "capacity", "capacity_basis")
    assert [[person[key] for key in keys] for person in data["participants"]] == [
        ["person/bo", "Bo Birch", "person", "head", ["head"], "Northland", "Envoy of Northland", "reported"],
        [
            "person/ada",
            "Ada Alder",
            "person",
            "member",
            ["member"],
            "Northland",
            "Foreign Minister of Northland",
            "possible",
        ],
        ["person/cleo", "Cleo Cedar", "person", "head", ["head"], "Southland", None, None],
    ]
    (cited,) = data["sources"]
    assert [cited[key] for key in ("id", "title", "publisher", "published", "quote")] == [
        "source/wire",
        "Talks resume",
        "Example Wire",
        "2030-03-02",
        None,
    ]


def test_an_open_end_and_what_is_unknown_are_null() -> None:
    (answer,) = event(told(talks("round", WIRE, date="2030-03-01/..")), "round")
    data = plain(answer)
    assert data["date"]["latest"] is None
    assert [data[key] for key in ("place", "status", "series", "round", "outcome")] == [None] * 5


def test_events_come_in_time_order_and_undated_ones_last() -> None:
    assert [answer.label for answer in meetings(world(), Selection())][-1] == "Quiet call"


class TestCapacity:
    def capacity(self, *tenures: m.Tenure, date: str | None = "2030-03-01") -> tuple[str | None, str | None]:
        facts = m.Facts(WIRE, events=[talks("round", WIRE, part("ada"), date=date)], tenures=tenures)
        (person,) = event(reading(PEOPLE, facts), "round")[0].participants
        return person.capacity, person.capacity_basis

    def tenure(self, post: str = "northland-envoy", **when: object) -> m.Tenure:
        return m.Tenure(f"tenure/{post}", WIRE.id, "person/ada", f"post/{post}", **when)

    def test_a_post_seen_that_day(self) -> None:
        assert self.capacity(self.tenure(seen=[parse("2030-03-01")])) == ("Envoy of Northland", "seen")

    def test_a_post_seen_on_another_day_says_nothing(self) -> None:
        assert self.capacity(self.tenure(seen=[parse("2030-03-02")])) == (None, None)

    def test_a_post_whose_bounds_hold_the_day(self) -> None:
        known = self.tenure(begin=parse("2029"), end=parse("2031"))
        assert self.capacity(known) == ("Envoy of Northland", "tenure")

    def test_a_post_whose_bounds_may_hold_the_day(self) -> None:
        assert self.capacity(self.tenure(begin=parse("2030"))) == ("Envoy of Northland", "possible")

    def test_a_post_that_had_ended_or_had_not_begun(self) -> None:
        assert self.capacity(self.tenure(end=parse("2030-02"))) == (None, None)
        assert self.capacity(self.tenure(begin=parse("2030-03-02"))) == (None, None)

    def test_what_is_sure_goes_before_what_is_possible(self) -> None:
        possible = self.tenure("northland-foreign-minister", begin=parse("2030"))
        assert self.capacity(possible, self.tenure(seen=[parse("2030-03-01")])) == ("Envoy of Northland", "seen")

    def test_an_undated_event_has_no_capacity_of_a_day(self) -> None:
        assert self.capacity(self.tenure(begin=parse("2000")), date=None) == (None, None)


class TestHolds:
    def test_a_tenure_lasts_without_gap_from_its_begin_to_where_it_was_seen(self) -> None:
        known = m.Tenure("tenure/a", WIRE.id, "person/ada", "post/x", begin=parse("2029"), seen=[parse("2030-06")])
        assert holds(known, parse("2030-03-01")) is True
        assert holds(known, parse("2031-03-01")) is False
        assert holds(known, parse("2028-03-01")) is None

    def test_a_qualified_bound_makes_nothing_certain(self) -> None:
        known = m.Tenure("tenure/a", WIRE.id, "person/ada", "post/x", begin=parse("2029~"), end=parse("2031"))
        assert holds(known, parse("2030-03-01")) is False


class TestSources:
    def test_every_source_of_an_event_is_named_in_order_of_publication(self) -> None:
        late, undated = source("late", "2030-05"), source("undated")
        asked = told(*(talks("round", origin) for origin in (undated, late, WIRE)), sources=[undated, late])
        assert [cited.id for cited in event(asked, "round")[0].sources] == [
            "source/wire",
            "source/late",
            "source/undated",
        ]

    def test_a_delegation_cites_only_what_tells_of_it(self) -> None:
        proof = [m.Evidence(spans=[m.Span(1, 9)])]
        asked = told(
            talks(
                "round",
                WIRE,
                part("ada", delegation="n", evidence=proof),
                part("cleo", delegation="s"),
                delegations=[("n", "northland"), ("s", "southland")],
            )
        )
        north, south = event(asked, "round")[0].delegations
        assert [(quoted.about, quoted.spans) for quoted in north.sources[0].evidence] == [("Ada Alder", ((1, 9),))]
        assert [cited.evidence for cited in south.sources] == [()]


class TestQuotes:
    text = "Ada met Cleo \N{EN DASH} in Glass Hall."

    def asked(self, folder: Path, digest: str) -> Texts:
        origin = m.Source("source/wire", sha256=digest, length=len(self.text))
        report = m.Report(
            origin.id,
            place="venue/glass-hall",
            evidence=[m.Evidence("place", [m.Span(18, 28)]), m.Evidence("", [m.Span(0, 3), m.Span(0, 7)])],
        )
        facts = m.Facts(origin, events=[m.Event("event/round", "talks", "Round", reports=[report])])
        texts = Texts(folder)
        self.answer = event(reading(PEOPLE, facts, texts=texts), "round")[0]
        return texts

    def test_a_text_with_the_right_hash_gives_the_quotes_of_spans_in_code_points(self, tmp_path: Path) -> None:
        (tmp_path / "any-name").write_text(self.text, encoding="utf-8")
        self.asked(tmp_path, sha256(self.text.encode()).hexdigest())
        (cited,) = self.answer.sources
        assert cited.quote == "Ada met … Glass Hall"
        assert {quoted.about: quoted.quotes for quoted in cited.evidence} == {
            "report": ("Ada met",),
            "place": ("Glass Hall",),
        }

    def test_a_text_that_was_changed_gives_none_and_is_reported_missing(self, tmp_path: Path) -> None:
        (tmp_path / "wire.txt").write_text(self.text + " ", encoding="utf-8")
        texts = self.asked(tmp_path, sha256(self.text.encode()).hexdigest())
        assert self.answer.sources[0].quote is None
        assert texts.missing == {"source/wire"}


def test_hundred_events_of_two_sources_keep_their_parts_apart() -> None:
    other = source("other", "2030-05")
    asked = told(
        *(talks(f"round-{n}", WIRE, part("ada"), date=f"2030-01-{n % 28 + 1:02}") for n in range(100)),
        *(talks(f"round-{n}", other, part("bo")) for n in range(0, 100, 2)),
        sources=[other],
    )
    answers = meetings(asked, Selection())
    assert len(answers) == 100
    assert {len(answer.participants) for answer in answers if int(answer.id.rpartition("-")[2]) % 2} == {1}
    assert {len(answer.participants) for answer in answers if not int(answer.id.rpartition("-")[2]) % 2} == {2}
