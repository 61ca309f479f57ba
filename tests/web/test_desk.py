"""The desk from the pasted article to the published edition, as two editors and a learner see it."""

import io
import re
import zipfile
from typing import Any

import pytest
from fixtures.player import Player, Tokens, text_of
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from quizapp.actions.accounts import become, create_user
from quizapp.actions.enrol import enrol_guest
from quizapp.formats.folder import read
from quizapp.storage.database import write
from quizapp.storage.models import Bank, Fact, FactRevision, Proposal, Workspace
from quizapp.web import identity
from quizapp.web.database import db

ARTICLE = """The ferry is back

The ferry carried 300 people to the island on 2 May 2026, its captain Ada Moen said. She did not say how many came back.

The harbour office accuses the owners of neglect.
"""
FIELDS = {
    "statement": "The ferry carried 300 people to the island on 2 May 2026.",
    "cloze": "The ferry carried {300} people to the island on 2 May 2026.",
    "prompt": "How many passengers did the ferry take to the island on 2 May 2026?",
    "kind": "number",
    "value_text": "300",
    "value_number": "300",
    "value_unit": "people",
    "value_precision": "exact",
    "importance": "must-know",
    "group": "passengers",
    "trap1_says": "30",
    "trap1_why": "The captain speaks of 300.",
    "trap2_says": "3,000",
    "trap2_why": "The captain speaks of 300.",
}


class Editor:
    """A browser with somebody's session."""

    def __init__(self, app: Flask, name: str, role: str = "editor") -> None:
        self.app, self.name = app, name
        self.client: FlaskClient = app.test_client()
        with app.test_request_context():
            session, now = db.session(), identity.now()
            write(session)
            learner_id, secret = enrol_guest(session, now)
            become(session, create_user(session, name, "", "!", role, now), learner_id, now)
            session.commit()
        self.client.set_cookie("quizapp", secret)
        self.tokens = Tokens("/desk/new", "/")

    def get(self, path: str) -> TestResponse:
        """A page."""
        return self.client.get(path)

    def post(self, path: str, **form: Any) -> TestResponse:
        """Send a form."""
        return self.client.post(path, data={"csrf_token": self.tokens.of(self.client), **form})

    def paste(self, **changes: Any) -> TestResponse:
        """Open a bank."""
        form = {"title": "The ferry", "cited": "Harbour Post, 3 May 2026", "as_of": "2026-05-03", "rights": "Ours."}
        form["summary"] = "How many crossed, and who said so."
        return self.post("/desk/new", **{**form, "article": ARTICLE, "quotable": "true", **changes})

    def fields(self, path: str) -> dict[str, str]:
        """The fields of the form for a fact, as they are filled in."""
        page = self.get(path).text
        fields = dict(re.findall(r'<input[^>]* name="(\w+)" type="text" value="([^"]*)"', page))
        fields |= dict(re.findall(r'<textarea id="\w+" name="(\w+)"[^>]*>\n?([^<]*)</textarea>', page))
        fields |= dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
        for name, options in re.findall(r'<select id="\w+" name="(\w+)"[^>]*>(.*?)</select>', page, re.S):
            chosen = re.search(r'value="([^"]*)" selected', options)
            fields[name] = chosen[1] if chosen else ""
        del fields["csrf_token"]
        return fields


@pytest.fixture
def ann(app: Flask) -> Editor:
    return Editor(app, "Ann")


@pytest.fixture
def ben(app: Flask) -> Editor:
    return Editor(app, "Ben", "administrator")


def number(editor: Editor) -> str:
    """The address of the form for the proposal of a number."""
    with editor.app.app_context():
        found = db.session().scalars(select(Proposal).where(Proposal.kind == "number", Proposal.exact == "300")).one()
        return f"/desk/the-ferry/new-fact?proposal={found.id}"


def written(ann: Editor, **changes: str) -> TestResponse:
    """Paste, take the number that is offered, and save it as a fact."""
    assert ann.paste().status_code == 303
    return ann.post("/desk/the-ferry/new-fact", **{**ann.fields(number(ann)), **FIELDS, "id": "passengers", **changes})


def count(editor: Editor, table: Any) -> int:
    with editor.app.app_context():
        return db.session().query(table).count()


def test_a_pasted_article_is_a_private_bank_with_things_that_may_be_facts(ann: Editor) -> None:
    response = ann.paste()
    assert response.location == "/desk/the-ferry"
    page = ann.get(response.location).text
    assert "its captain Ada Moen said" in page
    assert "s01" in page
    with ann.app.app_context():
        kinds = set(db.session().scalars(select(Proposal.kind)))
        assert {"number", "date", "absence", "attribution"} <= kinds
    assert Player(ann.app).client.get("/bank/the-ferry").status_code == 404


def test_from_article_to_learner_through_a_second_pair_of_hands(ann: Editor, ben: Editor) -> None:
    assert written(ann).status_code == 303
    ann.post("/desk/the-ferry/sharing", do="show", visibility="public")
    assert "300" not in text_of(Player(ann.app).client.get("/bank/the-ferry").text)
    fact = "/desk/the-ferry/facts/passengers"
    step = {"number": "1", "step": "ask"}
    assert ann.post(f"{fact}/review", **step).status_code == 303
    assert ann.post(f"{fact}/review", **{**step, "step": "accept"}).status_code == 409
    assert "one to read" in ben.get("/desk").text
    assert ben.post(f"{fact}/review", **{**step, "step": "accept"}).status_code == 303
    assert "Edition 1 is ready" in ben.get("/desk/the-ferry/publish").text
    response = ben.post("/desk/the-ferry/publish", why="The first facts")
    assert response.status_code == 303, response.text
    player = Player(ann.app)
    assert "300 people" in player.client.get("/bank/the-ferry/brief").text
    player.start(bank="the-ferry", length="1")
    assert player.item(1).question.facts == ("passengers",)
    assert "The ferry carried 300 people" in player.send(1, player.fields(1)).text


def test_whoever_changed_the_text_does_not_publish_it(ann: Editor, ben: Editor) -> None:
    written(ann)
    ann.post("/desk/the-ferry/sharing", do="show", visibility="public")
    ben.post("/desk/the-ferry/facts/passengers/review", number="1", step="accept")
    page = ann.get("/desk/the-ferry/publish").text
    assert "Somebody else has to publish" in page
    assert 'name="why"' not in page
    response = ann.post("/desk/the-ferry/publish", why="Mine")
    assert response.status_code == 409
    assert "Somebody else has to publish" in response.text


def test_false_variants_that_an_editor_wrote_are_kept_to_the_end_and_sorted(ann: Editor, ben: Editor) -> None:
    written(ann, trap1_says="280", trap2_says="330")
    path = "/desk/the-ferry/facts/passengers"
    kept = ann.fields(path)
    assert [kept[f"trap{place}_number"] for place in (1, 2)] == ["280", "330"]
    assert "W8" not in text_of(ann.get(path).text)
    ann.post(f"{path}/review", number="1", step="ask")
    waits = ann.get("/desk/the-ferry").text
    assert "Nobody else can see this bank yet." in waits
    ann.post("/desk/the-ferry/sharing", do="show", visibility="public")
    assert "Nobody else can see this bank yet." not in ann.get("/desk/the-ferry").text
    ben.post(f"{path}/review", number="1", step="accept")
    assert ben.post("/desk/the-ferry/publish", why="Go").status_code == 303
    stays = kept.keys() - {"base", "number"}  # Which revision it is, is no part of what it says.
    assert {name: ben.fields(path)[name] for name in stays} == {name: kept[name] for name in stays}
    options = ben.get("/desk/the-ferry/questions/passengers.choice.1").text
    assert re.search(r">280<.*>300<.*>330<", options, re.DOTALL)


def test_the_owner_of_a_private_bank_publishes_alone_and_the_bank_says_so(ann: Editor) -> None:
    written(ann)
    assert ann.post("/desk/the-ferry/publish", why="Just for me").status_code == 303
    with ann.app.app_context():
        assert db.session().scalars(select(Bank)).one().data["reviewed"] is False


def test_what_was_published_is_exported_and_loads_elsewhere(ann: Editor) -> None:
    written(ann)
    assert ann.post("/desk/the-ferry/publish", why="Just for me").status_code == 303
    response = ann.get("/desk/the-ferry/export.zip")
    assert response.status_code == 200, response.text
    with zipfile.ZipFile(io.BytesIO(response.data)) as packed:
        found = {name.removeprefix("the-ferry/"): packed.read(name) for name in packed.namelist()}
    bank, problems = read(found, "the-ferry")
    assert problems == []
    assert bank
    assert bank.brief.summary == "How many crossed, and who said so."


def test_a_bank_without_a_summary_is_not_published_and_is_told_where_to_write_one(ann: Editor) -> None:
    written(ann)
    page = ann.get("/desk/the-ferry/about").text
    assert "How many crossed" in page
    with ann.app.app_context():
        row = db.session().scalars(select(Workspace)).one()
        row.data = {**row.data, "summary": ""}
        db.session.commit()
    response = ann.post("/desk/the-ferry/publish", why="Now")
    assert response.status_code == 409
    assert "write one under About" in response.text


def test_errors_keep_it_from_being_published_and_are_told(ann: Editor, ben: Editor) -> None:
    written(ann, evidence="s04: The harbour office")
    response = ann.post("/desk/the-ferry/publish", why="Now")
    assert response.status_code == 409
    assert "E4" in response.text
    assert ben.get("/bank/the-ferry").status_code == 404


def test_an_article_that_must_not_be_repeated_is_retold_first(ann: Editor) -> None:
    ann.paste(quotable="")
    ann.post("/desk/the-ferry/new-fact", **{**ann.fields(number(ann)), **FIELDS, "id": "passengers"})
    response = ann.post("/desk/the-ferry/publish", why="Now")
    assert response.status_code == 409
    assert "W16" in response.text


def test_a_draft_that_cannot_be_read_is_kept_on_the_page_and_nothing_is_written(ann: Editor) -> None:
    response = written(ann, value_number="1e99999999", statement="Kept as it was typed.")
    assert response.status_code == 422
    assert "Kept as it was typed." in response.text
    assert "is not a number" in response.text
    assert count(ann, Fact) == 0


def test_the_fact_is_checked_as_it_is_typed(ann: Editor) -> None:
    ann.paste()
    part = ann.post("/desk/the-ferry/check", **{**ann.fields(number(ann)), **FIELDS, "id": "passengers"}).text
    assert "Questions that follow" in part
    assert "How many passengers" in part
    bad = ann.post(
        "/desk/the-ferry/check", **{**ann.fields(number(ann)), **FIELDS, "evidence": "s04: The harbour office"}
    ).text
    assert "E4" in bad
    assert count(ann, FactRevision) == 0


def test_the_later_of_two_saves_gets_both_versions_and_nothing_is_overwritten(ann: Editor, ben: Editor) -> None:
    written(ann)
    ann.post("/desk/the-ferry/sharing", do="show", visibility="public")
    path = "/desk/the-ferry/facts/passengers"
    mine, theirs = ann.fields(path), ben.fields(path)
    assert ann.post(path, **{**mine, "statement": "The ferry carried 300 people that day."}).status_code == 303
    response = ben.post(path, **{**theirs, "statement": "The ferry carried 300 people in one day."})
    assert response.status_code == 409
    assert "Ann saved this fact since" in response.text
    for words in ("that day.", "in one day."):
        assert words in response.text
    again = ben.post(
        path, **{**theirs, "statement": "Both.", "base": re.findall(r'name="base" value="(\d+)"', response.text)[0]}
    )
    assert again.status_code == 303
    assert count(ann, FactRevision) == 3


def test_whose_text_it_is_can_be_said_anew(ann: Editor) -> None:
    ann.paste()
    assert "Rights: Ours." in ann.get("/desk/the-ferry/text").text
    empty = ann.post("/desk/the-ferry/rights", rights=" ")
    assert (empty.status_code, "Say whose text it is" in empty.text) == (422, True)
    assert ann.post("/desk/the-ferry/rights", rights="The paper’s; not to be shown.").status_code == 303
    page = ann.get("/desk/the-ferry/text").text
    assert "Rights: The paper’s; not to be shown." in page
    assert "Learners may not read the article as it is." in page
    assert "Changed the rights to the article" in ann.get("/desk/the-ferry/log").text


def test_a_file_that_is_refused_is_told_by_name_at_its_own_field(ann: Editor) -> None:
    page = ann.paste(article="", file=(io.BytesIO(b"%PDF-1.7"), "scan.pdf")).text
    assert 'id="file-problem"' in page
    assert "“scan.pdf” was not taken: PDF and RTF files are not read" in page
    assert 'id="article-problem"' not in page


def test_comments_stand_at_their_line_until_they_are_settled(ann: Editor, ben: Editor) -> None:
    written(ann)
    path = "/desk/the-ferry/facts/passengers"
    ben.post(f"{path}/comments", line="statement", text="Whose count is it? <b>")
    page = ann.get(f"{path}/review").text
    assert "Whose count is it? &lt;b&gt;" in page
    assert "one remark waits" in ann.get(path).text
    ann.post(re.findall(r'action="(/desk/the-ferry/comments/\d+)"', page)[0])
    assert "settled" in ann.get(f"{path}/review").text


def test_proofs_follow_their_words_when_the_text_is_edited_and_what_is_lost_is_told(ann: Editor) -> None:
    written(ann)
    text = "A new first line stands here.\n\nThe ferry carried 300 people to the island on 2 May 2026."
    assert ann.post("/desk/the-ferry/text", text=text, version="1").status_code == 303
    page = ann.get("/desk/the-ferry").text
    assert "Lost proofs" not in page
    assert ann.post("/desk/the-ferry/text", text="Nothing of it is left here.", version="2").status_code == 303
    assert "Lost proofs" in ann.get("/desk/the-ferry").text
    late = ann.post("/desk/the-ferry/text", text="Too late for this one.", version="1")
    assert late.status_code == 409
    assert "Too late for this one." in late.text


def test_a_replaced_value_is_told_as_a_lost_proof_and_keeps_the_fact_from_being_published(ann: Editor) -> None:
    written(ann)
    text = "The ferry carried 1300 people to the island on 2 May 2026."
    assert ann.post("/desk/the-ferry/text", text=text, version="1").status_code == 303
    assert "Lost proofs" in ann.get("/desk/the-ferry").text
    assert "E4" in ann.get("/desk/the-ferry/facts/passengers").text


@pytest.mark.parametrize(
    ("address", "gapped", "proof"),
    [
        ("words=12&at=12", "12 cars and {12} bicycles came.", "12 bicycles"),
        ("words=12&at=0", "{12} cars and 12 bicycles came.", "12 cars"),
        ("words=12&at=5", "{12} cars and 12 bicycles came.", "12 cars"),
        ("words=12", "{12} cars and 12 bicycles came.", "12 cars"),
        ("first=3&last=4", "12 cars and {12 bicycles} came.", "12 bicycles"),
        ("first=4&last=3", "12 cars and {12 bicycles} came.", "12 bicycles"),
        ("first=1&last=99", "", "12 cars and 12 bicycles came."),
        ("words=boats&at=x", "", "12 cars and 12 bicycles came."),
        ("", "", "12 cars and 12 bicycles came."),
    ],
)
def test_the_gap_stands_where_the_words_were_picked(ann: Editor, address: str, gapped: str, proof: str) -> None:
    ann.paste(article="12 cars and 12 bicycles came.")
    fields = ann.fields(f"/desk/the-ferry/new-fact?sentence=s01&{address}")
    assert (fields["cloze"], fields["evidence"]) == (gapped, f"s01: {proof}")


def test_what_is_offered_twice_in_a_sentence_is_proved_at_its_own_place(ann: Editor) -> None:
    ann.paste(article="12 cars and 12 bicycles came.")
    with ann.app.app_context():
        ids = list(db.session().scalars(select(Proposal.id).where(Proposal.kind == "number").order_by(Proposal.id)))
    found = [ann.fields(f"/desk/the-ferry/new-fact?proposal={each}") for each in ids]
    assert [each["cloze"] for each in found] == ["{12} cars and 12 bicycles came.", "12 cars and {12} bicycles came."]
    assert [each["evidence"] for each in found] == ["s01: 12 cars", "s01: 12 bicycles"]


def test_a_draft_that_is_opened_shows_its_checks_at_once(ann: Editor) -> None:
    ann.paste()
    page = ann.get(number(ann)).text
    checks = page[page.index("data-checks") :]
    assert "Write the question" in checks or 'class="what"' in checks
    assert "fields have to be mended</h1>" not in page


def test_a_proposal_is_offered_until_it_is_taken_or_dismissed(ann: Editor) -> None:
    written(ann)
    with ann.app.app_context():
        taken = db.session().scalars(select(Proposal).where(Proposal.exact == "300")).one()
        other = db.session().scalars(select(Proposal).where(Proposal.kind == "date")).one()
        assert taken.state == "taken"
    ann.post(f"/desk/the-ferry/proposals/{other.id}")
    assert f"proposal={other.id}" not in ann.get("/desk/the-ferry").text


def test_the_preview_shows_each_question_with_its_options(ann: Editor) -> None:
    written(ann)
    page = ann.get("/desk/the-ferry/facts/passengers/preview").text
    assert "How many passengers did the ferry take" in page
    assert "3,000" in page


NASTY = "{{7*7}} %s %(x)s {0} ${y} <script>alert(1)</script> 'x\" \u202eabc"


def test_template_and_format_strings_are_shown_as_they_are_in_every_field(ann: Editor) -> None:
    article = f"{NASTY} 300 people came. {NASTY}"
    fields = {"title": NASTY, "cited": NASTY, "rights": NASTY, "inferred": "true", "inferred_why": NASTY}
    place = ann.paste(article=article, **fields).location
    texts = ("statement", "prompt", "value_text", "speaker", "as_of_text", "as_of_why", "trap1_says", "trap1_why")
    form = {**FIELDS, **dict.fromkeys(texts, NASTY), "id": "nasty", "cloze": "Well {so} it is."}
    more = {"aliases": NASTY, "as_of_date": "2026", "topic": "general", "party": "article", "stance": "stated"}
    response = ann.post(f"{place}/new-fact", **{**form, **more, "evidence": f"s01: {NASTY[:20]}", "why": NASTY})
    assert response.status_code == 303, response.text
    ann.post(f"{place}/facts/nasty/comments", line=NASTY, text=NASTY)
    ann.post(f"{place}/facts/nasty/review", number="1", step="ask", why=NASTY)
    for path in ("", "/facts/nasty", "/facts/nasty/preview", "/facts/nasty/review", "/text", "/log", "/questions"):
        response = ann.get(place + path)
        assert response.status_code == 200, path
        assert "<script>alert" not in response.text
        assert "49 %s" not in response.text
        assert "{{7*7}} %s %(x)s {0} ${y} &lt;script&gt;" in response.text, path


def test_an_article_of_ten_megabytes_is_refused_in_words_and_nothing_is_written(ann: Editor) -> None:
    response = ann.paste(article="word " * 2_000_000)
    assert response.status_code == 422
    assert "1,000,000" in response.text
    assert count(ann, Bank) == 0
