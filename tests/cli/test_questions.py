"""The commands that ask, on the bundled talks, an invented world, and two sources that disagree."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import yaml
from cli.conftest import NOTE, SECOND, TALKS, Run
from documented import ROOT


def answers(run: Run, *arguments: str) -> Any:
    return json.loads(run(*arguments, "--json").stdout)


class TestTheTalks:
    """What an editor asks of the Istanbul talks."""

    def test_umerov_and_medinsky_met_once_in_a_palace_in_istanbul(self, run: Run) -> None:
        (meeting,) = answers(run, "meetings", "--who", "Umerov", "--with", "Medinsky")
        assert (meeting["id"], meeting["kind"], meeting["round"]) == ("event/istanbul-talks-2", "talks", 2)
        assert (meeting["series"], meeting["status"]) == ("Istanbul talks", "under-way")
        assert [meeting["date"][key] for key in ("edtf", "earliest", "latest")] == ["2025-06-02"] * 3
        assert {key: meeting["place"][key] for key in ("id", "name", "city", "country")} == {
            "id": "venue/ciragan-palace",
            "name": "Çırağan Palace",
            "city": "Istanbul",
            "country": "Türkiye",
        }
        keys = ("name", "type", "role", "delegation", "capacity", "modality")
        assert [[person[key] for key in keys] for person in meeting["participants"]] == [
            ["Vladimir Medinsky", "person", "head", "Russia", "Kremlin aide of Russia", "asserted"],
            ["Rustem Umerov", "person", "head", "Ukraine", "Defence Minister of Ukraine", "asserted"],
            ["Hakan Fidan", "person", "opened", None, "Foreign Minister of Türkiye", "asserted"],
            ["Russia", "country", "party", None, None, "asserted"],
            ["Ukraine", "country", "party", None, None, "asserted"],
            ["Türkiye", "country", "mediator", None, None, "hoped"],
        ]
        (cited,) = meeting["sources"]
        assert cited["id"] == "source/istanbul-talks-2025-06-02"
        assert {"title", "publisher", "published", "quote"} <= set(cited)
        assert (cited["published"], cited["quote"], meeting["conflicts"]) == ("2025-06-02", None, [])

    def test_the_first_round_is_found_by_place_and_month_with_its_outcome(self, run: Run) -> None:
        asked = ("meetings", "--where", "Istanbul", "--since", "2025-05", "--until", "2025-05")
        (meeting,) = answers(run, *asked)
        assert (meeting["id"], meeting["round"]) == ("event/istanbul-talks-1", 1)
        assert "prisoner" in meeting["outcome"]

    @pytest.mark.parametrize("name", ["Ümerov", "UMEROV", "умєров", "Умеров", "rustem-umerov", "person/rustem-umerov"])
    def test_a_name_matches_without_case_accents_and_script(self, run: Run, name: str) -> None:
        assert run("meetings", "--who", name).stdout == run("meetings", "--who", "Umerov").stdout

    def test_a_misspelt_name_gets_the_nearest_and_status_1(self, run: Run) -> None:
        result = run("meetings", "--who", "Umerof", status=1)
        assert result.stdout == ""
        assert result.stderr == NOTE + (
            'Error: no person, country, organisation or group is called "Umerof": did you mean Rustem Umerov?\n'
        )

    def test_fidan_is_seen_as_foreign_minister_without_invented_bounds(self, run: Run) -> None:
        (post,) = answers(run, "posts", "--who", "Fidan", "--on", "2025-06-02")
        keys = ("person", "title", "of", "from", "until", "certain")
        assert [post[key] for key in keys] == ["Hakan Fidan", "Foreign Minister", "Türkiye", None, None, True]
        assert post["seen"] == ["2025-06-02"]

    def test_posts_as_a_table(self, run: Run) -> None:
        assert run("posts", "--who", "Fidan", "--on", "2025-06-02").stdout == (
            "person       title             of       from  until  seen         held       sources\n"
            "Hakan Fidan  Foreign Minister  Türkiye               2 June 2025  certainly  istanbul-talks-2025-06-02\n"
        )

    def test_both_statements_about_the_memoranda_are_on_the_timeline_and_no_conflict(self, run: Run) -> None:
        timeline = run("timeline").stdout
        assert "Russia has Ukraine's draft memorandum." in timeline
        assert "Ukraine does not have Russia's draft memorandum yet." in timeline
        result = run("conflicts")
        nothing = "no source contradicts another; kg statements shows who claims what\n"
        assert (result.stdout, result.stderr) == ("", NOTE + nothing)
        assert run("conflicts", "--json").stdout == "[]\n"

    def test_an_event_is_shown_whole(self, run: Run, world: str) -> None:
        assert run("event", "round-2", world).stdout == (
            "event         Round 2\n"
            "id            event/round-2\n"
            "kind          talks\n"
            "series        Harbour talks, round 2\n"
            "date          1 March 2030\n"
            "place         Glass Hall, Harbour, Eastmark\n"
            "status        held\n"
            "participants  Bo Birch, Envoy of Northland (head)\n"
            "              Ada Alder, possibly Foreign Minister of Northland (member)\n"
            "              Cleo Cedar (head)\n"
            "delegations   Northland: head Bo Birch; Ada Alder\n"
            "              Southland: head Cleo Cedar\n"
            "related       continues: Round 1\n"
            "sources       Example Wire, Talks resume, 2030-03-02 [wire]\n"
        )

    def test_an_ambiguous_label_names_the_candidates(self, run: Run) -> None:
        assert run("event", "Istanbul", status=1).stderr.endswith(
            'Error: "Istanbul" could be First round of the Istanbul talks (event/istanbul-talks-1) or '
            "Second round of the Istanbul talks (event/istanbul-talks-2): write one of the ids shown in brackets\n"
        )


class TestForms:
    """The same answer in every form, whole."""

    def test_plain_table_in_a_pipe(self, run: Run, world: str) -> None:
        assert run("venues", world).stdout == (
            "place       type   city     country   events  first            last                 sources\n"
            "Harbour     city   Harbour  Eastmark  2       10 January 2030  about February 2030  wire\n"
            "Glass Hall  venue  Harbour  Eastmark  1       1 March 2030     1 March 2030         wire\n"
        )

    def test_csv(self, run: Run, world: str) -> None:
        assert run("delegations", "--event", "round-1", world, "--format", "csv").stdout_bytes.decode() == (
            "date,event,delegation,represents,head,other members,sources\r\n"
            "10 January 2030,Round 1,Northland,Northland,Ada Alder,not named,wire\r\n"
            "10 January 2030,Round 1,Southland,Southland,Cleo Cedar,not named,wire\r\n"
        )

    def test_markdown(self, run: Run, world: str) -> None:
        assert run("path", "Ada", "Finn", world, "--format", "markdown").stdout == (
            "| from | to | event | date | sources |\n"
            "| --- | --- | --- | --- | --- |\n"
            "| Ada Alder | Bo Birch | Round 2 | 1 March 2030 | wire |\n"
            "| Bo Birch | Finn Glass | Quiet call |  | wire |\n"
        )

    def test_json_lines_are_the_elements_of_json(self, run: Run, world: str) -> None:
        lines = run("meetings", world, "--format", "jsonl").stdout.splitlines()
        assert [json.loads(line) for line in lines] == answers(run, "meetings", world)
        assert len(lines) == 5

    def test_nothing_found_is_empty_in_every_form_and_status_0(self, run: Run, world: str) -> None:
        asked = ("meetings", "--who", "Ada", "--since", "2040", world)
        assert run(*asked, "--json").stdout == "[]\n"
        assert run(*asked, "--format", "jsonl").stdout == ""
        assert run(*asked, "--format", "csv").stdout.splitlines() == [
            "date,kind,event,place,participants,status,sources"
        ]
        assert (run(*asked).stdout, run(*asked).stderr) == ("", "nothing found\n")

    @pytest.mark.parametrize(
        "command",
        [
            ("meetings",),
            ("timeline",),
            ("event", "round-1"),
            ("person", "Ada"),
            ("posts",),
            ("venues",),
            ("delegations",),
            ("compare", "round-1", "round-2"),
            ("path", "Ada", "Finn"),
            ("never-met", "Ada", "Finn"),
            ("conflicts",),
            ("statements",),
            ("sources",),
            ("stats",),
        ],
        ids=lambda command: command[0],
    )
    def test_every_question_speaks_every_form(self, run: Run, world: str, command: tuple[str, ...]) -> None:
        data = answers(run, *command, world)
        assert isinstance(data, list)
        for form in ("table", "jsonl", "csv", "markdown"):
            run(*command, world, "--format", form)
        without = ("stats", "person")  # a person's sources stand with each part
        for answer in data if command[0] not in without else ():
            assert answer.get("sources") or answer.get("quads"), "every answer carries its sources"


class TestRange:
    def test_what_is_undated_is_counted_on_stderr(self, run: Run, world: str) -> None:
        assert run("meetings", "--since", "2030", world).stderr == "1 more answer is undated and left out\n"
        assert run("timeline", "--since", "2030", world).stderr == "2 more answers are undated and left out\n"
        assert run("meetings", world).stderr == ""

    def test_in_a_store_which_may_be_large_they_are_not_counted(self, run: Run, world: str) -> None:
        run("load", world)
        assert run("meetings", "--since", "2030").stderr == "answers without a date are left out\n"
        assert run("meetings", "--who", "Bo").stderr == ""

    def test_dates_are_those_of_the_meetings_from_files_and_from_a_store(self, run: Run, world: str) -> None:
        asked = ("dates", "--since", "2030-01", "--until", "2030-03", "--who", "Northland", "--json")
        from_files = run(*asked, world).stdout
        run("load", world)
        assert run(*asked).stdout == from_files
        assert [row["id"] for row in json.loads(from_files)] == ["event/round-1", "event/round-2"]

    def test_certain_leaves_out_what_is_only_possible(self, run: Run, world: str) -> None:
        asked = ("meetings", "--since", "2030-02", "--until", "2030-02", world)
        assert [meeting["id"] for meeting in answers(run, *asked)] == ["event/visit"]
        assert answers(run, *asked, "--certain") == []

    @pytest.mark.parametrize(
        ("options", "message"),
        [
            (
                ("--since", "2025-07", "--until", "2025-05"),
                "the range ends (2025-05-31) before it begins (2025-07-01): swap the two",
            ),
            (
                ("--since", "{2025}"),
                '"{2025}" is a set, which is EDTF level 2: write an interval, or one fact for each date',
            ),
            (("--until", "2025-06-31"), '"2025-06-31" is no day: the days of June 2025 are 01 to 30'),
            (("--since", "2 June 2025"), '"2 June 2025" is not written as EDTF: write 2025-06-02'),
        ],
    )
    def test_a_wrong_range_says_what_is_right(self, run: Run, options: tuple[str, ...], message: str) -> None:
        result = run("meetings", *options, status=1)
        assert (result.stdout, result.stderr) == ("", f"{NOTE}Error: {message}\n")


class TestTwoSources:
    """The bundled talks and an invented second report of the same round."""

    def test_what_they_say_differently_stands_side_by_side(self, run: Run) -> None:
        assert [(found["field"], found["values"]) for found in answers(run, "conflicts", TALKS, SECOND)] == [
            (
                "date",
                [
                    {"value": "2025-06-02", "sources": ["source/istanbul-talks-2025-06-02"]},
                    {"value": "2025-06-03", "sources": ["source/second-source"]},
                ],
            ),
            (
                "head of the delegation of Russia",
                [
                    {"value": "Vladimir Medinsky", "sources": ["source/istanbul-talks-2025-06-02"]},
                    {"value": "Example Person", "sources": ["source/second-source"]},
                ],
            ),
        ]

    def test_a_city_and_a_palace_in_it_agree_and_under_way_turned_into_held(self, run: Run) -> None:
        (meeting,) = answers(run, "meetings", "--since", "2025-06", TALKS, SECOND)
        assert (meeting["place"]["name"], meeting["status"]) == ("Çırağan Palace", "held")
        assert [conflict["field"] for conflict in meeting["conflicts"]] == ["date", "head of the delegation of Russia"]
        assert len(meeting["sources"]) == len(meeting["reports"]) == 2

    @pytest.mark.parametrize(
        ("rule", "date"),
        [
            ("most-sources", "2025-06-02"),
            ("earliest", "2025-06-02"),
            ("latest", "2025-06-03"),
            ("most-official", "2025-06-02"),
        ],
    )
    def test_the_rule_decides_what_the_plain_column_shows(self, run: Run, rule: str, date: str) -> None:
        (meeting,) = answers(run, "meetings", "--who", "Umerov", "--rule", rule, TALKS, SECOND)
        assert meeting["date"]["edtf"] == date

    def test_the_table_marks_what_is_disputed_and_says_where_to_look(self, run: Run) -> None:
        result = run("meetings", "--who", "Umerov", "--format", "csv", TALKS, SECOND)
        assert "2 June 2025 *,talks," in result.stdout
        result = run("meetings", "--who", "Umerov", TALKS, SECOND)
        assert result.stderr == "* sources disagree: kg conflicts shows what each of them says\n"


class TestQuotes:
    ARTICLE = "Ada Alder met Cleo Cedar in Harbour.\n"

    @pytest.fixture
    def facts(self, folder: Path) -> str:
        data = {
            "source": {
                "id": "wire",
                "published": "2030-03-02",
                "text": {"sha256": sha256(self.ARTICLE.encode()).hexdigest(), "length": len(self.ARTICLE)},
            },
            "people": {"ada": {"name": "Ada Alder"}, "cleo": {"name": "Cleo Cedar"}},
            "events": {
                "meeting": {
                    "kind": "talks",
                    "label": "Meeting",
                    "evidence": "0-36",
                    "participants": {
                        "ada": {"role": "party", "evidence": "0-9"},
                        "cleo": {"role": "party", "evidence": "14-24"},
                    },
                }
            },
        }
        (folder / "facts.yaml").write_text(yaml.safe_dump(data), encoding="utf-8")
        return "facts.yaml"

    def test_a_text_with_the_right_hash_is_quoted(self, run: Run, folder: Path, facts: str) -> None:
        (folder / "texts").mkdir()
        (folder / "texts" / "a.txt").write_text(self.ARTICLE, encoding="utf-8", newline="")
        (meeting,) = answers(run, "meetings", "--text-dir", "texts", facts)
        assert meeting["sources"][0]["quote"] == "Ada Alder met Cleo Cedar in Harbour."
        assert "Ada Alder: characters 0-9 “Ada Alder”" in run("event", "meeting", "--text-dir", "texts", facts).stdout

    def test_a_text_that_was_changed_is_not_and_a_note_says_so(self, run: Run, folder: Path, facts: str) -> None:
        (folder / "a.txt").write_text(self.ARTICLE.upper(), encoding="utf-8")
        result = run("meetings", "--text-dir", ".", facts, "--json")
        assert json.loads(result.stdout)[0]["sources"][0]["quote"] is None
        assert result.stderr == "no quotes from source/wire: no file in . has the hash of its text\n"

    @pytest.mark.parametrize(("form", "end"), [("table", ""), ("csv", ""), ("markdown", " |")])
    def test_a_table_has_the_quotes_in_its_last_column(
        self, run: Run, folder: Path, facts: str, form: str, end: str
    ) -> None:
        (folder / "a.txt").write_text(self.ARTICLE, encoding="utf-8", newline="")
        head, *rows = run("meetings", "--text-dir", ".", facts, "--format", form).stdout.splitlines()
        assert head.endswith(f"quote{end}")
        assert rows[-1].endswith(f"“Ada Alder met Cleo Cedar in Harbour.”{end}")

    def test_a_folder_that_is_not_there_is_an_error(self, run: Run, facts: str) -> None:
        result = run("meetings", "--text-dir", "gone", facts, status=1)
        assert result.stderr == "Error: gone is not a folder: name the folder that holds the texts of the articles\n"


class TestForm:
    def test_json_and_another_form_are_wrong_usage(self, run: Run, world: str) -> None:
        for arguments in (["--json", "--format", "csv"], ["--format", "table", "--json"]):
            result = run("meetings", world, *arguments, status=2)
            form = arguments[1 if arguments[0] == "--format" else 2]
            assert result.stderr.endswith(f"Error: Give --json or --format {form}, not both.\n")
        assert run("meetings", world, "--json", "--format", "json").stdout == run("meetings", world, "--json").stdout


class TestDisputed:
    """Every table marks what the two sources disagree about, and says where to look."""

    @pytest.mark.parametrize(
        ("command", "marked"),
        [
            (("event", "istanbul-talks-2"), "date          2 June 2025 *\n"),
            (("person", "Medinsky"), "2 June 2025 *  Second round of the Istanbul talks, "),
            (("timeline",), "2 June 2025 *"),
            (("venues",), "1 *"),
            (("path", "Umerov", "Medinsky"), "2 June 2025 *"),
            (("delegations", "--event", "istanbul-talks-2"), "Vladimir Medinsky *"),
            (("compare", "istanbul-talks-1", "istanbul-talks-2"), "2 June 2025 *"),
        ],
        ids=lambda value: value[0] if isinstance(value, tuple) else "",
    )
    def test_an_asterisk_and_a_note(self, run: Run, command: tuple[str, ...], marked: str) -> None:
        result = run(*command, TALKS, SECOND)
        assert marked in result.stdout
        assert result.stderr == "* sources disagree: kg conflicts shows what each of them says\n"
        assert "*" not in run(*command, TALKS).stdout

    def test_conflicts_write_dates_as_people_do_and_json_as_edtf(self, run: Run) -> None:
        assert (
            "2 June 2025 (istanbul-talks-2025-06-02) / 3 June 2025 (second-source)"
            in run("conflicts", TALKS, SECOND).stdout
        )
        assert answers(run, "conflicts", TALKS, SECOND)[0]["values"][0]["value"] == "2025-06-02"


class TestReview:
    def test_pending_facts_are_counted_and_left_out(self, run: Run, folder: Path) -> None:
        text = (ROOT / "tests" / "data" / "second-source.yaml").read_text(encoding="utf-8")
        data = yaml.safe_load(text)
        data["events"]["istanbul-talks-2"]["participants"]["example-person"]["review"] = "pending"
        (folder / "facts.yaml").write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
        result = run("conflicts", "--json", TALKS, "facts.yaml")
        assert [found["field"] for found in json.loads(result.stdout)] == ["date"]
        assert result.stderr == "1 fact is pending review and left out\n"


def test_rdf_of_sem_and_schema_org_answers_like_facts_of_our_own(run: Run, folder: Path) -> None:
    (folder / "meeting.ttl").write_text(
        """@prefix sem: <http://semanticweb.cs.vu.nl/2009/11/sem/> . @prefix schema: <https://schema.org/> .
        @prefix ex: <https://example.org/> .
        ex:talks a sem:Event ; sem:hasActor ex:Ada_Lind , ex:Bo_Oz ; schema:location "Old Hall, Istanbul, Turkey" ;
          sem:hasBeginTimeStamp "2031-04-05" ; sem:hasEndTimeStamp "2031-04" ; schema:subjectOf ex:story .
        ex:story a schema:NewsArticle ; schema:headline "They meet" ; schema:url <https://gazette.example/1> .
        ex:fair a schema:SaleEvent ; schema:performer ex:Ada_Lind .""",
        encoding="utf-8",
    )
    result = run("meetings", "meeting.ttl", "--who", "Ada Lind", "--where", "Türkiye", "--since", "2031-04", "--json")
    (meeting,) = json.loads(result.stdout)
    assert [person["name"] for person in meeting["participants"]] == ["Ada Lind", "Bo Oz"]
    assert (meeting["date"]["edtf"], meeting["place"]["city"]) == ("2031-04-05/2031-04", "Istanbul")
    assert [source["url"] for source in meeting["sources"]] == ["https://gazette.example/1"]
    said = "1 of 2 events of SEM or schema.org read; left out: 1 of a type that is no meeting (SaleEvent)"
    assert result.stderr == f"meeting.ttl: {said}\n"
    loaded = run("load", "meeting.ttl", "--store", "kept")
    assert said in loaded.stderr
    assert json.loads(run("meetings", "--store", "kept", "--json").stdout) == [meeting]
    assert run("check", "meeting.ttl").stdout.count("violation") == 0
